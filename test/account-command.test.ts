// The operator's emergencies by command, audited like all the rest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountCommand } from '../src/accounts/command.js';
import { readConfig } from '../src/config.js';
import { beginGrouping } from '../src/grouping/actions.js';
import { readHistory } from '../src/history/actions.js';
import { answerRequest } from '../src/requests/deciding-actions.js';
import { scaledLimit, tryLimits } from '../src/signin/rules.js';
import { reserveTry } from '../src/signin/throttle.js';
import { makeDeps, onBothDatabases, type TestDeps } from './harness.js';
import { assertInvariants } from './invariants.js';
import { proved, seenBy } from './proposals.js';
import { addParent, addSession, addStaff, jeanMoulin, louiseMichel } from './world.js';

async function run(deps: TestDeps, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const say = (where: 'out' | 'err') => (text: string) => {
    said[where] += text;
  };
  const code = await accountCommand(deps, argv, { cwd: '/', out: say('out'), err: say('err') });
  return { code, ...said };
}

const reason = ['--reason', 'essai de charge'];
const inProduction = (deps: TestDeps): TestDeps => ({ ...deps, config: { ...deps.config, production: true } });

onBothDatabases('two accounts are grouped outside production, as a parent would have done it', async (deps) => {
  const [a, b] = [
    await addParent(deps, jeanMoulin, 'Yanis'),
    await addParent(deps, louiseMichel, 'Aya', { identity: { firstName: 'Claire' } }),
  ];
  const done = await run(
    deps,
    'group',
    '--keep',
    a.identifier.toUpperCase(),
    '--absorb',
    ` ${b.identifier}`,
    ...reason,
  );
  assert.equal(done.code, 0, done.err);
  assert.equal(JSON.parse(done.out).closed, b.identifier);
  assert.deepEqual(await seenBy(deps, [a.id, b.id]), {
    [a.id]: [a.pupilId, b.pupilId].sort((x, y) => x - y),
    [b.id]: [],
  });
  await assertInvariants(deps);
  const open = await deps.db.selectFrom('session').select('id').where('endedAt', 'is', null).execute();
  assert.deepEqual(open, [], 'its session is over');
  const events = await deps.db.selectFrom('auditEvent').select(['kind', 'actor']).orderBy('seq').execute();
  assert.deepEqual(events, [
    { kind: 'account_ordered', actor: { type: 'command' } },
    { kind: 'accounts_grouped', actor: { type: 'command' } },
  ]);
  const again = await run(deps, 'group', '--keep', a.identifier, '--absorb', b.identifier, ...reason);
  assert.deepEqual([again.code, /est fermé/.test(again.err)], [1, true]);
  assert.match(
    (await run(deps, 'group', '--keep', a.identifier, '--absorb', a.identifier, ...reason)).err,
    /même compte/,
  );
  assert.match((await run(deps, 'group', '--keep', a.identifier, '--absorb', 'x.y0000', ...reason)).err, /identifiant/);
});

onBothDatabases('in production only what a school accepted is grouped, about these two accounts', async (deps) => {
  const production = inProduction(deps);
  const [a, b] = [
    await addParent(deps, jeanMoulin, 'Yanis'),
    await addParent(deps, louiseMichel, 'Aya', { identity: { firstName: 'Claire' } }),
  ];
  const c = await addParent(deps, jeanMoulin, 'Zoé');
  const parent = { accountId: a.id, sessionId: await addSession(deps, a.id), address: '' };
  const begun = await beginGrouping(deps, parent, await proved(deps, b.id));
  assert.ok(begun.ok && begun.value.request !== undefined);
  const { reference } = begun.value.request;
  const order = (absorb: string, ...rest: string[]) =>
    run(production, 'group', '--keep', a.identifier, '--absorb', absorb, ...reason, ...rest);
  assert.match((await order(b.identifier)).err, /demande acceptée : --request/);
  assert.match((await order(b.identifier, '--request', reference)).err, /n’est pas acceptée/);
  const staff = await addStaff(deps, louiseMichel);
  const given = { decision: 'accepted', reason: 'vue au guichet' } as const;
  const answered = await answerRequest(deps, { ...staff, schoolUai: louiseMichel }, reference, given);
  assert.ok(answered.ok, JSON.stringify(answered));
  assert.match((await order(c.identifier, '--request', reference)).err, /n’est pas acceptée/);
  assert.match((await order(b.identifier, '--request', 'D-0000-0000')).err, /n’est pas acceptée/);
  const done = await order(b.identifier, '--request', reference);
  assert.equal(done.code, 0, done.err);
  const { state } = await deps.db.selectFrom('groupingRequest').select('state').executeTakeFirstOrThrow();
  assert.equal(state, 'done');
  await assertInvariants(deps);
  assert.equal((await order(b.identifier, '--request', reference)).code, 1, 'once');
});

