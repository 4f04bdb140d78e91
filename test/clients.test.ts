// What every protocol stands on: who may enter, under which name, with which keys, and who is told that it is over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../src/audit/actions.js';
import { claimDueLogouts, openClientSession, writeLogoutAnswer } from '../src/db/client-sessions.js';
import { findClient, insertClient, removeClient } from '../src/db/clients.js';
import { consumeSignOn, findSignOn, insertSignOn } from '../src/db/sign-ons.js';
import { done } from '../src/kernel/outcome.js';
import { type LogoutSenders, tellLogouts } from '../src/sso/logout-actions.js';
import { type Client, isServed, mayEnter } from '../src/sso/rules.js';
import { rotateKeys, signingKeys } from '../src/sso/signing-keys.js';
import { giveSubject } from '../src/sso/subjects.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { addParent, jeanMoulin } from './world.js';

async function addClient(deps: TestDeps, publicId: string, rest: Partial<Client> = {}): Promise<Client> {
  const settings = { service: `https://${publicId}.exemple.fr/`, logout: true };
  await inTransaction(deps, (tx) =>
    insertClient(
      tx,
      {
        publicId,
        protocol: 'cas',
        name: publicId,
        settings,
        claims: [],
        schoolUais: null,
        serviceSlug: null,
        secretHash: null,
        eventsUrl: null,
        subjectType: rest.subjectType ?? 'pairwise',
      },
      deps.now(),
    ),
  );
  const found = await findClient(deps.db, 'cas', publicId);
  assert.ok(found);
  return found;
}

const subjectOf = async (deps: TestDeps, client: Client, accountId: number) =>
  await inTransaction(deps, async (tx) => (await giveSubject(deps, tx, client, accountId)).subject);

