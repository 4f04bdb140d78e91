// Applications learn of groupings, breaks and closings: surely, in order, once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { closeAccount } from '../src/accounts/closing.js';
import { createApp } from '../src/app.js';
import { inTransaction } from '../src/audit/actions.js';
import { claimDeliveries } from '../src/db/deliveries.js';
import { listDeliveries, servicesToldOf } from '../src/db/delivery-lists.js';
import { eventsCommand } from '../src/events/command.js';
import { fanOut } from '../src/events/fan-out-actions.js';
import { replayEvents, retryEvents } from '../src/events/operator-actions.js';
import { nextTry, tryingDays } from '../src/events/rules.js';
import { deliverEvents } from '../src/events/sending.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { giveSubject } from '../src/sso/subjects.js';
import { addClient } from './clients.js';
import { openConsumer } from './consumer.js';
import { makeDeps, onBothDatabases, onPostgres, type TestDeps } from './harness.js';
import { propose } from './proposals.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';

async function group(deps: TestDeps, keptId: number, absorbedId: number): Promise<number> {
  const { parent, digest } = await propose(deps, keptId, absorbedId);
  const done = await confirmGrouping(deps, parent, digest);
  assert.ok(done.ok && done.value.kind === 'done', JSON.stringify(done));
  return done.value.grouping.id;
}

const family = async (deps: TestDeps, count: number) => {
  const made: Awaited<ReturnType<typeof addParent>>[] = [];
  for (let at = 0; at < count; at += 1)
    made.push(await addParent(deps, at % 2 === 0 ? jeanMoulin : louiseMichel, `Enfant${at}`));
  return made as [(typeof made)[0], (typeof made)[0], ...typeof made];
};

onBothDatabases(
  'each application is told by its own names, signed twice; who knows neither account is told nothing',
  async (deps, t) => {
    const [a, b] = await family(deps, 2);
    const ent = await openConsumer(deps, t);
    const canteen = await openConsumer(deps, t, { claims: [] });
    const stranger = await openConsumer(deps, t);
    const [entA, entB, canteenB] = [
      await ent.subjectOf(a.id),
      await ent.subjectOf(b.id),
      await canteen.subjectOf(b.id),
    ];
    const groupingId = await group(deps, a.id, b.id);
    assert.deepEqual(
      (await servicesToldOf(deps.db, groupingId)).map(({ state }) => state),
      ['waiting', 'waiting'],
    );
    assert.equal(await deliverEvents(deps), 2);
    const [told] = ent.applied;
    assert.equal(told?.type, 'account-grouped');
    assert.deepEqual([told?.data.subject, told?.data.closed_subject], [entA, entB]);
    assert.deepEqual(
      told?.data.records.guardians.map(({ school }) => school),
      [louiseMichel],
    );
    assert.deepEqual(Object.keys(told?.claims.events ?? {}), ['urn:fratrie:event:account-grouped']);
    const [fewer] = canteen.applied;
    assert.equal(fewer?.data.closed_subject, canteenB);
    assert.equal(fewer?.data.subject, await canteen.subjectOf(a.id), 'the name of the kept account comes with it');
    assert.deepEqual(fewer?.data.records, { guardians: [], pupils: [] }, 'its line does not let it know children');
    assert.notEqual(told?.id, fewer?.id);
    assert.deepEqual(stranger.applied, []);
    assert.equal(await deliverEvents(deps), 0);
    assert.deepEqual(
      (await servicesToldOf(deps.db, groupingId)).map(({ state, doneAt }) => [state, doneAt?.toISOString()]),
      [
        ['done', deps.now().toISOString()],
        ['done', deps.now().toISOString()],
      ],
    );
  },
);

onBothDatabases('records of schools that an application does not serve are not named to it', async (deps, t) => {
  const [a, b, c] = await family(deps, 3);
  assert.ok(c);
  const ent = await openConsumer(deps, t, { schools: [jeanMoulin] });
  await ent.subjectOf(a.id);
  await group(deps, a.id, b.id);
  await group(deps, a.id, c.id);
  await deliverEvents(deps);
  const schools = ent.applied.map(({ data }) => data.records.guardians.map(({ school }) => school));
  assert.deepEqual(schools, [[], [jeanMoulin]]);
  assert.deepEqual(
    ent.applied.map(({ data }) => data.closed_subject),
    [null, null],
  );
});

