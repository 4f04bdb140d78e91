// Schedule S7, invariant I9 (docs/invariants.md): an import crosses a grouping; whatever comes first, children land on a
// live account, and nobody sees a stranger's.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { confirmGrouping } from '../src/grouping/actions.js';
import { onPostgres } from './harness.js';
import { assertInvariants } from './invariants.js';
import { digestShown, propose, seenBy } from './proposals.js';
import { importRegister } from './registers.js';
import { addSchool, jeanMoulin, louiseMichel } from './world.js';
const rounds = 8;
const parents = 6;
const guardianId = (parent) => 100 + parent;
const pupilId = (parent, child) => parent * 10 + child;
/** Parents of one name each, with `children` children each at this school. */
const register = (uai, round, children) => ({
    uai,
    guardians: Array.from({ length: parents }, (_, parent) => ({
        id: guardianId(parent) + round * 1000,
        firstName: 'Nadia',
        familyName: `BENALI-${'ABCDEFGH'[parent]}`,
    })),
    pupils: Array.from({ length: parents * children }, (_, index) => ({
        id: pupilId(index % parents, Math.floor(index / parents)) + round * 1000,
        firstName: `Enfant${index}`,
    })),
    links: Array.from({ length: parents * children }, (_, index) => [
        pupilId(index % parents, Math.floor(index / parents)) + round * 1000,
        guardianId(index % parents) + round * 1000,
    ]),
});
onPostgres('S7: an import that adds and removes children crosses groupings of the same parents', async (deps) => {
    await addSchool(deps, jeanMoulin);
    await addSchool(deps, louiseMichel);
    for (let round = 0; round < rounds; round += 1) {
        await importRegister(deps, register(jeanMoulin, round, 1));
        await importRegister(deps, register(louiseMichel, round, 2));
        const accountOf = async (uai, parent) => {
            const { accountId } = await deps.db
                .selectFrom('attachment')
                .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
                .select('attachment.accountId')
                .where('guardianRecord.schoolUai', '=', uai)
                .where('guardianRecord.sourceId', '=', String(guardianId(parent) + round * 1000))
                .where('attachment.until', 'is', null)
                .executeTakeFirstOrThrow();
            return accountId;
        };
        const password = await deps.hash.make('un mot de passe assez long');
        const proposals = [];
        for (let parent = 0; parent < parents; parent += 1) {
            const [kept, absorbed] = [await accountOf(jeanMoulin, parent), await accountOf(louiseMichel, parent)];
            await sql `update account set state = 'active', password_hash = ${password} where id in (${kept}, ${absorbed})`.execute(deps.db);
            proposals.push({ kept, absorbed, proposal: await propose(deps, kept, absorbed) });
        }
        const children = round % 2 === 0 ? 3 : 1;
        const [report, ...answers] = await Promise.all([
            importRegister(deps, register(louiseMichel, round, children)),
            ...proposals.map(({ proposal }) => confirmGrouping(deps, proposal.parent, proposal.digest)),
        ]);
        assert.equal(report.accounts.created, 0, 'a known record keeps its account, wherever that has gone');
        for (const [index, answer] of answers.entries()) {
            const one = proposals[index];
            assert.ok(one !== undefined && answer.ok, JSON.stringify(answer));
            if (answer.value.kind === 'shown_again') {
                const { parent } = one.proposal;
                const again = await confirmGrouping(deps, parent, await digestShown(deps, parent));
                assert.ok(again.ok && again.value.kind === 'done', JSON.stringify(again));
            }
            const seen = await seenBy(deps, [one.kept, one.absorbed]);
            assert.equal(seen[one.kept]?.length, 1 + children);
            assert.deepEqual(seen[one.absorbed], []);
        }
        await assertInvariants(deps);
    }
}, { seed: 'real' });
