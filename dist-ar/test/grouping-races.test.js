// Schedules S1 to S5 and S18 of docs/invariants.md: processes that really race on one PostgreSQL.
import assert from 'node:assert/strict';
import { beginGrouping, confirmGrouping } from '../src/grouping/actions.js';
import { onPostgres } from './harness.js';
import { assertInvariants } from './invariants.js';
import { digestShown, propose, proved, seenBy } from './proposals.js';
import { startRacers } from './race.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';
const rounds = 12;
const done = (answer) => 'ok' in answer && answer.ok && answer.value.kind === 'done';
const shownAgain = (answer) => 'ok' in answer && answer.ok && answer.value.kind === 'shown_again';
const thrown = (answers) => answers.filter((answer) => 'thrown' in answer);
onPostgres('processes confirm at the same instant', async (deps, t) => {
    const racers = await startRacers(deps, 3);
    t.after(() => racers.close());
    const child = async (name) => await addParent(deps, name < 'M' ? jeanMoulin : louiseMichel, name);
    /** Races the proposals, checks that nothing was lost or shown to a stranger, and gives the answers. */
    async function race(proposals, accountIds) {
        const before = Object.values(await seenBy(deps, accountIds))
            .flat()
            .sort();
        const answers = await racers.confirmAll(proposals);
        assert.deepEqual(thrown(answers), [], 'V12: no deadlock is shown to a user');
        assert.deepEqual(Object.values(await seenBy(deps, accountIds))
            .flat()
            .sort(), before, 'V1: no child lost, none doubled');
        return answers;
    }
    await t.test('S1: A takes B while B takes A: one done, one refused', async () => {
        for (let round = 0; round < rounds; round += 1) {
            const [a, b] = [await child('Adam'), await child('Nour')];
            const answers = await race([await propose(deps, a.id, b.id), await propose(deps, b.id, a.id)], [a.id, b.id]);
            assert.equal(answers.filter(done).length, 1, JSON.stringify(answers));
        }
        await assertInvariants(deps);
    });
    await t.test('S2: A takes B while C takes B: one done, B’s child on one side only', async () => {
        for (let round = 0; round < rounds; round += 1) {
            const [a, b, c] = [await child('Adam'), await child('Nour'), await child('Célia')];
            const answers = await race([await propose(deps, a.id, b.id), await propose(deps, c.id, b.id)], [a.id, b.id, c.id]);
            assert.equal(answers.filter(done).length, 1, JSON.stringify(answers));
            assert.deepEqual((await seenBy(deps, [b.id]))[b.id], []);
        }
        await assertInvariants(deps);
    });
    await t.test('S3: A takes B while B takes C: C’s child is with A, or stays on B or C, never on a closed account', async () => {
        for (let round = 0; round < rounds; round += 1) {
            const [a, b, c] = [await child('Adam'), await child('Nour'), await child('Zoé')];
            const outer = await propose(deps, a.id, b.id);
            const answers = await race([outer, await propose(deps, b.id, c.id)], [a.id, b.id, c.id]);
            const [ab, bc] = answers;
            assert.ok(done(ab) || (shownAgain(ab) && done(bc)), JSON.stringify(answers));
            if (shownAgain(ab)) {
                const again = await confirmGrouping(deps, outer.parent, await digestShown(deps, outer.parent));
                assert.ok(again.ok && again.value.kind === 'done');
                assert.equal((await seenBy(deps, [a.id]))[a.id]?.length, 3);
            }
            await assertInvariants(deps);
        }
    });
    await t.test('S4: a cycle of three leaves one live account at least, and no child in the void', async () => {
        for (let round = 0; round < rounds; round += 1) {
            const [a, b, c] = [await child('Adam'), await child('Nour'), await child('Zoé')];
            const proposals = [
                await propose(deps, a.id, b.id),
                await propose(deps, b.id, c.id),
                await propose(deps, c.id, a.id),
            ];
            const answers = await race(proposals, [a.id, b.id, c.id]);
            const made = answers.filter(done).length;
            assert.ok(made === 1 || made === 2, JSON.stringify(answers));
            await assertInvariants(deps);
        }
    });
    for (const width of [3, 20])
        await t.test(`S5: one account takes ${width} others from as many sessions: all done, once shown again what changed`, async () => {
            const a = await child('Adam');
            const others = [];
            for (let index = 0; index < width; index += 1)
                others.push(await child(index % 2 === 0 ? 'Nour' : 'Célia'));
            let open = [];
            for (const other of others)
                open.push(await propose(deps, a.id, other.id));
            const ids = [a.id, ...others.map((other) => other.id)];
            for (let turn = 0; open.length > 0; turn += 1) {
                assert.ok(turn <= width, 'every turn groups one at least');
                const answers = await race(open, ids);
                assert.ok(answers.some(done), JSON.stringify(answers));
                assert.ok(answers.every((answer) => done(answer) || shownAgain(answer)), JSON.stringify(answers));
                const left = open.filter((_, index) => !done(answers[index]));
                open = [];
                for (const { parent } of left)
                    open.push({ parent, digest: await digestShown(deps, parent) });
            }
            assert.equal((await seenBy(deps, [a.id]))[a.id]?.length, width + 1);
            await assertInvariants(deps);
        });
    for (const posts of [2, 20])
        await t.test(`S18: one confirmation posted ${posts} times: one grouping, one receipt`, async () => {
            for (let round = 0; round < 3; round += 1) {
                const [a, b] = [await child('Adam'), await child('Nour')];
                const proposal = await propose(deps, a.id, b.id);
                const answers = await race(Array.from({ length: posts }, () => proposal), [a.id, b.id]);
                const receipts = new Set(answers.map((answer) => 'ok' in answer && answer.ok && answer.value.kind === 'done'
                    ? answer.value.grouping.reference
                    : JSON.stringify(answer)));
                assert.equal(receipts.size, 1, [...receipts].join(' | '));
            }
            await assertInvariants(deps);
        });
    await t.test('S18: two tabs with different second accounts: the old tab shows what the new one proved', async () => {
        const [a, b, c] = [await child('Adam'), await child('Nour'), await child('Zoé')];
        const first = await propose(deps, a.id, b.id);
        assert.ok((await beginGrouping(deps, first.parent, await proved(deps, c.id))).ok);
        const [answer] = await race([first], [a.id, b.id, c.id]);
        assert.ok(answer !== undefined && shownAgain(answer), JSON.stringify(answer));
        await assertInvariants(deps);
    });
    await t.test('S18: a confirmation after sign-out is refused', async () => {
        const [a, b] = [await child('Adam'), await child('Nour')];
        const proposal = await propose(deps, a.id, b.id);
        await deps.db
            .updateTable('session')
            .set({ endedAt: deps.now(), endedCause: 'sign_out' })
            .where('id', '=', proposal.parent.sessionId)
            .execute();
        const [answer] = await race([proposal], [a.id, b.id]);
        assert.deepEqual(answer, { ok: false, why: 'no_intent' });
        await assertInvariants(deps);
    });
}, { seed: 'real' });