onBothDatabases('an account is closed, its sessions end, and it is shown without a secret', async (deps) => {
  const a = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@exemple.fr' });
  await addSession(deps, a.id);
  await addSession(deps, a.id);
  assert.equal((await run(deps, 'end-sessions', a.identifier)).out, 'Connexions fermées : 2.\n');
  assert.equal((await run(deps, 'end-sessions', a.identifier)).out, 'Connexions fermées : 0.\n');
  const told = (await readHistory(deps, a.id)).map(({ kind }) => kind);
  assert.ok(told.includes('sessions_ended_by_operator') && !told.includes('sessions_ended'), told.join(' '));
  const shown = await run(deps, 'show', a.identifier, '--json');
  const account = JSON.parse(shown.out);
  assert.equal(account.state, 'active');
  assert.equal(account.records[0].school, jeanMoulin);
  assert.equal(account.children.length, 1);
  assert.ok(
    (await readHistory(deps, a.id)).some(({ kind }) => kind === 'account_shown'),
    'its owner reads that it was',
  );
  assert.doesNotMatch(shown.out, /argon2|nadia@|Nadia|Yanis|BENALI/);
  assert.equal((await run(deps, 'close', a.identifier)).code, 0);
  assert.equal(JSON.parse((await run(deps, 'show', a.identifier, '--json')).out).state, 'closed');
  assert.match((await run(deps, 'close', a.identifier)).err, /déjà fermé/);
  await assertInvariants(deps);
  for (const argv of [
    [],
    ['show', a.identifier],
    ['close'],
    ['group'],
    ['group', '--keep', 'a', '--absorb', 'b'],
    ['close', 'a', 'b'],
    ['x', 'a'],
    ['close', '--x'],
  ])
    assert.equal((await run(deps, ...argv)).code, 2, argv.join(' '));
  for (const argv of [
    ['show', 'x.y0000', '--json'],
    ['close', 'x.y0000'],
    ['end-sessions', 'x.y0000'],
  ])
    assert.equal((await run(deps, ...argv)).code, 1, argv.join(' '));
});

test('tries are multiplied for load tests, never in production', async () => {
  const read = (scale: string, url = 'http://127.0.0.1:3000') =>
    readConfig({ FRATRIE_THROTTLE_SCALE: scale, FRATRIE_URL: url, FRATRIE_KEYS: 'k' }, '/tmp');
  assert.equal(read('1', 'https://fratrie.exemple.fr').ok, true);
  assert.equal(read('2', 'https://fratrie.exemple.fr').ok, false);
  for (const wrong of ['0', '-1', '1.5', 'x', '1e3', '10000000']) assert.equal(read(wrong).ok, false, wrong);
  const scaled = read('100');
  assert.equal(scaled.ok && scaled.value.throttleScale, 100);
  assert.deepEqual(scaledLimit(tryLimits.identifier, 1), tryLimits.identifier);
  assert.deepEqual(scaledLimit(tryLimits.identifier, 3), { ...tryLimits.identifier, tries: 30, inARow: 300 });
  assert.equal(scaledLimit(tryLimits.address, 100).inARow, tryLimits.address.inARow);
  const deps = await makeDeps({ settings: { FRATRIE_THROTTLE_SCALE: '2' } });
  const tries = [];
  for (let count = 0; count < 21; count += 1)
    tries.push((await reserveTry(deps, { identifier: 'n.benali0001', address: '192.0.2.1' })).ok);
  assert.deepEqual(tries, [...Array.from({ length: 20 }, () => true), false]);
});
