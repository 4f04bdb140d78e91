// The three steps on real SQL: what they refuse, what voids a proof, what dies with the absorbed account.
import assert from 'node:assert/strict';
import { childrenOf } from '../src/db/children.js';
import { beginGrouping, cancelGrouping, confirmGrouping, showGrouping } from '../src/grouping/actions.js';
import { onBothDatabases } from './harness.js';
import { assertInvariants } from './invariants.js';
import { digestShown, propose, proved, seenBy } from './proposals.js';
import { addGuardian, addLink, addParent, addPupil, addSession, jeanMoulin, louiseMichel } from './world.js';
async function twoAccounts(deps) {
    const kept = await addParent(deps, jeanMoulin, 'Yanis', { mail: 'nadia@famille.exemple' });
    const absorbed = await addParent(deps, louiseMichel, 'Lina', { mail: 'n.benali@famille.exemple' });
    return { kept, absorbed };
}
const setState = async (deps, id, state) => await deps.db
    .updateTable('account')
    .set((eb) => ({
    state,
    closedAt: state === 'closed' ? deps.now() : null,
    version: eb('version', '+', 1),
    proofVersion: eb('proofVersion', '+', 1),
}))
    .where('id', '=', id)
    .execute();
onBothDatabases('S6: refuses itself, a closed account, one that may not open', async (deps) => {
    const { kept, absorbed } = await twoAccounts(deps);
    const parent = { accountId: kept.id, sessionId: await addSession(deps, kept.id), address: '127.0.0.1' };
    const begin = async (accountId) => await beginGrouping(deps, parent, await proved(deps, accountId));
    assert.deepEqual(await begin(kept.id), { ok: false, why: 'same_account' });
    await deps.db
        .updateTable('attachment')
        .set({ until: deps.now(), endedCause: 'closing' })
        .where('accountId', '=', absorbed.id)
        .execute();
    for (const state of ['frozen', 'suspended', 'asleep', 'closed']) {
        await setState(deps, absorbed.id, state);
        assert.deepEqual(await begin(absorbed.id), { ok: false, why: `absorbed_${state}` });
    }
    assert.deepEqual(await showGrouping(deps, parent), { ok: false, why: 'no_intent' });
});
onBothDatabases('two persons of different names ask the school, and no intent is made', async (deps) => {
    const kept = await addParent(deps, jeanMoulin, 'Yanis');
    const other = await addParent(deps, louiseMichel, 'Lina', { identity: { firstName: 'Karim', civility: 'M.' } });
    const parent = { accountId: kept.id, sessionId: await addSession(deps, kept.id), address: '127.0.0.1' };
    const begun = await beginGrouping(deps, parent, await proved(deps, other.id, 'password'));
    assert.ok(begun.ok && begun.value.request?.already === false);
    assert.deepEqual(await deps.db.selectFrom('groupingIntent').selectAll().execute(), []);
});
onBothDatabases('S6: an account never activated is grouped by its letter; an active one never by a letter', async (deps) => {
    const { kept, absorbed } = await twoAccounts(deps);
    const waiting = await addParent(deps, louiseMichel, 'Inès', { state: 'to_activate' });
    const parent = { accountId: kept.id, sessionId: await addSession(deps, kept.id), address: '127.0.0.1' };
    assert.deepEqual(await beginGrouping(deps, parent, await proved(deps, absorbed.id, 'letter_code')), {
        ok: false,
        why: 'recovery_letter',
    });
    assert.ok((await beginGrouping(deps, parent, await proved(deps, waiting.id, 'letter_code'))).ok);
    const confirmed = await confirmGrouping(deps, parent, await digestShown(deps, parent));
    assert.ok(confirmed.ok && confirmed.value.kind === 'done');
    assert.deepEqual(await seenBy(deps, [kept.id]), { [kept.id]: [kept.pupilId, waiting.pupilId] });
    await assertInvariants(deps);
});
const voids = [
    [
        'its password',
        (deps, id) => deps.db
            .updateTable('account')
            .set((eb) => ({ passwordHash: 'x', version: eb('version', '+', 1), proofVersion: eb('proofVersion', '+', 1) }))
            .where('id', '=', id)
            .execute(),
    ],
    [
        'its mail',
        (deps, id) => deps.db
            .updateTable('account')
            .set((eb) => ({ mail: 'x@y.fr', version: eb('version', '+', 1), proofVersion: eb('proofVersion', '+', 1) }))
            .where('id', '=', id)
            .execute(),
    ],
    ['its state', (deps, id) => setState(deps, id, 'frozen')],
];
for (const side of ['kept', 'absorbed'])
    for (const [what, change] of voids)
        onBothDatabases(`S9: the proof falls when the ${side} account changed ${what}`, async (deps) => {
            const accounts = await twoAccounts(deps);
            const { parent, digest } = await propose(deps, accounts.kept.id, accounts.absorbed.id);
            await change(deps, accounts[side].id);
            assert.deepEqual(await showGrouping(deps, parent), { ok: false, why: 'changed' });
            assert.deepEqual(await confirmGrouping(deps, parent, digest), { ok: false, why: 'changed' });
            assert.deepEqual(await deps.db.selectFrom('grouping').selectAll().execute(), []);
        });
