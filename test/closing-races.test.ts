// Schedules S23 and S24 of docs/invariants.md: a closing crosses an import that gives a right, and groupings of the account.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { closeAccount } from '../src/accounts/closing.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { onPostgres } from './harness.js';
import { assertInvariants } from './invariants.js';
import { propose, seenBy } from './proposals.js';
import { importRegister, type Register } from './registers.js';
import { addParent, addSchool, addSession, jeanMoulin, louiseMichel } from './world.js';

onPostgres('S23: a right comes back while the account without a right closes', async (deps) => {
  await addSchool(deps, jeanMoulin);
  const register = (children: readonly number[]): Register => ({
    uai: jeanMoulin,
    pupils: [1, 2].map((id) => ({ id, firstName: `Enfant${id}` })),
    guardians: [
      { id: 10, firstName: 'Nadia', familyName: 'BENALI' },
      { id: 20, firstName: 'Paul', familyName: 'PETIT' },
    ],
    links: [...children.map((child) => [child, 10] as const), [1, 20], [2, 20]],
  });
  await importRegister(deps, register([1]));
  const holder = async () =>
    await deps.db
      .selectFrom('attachment as a')
      .innerJoin('guardianRecord as g', 'g.id', 'a.guardianId')
      .select('a.accountId')
      .where('g.sourceId', '=', '10')
      .where('a.until', 'is', null)
      .executeTakeFirst();
  const ends = { closed: 0, kept: 0 };
  for (let round = 0; round < 24; round += 1) {
    const began = performance.now();
    await importRegister(deps, register([]));
    // Spread over an import as long as this one and a little more, so that both orders are met on any machine.
    const pause = (round / 16) * (performance.now() - began);
    const before = await holder();
    assert.ok(before !== undefined);
    const [, closed] = await Promise.all([
      importRegister(deps, register([1])),
      wait(pause).then(() =>
        closeAccount(deps, { accountId: before.accountId, cause: 'no_right', actor: { type: 'command' } }),
      ),
    ]);
    await assertInvariants(deps);
    const after = await holder();
    ends[closed.ok ? 'closed' : 'kept'] += 1;
    assert.equal(after?.accountId === before.accountId, !closed.ok, 'one or the other');
    assert.equal((await seenBy(deps, [after?.accountId ?? 0]))[after?.accountId ?? 0]?.length, 1);
  }
  assert.ok(ends.closed > 0 && ends.kept > 0, `both orders were met: ${JSON.stringify(ends)}`);
});

onPostgres('S24: an owner closes his account while it takes another, or is taken', async (deps) => {
  for (let round = 0; round < 16; round += 1) {
    const [a, b] = [await addParent(deps, jeanMoulin, 'Adam'), await addParent(deps, louiseMichel, 'Nour')];
    const { parent, digest } = await propose(deps, a.id, b.id);
    const accountId = round % 2 === 0 ? a.id : b.id;
    const actor = { type: 'parent', accountId, sessionId: await addSession(deps, accountId), address: '' } as const;
    const [grouped, closed] = await Promise.all([
      wait(round % 4).then(() => confirmGrouping(deps, parent, digest)),
      closeAccount(deps, { accountId, cause: 'owner', actor }),
    ]);
    await assertInvariants(deps);
    const done = grouped.ok && grouped.value.kind === 'done';
    // What was taken is closed already; what takes another may close with it.
    assert.ok(done || closed.ok, JSON.stringify({ grouped, closed }));
    if (accountId === b.id) assert.ok(done !== closed.ok, JSON.stringify({ grouped, closed }));
    const ids = (await deps.db.selectFrom('account').select('id').execute()).map(({ id }) => id);
    const seen = Object.values(await seenBy(deps, ids)).flat();
    for (const pupilId of [a.pupilId, b.pupilId]) assert.equal(seen.filter((id) => id === pupilId).length, 1, 'V1');
  }
});
