// A parent who has proved a second account and sees the check page: where the schedules of docs/invariants.md begin.
import assert from 'node:assert/strict';
import { childrenOfAccounts } from '../src/db/children.js';
import { beginGrouping, showGrouping } from '../src/grouping/actions.js';
import { addSession } from './world.js';
/** What a right password proves of an account now. */
export async function proved(deps, accountId, proof = 'password') {
    const { proofVersion } = await deps.db
        .selectFrom('account')
        .select('proofVersion')
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow();
    return { accountId, proof, proofVersion };
}
/** Opens a session of `keptId`, proves `absorbedId` in it, and reads the check page. */
export async function propose(deps, keptId, absorbedId) {
    const parent = { accountId: keptId, sessionId: await addSession(deps, keptId), address: '127.0.0.1' };
    const begun = await beginGrouping(deps, parent, await proved(deps, absorbedId));
    assert.ok(begun.ok, JSON.stringify(begun));
    return { parent, digest: await digestShown(deps, parent) };
}
/** What the check page of this session carries now. */
export async function digestShown(deps, parent) {
    const shown = await showGrouping(deps, parent);
    assert.ok(shown.ok, JSON.stringify(shown));
    return shown.value.digest;
}
/** The pupils that each account sees, by account id; an account that sees nobody has an empty list. */
export async function seenBy(deps, accountIds) {
    const children = await childrenOfAccounts(deps.db, accountIds);
    return Object.fromEntries(accountIds.map((id) => [
        id,
        children
            .filter((child) => child.accountId === id)
            .map((child) => child.pupilId)
            .sort((one, other) => one - other),
    ]));
}