onBothDatabases('what changed since it was shown is shown again, and nothing happens', async (deps) => {
    const { kept, absorbed } = await twoAccounts(deps);
    const { parent, digest } = await propose(deps, kept.id, absorbed.id);
    const late = await addPupil(deps, louiseMichel, 'Sami');
    await addLink(deps, absorbed.guardianId, late);
    assert.deepEqual(await confirmGrouping(deps, parent, digest), { ok: true, value: { kind: 'shown_again' } });
    assert.deepEqual(await seenBy(deps, [kept.id]), { [kept.id]: [kept.pupilId] });
    const confirmed = await confirmGrouping(deps, parent, await digestShown(deps, parent));
    assert.ok(confirmed.ok && confirmed.value.kind === 'done');
    assert.deepEqual(await seenBy(deps, [kept.id]), { [kept.id]: [kept.pupilId, absorbed.pupilId, late] });
});
onBothDatabases('an intent lives ten minutes, belongs to its session, and is thrown away by « non »', async (deps) => {
    const { kept, absorbed } = await twoAccounts(deps);
    const { parent, digest } = await propose(deps, kept.id, absorbed.id);
    const elsewhere = { ...parent, sessionId: await addSession(deps, kept.id) };
    assert.deepEqual(await confirmGrouping(deps, elsewhere, digest), { ok: false, why: 'no_intent' });
    deps.clock.advance({ minutes: 10 });
    assert.deepEqual(await showGrouping(deps, parent), { ok: false, why: 'expired' });
    assert.deepEqual(await confirmGrouping(deps, parent, digest), { ok: false, why: 'expired' });
    const again = await propose(deps, kept.id, absorbed.id);
    await cancelGrouping(deps, again.parent);
    assert.deepEqual(await confirmGrouping(deps, again.parent, again.digest), { ok: false, why: 'no_intent' });
});
onBothDatabases('all that opened the absorbed account dies with it, and both confirmed addresses are told', async (deps) => {
    const { kept, absorbed } = await twoAccounts(deps);
    const now = deps.now();
    const later = new Date(now.getTime() + 3_600_000);
    await addSession(deps, absorbed.id);
    await addSession(deps, kept.id);
    const letter = await deps.db
        .insertInto('letter')
        .values({
        number: '1',
        accountId: absorbed.id,
        schoolUai: louiseMichel,
        purpose: 'recovery',
        codeHash: 'x',
        tokenHash: deps.random(32),
        issuedAt: now,
        lastDay: '2026-12-13',
    })
        .returning('id')
        .executeTakeFirstOrThrow();
    await deps.db
        .insertInto('activation')
        .values({
        letterId: letter.id,
        tokenHash: deps.random(32),
        proof: 'letter_code',
        proofVersion: 1,
        createdAt: now,
        expiresAt: later,
    })
        .execute();
    await deps.db
        .insertInto('singleUseToken')
        .values({
        purpose: 'confirm_mail',
        accountId: absorbed.id,
        tokenHash: deps.random(32),
        createdAt: now,
        expiresAt: later,
    })
        .execute();
    await propose(deps, absorbed.id, (await addParent(deps, jeanMoulin, 'Zoé')).id);
    const { parent, digest } = await propose(deps, kept.id, absorbed.id);
    assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    await assertInvariants(deps);
    const alive = await deps.db.selectFrom('session').select('accountId').where('endedAt', 'is', null).execute();
    assert.deepEqual(new Set(alive.map((row) => row.accountId)), new Set([kept.id]));
    const told = [];
    await deps.jobs.drain('mail', async (job) => {
        told.push(job.kind === 'grouping_notice' ? [job.side, job.to] : job.kind);
    });
    assert.deepEqual(told.sort(), [
        ['absorbed', 'n.benali@famille.exemple'],
        ['kept', 'nadia@famille.exemple'],
    ]);
});
onBothDatabases('what was hidden stays hidden: holds go along with their attachments', async (deps) => {
    const { kept, absorbed } = await twoAccounts(deps);
    const second = await addGuardian(deps, louiseMichel);
    const hidden = await addPupil(deps, louiseMichel, 'Sami');
    const link = await addLink(deps, second, hidden);
    const attachment = await deps.db
        .insertInto('attachment')
        .values({ accountId: absorbed.id, guardianId: second, since: deps.now(), beganCause: 'import' })
        .returning('id')
        .executeTakeFirstOrThrow();
    const disowned = await addPupil(deps, louiseMichel, 'Adam');
    const disownedLink = await addLink(deps, absorbed.guardianId, disowned);
    await deps.db
        .insertInto('hold')
        .values({ attachmentId: attachment.id, cause: 'suspension', since: deps.now() })
        .execute();
    await deps.db.insertInto('hold').values({ linkId: disownedLink, cause: 'not_my_child', since: deps.now() }).execute();
    const { parent, digest } = await propose(deps, kept.id, absorbed.id);
    assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    assert.deepEqual(await seenBy(deps, [kept.id]), { [kept.id]: [kept.pupilId, absorbed.pupilId] });
    await deps.db.updateTable('hold').set({ until: deps.now() }).where('cause', '=', 'suspension').execute();
    assert.deepEqual(await seenBy(deps, [kept.id]), { [kept.id]: [kept.pupilId, absorbed.pupilId, hidden] });
    assert.ok(link > 0);
});
onBothDatabases('a child keeps his place, hence his colour, when others join him', async (deps) => {
    const kept = await addParent(deps, jeanMoulin, 'Yanis');
    deps.clock.advance({ days: 1 });
    const absorbed = await addParent(deps, louiseMichel, 'Lina');
    const { parent, digest } = await propose(deps, kept.id, absorbed.id);
    assert.ok((await confirmGrouping(deps, parent, digest)).ok);
    const children = await childrenOf(deps.db, kept.id);
    assert.deepEqual(children.map((child) => child.firstName), ['Yanis', 'Lina']);
});
