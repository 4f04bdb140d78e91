// What ends a row of failures: a whole proof. Half of one, or an old letter out of a bin, gives no new tries to a guesser.
import assert from 'node:assert/strict';
import { readTries } from '../src/db/throttle.js';
import { askReset, resetPassword } from '../src/forgotten/actions.js';
import { deliverMails } from '../src/mail/sending.js';
import { setSettings } from '../src/network-settings/actions.js';
import { signIn } from '../src/signin/actions.js';
import { proveSecret } from '../src/signin/prove.js';
import { tryLimits } from '../src/signin/rules.js';
import { subjectsOf, tightened } from '../src/signin/throttle.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { addLetter, addParent, jeanMoulin } from './world.js';

const address = '192.0.2.1';
const browser = { address, agent: '' };

async function wrongTries(deps: TestDeps, identifier: string, count = 5) {
  for (let i = 0; i < count; i += 1)
    assert.equal((await proveSecret(deps, { identifier, secret: 'un mot de passe faux', address })).ok, false);
}

const inARow = async (deps: TestDeps, identifier: string) =>
  (await readTries(deps.db, subjectsOf(deps, { identifier, address })[0].subject))?.inARow ?? 0;

async function addFactor(deps: TestDeps, accountId: number) {
  const application = { kind: 'application', totpSecret: deps.random(32), totpLastStep: 0 } as const;
  await deps.db
    .insertInto('factor')
    .values({ ...application, accountId, createdAt: deps.now() })
    .execute();
}

onBothDatabases('the right password forgives, unless a second factor is still to come', async (deps) => {
  const { id, identifier, password } = await addParent(deps, jeanMoulin, 'Yanis');
  const sign = () => signIn(deps, { identifier, secret: password, browser, device: undefined });
  await wrongTries(deps, identifier);
  assert.ok((await sign()).ok);
  assert.equal(await inARow(deps, identifier), 0);
  await addFactor(deps, id);
  deps.clock.advance({ minutes: 15 });
  await wrongTries(deps, identifier);
  assert.ok((await sign()).ok);
  assert.ok((await proveSecret(deps, { identifier, secret: password, address })).ok);
  assert.equal(await inARow(deps, identifier), 5);
});

onBothDatabases('so does the letter of an account with a second factor, or one that was used', async (deps) => {
  const { id, identifier } = await addParent(deps, jeanMoulin, 'Yanis');
  await addFactor(deps, id);
  const letter = await addLetter(deps, id, jeanMoulin, { purpose: 'recovery' });
  const code = { identifier, secret: letter.code };
  await wrongTries(deps, identifier);
  assert.ok((await signIn(deps, { ...code, browser, device: undefined })).ok);
  assert.ok((await proveSecret(deps, { ...code, address })).ok);
  assert.equal(await inARow(deps, identifier), 5);

  const other = await addParent(deps, jeanMoulin, 'Lina');
  const used = await addLetter(deps, other.id, jeanMoulin);
  await deps.db.updateTable('letter').set({ usedAt: deps.now() }).where('id', '=', used.letterId).execute();
  await wrongTries(deps, other.identifier);
  const refused = await proveSecret(deps, { identifier: other.identifier, secret: used.code, address });
  assert.deepEqual(refused, { ok: false, why: { kind: 'letter', end: 'used' } });
  assert.equal(await inARow(deps, other.identifier), 5);
});

onBothDatabases('a link by mail forgives, unless a second factor is still to come', async (deps) => {
  for (const withFactor of [false, true]) {
    const mail = `nadia${withFactor}@exemple.fr`;
    const { id, identifier } = await addParent(deps, jeanMoulin, 'Yanis', { mail });
    if (withFactor) await addFactor(deps, id);
    await wrongTries(deps, identifier);
    await askReset(deps, identifier, address);
    await deliverMails(deps);
    const token = /\/connexion\/nouveau\/([\w-]+)/.exec(
      deps.sent
        .splice(0)
        .map(({ text }) => text)
        .join(' '),
    )?.[1];
    const reset = await resetPassword(deps, { token, password: `quatre mots bien choisis ${withFactor}`, address });
    assert.ok(reset.ok, JSON.stringify(reset));
    assert.equal(await inARow(deps, identifier), withFactor ? 5 : 0);
  }
});

onBothDatabases('operators may bear fewer wrong tries, never more', async (deps) => {
  const { identifier } = await addParent(deps, jeanMoulin, 'Yanis');
  assert.ok((await setSettings(deps, 'command', { wrongTries: 3 })).ok);
  await wrongTries(deps, identifier, 3);
  const fourth = await proveSecret(deps, { identifier, secret: 'un mot de passe faux', address });
  assert.equal(!fourth.ok && fourth.why.kind, 'throttled');
  const stranger = { identifier: 'x.personne0000', secret: 'un mot de passe faux', address };
  for (let i = 0; i < 3; i += 1) assert.equal((await proveSecret(deps, stranger)).ok, false);
  const unknown = await proveSecret(deps, stranger);
  assert.equal(!unknown.ok && unknown.why.kind, 'throttled', 'the same for a name that nobody has');
  assert.equal(tightened('identifier', 50).tries, tryLimits.identifier.tries);
  assert.deepEqual(tightened('address', 3), tryLimits.address, 'a network is many persons');
});