onBothDatabases('of one account the second waits for the first; of another nobody waits', async (deps, t) => {
  const [a, b, c, d, e] = await family(deps, 5);
  assert.ok(c && d && e);
  const ent = await openConsumer(deps, t);
  for (const one of [a, b, c, d, e]) await ent.subjectOf(one.id);
  await group(deps, a.id, b.id);
  await group(deps, c.id, a.id);
  await group(deps, d.id, e.id);
  let refusing = true;
  ent.health = () => (refusing ? 'refusing' : 'well');
  await deliverEvents(deps);
  refusing = false;
  await deliverEvents(deps);
  assert.equal(ent.applied.length, 0, 'all that could go was refused');
  deps.clock.advance({ seconds: 6 });
  await deliverEvents(deps);
  const names = await Promise.all([b, a, e].map((one) => ent.subjectOf(one.id)));
  const closed = ent.applied.map(({ data }) => data.closed_subject);
  assert.deepEqual(closed.toSorted(), names.toSorted());
  assert.ok(closed.indexOf(names[0]) < closed.indexOf(names[1]), 'B into A before A into C');
  assert.equal(ent.view.closed.get(names[0] ?? ''), names[1]);
});

onBothDatabases(
  'an application that was down, ill or lost its answers knows all in the end, each thing once',
  async (deps, t) => {
    const parents = await family(deps, 7);
    const ent = await openConsumer(deps, t);
    for (const one of parents) await ent.subjectOf(one.id);
    const [kept, ...others] = parents;
    ent.health = () => 'down';
    for (const one of others.slice(0, 3)) await group(deps, kept.id, one.id);
    for (let minutes = 0; minutes < 60; minutes += 5) {
      await deliverEvents(deps);
      deps.clock.advance({ minutes: 5 });
    }
    assert.deepEqual(ent.applied, []);
    ent.health = () => 'ill';
    for (const one of others.slice(3)) await group(deps, kept.id, one.id);
    await deliverEvents(deps);
    let lost = 0;
    ent.health = () => {
      lost += 1;
      return lost % 2 === 1 ? 'lost' : 'well';
    };
    for (let tries = 0; tries < 40; tries += 1) {
      deps.clock.advance({ minutes: 31 });
      await deliverEvents(deps);
    }
    assert.equal(ent.applied.length, others.length);
    assert.ok(ent.messages.length > others.length, 'some came twice');
    const subject = await ent.subjectOf(kept.id);
    for (const one of others) assert.equal(ent.view.closed.get(await ent.subjectOf(one.id)), subject);
    const { size } = ent.view.sees.get(subject) ?? new Set();
    assert.equal(size, 2 * parents.length, 'each record, of guardian and child, is where it went');
    assert.deepEqual([...ent.view.sees.keys()], [subject]);
    const states = (await listDeliveries(deps.db, { limit: 100 })).map(({ state }) => state);
    assert.deepEqual(new Set(states), new Set(['done']));
    const { count } = await deps.db
      .selectFrom('deliveryAccount')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    assert.equal(count, 0, 'nothing waits for what is done');
  },
);

test('an application that is slow or talks too much is left after five seconds, asked again, and acts once', async (t) => {
  const deps = await makeDeps();
  const [a, b] = await family(deps, 2);
  const healths = ['late', 'trickling', 'talkative'] as const;
  const consumers = await Promise.all(healths.map(() => openConsumer(deps, t)));
  for (const [at, consumer] of consumers.entries()) {
    consumer.health = () => healths[at] ?? 'well';
    await consumer.subjectOf(a.id);
  }
  await group(deps, a.id, b.id);
  await deliverEvents(deps);
  const answers = async () =>
    (await listDeliveries(deps.db, { limit: 9 })).toReversed().map(({ state, lastAnswer }) => [state, lastAnswer]);
  assert.deepEqual(await answers(), [
    ['waiting', 'too_slow'],
    ['waiting', 'too_slow'],
    ['done', '200'],
  ]);
  for (const consumer of consumers) consumer.health = () => 'well';
  deps.clock.advance({ seconds: 21 });
  await deliverEvents(deps);
  assert.deepEqual(
    (await answers()).map(([state]) => state),
    ['done', 'done', 'done'],
  );
  assert.deepEqual(
    consumers.map(({ messages, applied }) => [messages.length, applied.length]),
    [
      [2, 1],
      [2, 1],
      [1, 1],
    ],
  );
});

