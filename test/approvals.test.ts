// A second person's approval: who must ask, who may answer, how often it serves; and the setting that asks for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import {
  answerApproval,
  answerersOf,
  askApproval,
  countApprovals,
  type Order,
  orderState,
  passApproval,
  readApproval,
} from '../src/approvals/actions.js';
import { inTransaction } from '../src/audit/actions.js';
import { readSettings, setSettings } from '../src/network-settings/actions.js';
import { settingsCommand } from '../src/network-settings/command.js';
import { settingGroups } from '../src/network-settings/pages.js';
import { needsApproval, readSetting, settingNames } from '../src/network-settings/rules.js';
import { makeLetter, readLetterCandidate } from '../src/school/letter-actions.js';
import type { Desk } from '../src/staff/rules.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { openSecretary } from './secretary.js';
import { addParent, addStaff, jeanMoulin, louiseMichel } from './world.js';

const order: Order = { act: 'letters', count: 300, digest: 'abc' };
const summary = '300 lettres : toutes les classes';

async function deskOf(deps: TestDeps, schoolUai = jeanMoulin): Promise<Desk> {
  const staff = await addStaff(deps, schoolUai);
  const post = { schoolUai, schoolName: '', schoolKind: 'college', schoolTown: '', role: 'secretary' } as const;
  return { ...staff, ...post, name: '', severalSchools: false };
}

const pass = (deps: TestDeps, desk: Desk, asked: Order = order) =>
  inTransaction(deps, (tx, record) => passApproval(deps, tx, record, desk, asked));
const accept = (deps: TestDeps, desk: Desk, reference: string) => answerApproval(deps, desk, reference, 'accepted');
async function asked(deps: TestDeps, desk: Desk): Promise<string> {
  const made = await askApproval(deps, desk, { ...order, summary });
  assert.ok(made.ok);
  return made.value.reference;
}

test('few need nobody, and no setting asks for nobody', () => {
  assert.ok(!needsApproval(200, { approvalAbove: 200 }));
  assert.ok(needsApproval(201, { approvalAbove: 200 }));
  assert.ok(!needsApproval(99_999, { approvalAbove: null }));
});

test('a setting is a number within its bounds, or as it came', () => {
  assert.equal(readSetting('letterDays', '90'), 90);
  assert.equal(readSetting('letterDays', ''), null);
  for (const typed of ['6', '366', '9e1', '-90', 'beaucoup', '1000000000'])
    assert.equal(readSetting('letterDays', typed), undefined, typed);
});

onBothDatabases('a large order waits for another person of the school, and serves once', async (deps) => {
  const [sophie, paul] = [await deskOf(deps), await deskOf(deps)];
  assert.equal(await orderState(deps, sophie, order), 'not_needed');
  assert.ok(await pass(deps, sophie), 'the network asks for nobody');

  await setSettings(deps, 'command', { approvalAbove: 200 });
  assert.equal(await orderState(deps, sophie, order), 'none');
  assert.ok(!(await pass(deps, sophie)));
  assert.ok(await pass(deps, sophie, { ...order, count: 200 }), 'so few go on');
  const reference = await asked(deps, sophie);
  assert.equal(await asked(deps, sophie), reference, 'asked twice: one question');
  assert.equal(await orderState(deps, sophie, order), 'waiting');
  assert.deepEqual([await countApprovals(deps, sophie), await countApprovals(deps, paul)], [0, 1]);
  assert.ok(!(await pass(deps, sophie)));

  assert.ok(!(await accept(deps, sophie, reference)).ok, 'nobody approves his own order');
  assert.ok((await accept(deps, paul, reference)).ok);
  assert.ok(!(await accept(deps, paul, reference)).ok, 'answered once');
  assert.equal(await orderState(deps, sophie, order), 'accepted');
  assert.ok(!(await pass(deps, sophie, { ...order, digest: 'other' })), 'another order');
  assert.ok(!(await pass(deps, paul)), 'another person');
  const runs = await Promise.all([pass(deps, sophie), pass(deps, sophie)]);
  assert.deepEqual(runs.toSorted(), [false, true], 'of two runs at once one goes on');
  assert.equal(await orderState(deps, sophie, order), 'used');
  const kinds = (await deps.db.selectFrom('auditEvent').select('kind').orderBy('seq').execute()).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(kinds, ['network_set', 'approval_asked', 'approval_answered', 'approval_used']);
});

