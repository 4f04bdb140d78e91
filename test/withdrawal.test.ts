// A parent takes his name back from an application: what it holds of him dies at once, it is told, and nothing else about him
// until he opens it again; nothing from before lives then.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import * as openid from 'openid-client';
import { createApp } from '../src/app.js';
import { inTransaction } from '../src/audit/actions.js';
import { lockAccounts } from '../src/db/accounts.js';
import { writeWithdrawal } from '../src/db/client-subjects.js';
import { findDelivery } from '../src/db/delivery-lists.js';
import { fanOut } from '../src/events/fan-out-actions.js';
import { deliverEvents } from '../src/events/sending.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { withdrawFrom } from '../src/known-by/actions.js';
import { tellLogouts } from '../src/sso/logout-actions.js';
import { logoutSenders } from '../src/sso/logout-senders.js';
import { giveSubject } from '../src/sso/subjects.js';
import { addClient } from './clients.js';
import { openConsumer } from './consumer.js';
import { onBothDatabases, onPostgres, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { openListener } from './listener.js';
import { arrived, atPresent, beginFlow, enter, openClient, pathOf, redeem, registerClient } from './oidc-client.js';
import { propose } from './proposals.js';
import { addProvider, authnRequest, byRedirect } from './service-provider.js';
import { signIn } from './two-letters.js';
import { openVisitor, type Visitor } from './visitor.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';

const tell = async (deps: TestDeps) => await tellLogouts(deps, logoutSenders);
async function group(deps: TestDeps, keptId: number, absorbedId: number): Promise<void> {
  const { parent, digest } = await propose(deps, keptId, absorbedId);
  assert.ok((await confirmGrouping(deps, parent, digest)).ok);
}
const pageOf = (clientId: number) => `/mon-compte/applications/${clientId}`;
/** He opens the application again: nothing is given before he says so, on a page of ours. */
async function sayYes(deps: TestDeps, visitor: Visitor, address: string) {
  const names = async () =>
    await deps.db.selectFrom('clientSubject').select(['id', 'withdrawnAt']).orderBy('id').execute();
  const before = await names();
  const asked = await visitor.visit(address);
  assert.match(asked.words, /ne vous connaît plus.*Voulez-vous qu’elle vous connaisse de nouveau/s);
  assert.match(asked.path, /^\/entrer\//);
  assert.deepEqual(await names(), before, 'looking at the page gives nothing');
  return await asked.send({}, 'Oui, elle peut me connaître');
}
const withdraw = async (visitor: Visitor, clientId: number) =>
  await (await visitor.visit(pageOf(clientId))).send({}, 'Oui, ne plus me faire connaître');

onBothDatabases(
  'OpenID Connect: codes and tokens die, the sign-out is told, the same name comes back to new ones alone',
  async (deps) => {
    const listener = await openListener();
    try {
      const app = await createApp(deps);
      const client = await registerClient(
        deps,
        { backchannelLogoutUri: `${listener.origin}/fin` },
        { claims: ['name', 'children'] },
      );
      const config = await openClient(app, deps);
      const parent = await addParent(deps, jeanMoulin, 'Yanis');
      const visitor = openVisitor(app, { mayLeave: true });
      await signIn(visitor, parent.identifier, parent.password);
      const tokens = await enter(config, visitor, { scope: 'openid profile children' });
      const { sub, sid } = tokens.claims() ?? { sub: '', sid: undefined };
      const flow = await beginFlow(config);
      const back = arrived(await visitor.visit(pathOf(flow.url)));

      const done = await withdraw(visitor, client.id);
      assert.match(done.words, /Cette application ne vous connaît plus\./);
      assert.equal((await openid.tokenIntrospection(config, tokens.access_token)).active, false);
      assert.equal((await openid.tokenIntrospection(config, tokens.refresh_token ?? '')).active, false);
      await assert.rejects(openid.fetchUserInfo(config, tokens.access_token, sub));
      await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token ?? ''));
      await assert.rejects(redeem(config, flow, back));
      assert.equal((await visitor.visit('/accueil')).status, 200, 'the portal’s session goes on');
      const again = await withdraw(visitor, client.id).catch(() => undefined);
      assert.equal(again, undefined, 'there is nothing more to ask');
      await tell(deps);
      assert.equal(listener.posted.length, 1);
      const logout = JSON.parse(
        Buffer.from(
          new URLSearchParams(listener.posted[0]?.body).get('logout_token')?.split('.')[1] ?? '',
          'base64url',
        ).toString(),
      );
      assert.deepEqual([logout.sub, logout.sid], [sub, sid]);

      const looked = await beginFlow(config, { prompt: 'none' });
      const nobody = arrived(await visitor.visit(pathOf(looked.url)));
      assert.equal(nobody.searchParams.get('error'), 'login_required', 'who only looks is told nothing');
      const wish = await beginFlow(config, { scope: 'openid profile children' });
      const anew = await redeem(config, wish, arrived(await sayYes(deps, visitor, pathOf(wish.url))));
      assert.equal(anew.claims()?.sub, sub);
      assert.notEqual(anew.claims()?.sid, sid, 'the sign-out that was told is not the one to come');
      assert.equal((await openid.fetchUserInfo(config, anew.access_token, sub)).name, 'Nadia BENALI');
      assert.equal((await openid.tokenIntrospection(config, tokens.access_token)).active, false, 'nothing of before');
      await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token ?? ''));
      await (await visitor.visit('/deconnexion')).send({}, 'Se déconnecter');
      await tell(deps);
      assert.equal(listener.posted.length, 2);
      await assertInvariants(deps);
    } finally {
      await listener.close();
    }
  },
  atPresent(),
);