onBothDatabases('after three days it is parked, and what follows waits until it is tried anew', async (deps, t) => {
  const [a, b, c] = await family(deps, 3);
  assert.ok(c);
  const ent = await openConsumer(deps, t);
  for (const one of [a, b, c]) await ent.subjectOf(one.id);
  ent.health = () => 'ill';
  const groupingId = await group(deps, a.id, b.id);
  for (let hours = 0; hours <= 24 * tryingDays + 4; hours += 4) {
    await deliverEvents(deps);
    deps.clock.advance({ hours: 4 });
  }
  ent.health = () => 'well';
  await group(deps, a.id, c.id);
  await deliverEvents(deps);
  assert.equal(ent.applied.length, 0);
  assert.equal((await servicesToldOf(deps.db, groupingId))[0]?.state, 'parked');
  const listed = await listDeliveries(deps.db, { limit: 10 });
  assert.deepEqual(
    listed.map(({ state, lastAnswer }) => [state, lastAnswer]),
    [
      ['waiting', null],
      ['parked', '500'],
    ],
  );
  assert.deepEqual(await listDeliveries(deps.db, { limit: 10, state: 'parked', clientId: ent.client.id + 1 }), []);
  const parked = listed.find(({ state }) => state === 'parked');
  assert.deepEqual(await retryEvents(deps, { id: parked?.id ?? 0 }, 'command'), { ok: true, value: 1 });
  await deliverEvents(deps);
  assert.deepEqual(
    ent.applied.map(({ data }) => data.closed_subject),
    [await ent.subjectOf(b.id), await ent.subjectOf(c.id)],
  );
  assert.deepEqual(await replayEvents(deps, ent.client.id, new Date(0), 'command'), { ok: true, value: 2 });
  await deliverEvents(deps);
  assert.equal(ent.messages.length, 4);
  assert.equal(ent.applied.length, 2, 'under the same keys');
});

onBothDatabases('a day that is replayed begins where the network is, not at Greenwich', async (deps, t) => {
  const [a, b] = await family(deps, 2);
  const ent = await openConsumer(deps, t);
  await ent.subjectOf(a.id);
  deps.clock.set('2026-09-14T22:30:00Z');
  await group(deps, a.id, b.id);
  await deliverEvents(deps);
  assert.equal(ent.messages.length, 1);
  const io = { cwd: '/', out: () => undefined, err: () => undefined };
  const since = (day: string) => eventsCommand(deps, ['replay', '--client', String(ent.client.id), '--since', day], io);
  assert.equal(await since('2026-09-16'), 1, 'nothing was sent that day');
  assert.equal(await since('2026-09-15'), 0, 'half past midnight in Paris is the fifteenth');
  await deliverEvents(deps);
  assert.equal(ent.messages.length, 2);
});

onBothDatabases('a process that died between the sending and its note has it sent again', async (deps, t) => {
  const [a, b] = await family(deps, 2);
  const ent = await openConsumer(deps, t);
  await ent.subjectOf(a.id);
  await group(deps, a.id, b.id);
  await fanOut(deps);
  const now = deps.now();
  const lease = { now, leaseEnds: new Date(now.getTime() + 60_000), limit: 16, perClient: 4 };
  assert.equal((await claimDeliveries(deps.db, lease)).length, 1);
  assert.equal(await deliverEvents(deps), 0, 'it is somebody’s');
  deps.clock.advance({ seconds: 61 });
  assert.equal(await deliverEvents(deps), 1);
  assert.equal(ent.applied.length, 1);
});