onBothDatabases('small orders of one person in a day are added up, without those that were approved', async (deps) => {
  const [sophie, paul] = [await deskOf(deps), await deskOf(deps)];
  await setSettings(deps, 'command', { approvalAbove: 200 });
  const ordered = (count: number) =>
    deps.db
      .insertInto('letterBatch')
      .values({
        schoolUai: jeanMoulin,
        staffId: sophie.staffId,
        askedAt: deps.now(),
        actor: JSON.stringify({ type: 'system' }),
        situation: 'unopened',
        picked: false,
        reissue: false,
        chosen: JSON.stringify(Array.from({ length: count }, (_, at) => at)),
        linked: JSON.stringify([]),
        links: false,
        paper: 'a4',
        state: 'ready',
        endedAt: deps.now(),
      })
      .execute();
  const few: Order = { ...order, count: 60 };
  const state = (desk: Desk) => orderState(deps, desk, few);
  await ordered(140);
  assert.equal(await state(sophie), 'not_needed');
  await ordered(10);
  assert.equal(await state(sophie), 'none', '150 before, and 60');
  assert.ok(!(await pass(deps, sophie, few)));
  assert.equal(await state(paul), 'not_needed', 'of each person');
  assert.equal(await orderState(deps, sophie, { ...few, act: 'export' }), 'not_needed', 'of each act');
  const made = await askApproval(deps, sophie, { ...few, summary });
  assert.ok(made.ok && (await accept(deps, paul, made.value.reference)).ok);
  assert.ok(await pass(deps, sophie, few));
  await ordered(60);
  assert.ok(await pass(deps, sophie, { ...few, digest: 'next', count: 50 }), 'what was approved is not counted');
  assert.ok(!(await pass(deps, sophie, { ...few, digest: 'next', count: 51 })));
  deps.clock.advance({ hours: 25 });
  assert.ok(await pass(deps, sophie, { ...few, digest: 'later', count: 200 }));
});

onBothDatabases(
  'letters made one by one add up with those of a batch, and stop where one person does',
  async (deps) => {
    const [sophie, paul] = [await deskOf(deps), await deskOf(deps)];
    const held: TestDeps = { ...deps, db: deps.atSchool(jeanMoulin) };
    const parents: { readonly id: number; readonly identifier: string }[] = [];
    for (const child of ['Yanis', 'Zoé', 'Tom', 'Léa'])
      parents.push(await addParent(deps, jeanMoulin, child, { state: 'to_activate' }));
    const letter = (desk: Desk, nth: number) => makeLetter(held, desk, parents[nth]?.identifier ?? '', false);
    const why = async (desk: Desk) => (await readLetterCandidate(held, desk, parents[3]?.id ?? 0))?.why;
    assert.ok((await letter(sophie, 0)).ok, 'where no limit is set, as ever');
    await setSettings(deps, 'command', { approvalAbove: 2 });
    assert.equal(await why(sophie), undefined);
    const both = await Promise.all([letter(sophie, 1), letter(sophie, 2)]);
    assert.deepEqual(both.map(({ ok }) => ok).toSorted(), [false, true], 'the second one of two counts the first');
    assert.deepEqual(
      both.find(({ ok }) => !ok),
      { ok: false, why: { kind: 'needs_approval' } },
    );
    assert.equal(await why(sophie), 'needs_approval');
    assert.equal(await orderState(held, sophie, { ...order, count: 1 }), 'none', 'nor is there a batch on top');
    assert.equal(await why(paul), undefined, 'of each person');
    assert.ok((await letter(paul, 3)).ok);
    deps.clock.advance({ hours: 25 });
    assert.equal(await orderState(held, sophie, { ...order, count: 2 }), 'not_needed');
  },
);