async function openSessionOf(deps: TestDeps, accountId: number): Promise<number> {
  const now = deps.now();
  const { id } = await deps.db
    .insertInto('session')
    .values({
      accountId,
      tokenHash: deps.random(32),
      createdAt: now,
      seenAt: now,
      provedAt: now,
      address: '',
      agent: '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

test('a client serves the schools of its line, the children of its tile, an application of the network all', () => {
  const [a, b] = [
    { schoolUai: 'A', opened: null },
    { schoolUai: 'B', opened: null },
  ];
  const network = { schoolUais: null, serviceSlug: null };
  assert.deepEqual(
    [a, b].map((child) => isServed(network, child)),
    [true, true],
  );
  assert.deepEqual(
    [a, b].map((child) => isServed({ schoolUais: ['B', 'C'] }, child)),
    [false, true],
  );
  assert.equal(isServed(network, { schoolUai: 'A', opened: false }), false);
  assert.equal(isServed({ schoolUais: ['B'] }, { schoolUai: 'A', opened: true }), false);
  assert.equal(mayEnter(network, []), true);
  assert.equal(mayEnter({ ...network, schoolUais: ['C'] }, [a, b]), false);
  assert.equal(mayEnter({ ...network, serviceSlug: 'cantine' }, [{ schoolUai: 'A', opened: false }]), false);
  assert.equal(mayEnter({ ...network, serviceSlug: 'cantine' }, [{ schoolUai: 'A', opened: true }, b]), true);
});

onBothDatabases(
  'a client knows an account by one name, another client by another, public ones by the same',
  async (deps) => {
    const [anne, paul] = [await addParent(deps, jeanMoulin, 'Yanis'), await addParent(deps, jeanMoulin, 'Tom')];
    const [ent, meals] = [await addClient(deps, 'ent'), await addClient(deps, 'cantine')];
    const [one, two] = [
      await addClient(deps, 'un', { subjectType: 'public' }),
      await addClient(deps, 'deux', { subjectType: 'public' }),
    ];
    const known = await subjectOf(deps, ent, anne.id);
    assert.match(known, /^[\w-]{22}$/);
    assert.equal(await subjectOf(deps, ent, anne.id), known);
    assert.notEqual(await subjectOf(deps, ent, paul.id), known);
    assert.notEqual(await subjectOf(deps, meals, anne.id), known);
    const shared = await subjectOf(deps, one, anne.id);
    assert.equal(await subjectOf(deps, two, anne.id), shared);
    const takeBack = (client: Client) =>
      deps.db.updateTable('clientSubject').set({ withdrawnAt: deps.now() }).where('clientId', '=', client.id).execute();
    await takeBack(ent);
    assert.equal(await subjectOf(deps, ent, anne.id), known, 'a name taken back is given again to its owner alone');
    await takeBack(one);
    assert.equal(await subjectOf(deps, one, anne.id), shared, 'a public name is the same for all');
    await assert.rejects(
      deps.db
        .insertInto('clientSubject')
        .values({ clientId: ent.id, accountId: paul.id, subject: known, givenAt: deps.now() })
        .execute(),
      /client_subject_given_once/,
    );
  },
);

onBothDatabases('a client that was removed is found no more, and its address is free', async (deps) => {
  const ent = await addClient(deps, 'ent');
  await inTransaction(deps, (tx) => removeClient(tx, ent.id, deps.now()));
  assert.equal(await findClient(deps.db, 'cas', 'ent'), undefined);
  assert.notEqual((await addClient(deps, 'ent')).id, ent.id);
});

onBothDatabases(
  'a session that ended, however it did, owes its clients a sign-out, each to one teller',
  async (deps) => {
    const anne = await addParent(deps, jeanMoulin, 'Yanis');
    const ent = await addClient(deps, 'ent');
    const sessionId = await openSessionOf(deps, anne.id);
    const open = (reference: string) =>
      openClientSession(deps.db, { sessionId, clientId: ent.id, accountId: anne.id, reference, now: deps.now() });
    const due = () => {
      const now = deps.now();
      const [liveSince, retryAt] = [new Date(now.getTime() - 12 * 3_600_000), new Date(now.getTime() + 5000)];
      return claimDueLogouts(deps.db, { now, liveSince, retryAt, limit: 10 });
    };
    assert.equal(await open('ST-1'), true);
    assert.equal(await open('ST-2'), true);
    assert.deepEqual(await due(), []);
    await deps.db.updateTable('session').set({ endedAt: deps.now(), endedCause: 'grouping' }).execute();
    assert.equal(await open('ST-3'), false, 'a session that ended opens nothing');
    const claimed = await due();
    assert.deepEqual(
      claimed.map(({ reference, protocol, tries }) => ({ reference, protocol, tries })),
      ['ST-1', 'ST-2'].map((reference) => ({ reference, protocol: 'cas', tries: 1 })),
    );
    assert.deepEqual(await due(), [], 'claimed by another teller');
    const [first, second] = claimed;
    assert.ok(first && second);
    await writeLogoutAnswer(deps.db, { id: first.id, toldAt: deps.now(), nextAt: null, lastAnswer: '200' });
    await writeLogoutAnswer(deps.db, { id: second.id, toldAt: null, nextAt: deps.now(), lastAnswer: '500' });
    assert.deepEqual(
      (await due()).map(({ reference, tries }) => ({ reference, tries })),
      [{ reference: 'ST-2', tries: 2 }],
    );
  },
);

onBothDatabases('a sign-out that cannot be sent is tried again, and keeps no other waiting', async (deps) => {
  const anne = await addParent(deps, jeanMoulin, 'Yanis');
  const [ill, well] = [await addClient(deps, 'ent'), await addClient(deps, 'notes')];
  const sessionId = await openSessionOf(deps, anne.id);
  for (const { id: clientId, name } of [ill, well])
    await openClientSession(deps.db, { sessionId, clientId, accountId: anne.id, reference: name, now: deps.now() });
  await deps.db.updateTable('session').set({ endedAt: deps.now(), endedCause: 'signed_out' }).execute();
  const senders: LogoutSenders = {
    cas: async (_, { clientId }) => {
      if (clientId === ill.id) throw new Error('no key to sign with');
      return done('200');
    },
  };
  assert.equal(await tellLogouts(deps, senders), 2);
  const told = await deps.db.selectFrom('clientSession').select(['toldAt', 'lastAnswer']).orderBy('id').execute();
  assert.deepEqual(
    told.map(({ toldAt, lastAnswer }) => [toldAt !== null, lastAnswer]),
    [
      [false, 'not sent: no key to sign with'],
      [true, '200'],
    ],
  );
  deps.clock.advance({ minutes: 1 });
  assert.equal(await tellLogouts(deps, senders), 1);
});

onBothDatabases('a session older than its whole life owes them too', async (deps) => {
  const anne = await addParent(deps, jeanMoulin, 'Yanis');
  const ent = await addClient(deps, 'ent');
  const sessionId = await openSessionOf(deps, anne.id);
  await openClientSession(deps.db, {
    sessionId,
    clientId: ent.id,
    accountId: anne.id,
    reference: 'ST-1',
    now: deps.now(),
  });
  const liveSince = deps.now();
  const [claimed] = await claimDueLogouts(deps.db, { now: deps.now(), liveSince, retryAt: deps.now(), limit: 10 });
  assert.equal(claimed?.reference, 'ST-1');
});

onBothDatabases('new keys are published a day before they sign, old ones a day after', async (deps) => {
  const first = await signingKeys(deps, 'oidc');
  assert.deepEqual(
    first.active.map(({ algorithm }) => algorithm),
    ['ES256', 'RS256'],
  );
  const again = await signingKeys(deps, 'oidc');
  assert.deepEqual(
    again.active.map(({ kid }) => kid),
    first.active.map(({ kid }) => kid),
  );
  const kids = await rotateKeys(deps, 'oidc', { atOnce: false });
  const waiting = await signingKeys(deps, 'oidc');
  assert.deepEqual(
    waiting.active.map(({ kid }) => kid),
    first.active.map(({ kid }) => kid),
  );
  assert.equal(waiting.published.length, 4);
  deps.clock.advance({ hours: 24 });
  const turned = await signingKeys(deps, 'oidc');
  assert.deepEqual(
    turned.active.map(({ kid }) => kid),
    kids,
  );
  assert.equal(turned.published.length, 4, 'what the old keys signed can still be checked');
  deps.clock.advance({ hours: 24 });
  assert.equal((await signingKeys(deps, 'oidc')).published.length, 2);
  const rows = await deps.db.selectFrom('signingKey').select('privateSealed').execute();
  for (const { privateSealed } of rows) assert.doesNotMatch(Buffer.from(privateSealed).toString('latin1'), /PRIVATE/);
});

onBothDatabases('what waits for a sign-in is used once, within its time', async (deps) => {
  const ent = await addClient(deps, 'ent');
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + 60_000);
  const wait = (tokenHash: Uint8Array) =>
    insertSignOn(deps.db, {
      tokenHash,
      clientId: ent.id,
      params: { service: 'https://ent.exemple.fr/' },
      now,
      expiresAt,
    });
  const [one, two] = [deps.random(32), deps.random(32)];
  await wait(one);
  await wait(two);
  assert.equal((await findSignOn(deps.db, one, now))?.clientId, ent.id);
  assert.deepEqual((await consumeSignOn(deps.db, one, now))?.params, { service: 'https://ent.exemple.fr/' });
  assert.equal(await consumeSignOn(deps.db, one, now), undefined);
  assert.equal(await consumeSignOn(deps.db, two, expiresAt), undefined);
});