onPostgres('several processes at once: each event is sent once, and none is forgotten', async (deps, t) => {
  const parents = await family(deps, 24);
  const ent = await openConsumer(deps, t);
  const second = await openConsumer(deps, t);
  for (const one of parents) await ent.subjectOf(one.id);
  for (const one of parents) await second.subjectOf(one.id);
  for (let at = 0; at < parents.length; at += 2) await group(deps, parents[at]?.id ?? 0, parents[at + 1]?.id ?? 0);
  await Promise.all([1, 2, 3, 4].map(() => deliverEvents(deps)));
  await deliverEvents(deps);
  for (const consumer of [ent, second]) {
    assert.equal(consumer.applied.length, 12);
    assert.equal(consumer.messages.length, 12);
  }
});

onBothDatabases('one that is not well keeps the others waiting for nothing, and is asked by few', async (deps, t) => {
  const parents = await family(deps, 24);
  const [ill, well] = [await openConsumer(deps, t), await openConsumer(deps, t)];
  let asked = 0;
  ill.health = () => {
    asked += 1;
    return 'down';
  };
  for (const one of parents) await ill.subjectOf(one.id);
  for (const one of parents) await well.subjectOf(one.id);
  for (let at = 0; at < parents.length; at += 2) await group(deps, parents[at]?.id ?? 0, parents[at + 1]?.id ?? 0);
  await deliverEvents(deps);
  assert.equal(well.applied.length, 12);
  assert.equal(asked, 4);
});

onBothDatabases('a secret that cannot be opened parks its own events alone', async (deps, t) => {
  const [a, b] = await family(deps, 2);
  const [broken, well] = [await openConsumer(deps, t), await openConsumer(deps, t)];
  for (const one of [broken, well]) await one.subjectOf(a.id);
  await deps.db
    .updateTable('client')
    .set({ eventsSecret: deps.random(60) })
    .where('id', '=', broken.client.id)
    .execute();
  await group(deps, a.id, b.id);
  await deliverEvents(deps);
  assert.equal(well.applied.length, 1);
  assert.deepEqual(
    (await listDeliveries(deps.db, { limit: 9, state: 'parked' })).map((one) => [one.clientId, one.lastAnswer]),
    [[broken.client.id, 'not sent: its secret cannot be opened']],
  );
});

onBothDatabases('a closed account is told, and a name taken back is told nothing more', async (deps, t) => {
  const [a, b] = await family(deps, 2);
  const ent = await openConsumer(deps, t);
  const [subjectA, subjectB] = [await ent.subjectOf(a.id), await ent.subjectOf(b.id)];
  await deps.db.updateTable('clientSubject').set({ withdrawnAt: deps.now() }).where('subject', '=', subjectB).execute();
  for (const accountId of [a.id, b.id]) {
    const actor = { type: 'parent', accountId, sessionId: null, address: '' } as const;
    assert.ok((await closeAccount(deps, { accountId, cause: 'owner', actor })).ok);
  }
  await deliverEvents(deps);
  const told = ent.applied.map(({ type, data }) => [type, data.subject, data.reason]);
  assert.deepEqual(told, [['account-disabled', subjectA, 'closed']]);
});