onBothDatabases('CAS and SAML: tickets die, both sign-outs are told under the name that was known', async (deps) => {
  const listener = await openListener();
  try {
    const app = await createApp(deps);
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const cas = await addClient(deps, 'cas', { service: `${listener.origin}/*`, logout: true });
    const saml = await addProvider(deps, {
      logout: [{ binding: 'soap', location: `${listener.origin}/soap`, responseLocation: null }],
    });
    const visitor = openVisitor(app, { mayLeave: true });
    await signIn(visitor, parent.identifier, parent.password);
    const service = `${listener.origin}/notes`;
    const ticket = async () => {
      const there = await visitor.visit(`/cas/login?service=${encodeURIComponent(service)}`);
      return new URL(there.url).searchParams.get('ticket') ?? '';
    };
    const validate = async (one: string) =>
      (await app.inject({ url: `/cas/serviceValidate?service=${encodeURIComponent(service)}&ticket=${one}` })).body;
    const spent = await ticket();
    const user = /<cas:user>([^<]+)/.exec(await validate(spent))?.[1] ?? '';
    assert.ok(user);
    await visitor.visit(byRedirect('/saml/sso', authnRequest(deps)));
    const unspent = await ticket();
    await withdraw(visitor, cas.id);
    await withdraw(visitor, saml.id);
    assert.match(await validate(unspent), /INVALID_TICKET/);
    assert.equal((await visitor.visit('/mon-compte/applications')).words.includes('Aucune application'), true);
    const looks = `/cas/login?gateway=true&service=${encodeURIComponent(service)}`;
    assert.equal((await visitor.visit(looks)).url, service, 'who only looks gets no ticket');
    await tell(deps);
    const bodies = listener.posted.map(({ body }) => new URLSearchParams(body).get('logoutRequest') ?? body);
    assert.equal(bodies.length, 2);
    const told = (how: string) => bodies.find((body) => body.startsWith(how)) ?? '';
    assert.match(told('<samlp:'), RegExp(`${user}</.*${spent}<`, 's'));
    assert.match(told('<soap:'), /<saml:NameID[^>]*persistent[^>]*>[\w-]{22}</);
    const again = await sayYes(deps, visitor, `/cas/login?service=${encodeURIComponent(service)}`);
    const other = new URL(again.url).searchParams.get('ticket') ?? '';
    assert.match(await validate(other), RegExp(`<cas:user>${user}<`), 'he opened it again');
    const passive = await visitor.visit(
      byRedirect('/saml/sso', authnRequest(deps, { attributes: ' IsPassive="true"' })),
    );
    assert.doesNotMatch(passive.words, /ne vous connaît plus/, 'who only looks shows no page');
    const posted = await sayYes(deps, visitor, byRedirect('/saml/sso', authnRequest(deps)));
    assert.match(posted.html, /name="SAMLResponse"/);
    assert.equal((await visitor.visit(`/cas/login?service=${encodeURIComponent(service)}`)).path, service, 'once');
    assert.equal(await tell(deps), 0, 'the new sign-in goes on');
  } finally {
    await listener.close();
  }
});

