// A break on real SQL: exact, of one's own records only, all or nothing, and told.
import assert from 'node:assert/strict';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { confirmGrouping } from '../src/grouping/actions.js';
import { breakGrouping, previewBreak } from '../src/grouping/break-actions.js';
import { takeDeskLetter } from '../src/letters/files.js';
import { armCut } from './cut.js';
import { onBothDatabases, onPostgres } from './harness.js';
import { assertInvariants } from './invariants.js';
import { propose, seenBy } from './proposals.js';
import { addParent, addStaff, jeanMoulin, louiseMichel } from './world.js';
/** Nadia's account at Jean-Moulin, which has taken the one of Louise-Michel; and the staff of both. */
async function grouped(deps) {
    const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@famille.exemple' });
    const absorbed = await addParent(deps, louiseMichel, 'Lina');
    const { parent, digest } = await propose(deps, kept.id, absorbed.id);
    const done = await confirmGrouping(deps, parent, digest);
    assert.ok(done.ok && done.value.kind === 'done');
    return { kept, absorbed, staff: await addStaff(deps, louiseMichel), otherStaff: await addStaff(deps, jeanMoulin) };
}
async function order(deps, staff, accountId, guardianId) {
    const asked = { school: louiseMichel, accountId, guardianIds: [guardianId] };
    const preview = await previewBreak(deps, asked);
    assert.ok(preview.ok, JSON.stringify(preview));
    const why = { reasonKind: 'same_name', reason: 'Deux personnes du même nom.' };
    return { ...asked, ...why, staff, digest: preview.value.digest };
}
onBothDatabases('I5: a grouping, then its break: every account sees what it saw before', async (deps) => {
    const { kept, absorbed, staff } = await grouped(deps);
    assert.deepEqual(await seenBy(deps, [kept.id]), { [kept.id]: [kept.pupilId, absorbed.pupilId] });
    const broken = await breakGrouping(deps, await order(deps, staff, kept.id, absorbed.guardianId));
    assert.ok(broken.ok);
    const { newAccountId, newIdentifier, letterNumber = '' } = broken.value;
    assert.deepEqual(await seenBy(deps, [kept.id, newAccountId, absorbed.id]), {
        [kept.id]: [kept.pupilId],
        [newAccountId]: [absorbed.pupilId],
        [absorbed.id]: [],
    });
    const account = await deps.db
        .selectFrom('account')
        .select(['state', 'identifier'])
        .where('id', '=', newAccountId)
        .executeTakeFirst();
    assert.deepEqual(account, { state: 'to_activate', identifier: newIdentifier });
    assert.match(newIdentifier, /^n\.benali\d{4}$/);
    const pdf = await takeDeskLetter(deps.config, letterNumber);
    assert.equal(pdf?.subarray(0, 5).toString(), '%PDF-');
    assert.equal(await takeDeskLetter(deps.config, letterNumber), undefined, 'served once');
    await assertInvariants(deps);
});
onBothDatabases('the school sees and takes its own records only', async (deps) => {
    const { kept, absorbed } = await grouped(deps);
    const ask = (school, guardianIds) => previewBreak(deps, { school, accountId: kept.id, guardianIds });
    const preview = await ask(louiseMichel, [absorbed.guardianId]);
    assert.ok(preview.ok);
    assert.deepEqual(preview.value.leaving.map((child) => child.firstName), ['Lina']);
    assert.deepEqual(preview.value.staying, [], 'a child of another school is not shown');
    assert.deepEqual(await ask(louiseMichel, [kept.guardianId]), { ok: false, why: 'record_not_here' });
    assert.deepEqual(await ask(louiseMichel, []), { ok: false, why: 'nothing_chosen' });
    assert.deepEqual(await ask('0330003Z', [absorbed.guardianId]), { ok: false, why: 'no_account' });
    const stranger = await addParent(deps, jeanMoulin, 'Adam');
    const answer = await previewBreak(deps, {
        school: louiseMichel,
        accountId: stranger.id,
        guardianIds: [stranger.guardianId],
    });
    assert.deepEqual(answer, { ok: false, why: 'no_account' });
});
onBothDatabases('what was shown is what is done: a change in between stops the break', async (deps) => {
    const { kept, absorbed, staff } = await grouped(deps);
    const asked = await order(deps, staff, kept.id, absorbed.guardianId);
    await deps.db.updateTable('pupilRecord').set({ division: '4e C' }).where('id', '=', absorbed.pupilId).execute();
    assert.deepEqual(await breakGrouping(deps, asked), { ok: false, why: 'changed' });
    assert.deepEqual(await deps.db.selectFrom('accountBreak').selectAll().execute(), []);
    assert.deepEqual(await breakGrouping(deps, { ...asked, reason: ' ' }), { ok: false, why: 'reason_missing' });
});
onBothDatabases('the last record may leave: the account stays, empty, and can take it back with the new letter', async (deps) => {
    const alone = await addParent(deps, louiseMichel, 'Lina');
    const staff = await addStaff(deps, louiseMichel);
    const live = await deps.db
        .insertInto('letter')
        .values({
        number: '2026-9001',
        accountId: alone.id,
        schoolUai: louiseMichel,
        purpose: 'recovery',
        codeHash: 'x',
        tokenHash: deps.random(32),
        issuedAt: deps.now(),
        lastDay: '2026-12-13',
    })
        .returning('id')
        .executeTakeFirstOrThrow();
    const broken = await breakGrouping(deps, await order(deps, staff, alone.id, alone.guardianId));
    assert.ok(broken.ok);
    await takeDeskLetter(deps.config, broken.value.letterNumber ?? '');
    const letter = await deps.db
        .selectFrom('letter')
        .select('diedAt')
        .where('id', '=', live.id)
        .executeTakeFirstOrThrow();
    assert.deepEqual(letter.diedAt, deps.now(), 'the letter that named the child is dead');
    const account = await deps.db
        .selectFrom('account')
        .select(['state', 'proofVersion'])
        .where('id', '=', alone.id)
        .executeTakeFirst();
    assert.deepEqual(account, { state: 'active', proofVersion: 2 });
    await deps.db
        .updateTable('account')
        .set({ state: 'active', passwordHash: 'x' })
        .where('id', '=', broken.value.newAccountId)
        .execute();
    const { parent, digest } = await propose(deps, alone.id, broken.value.newAccountId);
    assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    assert.deepEqual(await seenBy(deps, [alone.id]), { [alone.id]: [alone.pupilId] });
    await assertInvariants(deps);
});
onPostgres('two breaks of one record at once: one is done, the other finds it gone', async (deps) => {
    const { kept, absorbed, staff } = await grouped(deps);
    const asked = await order(deps, staff, kept.id, absorbed.guardianId);
    const answers = await Promise.all([breakGrouping(deps, asked), breakGrouping(deps, asked)]);
    assert.equal(answers.filter((answer) => answer.ok).length, 1, JSON.stringify(answers));
    for (const answer of answers)
        if (answer.ok)
            await takeDeskLetter(deps.config, answer.value.letterNumber ?? '');
    assert.deepEqual(await lettersOnDisk(deps), [], 'no paper stays that opens nothing');
    await assertInvariants(deps);
});
async function lettersOnDisk(deps) {
    const folder = join(deps.config.dataFolder, 'letters');
    await mkdir(folder, { recursive: true });
    return await readdir(folder);
}
/** Breaks with the connection cut as told; then checks that it is all or nothing, and that the next try ends it. */
async function breakCut(deps, cutAt, letter) {
    assert.ok(deps.open.driver.kind === 'postgres');
    const { kept, absorbed, staff } = await grouped(deps);
    // Drawing a letter takes most of the time: without a birth date there is none to draw.
    if (!letter)
        await deps.db.updateTable('pupilRecord').set({ birthDate: null }).where('id', '=', absorbed.pupilId).execute();
    const asked = await order(deps, staff, kept.id, absorbed.guardianId);
    const cut = armCut(deps.open.driver.pool, cutAt);
    const first = await breakGrouping(deps, asked).catch((error) => ({ cut: String(error) }));
    cut.disarm();
    const statement = cut.sent[cutAt.at - 1];
    const committed = statement === undefined || (cutAt.when === 'after' && /^commit/i.test(statement));
    const told = `${cutAt.when} ${statement}`;
    assert.equal('cut' in first, statement !== undefined, told);
    const seen = await seenBy(deps, [kept.id]);
    assert.deepEqual(seen[kept.id], committed ? [kept.pupilId] : [kept.pupilId, absorbed.pupilId], told);
    assert.equal((await lettersOnDisk(deps)).length, committed && letter ? 1 : 0, `${told}: paper, if and only if it opens something`);
    const retry = await breakGrouping(deps, asked);
    // The account holds nothing of this school any more.
    if (committed)
        assert.deepEqual(retry, { ok: false, why: 'no_account' }, told);
    else
        assert.ok(retry.ok, JSON.stringify(retry));
    for (const name of await lettersOnDisk(deps))
        await rm(join(deps.config.dataFolder, 'letters', name));
    return { sent: cut.sent, committed };
}
onPostgres('S12: a break cut before and after every statement is all or nothing', async (deps) => {
    const { sent } = await breakCut(deps, { at: Number.POSITIVE_INFINITY, when: 'after' }, false);
    let lostAnswers = 0;
    for (let at = 1; at <= sent.length; at += 1)
        for (const when of ['before', 'after'])
            if ((await breakCut(deps, { at, when }, false)).committed)
                lostAnswers += 1;
    assert.equal(lostAnswers, 1, 'the answer to COMMIT was lost once');
    await assertInvariants(deps);
}, { seed: 'real' });
onPostgres('S12: no paper outlives a break that did not happen, and none is lost with an answer', async (deps) => {
    const { sent } = await breakCut(deps, { at: Number.POSITIVE_INFINITY, when: 'after' }, true);
    const letter = sent.findIndex((statement) => /insert into "?letter/i.test(statement)) + 1;
    const commit = sent.findIndex((statement) => /^commit/i.test(statement)) + 1;
    assert.ok(letter > 0 && commit > letter);
    for (const at of [letter, commit])
        for (const when of ['before', 'after'])
            await breakCut(deps, { at, when }, true);
    await assertInvariants(deps);
}, { seed: 'real' });
onBothDatabases('who may no longer act for the school breaks nothing', async (deps) => {
    const { kept, absorbed, staff, otherStaff } = await grouped(deps);
    const asked = await order(deps, staff, kept.id, absorbed.guardianId);
    assert.deepEqual(await breakGrouping(deps, { ...asked, staff: otherStaff }), { ok: false, why: 'not_allowed' });
    await deps.db.updateTable('staffRole').set({ role: 'reader' }).where('staffId', '=', staff.staffId).execute();
    assert.deepEqual(await breakGrouping(deps, asked), { ok: false, why: 'not_allowed' });
    await deps.db
        .updateTable('staffRole')
        .set({ role: 'head', until: deps.now() })
        .where('staffId', '=', staff.staffId)
        .execute();
    assert.deepEqual(await breakGrouping(deps, asked), { ok: false, why: 'not_allowed' });
    assert.deepEqual(await readdir(join(deps.config.dataFolder, 'letters')), [], 'and leaves no paper');
});