onBothDatabases('files of accounts taken away in a day are added up too', async (deps) => {
  const sophie = await deskOf(deps);
  await setSettings(deps, 'command', { approvalAbove: 200 });
  await inTransaction(deps, async (_, record) => {
    const actor = { type: 'staff', ...sophie } as const;
    record({ actor, kind: 'accounts_exported', data: { school: jeanMoulin, count: 150 } });
  });
  const held: TestDeps = { ...deps, db: deps.atSchool(jeanMoulin) };
  const few = { act: 'export', count: 51, digest: 'x' } as const;
  assert.equal(await orderState(held, sophie, few), 'none');
  assert.equal(await orderState(held, sophie, { ...few, count: 50 }), 'not_needed');
});

onBothDatabases('nobody answers through a role that comes from the asker, at whatever distance', async (deps) => {
  const [sophie, paul, lea, max] = [await deskOf(deps), await deskOf(deps), await deskOf(deps), await deskOf(deps)];
  await setSettings(deps, 'command', { approvalAbove: 1 });
  const given = async (to: Desk, by: Desk | null) => {
    await deps.db
      .updateTable('staffRole')
      .set({ givenBy: by?.staffId ?? null })
      .where('staffId', '=', to.staffId)
      .execute();
  };
  const reference = await asked(deps, sophie);
  const row = await readApproval(deps, sophie, reference);
  assert.ok(row !== undefined);
  const names = async () => (await answerersOf(deps, sophie, row)).map(({ staffId }) => staffId);
  await deps.db
    .updateTable('staff')
    .set({ enrolledAt: deps.now(), passwordHash: '', totpSecret: deps.random(20), totpLastStep: 0 })
    .execute();
  await given(paul, sophie);
  await given(lea, paul);
  assert.deepEqual(await names(), [max.staffId]);
  assert.deepEqual([await countApprovals(deps, lea), await countApprovals(deps, max)], [0, 1]);
  for (const made of [paul, lea]) assert.deepEqual(await accept(deps, made, reference), { ok: false, why: 'over' });
  // The one between has left; what he gave still comes from the asker.
  await deps.db.updateTable('staffRole').set({ until: deps.now() }).where('staffId', '=', paul.staffId).execute();
  assert.deepEqual(await accept(deps, lea, reference), { ok: false, why: 'over' });
  await given(lea, max);
  assert.deepEqual(await names(), [lea.staffId, max.staffId]);
  // Whoever made the link that opened her access could use it himself.
  const linkBy = (by: Desk | null) =>
    deps.db
      .updateTable('staff')
      .set({ linkMadeBy: by?.staffId ?? null })
      .where('id', '=', lea.staffId)
      .execute();
  for (const maker of [sophie, paul]) {
    await linkBy(maker);
    assert.deepEqual(await names(), [max.staffId]);
    assert.deepEqual(await accept(deps, lea, reference), { ok: false, why: 'over' });
  }
  await linkBy(null);
  assert.ok((await accept(deps, lea, reference)).ok);
});

onBothDatabases('an approval is the school’s own, in time, by who has the right and a fresh factor', async (deps) => {
  const [sophie, paul, stranger] = [await deskOf(deps), await deskOf(deps), await deskOf(deps, louiseMichel)];
  await setSettings(deps, 'command', { approvalAbove: 1 });
  const reference = await asked(deps, sophie);
  assert.deepEqual(await accept(deps, stranger, reference), { ok: false, why: 'over' });
  const role = (name: 'reader' | 'secretary') =>
    deps.db.updateTable('staffRole').set({ role: name }).where('staffId', '=', paul.staffId).execute();
  await role('reader');
  assert.deepEqual(await accept(deps, paul, reference), { ok: false, why: 'not_allowed' });
  await role('secretary');
  deps.clock.advance({ minutes: 8 });
  assert.deepEqual(await accept(deps, paul, reference), { ok: false, why: 'not_allowed' }, 'an old proof');
  const prove = () => deps.db.updateTable('session').set({ provedAt: deps.now() }).execute();
  await prove();
  assert.ok((await accept(deps, paul, reference)).ok);
  deps.clock.advance({ hours: 24 });
  await prove();
  assert.equal(await orderState(deps, sophie, order), 'none', 'a day later it is as if it had not been asked');
  assert.ok(!(await pass(deps, sophie)));

  const again = await asked(deps, sophie);
  assert.notEqual(again, reference);
  assert.ok((await answerApproval(deps, paul, again, 'refused')).ok);
  assert.equal(await orderState(deps, sophie, order), 'refused');
  assert.ok(!(await pass(deps, sophie)));
});