onBothDatabases('one last event says so, and no other follows until he opens it again', async (deps, t) => {
  const [a, b] = [await addParent(deps, jeanMoulin, 'Yanis'), await addParent(deps, louiseMichel, 'Lina')];
  const [ent, meals] = [await openConsumer(deps, t), await openConsumer(deps, t)];
  const subject = await ent.subjectOf(a.id);
  await ent.subjectOf(b.id);
  await meals.subjectOf(a.id);
  const visitor = openVisitor(await createApp(deps));
  await signIn(visitor, a.identifier, a.password);
  ent.health = () => 'ill';
  await group(deps, a.id, b.id);
  await deliverEvents(deps);
  const { id } = await deps.db
    .selectFrom('delivery')
    .select('id')
    .where('clientId', '=', ent.client.id)
    .executeTakeFirstOrThrow();
  assert.equal((await findDelivery(deps.db, id))?.erased, false);
  await withdraw(visitor, ent.client.id);
  const { body, erased } = (await findDelivery(deps.db, id)) ?? assert.fail();
  assert.equal(erased, true, 'and the operator is told why');
  assert.deepEqual([body.guardians, body.pupils], [[], []], 'what waits names his records no more');
  ent.health = () => 'well';
  deps.clock.advance({ minutes: 10 });
  await deliverEvents(deps);
  deps.clock.advance({ minutes: 10 });
  await deliverEvents(deps);
  const told = () => ent.applied.map(({ type, data }) => [type, data.subject, data.reason]);
  const before = [
    ['account-grouped', subject, undefined],
    ['account-disabled', subject, 'withdrawn'],
  ];
  assert.deepEqual(told(), before);
  assert.equal(meals.applied.length, 1, 'the other application is told of its own');
  const changed = async () =>
    await deps.db
      .insertInto('outbox')
      .values({
        eventId: '00000000-0000-4000-8000-000000000009',
        kind: 'account_changed',
        accountId: a.id,
        payload: JSON.stringify({ accountId: a.id }),
        at: deps.now(),
      })
      .execute();
  await changed();
  await deliverEvents(deps);
  assert.deepEqual(told(), before);
  // The account that closed does not come back: the kept one does, under its own name.
  assert.equal(await ent.subjectOf(a.id), subject);
  await deliverEvents(deps);
  assert.deepEqual(told(), [...before, ['account-changed', subject, undefined]]);
  assert.equal(ent.view.disabled.has(subject), false);
  await assertInvariants(deps);
});

onBothDatabases('a name taken back is given by nothing but its owner’s own visit', async (deps, t) => {
  const [a, b] = [await addParent(deps, jeanMoulin, 'Yanis'), await addParent(deps, louiseMichel, 'Lina')];
  const ent = await openConsumer(deps, t);
  const [kept, absorbed] = [await ent.subjectOf(a.id), await ent.subjectOf(b.id)];
  const app = await createApp(deps);
  for (const one of [a, b]) {
    const visitor = openVisitor(app);
    await signIn(visitor, one.identifier, one.password);
    await withdraw(visitor, ent.client.id);
  }
  await group(deps, a.id, b.id);
  await deliverEvents(deps);
  // Two accounts wait for each other no more than their events do.
  const told = ent.applied.map(({ type, data }) => `${data.subject} ${type} ${data.reason}`);
  assert.deepEqual(told.toSorted(), [kept, absorbed].map((name) => `${name} account-disabled withdrawn`).toSorted());
  const given = await inTransaction(deps, (tx) => giveSubject(deps, tx, ent.client, a.id));
  assert.equal(given.subject, kept);
  const rows = await deps.db.selectFrom('clientSubject').select(['subject', 'withdrawnAt']).orderBy('id').execute();
  assert.deepEqual(
    rows.map(({ subject, withdrawnAt }) => [subject, withdrawnAt === null]),
    [
      [kept, true],
      [absorbed, false],
    ],
  );
});

