// Whatever a register says one day after the other, the tables say the same after each import, and accounts stay put.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Deps } from '../src/deps.js';
import { importRoster } from '../src/roster/actions.js';
import type { ImportOrder } from '../src/roster/order.js';
import { makeDeps, onPostgres } from './harness.js';
import { assertInvariants } from './invariants.js';
import { folderOf, guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from './roster-files.js';
import { addSchool, jeanMoulin } from './world.js';

type Day = {
  readonly pupils: readonly { readonly id: number; readonly left: boolean }[];
  readonly guardians: readonly { readonly id: number; readonly name: string }[];
  readonly links: readonly { readonly pupil: number; readonly guardian: number; readonly level: number }[];
};

const three = fc.subarray([1, 2, 3]);
// Three pupils and three guardians come, go and come back; each pair is linked at some level, or not (0).
const day: fc.Arbitrary<Day> = fc
  .record({
    pupils: three,
    left: fc.oneof({ arbitrary: fc.constant<number[]>([]), weight: 3 }, { arbitrary: three, weight: 1 }),
    guardians: three,
    renamed: three,
    levels: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 9 }),
  })
  .map(({ pupils, left, guardians, renamed, levels }) => ({
    pupils: pupils.map((id) => ({ id, left: left.includes(id) })),
    guardians: guardians.map((id) => ({ id, name: renamed.includes(id) ? 'ROUX' : 'BENALI' })),
    links: levels
      .map((level, pair) => ({ pupil: (pair % 3) + 1, guardian: Math.floor(pair / 3) + 1, level }))
      .filter((link) => link.level > 0),
  }));

/** What the tables must say after this day: live pupils, live guardians, live links with their level. */
function expected({ pupils, guardians, links }: Day) {
  const present = pupils.filter((pupil) => !pupil.left).map((pupil) => `${pupil.id}`);
  const known = guardians.map((guardian) => `${guardian.id}`);
  const levels = ['', 'legal', 'in_charge', 'contact'];
  return {
    pupils: present.sort(),
    guardians: guardians.map((guardian) => `${guardian.id} ${guardian.name}`).sort(),
    links: links
      .filter((link) => present.includes(`${link.pupil}`) && known.includes(`${link.guardian}`))
      .map((link) => `${link.pupil} ${link.guardian} ${levels[link.level]}`)
      .sort(),
  };
}

async function found(deps: Deps): Promise<ReturnType<typeof expected>> {
  const pupils = await deps.db.selectFrom('pupilRecord').select('sourceId').where('goneAt', 'is', null).execute();
  const guardians = await deps.db
    .selectFrom('guardianRecord')
    .select(['sourceId', 'familyName'])
    .where('goneAt', 'is', null)
    .execute();
  const links = await deps.db
    .selectFrom('link')
    .innerJoin('pupilRecord', 'pupilRecord.id', 'link.pupilId')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'link.guardianId')
    .select(['pupilRecord.sourceId as pupil', 'guardianRecord.sourceId as guardian', 'link.level'])
    .where('link.until', 'is', null)
    .execute();
  return {
    pupils: pupils.map((pupil) => pupil.sourceId).sort(),
    guardians: guardians.map((guardian) => `${guardian.sourceId} ${guardian.familyName}`).sort(),
    links: links.map((link) => `${link.pupil} ${link.guardian} ${link.level}`).sort(),
  };
}

async function attachments(deps: Deps): Promise<Map<number, number>> {
  const rows = await deps.db
    .selectFrom('attachment')
    .select(['guardianId', 'accountId'])
    .where('until', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.guardianId, row.accountId]));
}

test('a sequence of registers: the tables follow, accounts never move, each day twice changes nothing', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.noBias(fc.array(day, { minLength: 3, maxLength: 3 })), async (days) => {
      const deps = await makeDeps();
      await addSchool(deps, jeanMoulin);
      let before = new Map<number, number>();
      for (const one of days) {
        const folder = await folderOf(t, {
          'e.xml': pupilsFile(
            one.pupils.map((pupil) => pupilXml(pupil.id, pupil.left ? { DATE_SORTIE: '01/09/2026' } : {})),
          ),
          'r.xml': guardiansFile(
            one.guardians.map((guardian) => guardianXml(guardian.id, { NOM_DE_FAMILLE: guardian.name })),
            one.links.map((link) => linkXml(link.pupil, link.guardian, { NIVEAU_RESPONSABILITE: `${link.level}` })),
          ),
        });
        const order: ImportOrder = {
          paths: [folder],
          format: undefined,
          school: undefined,
          dryRun: false,
          acceptDrop: true,
          acceptOlder: false,
          operator: { type: 'command' },
        };
        const first = await importRoster(deps, order);
        assert.ok(first.ok, JSON.stringify(first));
        assert.deepEqual(await found(deps), expected(one));
        const now = await attachments(deps);
        for (const [guardian, account] of before) assert.equal(now.get(guardian), account, 'an attachment moved');
        assert.equal(now.size, before.size + first.value.accounts.created);
        before = now;
        const again = await importRoster(deps, order);
        assert.ok(again.ok);
        for (const { added, changed, ended } of [again.value.pupils, again.value.guardians, again.value.links])
          assert.deepEqual([added, changed, ended], [0, 0, 0]);
        await assertInvariants(deps);
      }
    }),
    { numRuns: 8, seed: 20260914, endOnFailure: true },
  );
});

onPostgres(
  'two imports of one school at once: one after the other, no parent is doubled',
  async (deps, t) => {
    await addSchool(deps, jeanMoulin);
    const register = (count: number) =>
      folderOf(t, {
        'e.xml': pupilsFile([1, 2, 3].map((pupil) => pupilXml(pupil))),
        'r.xml': guardiansFile(
          Array.from({ length: count }, (_, index) => guardianXml(index + 1)),
          Array.from({ length: count }, (_, index) => linkXml((index % 3) + 1, index + 1)),
        ),
      });
    const folders = await Promise.all([register(40), register(40), register(41), register(42)]);
    const outcomes = await Promise.all(
      folders.map((folder) =>
        importRoster(deps, {
          paths: [folder],
          format: undefined,
          school: undefined,
          dryRun: false,
          acceptDrop: true,
          acceptOlder: false,
          operator: { type: 'command' },
        }),
      ),
    );
    assert.ok(outcomes.every((outcome) => outcome.ok));
    await assertInvariants(deps);
    const created = outcomes.reduce((sum, outcome) => sum + (outcome.ok ? outcome.value.accounts.created : 0), 0);
    assert.equal(created, 42);
    assert.equal((await attachments(deps)).size, 42);
  },
  { seed: 'real' },
);
