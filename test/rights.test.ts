// The table of rights: its document, its use, and what an action asks of it in its own transaction.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import { inTransaction } from '../src/audit/actions.js';
import { routes } from '../src/routes.js';
import { actorFor, holdsRight } from '../src/staff/rights.js';
import { type Act, type Role, rightOf, rights, type SchoolAct } from '../src/staff/rights-rules.js';
import { actOf, routeRights, type StaffRoute } from '../src/staff/route-rights.js';
import { scopesAllow, scopesOf } from '../src/staff/scope-rules.js';
import { onBothDatabases, type TestDeps } from './harness.js';
import { rightsDocument, rightsFile } from './rights-document.js';
import { addStaff, jeanMoulin, louiseMichel } from './world.js';

const names = Object.keys(routeRights) as StaffRoute[];

test('docs/rights.md says what the code enforces', () => {
  assert.equal(readFileSync(rightsFile, 'utf8'), rightsDocument(), 'run: npm run rights');
});

test('every act has an address, and every address an act', () => {
  const used = names.flatMap((name) => [actOf(name, 'get'), actOf(name, 'post')]);
  assert.deepEqual(
    Object.keys(rights).filter((act) => !used.includes(act as Act)),
    [],
  );
  for (const name of names) assert.ok(actOf(name, 'get') ?? actOf(name, 'post'), name);
});

test('a network act is for operators alone, a school act for none of them', () => {
  for (const name of names)
    for (const method of ['get', 'post'] as const) {
      const act = actOf(name, method);
      if (act === undefined || typeof rightOf(act).who === 'string') continue;
      const roles = rightOf(act).who as readonly Role[];
      assert.equal(roles.includes('operator'), routes[name].startsWith('/reseau'), `${method} ${name}`);
      assert.ok(!roles.includes('operator') || roles.length === 1, `${method} ${name}`);
    }
});

test('what stays a person’s (decision 0098) is in no scope, and everything else of a school is in one', () => {
  const scopes = [...scopesOf(jeanMoulin), ...scopesOf(null)];
  const personal = (Object.keys(rights) as Act[]).filter(
    (act) => typeof rightOf(act).who !== 'string' && !scopesAllow(scopes, act),
  );
  assert.deepEqual(personal, [
    'prepare_entitlement',
    'set_entitlement',
    'export_journal',
    'answer_approval',
    'read_team',
    'manage_team',
    'read_tokens',
    'manage_tokens',
    'read_network_requests',
    'stop_account',
    'verify_audit',
    'decide_request',
    'manage_network_tokens',
    'manage_clients',
    'preview_client',
    'retry_deliveries',
    'manage_catalogue',
    'manage_staff',
  ]);
});

onBothDatabases('every line of the table is served', async (deps) => {
  const app = await createApp(deps);
  for (const name of names)
    for (const method of ['get', 'post'] as const)
      assert.equal(
        app.hasRoute({ method: method.toUpperCase(), url: routes[name] }),
        actOf(name, method) !== undefined,
        `${method} ${name}`,
      );
});

const ask = (deps: TestDeps, who: Awaited<ReturnType<typeof addStaff>>, act: SchoolAct, schoolUai = jeanMoulin) =>
  inTransaction(deps, (tx) => holdsRight(deps, tx, { ...who, schoolUai }, act));

onBothDatabases('a right ends with its role, its time, its session and its proof', async (deps) => {
  const who = await addStaff(deps, jeanMoulin);
  const roleIs = (change: { until?: Date | null; endsAt?: Date | null; role?: Role }) =>
    deps.db.updateTable('staffRole').set(change).where('staffId', '=', who.staffId).execute();
  assert.ok(await ask(deps, who, 'break_grouping'));
  assert.ok(!(await ask(deps, who, 'break_grouping', louiseMichel)), 'another school');

  await roleIs({ role: 'reader' });
  assert.ok(!(await ask(deps, who, 'break_grouping')), 'a reader');
  assert.ok(await ask(deps, who, 'read_desk'));
  await roleIs({ role: 'head', endsAt: new Date(deps.now().getTime() + 60_000) });
  assert.ok(await ask(deps, who, 'break_grouping'), 'for a minute more');
  deps.clock.advance({ minutes: 1 });
  assert.ok(!(await ask(deps, who, 'break_grouping')), 'its time is over');
  await roleIs({ endsAt: null });

  deps.clock.advance({ minutes: 5 });
  assert.ok(await ask(deps, who, 'break_grouping'), 'the act itself may take a minute or two');
  deps.clock.advance({ minutes: 1 });
  assert.ok(!(await ask(deps, who, 'break_grouping')), 'the proof is old');
  assert.ok(await ask(deps, who, 'answer_correction'), 'no proof is asked');

  await deps.db
    .updateTable('session')
    .set({ endedAt: deps.now(), endedCause: 'signed_out' })
    .where('id', '=', who.sessionId)
    .execute();
  assert.ok(!(await ask(deps, who, 'answer_correction')), 'signed out meanwhile');
});

onBothDatabases('an operator acts for the network alone, and a command always may', async (deps) => {
  const who = { ...(await addStaff(deps, jeanMoulin)), name: '', atSchools: true };
  const actor = (by: 'command' | typeof who) => inTransaction(deps, (tx) => actorFor(deps, tx, by, 'read_network'));
  assert.equal(await actor(who), undefined);
  await deps.db
    .insertInto('staffRole')
    .values({ staffId: who.staffId, schoolUai: null, role: 'operator', since: deps.now() })
    .execute();
  const { staffId, sessionId, address } = who;
  assert.deepEqual(await actor(who), { type: 'staff', staffId, sessionId, address });
  assert.deepEqual(await actor('command'), { type: 'command' });
});