onBothDatabases(
  'S28: whatever crosses a withdrawal, nothing of before outlives its answer',
  async (deps) => {
    const app = await createApp(deps);
    const client = await registerClient(deps);
    const config = await openClient(app, deps);
    const cas = await addClient(deps, 'cas', { service: 'https://notes.exemple.fr/*', logout: false });
    const parent = await addParent(deps, jeanMoulin, 'Yanis');
    const visitor = openVisitor(app, { mayLeave: true });
    await signIn(visitor, parent.identifier, parent.password);
    const service = 'https://notes.exemple.fr/';
    for (let round = 0; round < 4; round += 1) {
      const first = await beginFlow(config);
      const held =
        round === 0
          ? await enter(config, visitor)
          : await redeem(config, first, arrived(await sayYes(deps, visitor, pathOf(first.url))));
      const flow = await beginFlow(config);
      const back = arrived(await visitor.visit(pathOf(flow.url)));
      const door = `/cas/login?service=${encodeURIComponent(service)}`;
      const there = round === 0 ? await visitor.visit(door) : await sayYes(deps, visitor, door);
      const ticket = new URL(there.url).searchParams.get('ticket') ?? '';
      const [check, other] = [await visitor.visit(pageOf(client.id)), await visitor.visit(pageOf(cas.id))];
      const yes = 'Oui, ne plus me faire connaître';
      const given: string[] = [];
      const keep = async (asked: Promise<openid.TokenEndpointResponse>) => {
        const tokens = await asked.catch(() => undefined);
        if (tokens !== undefined) given.push(tokens.access_token, tokens.refresh_token ?? '');
      };
      const validate = `/cas/serviceValidate?service=${encodeURIComponent(service)}&ticket=${ticket}`;
      await Promise.all([
        check.send({}, yes),
        check.send({}, yes),
        other.send({}, yes),
        keep(redeem(config, flow, back)),
        keep(openid.refreshTokenGrant(config, held.refresh_token ?? '')),
        openid.fetchUserInfo(config, held.access_token, openid.skipSubjectCheck).catch(() => undefined),
        app.inject({ url: validate }),
      ]);
      for (const token of [...given, held.access_token])
        assert.equal((await openid.tokenIntrospection(config, token)).active, false, `round ${round}`);
      assert.match((await app.inject({ url: validate })).body, /INVALID_TICKET/);
      const known = await deps.db.selectFrom('clientSubject').select('id').where('withdrawnAt', 'is', null).execute();
      assert.deepEqual(known, [], 'no program brought his name back');
      const open = await deps.db
        .selectFrom('clientSession')
        .select('id')
        .where('endedAt', 'is', null)
        .where('toldAt', 'is', null)
        .execute();
      assert.deepEqual(open, [], 'every sign-in of before is over');
    }
    await assertInvariants(deps);
  },
  atPresent(),
);

onBothDatabases('names are not taken back without end, and the page says how long to wait', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const quiet = await addClient(deps, 'cas', { service: 'https://notes.exemple.fr/*', logout: false });
  const visitor = openVisitor(app, { mayLeave: true });
  await signIn(visitor, parent.identifier, parent.password);
  await visitor.visit(`/cas/login?service=${encodeURIComponent('https://notes.exemple.fr/')}`);
  const { id } = await deps.db.selectFrom('session').select('id').executeTakeFirstOrThrow();
  const now = deps.now();
  const session = { kind: 'parent', id, accountId: parent.id, identifier: parent.identifier, language: null } as const;
  const whole = { ...session, createdAt: now, seenAt: now, provedAt: now, methods: [] };
  for (let count = 0; count < 20; count += 1) {
    const refusal = await withdrawFrom(deps, whole, { clientId: quiet.id + 1000, address: '' });
    assert.deepEqual(refusal, { ok: false, why: { kind: 'not_known' } });
  }
  const check = await visitor.visit(pageOf(quiet.id));
  assert.match(check.words, /Déconnectez-vous aussi dans cette application/, 'nobody tells it');
  const shut = await check.send({}, 'Oui, ne plus me faire connaître');
  assert.equal(shut.status, 422);
  assert.match(shut.words, /Attendez 60 minutes/);
  deps.clock.advance({ minutes: 61 });
  await signIn(visitor, parent.identifier, parent.password);
  assert.match((await withdraw(visitor, quiet.id)).words, /ne vous connaît plus/);
});

onPostgres(
  'events being made while a name is taken back wait for it, and tell nothing of children',
  async (deps, t) => {
    const kept = await addParent(deps, jeanMoulin, 'Yanis');
    const other = await addParent(deps, louiseMichel, 'Aya');
    const ent = await openConsumer(deps, t);
    await ent.subjectOf(kept.id);
    await group(deps, kept.id, other.id);
    const waits = async () => {
      const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(deps.db);
      return (rows[0]?.n ?? 0) > 0;
    };
    let over = false;
    let making: Promise<number> | undefined;
    await deps.db.transaction().execute(async (tx) => {
      await lockAccounts(tx as never, [kept.id]);
      const eventId = '00000000-0000-4000-8000-000000000001';
      assert.ok(
        await writeWithdrawal(tx as never, { clientId: ent.client.id, accountId: kept.id, eventId, now: deps.now() }),
      );
      // The withdrawal has seen all that there was; the grouping is told only now.
      making = fanOut(deps).finally(() => {
        over = true;
      });
      while (!over && !(await waits()));
    });
    await making;
    while ((await fanOut(deps)) > 0);
    const bodies = (await deps.db.selectFrom('delivery').select('body').orderBy('id').execute()).map(
      ({ body }) => body,
    );
    assert.deepEqual(
      bodies.map(({ kind, reason, guardians, pupils }) => [kind, reason, guardians, pupils]),
      [['account-disabled', 'withdrawn', [], []]],
    );
  },
);
