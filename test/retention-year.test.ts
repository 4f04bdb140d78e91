// Two school years under a clock that the test moves, night after night: each thing happens on its day, the dry run says
// before what the run does, a second run finds nothing to do, and the invariants hold after every change.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { inTransaction } from '../src/audit/actions.js';
import { verifyAudit } from '../src/audit/verifying.js';
import { addDays, civilDateOf } from '../src/kernel/civil-date.js';
import { deliverMails } from '../src/mail/sending.js';
import { tidy } from '../src/retention/actions.js';
import { tidyKinds } from '../src/retention/rules.js';
import { armCut } from './cut.js';
import { onBothDatabases, onPostgres, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { importRegister, type Register } from './registers.js';
import { openVisitor } from './visitor.js';
import { addLetter, addParent, addSchool, addSession, addStaff, jeanMoulin, louiseMichel } from './world.js';

const firstDay = '2026-09-14' as ReturnType<typeof civilDateOf>;
const zone = 'Europe/Paris';

type Counts = Readonly<Record<string, number>>;
const some = (counts: Counts): Counts => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

/** One night: what the dry run foresees is what the run does, by lots of two. Some quiet nights end with the dry run. */
async function night(deps: TestDeps, quietToo = true): Promise<Counts> {
  const foreseen = await tidy(deps, { dryRun: true });
  if (!quietToo && Object.keys(some(foreseen)).length === 0) return {};
  const done = await tidy(deps, { dryRun: false, atOnce: 2 });
  assert.deepEqual(done, foreseen, civilDateOf(deps.now(), zone));
  return some(done);
}

const leaving: Register = {
  uai: louiseMichel,
  pupils: [{ id: 1, firstName: 'Zoé' }],
  guardians: [{ id: 10, firstName: 'Paul', familyName: 'PETIT' }],
  links: [[1, 10]],
};
const staying: Register = {
  uai: louiseMichel,
  pupils: [{ id: 2, firstName: 'Tom' }],
  guardians: [{ id: 20, firstName: 'Rose', familyName: 'GRAND' }],
  links: [[2, 20]],
};
const both: Register = {
  uai: louiseMichel,
  pupils: [...leaving.pupils, ...staying.pupils],
  guardians: [...leaving.guardians, ...staying.guardians],
  links: [...leaving.links, ...staying.links],
};

const accountOf = (deps: TestDeps, id: number) =>
  deps.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

async function group(deps: TestDeps) {
  const app = await createApp(deps);
  const kept = await addParent(deps, jeanMoulin, 'Yanis');
  const absorbed = await addParent(deps, louiseMichel, 'Lina', { mail: 'ancienne@exemple.fr' });
  const visitor = openVisitor(app);
  await (await visitor.visit('/connexion')).send({ identifier: kept.identifier, password: kept.password });
  const start = await visitor.visit('/mon-compte/regrouper');
  const check = await start.send({ identifier: absorbed.identifier, password: absorbed.password });
  assert.equal((await check.send({}, 'Oui, mettre ensemble')).path, '/mon-compte/regrouper/termine');
  await app.close();
  return { kept, absorbed };
}

onBothDatabases('night after night, each thing happens on its day', async (deps) => {
  await addSchool(deps, louiseMichel);
  await importRegister(deps, both);
  const { kept, absorbed } = await group(deps);
  const away = await addParent(deps, jeanMoulin, 'Adam', { mail: 'absente@exemple.fr' });
  const quiet = await addParent(deps, jeanMoulin, 'Inès');
  const waiting = await addParent(deps, jeanMoulin, 'Noé', { state: 'to_activate' });
  await addLetter(deps, waiting.id, jeanMoulin);
  const paul = await deps.db
    .selectFrom('attachment as a')
    .innerJoin('guardianRecord as g', 'g.id', 'a.guardianId')
    .select(['a.accountId', 'g.id as guardianId'])
    .where('g.firstName', '=', 'Paul')
    .executeTakeFirstOrThrow();
  await deliverMails(deps);
  deps.sent.length = 0;

  const happened = new Map<number, Counts>();
  const mails = new Map<number, string[]>();
  for (let day = 0; day <= 460; day += 1) {
    deps.clock.set(`${addDays(firstDay, day)}T02:30:00Z`);
    if (day === 100) await importRegister(deps, staying);
    if (day % 60 === 59) await addSession(deps, kept.id);
    const done = await night(deps, day % 10 === 0);
    if (Object.keys(done).length === 0) continue;
    happened.set(day, done);
    assert.deepEqual(some(await tidy(deps, { dryRun: true })), {}, `day ${day}: nothing is left`);
    await assertInvariants(deps);
    await deliverMails(deps);
    const sent = deps.sent.splice(0).map(({ to, subject }) => `${to}: ${subject}`);
    if (sent.length > 0) mails.set(day, sent);
  }
  const dayOf = (kind: string) => [...happened].flatMap(([day, done]) => Array<number>(done[kind] ?? 0).fill(day));

  // Never activated: 90 days from the letter, told to the school 30 and 7 days before. Unused: 365 days.
  assert.deepEqual(dayOf('sleep_warnings'), [60, 335, 335]);
  assert.deepEqual(dayOf('last_sleep_warnings'), [83, 358, 358]);
  assert.deepEqual(dayOf('accounts_asleep'), [90, 365, 365]);
  assert.deepEqual(
    [...mails].filter(([, lines]) => lines.some((line) => line.includes('dormir'))),
    [
      [335, ['absente@exemple.fr: Votre compte va dormir le 14 septembre 2027']],
      [358, ['absente@exemple.fr: Votre compte va dormir le 14 septembre 2027']],
    ],
  );
  for (const one of [away, quiet, waiting]) assert.equal((await accountOf(deps, one.id)).state, 'asleep');
  assert.equal((await accountOf(deps, kept.id)).state, 'active', 'who comes every other month is never warned');

  // Left on 23 December 2026: three months later all of the family is gone but an identifier.
  assert.deepEqual(dayOf('rights_lost'), [100]);
  assert.deepEqual(dayOf('accounts_closed'), [190]);
  // Lina left that school with them, but her mother keeps her account for Yanis.
  for (const kind of ['guardians_erased', 'pupils_erased']) assert.deepEqual(dayOf(kind), [190, 190], kind);
  assert.equal(addDays(firstDay, 190), '2027-03-23');
  assert.equal((await accountOf(deps, paul.accountId)).state, 'closed');
  const trace = await deps.db
    .selectFrom('guardianRecord')
    .selectAll()
    .where('id', '=', paul.guardianId)
    .executeTakeFirstOrThrow();
  assert.deepEqual(
    [
      trace.familyName,
      trace.firstName,
      trace.mail,
      trace.phone,
      trace.civility,
      trace.searchKey.trim(),
      trace.sourceId,
    ],
    ['', '', null, null, null, '', `erased:${paul.guardianId}`],
  );
  const pupils = await deps.db.selectFrom('pupilRecord').select('firstName').execute();
  assert.ok(!pupils.some(({ firstName }) => firstName === 'Zoé'));

  // Of the account that the grouping closed: the mail a week later, the password after twelve months.
  assert.deepEqual(dayOf('closed_contacts'), [7]);
  assert.deepEqual(dayOf('closed_passwords'), [365]);
  const closed = await accountOf(deps, absorbed.id);
  assert.deepEqual(
    [closed.mail, closed.mailConfirmedAt, closed.passwordHash, closed.closedInto],
    [null, null, null, kept.id],
  );

  // The chain's first year went, its last link is signed, and the rest still proves itself from there.
  assert.ok(dayOf('events').length > 0 && Math.min(...dayOf('events')) === 365);
  const report = await verifyAudit(deps);
  assert.ok(report.intact && report.removed !== undefined);
  assert.ok(report.removed.through < new Date('2026-12-19T00:00:00Z'));
  const oldest = await deps.db.selectFrom('auditEvent').select('at').orderBy('seq').limit(1).executeTakeFirstOrThrow();
  assert.ok(oldest.at >= new Date('2026-12-18T00:00:00Z'), oldest.at.toISOString());

  // Who comes back is simply new.
  const again = await importRegister(deps, both);
  assert.deepEqual(
    [again.pupils.added, again.guardians.added, again.links.added, again.accounts.created],
    [1, 1, 1, 1],
  );
  await assertInvariants(deps);
  const fresh = await deps.db
    .selectFrom('attachment as a')
    .innerJoin('guardianRecord as g', 'g.id', 'a.guardianId')
    .innerJoin('account as c', 'c.id', 'a.accountId')
    .select(['c.id', 'c.state', 'c.identifier'])
    .where('g.firstName', '=', 'Paul')
    .executeTakeFirstOrThrow();
  assert.equal(fresh.state, 'to_activate');
  assert.notEqual(fresh.id, paul.accountId);
});

onBothDatabases('who uses the account after a warning is warned again, a year later', async (deps) => {
  const parent = await addParent(deps, jeanMoulin, 'Adam', { mail: 'absente@exemple.fr' });
  deps.clock.advance({ days: 340 });
  assert.deepEqual(await night(deps), { sleep_warnings: 1 });
  await addSession(deps, parent.id);
  // Not sent yet: what it says is no longer so.
  await deliverMails(deps);
  deps.clock.advance({ minutes: 1 });
  deps.clock.advance({ days: 334 });
  assert.deepEqual((await night(deps)).sleep_warnings, undefined);
  deps.clock.advance({ days: 1 });
  assert.equal((await night(deps)).sleep_warnings, 1);
});

onBothDatabases('a command that was not run for a year warns twice all the same', async (deps) => {
  const parent = await addParent(deps, jeanMoulin, 'Adam', { mail: 'absente@exemple.fr' });
  deps.clock.advance({ days: 700 });
  const nights: (readonly [number, Counts])[] = [];
  for (let day = 0; day <= 31; day += 1) {
    const done = await night(deps);
    for (const kind of ['sleep_warnings', 'last_sleep_warnings', 'accounts_asleep'])
      if (done[kind] !== undefined) nights.push([day, { [kind]: done[kind] }]);
    deps.clock.advance({ days: 1 });
  }
  assert.deepEqual(nights, [
    [0, { sleep_warnings: 1 }],
    [23, { last_sleep_warnings: 1 }],
    [30, { accounts_asleep: 1 }],
  ]);
  assert.equal((await accountOf(deps, parent.id)).state, 'asleep');
});

onBothDatabases('a right that comes back, or only loses its level, keeps or ends the account in time', async (deps) => {
  const back = await addParent(deps, jeanMoulin, 'Adam');
  const reduced = await addParent(deps, jeanMoulin, 'Inès');
  const link = deps.db.updateTable('link');
  await link.set({ until: deps.now() }).where('guardianId', '=', back.guardianId).execute();
  await link.set({ level: 'contact', entitling: false }).where('guardianId', '=', reduced.guardianId).execute();
  deps.clock.advance({ days: 5 });
  assert.deepEqual(await night(deps), { rights_lost: 2 });
  await link.set({ until: null }).where('guardianId', '=', back.guardianId).execute();
  assert.deepEqual(await night(deps), { rights_regained: 1 });
  deps.clock.advance({ days: 88 });
  assert.deepEqual(await night(deps), {}, 'nothing said when the level was lost: it counts from the night that saw it');
  deps.clock.advance({ days: 3 });
  assert.deepEqual(await night(deps), { accounts_closed: 1 });
  assert.equal((await accountOf(deps, reduced.id)).state, 'closed');
  assert.equal((await accountOf(deps, back.id)).state, 'active');
  await assertInvariants(deps);
});

onBothDatabases(
  'a chain whose oldest part was touched is not cut, and a base that was forged is seen',
  async (deps) => {
    await group(deps);
    deps.clock.advance({ days: 366 });
    const first = deps.db.updateTable('auditEvent').where('seq', '=', 1);
    const { kind } = await deps.db
      .selectFrom('auditEvent')
      .select('kind')
      .where('seq', '=', 1)
      .executeTakeFirstOrThrow();
    await first.set({ kind: 'password_changed' }).execute();
    await assert.rejects(tidy(deps, { dryRun: false }), /broken at 1/);
    await first.set({ kind }).execute();
    await night(deps);
    const report = await verifyAudit(deps);
    assert.ok(report.intact && report.removed !== undefined && report.removed.events >= 1);
    await deps.db
      .updateTable('auditBase')
      .set({ through: new Date(0) })
      .execute();
    assert.deepEqual(await verifyAudit(deps), { intact: false, brokenAt: report.removed.events, why: 'base' });
    await deps.db.deleteFrom('auditBase').execute();
    assert.deepEqual(await verifyAudit(deps), { intact: false, brokenAt: 1, why: 'missing' });
  },
);

onPostgres('a run that is cut anywhere leaves what the next run completes', async (deps) => {
  assert.ok(deps.open.driver.kind === 'postgres');
  const { pool } = deps.open.driver;
  await addSchool(deps, louiseMichel);
  await importRegister(deps, both);
  await group(deps);
  for (const child of ['Adam', 'Inès', 'Noé', 'Ana', 'Léo']) await addParent(deps, jeanMoulin, child);
  deps.clock.advance({ days: 100 });
  await importRegister(deps, staying);
  await tidy(deps, { dryRun: false });
  // All is due at once.
  deps.clock.advance({ days: 400 });
  const foreseen = some(await tidy(deps, { dryRun: true }));
  assert.ok(
    (foreseen.accounts_closed ?? 0) > 0 && (foreseen.pupils_erased ?? 0) > 0 && (foreseen.sleep_warnings ?? 0) > 4,
  );
  let cuts = 0;
  for (let at = 2; ; at += 3) {
    const cut = armCut(pool, { at, when: at % 2 === 0 ? 'before' : 'after' });
    const ended = await tidy(deps, { dryRun: false, atOnce: 2 }).then(
      () => true,
      () => false,
    );
    cut.disarm();
    if (ended) break;
    cuts += 1;
    await assertInvariants(deps);
  }
  assert.ok(cuts > 20, `${cuts} cuts`);
  assert.deepEqual(some(await tidy(deps, { dryRun: true })), {});
  const warned = await deps.db.selectFrom('auditEvent').select('seq').where('kind', '=', 'sleep_warned').execute();
  assert.equal(warned.length, foreseen.sleep_warnings, 'each was warned once');
});

onBothDatabases('a correction goes with the record it is about; an answered one, after twelve months', async (deps) => {
  const gone = await addParent(deps, jeanMoulin, 'Yanis');
  const here = await addParent(deps, jeanMoulin, 'Inès');
  const { staffId } = await addStaff(deps, jeanMoulin);
  const now = deps.now();
  const asked = { schoolUai: jeanMoulin, field: 'division', wanted: '5e A', createdAt: now } as const;
  const answered = { state: 'corrected', answeredAt: now, staffId } as const;
  const of = ({ id, guardianId, pupilId }: typeof gone) => ({ accountId: id, guardianId, pupilId });
  await deps.db
    .insertInto('correction')
    .values([
      { ...asked, ...of(gone), reference: 'C-GONE-0001', state: 'open' },
      { ...asked, ...of(gone), pupilId: null, reference: 'C-GONE-0002', state: 'open' },
      { ...asked, ...of(here), reference: 'C-HERE-0001', state: 'open' },
      { ...asked, ...of(here), ...answered, reference: 'C-HERE-0002' },
    ])
    .execute();
  await deps.db.updateTable('link').set({ until: now }).where('guardianId', '=', gone.guardianId).execute();
  await deps.db.updateTable('pupilRecord').set({ goneAt: now }).where('id', '=', gone.pupilId).execute();
  await deps.db.updateTable('guardianRecord').set({ goneAt: now }).where('id', '=', gone.guardianId).execute();
  const left = async () =>
    (await deps.db.selectFrom('correction').select('reference').orderBy('reference').execute()).map(
      ({ reference }) => reference,
    );
  deps.clock.advance({ days: 100 });
  const done = await night(deps);
  assert.deepEqual([done.pupils_erased, done.guardians_erased], [1, 1]);
  assert.deepEqual(await left(), ['C-HERE-0001', 'C-HERE-0002']);
  deps.clock.advance({ days: 270 });
  assert.equal((await night(deps)).corrections, 1);
  assert.deepEqual(await left(), ['C-HERE-0001'], 'one that waits is not forgotten');
});

onPostgres('several runs at once do each thing once', async (deps) => {
  await addSchool(deps, louiseMichel);
  await importRegister(deps, both);
  await group(deps);
  for (const child of ['Adam', 'Inès', 'Noé', 'Ana', 'Léo']) await addParent(deps, jeanMoulin, child);
  for (let count = 0; count < 30; count += 1)
    await inTransaction(deps, async (_, record) =>
      record({ kind: 'school_added', actor: { type: 'command' }, data: { uai: `${count}` } }),
    );
  deps.clock.advance({ days: 100 });
  await importRegister(deps, staying);
  await tidy(deps, { dryRun: false });
  deps.clock.advance({ days: 400 });
  const foreseen = some(await tidy(deps, { dryRun: true }));
  const runs = await Promise.all([1, 2, 3].map((atOnce) => tidy(deps, { dryRun: false, atOnce })));
  const together = Object.fromEntries(
    tidyKinds.map((kind) => [kind, runs.reduce((sum, counts) => sum + counts[kind], 0)]),
  );
  assert.deepEqual({ ...some(together), events: 0 }, { ...foreseen, events: 0 });
  assert.ok((together.events ?? 0) >= 30);
  await assertInvariants(deps);
  assert.deepEqual(some(await tidy(deps, { dryRun: true })), {});
});
