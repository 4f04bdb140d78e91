// I3 and I7 over random histories: imports, groupings, breaks, closings, objections, suspensions, protections, sleep, names taken
// back and sign-ins cross each other, and events that fail, are lost, come twice, late, or are fetched. Three applications keep
// what they are told and nothing else; once all is delivered each knows what we know.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { closeAccount } from '../src/accounts/closing.js';
import { inTransaction } from '../src/audit/actions.js';
import { giveTicket, validateTicket } from '../src/cas/actions.js';
import { lockAccounts } from '../src/db/accounts.js';
import { childrenOf } from '../src/db/children.js';
import { claimDeliveries } from '../src/db/deliveries.js';
import { openObjections, saveObjectionLink } from '../src/db/objections.js';
import { tellChanged } from '../src/db/outbox.js';
import { readRegisterIds } from '../src/db/people.js';
import { writeSleep } from '../src/db/retention.js';
import { fanOut } from '../src/events/fan-out-actions.js';
import { replayEvents, retryEvents } from '../src/events/operator-actions.js';
import { deliverEvents } from '../src/events/sending.js';
import { beginGrouping, confirmGrouping, showGrouping } from '../src/grouping/actions.js';
import { breakGrouping, previewBreak } from '../src/grouping/break-actions.js';
import { liftObjection, objectToGrouping } from '../src/grouping/objection-actions.js';
import type { ObjectionSide } from '../src/grouping/rules.js';
import { composeUuid } from '../src/kernel/reference.js';
import { withdrawFrom } from '../src/known-by/actions.js';
import { takeDeskLetter } from '../src/letters/files.js';
import { hashMailToken } from '../src/mail/tokens.js';
import { storesOf } from '../src/oidc/adapter.js';
import { protect, unprotect } from '../src/protection/actions.js';
import type { ParentSession } from '../src/signin/rules.js';
import { admit } from '../src/sso/admission.js';
import { giveNameAgain } from '../src/sso/return-actions.js';
import type { Client, ClientOf, SubjectType } from '../src/sso/rules.js';
import { composeSubject, giveSubject } from '../src/sso/subjects.js';
import { reinstate, suspend } from '../src/suspension/actions.js';
import { addClient } from './clients.js';
import { type Consumer, type Health, keyOf, openConsumer } from './consumer.js';
import { emptyDatabase } from './empty-database.js';
import { makeDeps, onBothDatabases, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { proved } from './proposals.js';
import { importRegister, type Register } from './registers.js';
import { addSession, addStaff, jeanMoulin, louiseMichel } from './world.js';

const schools = [jeanMoulin, louiseMichel] as const;
type School = (typeof schools)[number];
const children = ['Yanis', 'Lina', 'Sami', 'Zoé'] as const;
// Few persons of one name: groupings are possible, and most acts touch an account that others touch.
const persons = [1, 2, 3] as const;

type Token = { readonly find: (id: string) => Promise<unknown>; readonly consume: (id: string) => Promise<unknown> };
/** What a session opened somewhere: kept until its account closes, then tried. */
type Opening = {
  readonly accountId: number;
  readonly client: ClientOf<'cas'>;
  readonly ticket: string;
  readonly service: string;
  readonly tokens: string;
};
type Real = {
  readonly deps: TestDeps;
  readonly staff: Map<School, Awaited<ReturnType<typeof addStaff>>>;
  readonly consumers: readonly Consumer[];
  readonly portal: Client;
  openings: Opening[];
  /** 'client/subject' -> the account that it was given for. */
  readonly given: Map<string, number>;
};
type Nothing = Record<string, never>;
type Command = fc.AsyncCommand<Nothing, Real>;

const reason = 'Une raison.';
const tokenKinds = ['AuthorizationCode', 'AccessToken', 'RefreshToken'] as const;

async function accountsIn(deps: TestDeps, ...states: readonly string[]): Promise<readonly number[]> {
  const rows = await deps.db.selectFrom('account').select(['id', 'state']).orderBy('id').execute();
  return rows.filter(({ state }) => states.includes(state)).map(({ id }) => id);
}
const nth = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

/** What one step does; whatever it is refused is no matter, what it throws is. */
const step = (name: string, act: (real: Real) => Promise<void>): Command => ({
  check: () => true,
  toString: () => name,
  run: async (_, real) => {
    await act(real);
    await closedOpenNothing(real);
    await namesStay(real);
  },
});

/** I3: what was opened for an account that closed since is worth nothing, at that very moment. */
async function closedOpenNothing(real: Real): Promise<void> {
  const { deps } = real;
  const closed = new Set(await accountsIn(deps, 'closed'));
  for (const { accountId, client, ticket, service, tokens } of real.openings.filter((one) =>
    closed.has(one.accountId),
  )) {
    const verdict = await validateTicket(deps, { ticket, service, renew: false });
    assert.ok('failure' in verdict, 'I3: a ticket of a closed account');
    const store = storesOf(deps, () => assert.fail());
    for (const kind of tokenKinds) {
      const model = store(kind) as Token;
      assert.equal(await model.find(tokens + kind), undefined, `I3: ${kind} of a closed account`);
      await assert.rejects(model.consume(tokens + kind));
    }
    const session = { id: await anySession(deps, accountId), accountId };
    assert.equal(await giveTicket(deps, session, { client, service, renewed: false }), undefined);
  }
  real.openings = real.openings.filter((one) => !closed.has(one.accountId));
}

async function anySession(deps: TestDeps, accountId: number): Promise<number> {
  const { id } = await deps.db
    .selectFrom('session')
    .select('id')
    .where('accountId', '=', accountId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return id;
}

/** A name once given stays with its account, taken back or not. */
async function namesStay({ deps, given }: Real): Promise<void> {
  const rows = await deps.db.selectFrom('clientSubject').select(['clientId', 'subject', 'accountId']).execute();
  const found = new Map(rows.map(({ clientId, subject, accountId }) => [`${clientId}/${subject}`, accountId]));
  assert.equal(found.size, rows.length, 'no name twice');
  for (const [name, accountId] of given) assert.equal(found.get(name), accountId, 'a name stays with its account');
  for (const [name, accountId] of found) given.set(name, accountId);
}

/** A session as a sign-in opens it: of an account that is active when it is written, or none. */
async function sessionOf(deps: TestDeps, accountId: number): Promise<number | undefined> {
  return await inTransaction(deps, async (tx) => {
    await lockAccounts(tx, [accountId]);
    const { state } = await tx
      .selectFrom('account')
      .select('state')
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow();
    return state === 'active' ? await addSession({ ...deps, db: tx }, accountId) : undefined;
  });
}

/** A sign-in at one of the applications; other ways in stay open behind it. An account may close, or lose its school, meanwhile. */
async function visit(real: Real, n: number, which: number): Promise<void> {
  const { deps } = real;
  const accountId = nth(await accountsIn(deps, 'active'), n);
  const consumer = nth(real.consumers, which);
  if (accountId === undefined || consumer === undefined) return;
  const welcome = async () =>
    (await accountsIn(deps, 'active')).includes(accountId) && (await admit(deps, consumer.client, accountId)).ok;
  if (!(await welcome())) return;
  try {
    await signInAt(real, accountId, consumer);
  } catch (error) {
    if (await welcome()) throw error;
  }
}

async function signInAt(real: Real, accountId: number, consumer: Consumer): Promise<void> {
  const { deps } = real;
  const { view, applied } = consumer;
  const client = consumer.client as ClientOf<'cas'>;
  const session = { id: (await sessionOf(deps, accountId)) ?? assert.fail('no session'), accountId };
  const { service } = client.settings;
  // Where he took his name back, he says yes on the page that asks him.
  await giveNameAgain(deps, client, session);
  const give = async (): Promise<string> =>
    (await giveTicket(deps, session, { client, service, renewed: false })) ?? assert.fail('no ticket');
  // What an event said while the claims were asked for is newer than they may be: they are asked for again.
  for (let before = -1; before !== applied.length; ) {
    before = applied.length;
    const verdict = await validateTicket(deps, { ticket: await give(), service, renew: false });
    assert.ok('success' in verdict, JSON.stringify(verdict));
    const { user, attributes } = verdict.success;
    const told = (attributes.children ?? []) as readonly string[];
    if (before === applied.length) view.sees.set(user, new Set(told.map((text) => `pupil ${keyOf(JSON.parse(text))}`)));
  }
  const tokens = Buffer.from(deps.random(16)).toString('hex');
  await inTransaction(deps, (tx) => giveSubject(deps, tx, real.portal, accountId));
  const store = storesOf(deps, () => ({ sessionId: session.id, clientId: real.portal.id }));
  const write = (kind: string, id: string) =>
    (store(kind) as { upsert: (id: string, payload: object, seconds: number) => Promise<void> }).upsert(
      id,
      { grantId: tokens },
      86_400,
    );
  await write('Grant', tokens);
  for (const kind of tokenKinds) await write(kind, tokens + kind);
  for (const kind of tokenKinds) assert.ok(await (store(kind) as Token).find(tokens + kind), 'it opens until then');
  real.openings.push({ accountId, client, ticket: await give(), service, tokens });
}

async function load(real: Real, uai: School, parents: readonly (readonly number[])[]): Promise<void> {
  const links = parents.flatMap((list, child) => list.map((person) => [child + 1, person] as const));
  const register: Register = {
    uai,
    pupils: [...new Set(links.map(([child]) => child))].map((id) => ({ id, firstName: children[id - 1] ?? '' })),
    guardians: [...new Set(links.map(([, id]) => id))].map((id) => ({ id, firstName: 'Nadia', familyName: 'BENALI' })),
    links,
  };
  await importRegister(real.deps, register);
}

async function activate({ deps }: Real, n: number): Promise<void> {
  const id = nth(await accountsIn(deps, 'to_activate', 'asleep'), n);
  if (id === undefined) return;
  await inTransaction(deps, async (tx) => {
    await lockAccounts(tx, [id]);
    const now = deps.now();
    const state = await tx.selectFrom('account').select('state').where('id', '=', id).executeTakeFirstOrThrow();
    if (state.state !== 'to_activate' && state.state !== 'asleep') return;
    await tx
      .updateTable('account')
      .set({ state: 'active', passwordHash: 'x', activatedAt: now })
      .where('id', '=', id)
      .execute();
    if (state.state === 'asleep') await tellChanged(tx, composeUuid(deps.random(16)), id, now);
  });
}

async function sleep({ deps }: Real, n: number): Promise<void> {
  const id = nth(await accountsIn(deps, 'active', 'to_activate'), n);
  if (id === undefined) return;
  await inTransaction(deps, async (tx) => {
    await lockAccounts(tx, [id]);
    const { state } = await tx.selectFrom('account').select('state').where('id', '=', id).executeTakeFirstOrThrow();
    if (state !== 'active' && state !== 'to_activate') return;
    await writeSleep(tx, id, deps.now());
    await tellChanged(tx, composeUuid(deps.random(16)), id, deps.now());
  });
}

async function group({ deps }: Real, n: number, m: number): Promise<void> {
  const open = await accountsIn(deps, 'active');
  const accountId = nth(open, n);
  const other = nth(open, m);
  if (accountId === undefined || other === undefined || accountId === other) return;
  const sessionId = await sessionOf(deps, accountId);
  if (sessionId === undefined) return;
  const parent = { accountId, sessionId, address: '127.0.0.1' };
  const begun = await beginGrouping(deps, parent, await proved(deps, other));
  if (!begun.ok || begun.value.request !== undefined) return;
  const shown = await showGrouping(deps, parent);
  if (shown.ok) await confirmGrouping(deps, parent, shown.value.digest);
}

async function close({ deps }: Real, n: number): Promise<void> {
  const accountId = nth(await accountsIn(deps, 'active'), n);
  if (accountId === undefined) return;
  const sessionId = await sessionOf(deps, accountId);
  if (sessionId === undefined) return;
  const actor = { type: 'parent', accountId, sessionId, address: '' } as const;
  await closeAccount(deps, { accountId, cause: 'owner', actor });
}

async function expire({ deps }: Real, n: number): Promise<void> {
  const accountId = nth(await accountsIn(deps, 'active', 'to_activate', 'asleep', 'frozen', 'suspended'), n);
  if (accountId !== undefined) await closeAccount(deps, { accountId, cause: 'no_right', actor: { type: 'command' } });
}

/** A record of this school that hangs on an account now. */
async function recordOf({ deps }: Real, uai: School, n: number) {
  const rows = await deps.db
    .selectFrom('attachment')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .select(['attachment.accountId', 'attachment.guardianId'])
    .where('guardianRecord.schoolUai', '=', uai)
    .where('attachment.until', 'is', null)
    .orderBy('attachment.guardianId')
    .execute();
  return nth(rows, n);
}

async function take(real: Real, uai: School, n: number): Promise<void> {
  const { deps } = real;
  const found = await recordOf(real, uai, n);
  const staff = real.staff.get(uai);
  if (found === undefined || staff === undefined) return;
  const order = { school: uai, accountId: found.accountId, guardianIds: [found.guardianId] };
  const preview = await previewBreak(deps, order);
  if (!preview.ok) return;
  const { digest } = preview.value;
  const broken = await breakGrouping(deps, { ...order, digest, reasonKind: 'same_name', reason, staff });
  if (broken.ok && broken.value.letterNumber !== undefined)
    await takeDeskLetter(deps.config, broken.value.letterNumber);
}

async function stop(real: Real, uai: School, n: number, again: boolean): Promise<void> {
  const found = await recordOf(real, uai, n);
  const staff = real.staff.get(uai);
  if (found === undefined || staff === undefined) return;
  const { accountId } = found;
  await (again ? reinstate : suspend)(real.deps, { ...staff, schoolUai: uai }, { accountId, reason });
}

async function guard(real: Real, uai: School, n: number): Promise<void> {
  const { deps } = real;
  const found = await recordOf(real, uai, n);
  const staff = real.staff.get(uai);
  if (found === undefined || staff === undefined) return;
  const { accountId, guardianId } = found;
  const desk = { ...staff, schoolUai: uai };
  const flag = await deps.db
    .selectFrom('protection')
    .select('id')
    .where('guardianId', '=', guardianId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (flag !== undefined) return void (await unprotect(deps, desk, { accountId, protectionId: flag.id, reason }));
  const flagged = { kind: 'guardian', id: guardianId } as const;
  await protect(deps, desk, { accountId, flagged, reasonKind: 'court', reason, hides: true });
}

async function object({ deps }: Real, n: number, side: ObjectionSide): Promise<void> {
  const groupings = await deps.db.selectFrom('grouping').select('id').orderBy('id').execute();
  const grouping = nth(groupings, n);
  if (grouping === undefined) return;
  const token = `${grouping.id} ${side}`;
  const now = deps.now();
  const tokenHash = hashMailToken(deps.keys, 'object_grouping', token);
  const known = await deps.db
    .selectFrom('singleUseToken')
    .select('id')
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
  const expiresAt = new Date(now.getTime() + 30 * 86_400_000);
  if (known === undefined)
    await inTransaction(deps, (tx) =>
      saveObjectionLink(tx, { tokenHash, groupingId: grouping.id, side, now, expiresAt }),
    );
  await objectToGrouping(deps, token, '127.0.0.1');
}

async function lift({ deps, staff }: Real, uai: School): Promise<void> {
  const [shown] = await openObjections(deps.db, uai);
  const who = staff.get(uai);
  if (shown === undefined || who === undefined) return;
  const order = { accountId: shown.accountId, objectionId: shown.id, reason };
  await liftObjection(deps, { ...who, schoolUai: uai } as Parameters<typeof liftObjection>[1], order);
}

async function takeNameBack({ deps }: Real, n: number): Promise<void> {
  const names = await deps.db
    .selectFrom('clientSubject')
    .select(['clientId', 'accountId'])
    .where('withdrawnAt', 'is', null)
    .orderBy('id')
    .execute();
  const name = nth(names, n);
  const id = name && (await sessionOf(deps, name.accountId));
  if (name === undefined || id === undefined) return;
  const session = { id, accountId: name.accountId } as ParentSession;
  await withdrawFrom(deps, session, { clientId: name.clientId, address: '127.0.0.1' });
}

/** Time passes, and what is due is sent: to each application as it is by now. */
async function deliver({ deps, consumers }: Real, minutes: number, healths: readonly Health[]): Promise<void> {
  deps.clock.advance({ minutes });
  let at = 0;
  for (const consumer of consumers)
    consumer.health = () => {
      at += 1;
      return healths[at % healths.length] ?? 'well';
    };
  await deliverEvents(deps);
}

/** A process that dies between the sending and its note: nobody has these for a minute. */
async function die({ deps }: Real): Promise<void> {
  const now = deps.now();
  await fanOut(deps);
  await claimDeliveries(deps.db, { now, leaseEnds: new Date(now.getTime() + 60_000), limit: 2, perClient: 1 });
}

const some = fc.nat({ max: 20 });
const school = fc.constantFrom(...schools);
const side = fc.constantFrom<ObjectionSide>('kept', 'absorbed');
const health = fc.constantFrom<Health>('well', 'well', 'ill', 'down', 'lost', 'refusing');
const fates = fc.array(health, { minLength: 1, maxLength: 4 });
const registers = fc.array(fc.subarray([...persons], { maxLength: 2 }), {
  minLength: children.length,
  maxLength: children.length,
});
const steps = {
  import: fc
    .tuple(school, registers)
    .map(([uai, parents]) => step(`import ${uai} ${JSON.stringify(parents)}`, (real) => load(real, uai, parents))),
  activate: some.map((n) => step(`activate ${n}`, (real) => activate(real, n))),
  group: fc.tuple(some, some).map(([n, m]) => step(`group ${n} <- ${m}`, (real) => group(real, n, m))),
  visit: fc.tuple(some, some).map(([n, which]) => step(`visit ${n} ${which}`, (real) => visit(real, n, which))),
  take: fc.tuple(school, some).map(([uai, n]) => step(`break ${uai} ${n}`, (real) => take(real, uai, n))),
  stop: fc
    .tuple(school, some, fc.boolean())
    .map(([uai, n, again]) =>
      step(`${again ? 'reinstate' : 'suspend'} ${uai} ${n}`, (real) => stop(real, uai, n, again)),
    ),
  guard: fc.tuple(school, some).map(([uai, n]) => step(`guard ${uai} ${n}`, (real) => guard(real, uai, n))),
  object: fc.tuple(some, side).map(([n, which]) => step(`object ${n} ${which}`, (real) => object(real, n, which))),
  lift: school.map((uai) => step(`lift ${uai}`, (real) => lift(real, uai))),
  sleep: some.map((n) => step(`fall asleep ${n}`, (real) => sleep(real, n))),
  close: some.map((n) => step(`close ${n}`, (real) => close(real, n))),
  expire: some.map((n) => step(`expire ${n}`, (real) => expire(real, n))),
  takeNameBack: some.map((n) => step(`take a name back ${n}`, (real) => takeNameBack(real, n))),
  deliver: fc
    .tuple(fc.nat({ max: 40 }), fates)
    .map(([minutes, list]) => step(`deliver after ${minutes} min, ${list}`, (real) => deliver(real, minutes, list))),
  fetch: fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.boolean())
    .map(([limit, loses]) =>
      step(
        `fetch ${limit}${loses ? ', lost' : ''}`,
        async ({ consumers }) => void (await fetching(consumers)?.fetch(limit, loses)),
      ),
    ),
  die: fc.constant(step('die while sending', die)),
  replay: fc.constant(
    step('replay', async ({ deps, consumers }) => {
      for (const { client } of consumers) await replayEvents(deps, client.id, new Date(0), 'command');
    }),
  ),
};
/** The one that nothing is posted to. */
const fetching = (consumers: readonly Consumer[]) => consumers[2];

const together = (...commands: readonly Command[]): Command =>
  step(
    `together: ${commands.join(' | ')}`,
    async (real) => void (await Promise.all(commands.map((one) => one.run({}, real)))),
  );
const crossing = fc.oneof(steps.import, steps.group, steps.take, steps.close, steps.visit, steps.deliver, steps.object);

const histories = fc.commands(
  [
    ...[steps.import, steps.import, steps.activate, steps.activate, steps.group, steps.group, steps.group],
    ...[steps.visit, steps.visit, steps.visit, steps.take, steps.take, steps.stop, steps.stop, steps.guard],
    ...[steps.object, steps.lift, steps.sleep, steps.close, steps.expire, steps.takeNameBack],
    ...[steps.deliver, steps.deliver, steps.deliver, steps.fetch, steps.die, steps.replay],
    fc.tuple(crossing, crossing).map(([one, other]) => together(one, other)),
    fc.tuple(crossing, crossing).map(([one, other]) => together(one, other)),
  ],
  { maxCommands: 40, size: 'max' },
);

/** Two registers, parents who opened their accounts and went to each application. */
const beginning = (): Command[] => [
  step('two registers', async (real) => {
    await load(real, jeanMoulin, [[1], [2], [3], []]);
    await load(real, louiseMichel, [[], [1], [2], [3]]);
    for (let at = 0; at < 6; at += 1) await activate(real, 0);
    for (let at = 0; at < 12; at += 1) await visit(real, at, at % 3);
  }),
];

async function begin(deps: TestDeps, t: TestContext): Promise<{ model: Nothing; real: Real }> {
  await emptyDatabase(deps.open);
  const staff: Real['staff'] = new Map();
  for (const uai of schools) staff.set(uai, await addStaff(deps, uai));
  const consumers = [
    await openConsumer(deps, t),
    await openConsumer(deps, t, { schools: [jeanMoulin] }),
    await openConsumer(deps, t, { pull: true, subjectType: 'public' }),
  ];
  const portal = await addClient(deps, 'oidc', { redirectUris: [] } as never);
  return { model: {}, real: { deps, staff, consumers, portal, openings: [], given: new Map() } };
}

/** Everything is told at last; then every application knows what we know, and took each event once. */
async function finish(real: Real): Promise<void> {
  const { deps, consumers } = real;
  for (const consumer of consumers) {
    consumer.health = () => 'well';
    await retryEvents(deps, { clientId: consumer.client.id }, 'command');
  }
  for (let round = 0; round < 3; round += 1) {
    deps.clock.advance({ minutes: 2 });
    await deliverEvents(deps);
  }
  for (const consumer of consumers) {
    if (consumer === fetching(consumers)) while ((await consumer.fetch(20, false)) > 0);
    await compare(deps, consumer);
  }
  await assertInvariants(deps);
}

async function compare(deps: TestDeps, { client, view, applied }: Consumer): Promise<void> {
  const made = await deps.db
    .selectFrom('delivery')
    .select(['key', 'doneAt'])
    .where('clientId', '=', client.id)
    .execute();
  assert.ok(
    made.every(({ doneAt }) => doneAt !== null),
    'all is delivered',
  );
  const keys = applied.map(({ id }) => id);
  assert.equal(new Set(keys).size, keys.length, 'nothing is applied twice');
  assert.deepEqual(new Set(keys), new Set(made.map(({ key }) => key)), 'nothing is lost');
  const names = await deps.db
    .selectFrom('clientSubject')
    .innerJoin('account', 'account.id', 'clientSubject.accountId')
    .select(['accountId', 'subject', 'state'])
    .where('clientId', '=', client.id)
    .where('withdrawnAt', 'is', null)
    .execute();
  const served = client.schoolUais ?? schools;
  const pupils = (keys: Iterable<string> | undefined) =>
    [...(keys ?? [])].filter((one) => one.startsWith('pupil')).sort();
  for (const { accountId, subject, state } of names) {
    const open = state === 'active' || state === 'to_activate';
    const seen = (await childrenOf(deps.db, accountId)).filter(({ schoolUai }) => served.includes(schoolUai));
    const ids = await readRegisterIds(deps.db, { pupilIds: seen.map(({ pupilId }) => pupilId), guardianIds: [] });
    const ours = seen.map(({ pupilId, schoolUai: school }) => {
      const { source, scope, sourceId: id } = ids.pupils.get(pupilId) ?? assert.fail('a pupil without a key');
      return `pupil ${keyOf({ source, scope, id, school })}`;
    });
    assert.deepEqual(pupils(view.sees.get(subject)), open ? pupils(new Set(ours)) : [], `what ${subject} sees`);
    assert.equal(view.closed.has(subject), state === 'closed', `whether ${subject} is closed`);
    if (state !== 'closed') assert.equal(view.disabled.has(subject), !open, `whether ${subject} opens anything`);
  }
}

onBothDatabases(
  'any history, whatever becomes of its events, leaves every application knowing what we know, and nothing open that closed',
  async (deps, t) => {
    const began = performance.now();
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        // A machine that is busy lives through fewer histories, not through a time-out.
        if (performance.now() - began > 20_000) return;
        const start = await begin(deps, t);
        await fc.asyncModelRun(() => start, [...beginning(), ...history]);
        await finish(start.real);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  },
  { seed: 'real' },
);

test('a name stands for one account: in one application, in two, in all public ones', async () => {
  const account = fc.nat({ max: 1_000_000_000 });
  const one = fc.record({ client: fc.integer({ min: 1, max: 50 }), account });
  const { keys } = await makeDeps();
  const nameOf = (subjectType: SubjectType, asked: { client: number; account: number }) =>
    composeSubject(keys, { id: asked.client, subjectType }, asked.account);
  fc.assert(
    fc.property(one, one, (first, second) => {
      const same = first.client === second.client && first.account === second.account;
      assert.equal(nameOf('pairwise', first) === nameOf('pairwise', second), same);
      assert.equal(nameOf('public', first) === nameOf('public', second), first.account === second.account);
      assert.notEqual(nameOf('pairwise', first), nameOf('public', second));
      assert.match(nameOf('pairwise', first), /^[\w-]{22}$/);
    }),
  );
});
