// Schedules S12 and S14 of docs/invariants.md: the connection is cut before and after every statement of a grouping.
// Before the commit nothing has happened; after it everything has; the parent who tries again gets the same answer.
import assert from 'node:assert/strict';
import { confirmGrouping } from '../src/grouping/actions.js';
import { armCut } from './cut.js';
import { onPostgres } from './harness.js';
import { assertInvariants } from './invariants.js';
import { digestShown, propose, seenBy } from './proposals.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';
onPostgres('a grouping cut before and after every statement is all or nothing, and the next try ends it', async (deps) => {
    assert.ok(deps.open.driver.kind === 'postgres');
    const { pool } = deps.open.driver;
    let statements = Number.POSITIVE_INFINITY;
    let unknownOutcomes = 0;
    for (let at = 1; at <= statements; at += 1)
        for (const when of ['before', 'after']) {
            const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@famille.exemple' });
            const absorbed = await addParent(deps, louiseMichel, 'Lina', { mail: 'n.benali@famille.exemple' });
            const { parent, digest } = await propose(deps, kept.id, absorbed.id);
            const before = { [kept.id]: [kept.pupilId], [absorbed.id]: [absorbed.pupilId] };
            const after = { [kept.id]: [kept.pupilId, absorbed.pupilId], [absorbed.id]: [] };
            const cut = armCut(pool, { at, when });
            const first = await confirmGrouping(deps, parent, digest).catch((error) => ({ cut: String(error) }));
            cut.disarm();
            if (cut.sent.length < at) {
                statements = 0;
                assert.ok('ok' in first && first.ok, 'uncut, it is done');
                break;
            }
            assert.ok('cut' in first, `statement ${at} (${cut.sent[at - 1]}) was cut ${when}: ${JSON.stringify(first)}`);
            // The server learns of the cut a moment later: the locks it still holds make the next reader wait.
            const committed = when === 'after' && /^commit/i.test(cut.sent[at - 1] ?? '');
            if (committed)
                unknownOutcomes += 1;
            assert.deepEqual(await seenBy(deps, [kept.id, absorbed.id]), committed ? after : before, `${at} ${when}`);
            const retryDigest = committed ? digest : await digestShown(deps, parent);
            const retry = await confirmGrouping(deps, parent, retryDigest);
            assert.ok(retry.ok && retry.value.kind === 'done', JSON.stringify(retry));
            assert.deepEqual(await seenBy(deps, [kept.id, absorbed.id]), after);
            const again = await confirmGrouping(deps, parent, digest);
            assert.deepEqual(again, retry, 'the same final answer');
        }
    assert.equal(unknownOutcomes, 1, 'the answer to COMMIT was lost once');
    await assertInvariants(deps);
});