onBothDatabases(
  'a secretary answers on the page, with a code; the asker is told that it is not for him',
  async (deps) => {
    const app = await createApp(deps);
    const sophie = await openSecretary(deps, app, jeanMoulin, { mail: 'sophie@exemple.fr' });
    const paul = await openSecretary(deps, app, jeanMoulin, { mail: 'paul@exemple.fr' });
    const session = async (mail: string) =>
      await deps.db
        .selectFrom('session')
        .innerJoin('staff', 'staff.id', 'session.staffId')
        .select(['session.id as sessionId', 'staff.id as staffId'])
        .where('staff.mail', '=', mail)
        .executeTakeFirstOrThrow();
    await setSettings(deps, 'command', { approvalAbove: 200 });
    const desk = { ...(await deskOf(deps)), ...(await session('sophie@exemple.fr')), tokenId: undefined };
    const reference = await asked(deps, desk);

    const own = await (await sophie.visitor.visit('/ecole/accords')).follow(reference);
    assert.match(own.words, /C’est vous qui demandez/);
    assert.equal(own.all('form button[name=decision]').length, 0);
    const forced = await sophie.visitor.post(own.path, { _csrf: own.field('_csrf') ?? '', decision: 'accepted' });
    assert.equal(forced.status, 422);

    deps.clock.advance({ minutes: 6 });
    const page = await (await paul.visitor.visit('/ecole/accords')).follow(reference);
    assert.match(page.words, /300 lettres : toutes les classes/);
    const refused = await page.send({ code: '' }, 'Accepter');
    assert.equal(refused.status, 422);
    const done = await refused.send({ code: paul.authenticator.next() }, 'Accepter');
    assert.match(done.words, /Accepté/);
    assert.equal(await orderState(deps, desk, order), 'accepted');
  },
);

test('the page of settings has a field for each', () => {
  assert.deepEqual(settingGroups.flatMap(({ names }) => names).sort(), settingNames.toSorted());
});

onBothDatabases('an operator sets what all schools follow; letters made afterwards follow it', async (deps) => {
  const app = await createApp(deps);
  const { visitor } = await openSecretary(deps, app, null, { mail: 'operateur@exemple.fr' });
  const page = await visitor.visit('/reseau/reglages');
  const wrong = await page.send({ letterDays: '3', approvalAbove: '50' });
  assert.equal(wrong.status, 422);
  assert.equal(wrong.field('approvalAbove'), '50');
  const saved = await wrong.send({ letterDays: '30', approvalAbove: '50' });
  assert.match(saved.words, /Les réglages sont enregistrés/);
  assert.equal(saved.field('letterDays'), '30');

  let out = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      out += text;
    },
    cwd: '/',
    line: async () => undefined,
  };
  const run = async (...argv: string[]) => {
    out = '';
    return await settingsCommand(deps, argv, io as never);
  };
  assert.equal(await run('list'), 0);
  assert.match(out, /letter-days {2}30\napproval-above {2}50/);
  for (const [name, value, bad] of [
    ['wrong-tries', '3', '11'],
    ['log-months', '6', '13'],
    ['never-activated-days', '60', '30'],
    ['unused-days', '400', '90'],
    ['import-days', '14', '0'],
    ['help-hours', 'le matin', 'x'.repeat(81)],
  ] as const) {
    assert.equal(await run('set', name, bad), 2, name);
    assert.equal(await run('set', name, value), 0, name);
  }
  assert.equal(await run('set', 'letter-days', '1000'), 2);
  assert.equal(await run('set', 'letter-days', ''), 0);
  const again = await visitor.visit('/reseau/reglages');
  assert.equal(again.field('letterDays'), '');
  const one = await visitor.post(again.path, { _csrf: again.field('_csrf') ?? '', letterDays: '20' });
  assert.equal(one.status, 303);
  const { letterDays, helpHours, logMonths } = await readSettings(deps);
  assert.deepEqual([letterDays, helpHours, logMonths], [20, 'le matin', 6], 'what was not posted stays');
});