onBothDatabases(
  'an application that cannot receive fetches, and what it asks after is what it has',
  async (deps, t) => {
    const [a, b, c] = await family(deps, 3);
    assert.ok(c);
    const ent = await openConsumer(deps, t, { pull: true });
    for (const one of [a, b, c]) await ent.subjectOf(one.id);
    const first = await group(deps, a.id, b.id);
    await group(deps, a.id, c.id);
    assert.equal(await deliverEvents(deps), 0, 'nothing is posted to it');
    const app = await createApp(deps);
    const get = async (query: string, token = ent.registered.eventsToken) =>
      await app.inject({ url: `/evenements${query}`, headers: { authorization: `Bearer ${token}` } });
    const page = (await get('?limit=1')).json();
    assert.equal(page.events.length, 1);
    assert.equal(page.more, true);
    const keys = createLocalJWKSet((await app.inject('/evenements/cles')).json());
    const { payload } = await jwtVerify(page.events[0].set, keys, {
      audience: ent.client.publicId,
      typ: 'secevent+jwt',
    });
    assert.equal(payload.jti, page.events[0].id);
    assert.equal(page.events[0].data.closed_subject, await ent.subjectOf(b.id));
    assert.equal((await servicesToldOf(deps.db, first))[0]?.state, 'waiting');
    const rest = (await get(`?after=${page.next}`)).json();
    assert.deepEqual([rest.events.length, rest.more], [1, false]);
    assert.equal((await servicesToldOf(deps.db, first))[0]?.state, 'done');
    const last = (await get(`?after=${rest.next}`)).json();
    assert.deepEqual(last, { events: [], next: rest.next, more: false });
    assert.deepEqual(
      new Set((await listDeliveries(deps.db, { limit: 9 })).map(({ state }) => state)),
      new Set(['done']),
    );
    for (const query of [
      '?after=-1',
      '?after=a',
      '?after=1&after=2',
      '?limit=0',
      '?limit=201',
      '?after=99999999999999999999',
    ])
      assert.equal((await get(query)).statusCode, 400, query);
    assert.equal((await get('', 'x'.repeat(43))).statusCode, 401);
    assert.equal((await app.inject('/evenements')).statusCode, 401);
    const other = await openConsumer(deps, t, { pull: true });
    assert.deepEqual((await get('', other.registered.eventsToken)).json().events, []);
  },
);

onBothDatabases('the parent reads on his receipt where the news is by now', async (deps, t) => {
  const [a, b] = await family(deps, 2);
  const ent = await openConsumer(deps, t);
  await ent.subjectOf(a.id);
  await addClient(deps, 'cas', { service: 'https://vieux.exemple.fr/', logout: true }, { name: 'Photographies' }).then(
    (old) => inTransaction(deps, (tx) => giveSubject(deps, tx, old, b.id)),
  );
  const groupingId = await group(deps, a.id, b.id);
  const visitor = openVisitor(await createApp(deps));
  await (await visitor.visit('/connexion')).send({ identifier: a.identifier, password: a.password });
  const { reference } = await deps.db
    .selectFrom('grouping')
    .select('reference')
    .where('id', '=', groupingId)
    .executeTakeFirstOrThrow();
  const words = async () => (await visitor.visit(`/mon-compte/regroupements/${reference}`)).words;
  assert.match(await words(), /Application http.*En cours.*Photographies.*À votre visite.*Regarder encore/s);
  ent.health = () => 'ill';
  await deliverEvents(deps);
  assert.match(await words(), /À réessayer.*Nous réessayons à 10 h/s);
  ent.health = () => 'well';
  deps.clock.advance({ minutes: 1 });
  await deliverEvents(deps);
  const last = await words();
  assert.match(last, /Fait.*à 10 h 01/s);
  assert.doesNotMatch(last, /Regarder encore/);
});

test('the command lists, retries and replays, and says how it is asked', async () => {
  const deps = await makeDeps();
  const said: string[] = [];
  const io = { cwd: '/', out: (text: string) => void said.push(text), err: () => undefined };
  for (const argv of [
    [],
    ['retry'],
    ['retry', '1', '--client', '2'],
    ['list', '--state', 'x'],
    ['replay', '--client', '1'],
    ['list', 'x'],
  ])
    assert.equal(await eventsCommand(deps, argv, io), 2, argv.join(' '));
  assert.equal(await eventsCommand(deps, ['list'], io), 0);
  assert.equal(await eventsCommand(deps, ['retry', '7'], io), 1);
  assert.equal(await eventsCommand(deps, ['replay', '--client', '7', '--since', '2026-09-01'], io), 1);
  assert.deepEqual(said, []);
});

test('tries grow apart, and end after three days', () => {
  const since = new Date('2026-09-14T08:00:00Z');
  let now = since;
  let tries = 0;
  const pauses: number[] = [];
  for (;;) {
    tries += 1;
    const next = nextTry(tries, since, now);
    if (next === 'park') break;
    pauses.push(next.getTime() - now.getTime());
    now = next;
  }
  assert.deepEqual(
    pauses,
    pauses.toSorted((one, other) => one - other),
  );
  assert.equal(pauses[0], 5000);
  assert.ok(tries > 15 && tries < 40, String(tries));
  assert.ok(now.getTime() - since.getTime() >= tryingDays * 86_400_000);
});
