// Fermer son compte : ce qui va arriver, une fois pour toutes, puis l'école qui peut refaire une lettre.
import assert from 'node:assert/strict';
import { closeAccount } from '../../src/accounts/closing.js';
import { createApp } from '../../src/app.js';
import { deliverMails } from '../../src/mail/sending.js';
import { ask, referenceIn, stateOf, twoNames } from '../asked.js';
import { onBothDatabases, type TestDeps } from '../harness.js';
import { assertInvariants } from '../invariants.js';
import { openSecretary } from '../secretary.js';
import { signIn } from '../two-letters.js';
import { openVisitor } from '../visitor.js';
import {
  addAccount,
  addGuardian,
  addLetter,
  addLink,
  addPupil,
  addSchool,
  jeanMoulin,
  louiseMichel,
} from '../world.js';

const yes = 'Oui, fermer mon compte pour toujours';

/** Nadia has Yanis and Lina at two schools, on one account. */
async function setUp(deps: TestDeps) {
  const app = await createApp(deps);
  await addSchool(deps, jeanMoulin, 'Collège Jean-Moulin');
  await addSchool(deps, louiseMichel, 'École Louise-Michel');
  const [here, there] = [await addGuardian(deps, jeanMoulin), await addGuardian(deps, louiseMichel)];
  await addLink(deps, here, await addPupil(deps, jeanMoulin, 'Yanis'));
  await addLink(deps, there, await addPupil(deps, louiseMichel, 'Lina'));
  const nadia = await addAccount(deps, [here, there], { mail: 'nadia@exemple.fr' });
  const visitor = openVisitor(app);
  await signIn(visitor, nadia.identifier, nadia.password);
  return { app, nadia, visitor, guardians: [here, there] };
}

const holders = async (deps: TestDeps) =>
  await deps.db
    .selectFrom('attachment')
    .innerJoin('account', 'account.id', 'attachment.accountId')
    .select(['attachment.guardianId', 'account.id', 'account.identifier', 'account.state'])
    .where('attachment.until', 'is', null)
    .orderBy('attachment.guardianId')
    .execute();

onBothDatabases('le compte ferme, chaque école garde ses fiches sur un nouveau compte sans lettre', async (deps) => {
  const { app, nadia, visitor, guardians } = await setUp(deps);
  await addLetter(deps, nadia.id, jeanMoulin, { purpose: 'recovery' });
  const other = openVisitor(app);
  await signIn(other, nadia.identifier, nadia.password);
  const data = await (await visitor.visit('/mon-compte')).follow('/mon-compte/mes-donnees');
  const ask = await data.follow('Fermer mon compte');
  assert.match(ask.words, new RegExp(`Le compte ${nadia.identifier} va fermer pour toujours`));
  assert.match(ask.words, /Vos enfants restent inscrits à l’école/);
  assert.match(ask.words, /Nous vous écrivons à nadia@exemple\.fr/);
  assert.match(ask.words, /Lina BENALI[\s\S]*Yanis BENALI|Yanis BENALI[\s\S]*Lina BENALI/);
  assert.equal((await ask.follow('Non, garder mon compte')).heading, 'Mon compte');

  const done = await ask.send({}, yes);
  assert.equal(done.heading, 'Votre compte est fermé');
  assert.equal(done.path, '/compte-ferme');
  for (const one of [visitor, other]) assert.equal((await one.visit('/mon-compte')).path, '/connexion');
  const again = await signIn(openVisitor(app), nadia.identifier, nadia.password);
  assert.equal(again.path, '/connexion');
  assert.match(again.words, /fermé/, 'told to who proved the right password');

  const held = await holders(deps);
  assert.deepEqual(
    held.map(({ guardianId, state }) => [guardianId, state]),
    guardians.map((id) => [id, 'to_activate']),
  );
  assert.equal(new Set(held.map((one) => one.id)).size, 2, 'one account for each school');
  assert.ok(held.every(({ identifier }) => identifier !== nadia.identifier));
  const letters = await deps.db.selectFrom('letter').select(['accountId', 'diedAt']).execute();
  assert.deepEqual(
    letters.map(({ accountId, diedAt }) => [accountId, diedAt !== null]),
    [[nadia.id, true]],
    'no letter but the old one, dead',
  );
  await deliverMails(deps);
  const [mail, ...more] = deps.sent;
  assert.deepEqual([mail?.to, more.length], ['nadia@exemple.fr', 0]);
  assert.match(mail?.text ?? '', /Collège Jean-Moulin[\s\S]*École Louise-Michel/, 'whom to call');
  await assertInvariants(deps);
});

onBothDatabases('l’école lit que le parent a fermé son compte, et rien de l’autre école', async (deps) => {
  const { app, visitor, nadia } = await setUp(deps);
  await (await visitor.visit('/mon-compte/fermer')).send({}, yes);
  const [here] = await holders(deps);
  const { visitor: secretary } = await openSecretary(deps, app, jeanMoulin);
  const card = await secretary.visit(`/ecole/comptes/${here?.id}`);
  assert.match(card.words, /Le parent a fermé son compte : nouveau compte, sans lettre/);
  assert.doesNotMatch(card.words, new RegExp(`Louise-Michel|Lina|${nadia.identifier}`));
  assert.equal((await secretary.visit(`/ecole/comptes/${nadia.id}`)).status, 404);
  const made = await (await card.follow('Nouvelle lettre')).send({}, 'Faire la lettre');
  assert.equal(made.heading, 'La lettre est prête');
});

onBothDatabases('le mot de passe est demandé encore ; pressé deux fois, fermé une fois', async (deps) => {
  const { visitor, nadia } = await setUp(deps);
  deps.clock.advance({ minutes: 6 });
  const proof = await visitor.visit('/mon-compte/fermer');
  assert.equal(proof.path, '/mon-compte/preuve');
  const ask = await proof.send({ password: nadia.password });
  assert.equal(ask.heading, 'Fermer votre compte');
  const tab = visitor.copy();
  const _csrf = ask.field('_csrf') ?? '';
  await ask.send({}, yes);
  const second = await tab.post('/mon-compte/fermer', { _csrf });
  assert.equal(second.status, 303);
  assert.match(second.headers.location ?? '', /^\/connexion/);
  const events = await deps.db.selectFrom('auditEvent').select('kind').where('kind', '=', 'account_closed').execute();
  assert.equal(events.length, 1);
  await assertInvariants(deps);
});

onBothDatabases('une session déjà finie ne ferme rien', async (deps) => {
  const { nadia } = await setUp(deps);
  const { id } = await deps.db.selectFrom('session').select('id').executeTakeFirstOrThrow();
  await deps.db.updateTable('session').set({ endedAt: deps.now(), endedCause: 'signed_out' }).execute();
  const actor = { type: 'parent', accountId: nadia.id, sessionId: id, address: '127.0.0.1' } as const;
  const outcome = await closeAccount(deps, { accountId: nadia.id, cause: 'owner', actor });
  assert.deepEqual(outcome, { ok: false, why: 'session_ended' });
  assert.deepEqual(await closeAccount(deps, { accountId: nadia.id, cause: 'no_right', actor: { type: 'command' } }), {
    ok: false,
    why: 'has_a_right',
  });
});

onBothDatabases('une demande de mettre deux comptes ensemble tombe avec le compte', async (deps) => {
  const world = await twoNames(deps);
  const reference = referenceIn(await ask(world));
  await (await world.visitor.visit('/mon-compte/fermer')).send({}, yes);
  assert.deepEqual(await stateOf(deps, reference), { state: 'void', voidCause: 'account_closed' });
  await assertInvariants(deps);
});
