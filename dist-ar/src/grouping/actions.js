// The grouping in its three steps: prove the other account, look at what will happen, confirm once.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { cancelIntent, findGrouping, findIntent, replaceIntent, } from '../db/grouping.js';
import { done, refused } from '../kernel/outcome.js';
import { openRequest } from '../requests/opening-actions.js';
import { turnSession } from '../signin/sessions.js';
import { carryOut } from './carry-out.js';
import { loadPair } from './load.js';
import { decideGrouping, intentMinutes } from './rules.js';
/**
 * Step 1, after the proof: decides, and opens an intent bound to this session (a new one replaces the former), or a
 * request when only the school can tell.
 */
export async function beginGrouping(deps, parent, other) {
    return await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [parent.accountId, other.accountId]);
        const loaded = await loadPair(tx, parent.accountId, other.accountId);
        const decision = decideGrouping(loaded.sides.kept, loaded.sides.absorbed);
        if (decision.kind === 'impossible')
            return refused(decision.why);
        if (other.proofVersion !== loaded.absorbed.proofVersion)
            return refused('changed');
        // An active account is proved by its password; its recovery letter must first be used to set a new one.
        if (other.proof !== 'password' && loaded.absorbed.state !== 'to_activate')
            return refused('recovery_letter');
        const turned = async () => parent.token === undefined ? undefined : await turnSession(deps, tx, parent.sessionId, parent.token);
        if (decision.kind === 'request') {
            const opened = await openRequest(tx, deps, record, { parent, pair: loaded, proof: other.proof });
            return opened.ok ? done({ token: await turned(), request: opened.value }) : opened;
        }
        const now = deps.now();
        const expiresAt = new Date(now.getTime() + intentMinutes * 60_000);
        await replaceIntent(tx, { sessionId: parent.sessionId, ...loaded, proof: other.proof, now, expiresAt });
        return done({ token: await turned() });
    });
}
/** Step 2: what the session's live intent would do, as of now. */
export async function showGrouping(deps, parent) {
    const intent = await findIntent(deps.db, parent.sessionId);
    if (intent === undefined || intent.usedAt !== null || intent.keptId !== parent.accountId)
        return refused('no_intent');
    if (intent.expiresAt <= deps.now())
        return refused('expired');
    const loaded = await loadPair(deps.db, intent.keptId, intent.absorbedId);
    if (!proofHolds(intent, loaded))
        return refused('changed');
    const decision = decideGrouping(loaded.sides.kept, loaded.sides.absorbed);
    if (decision.kind === 'impossible')
        return refused(decision.why);
    // What the rules could decide at step 1 they can no more: the next step 1 makes a request of it.
    if (decision.kind === 'request')
        return refused('changed');
    return done({ ...loaded.shown, expiresAt: intent.expiresAt });
}
/**
 * Step 3: does what was shown, or nothing. `digest` is what the page carried: when the accounts' children changed
 * since, the answer is `shown_again`. Confirmed twice (double click, reload, lost answer) it is done once and gives
 * the same receipt.
 */
export async function confirmGrouping(deps, parent, digest) {
    return await inTransaction(deps, async (tx, record) => {
        const found = await findIntent(tx, parent.sessionId);
        if (found === undefined || found.keptId !== parent.accountId)
            return refused('no_intent');
        await lockAccounts(tx, [found.keptId, found.absorbedId]);
        // Read again behind the locks: the statement that waited saw the world of before.
        const intent = await findIntent(tx, parent.sessionId);
        if (intent === undefined || intent.id !== found.id)
            return refused('no_intent');
        if (intent.usedAt !== null) {
            const before = await findGrouping(tx, intent.keptId, intent.absorbedId);
            return before === undefined ? refused('no_intent') : done({ kind: 'done', grouping: before });
        }
        const now = deps.now();
        if (intent.expiresAt <= now)
            return refused('expired');
        const pair = await loadPair(tx, intent.keptId, intent.absorbedId);
        if (!proofHolds(intent, pair))
            return refused('changed');
        const decision = decideGrouping(pair.sides.kept, pair.sides.absorbed);
        if (decision.kind === 'impossible')
            return refused(decision.why);
        if (decision.kind === 'request')
            return refused('changed');
        if (pair.shown.digest !== digest)
            return done({ kind: 'shown_again' });
        const grouping = await carryOut(tx, deps, record, { parent, pair, intentId: intent.id, proof: intent.proof });
        return grouping === undefined ? refused('no_intent') : done({ kind: 'done', grouping });
    });
}
/** « Non, annuler »: the proof is thrown away. */
export async function cancelGrouping(deps, parent) {
    await inTransaction(deps, (tx) => cancelIntent(tx, parent.sessionId, deps.now()));
}
/** The receipt of this session's last grouping. */
export async function lastGrouping(deps, parent) {
    const intent = await findIntent(deps.db, parent.sessionId);
    if (intent === undefined || intent.usedAt === null || intent.keptId !== parent.accountId)
        return undefined;
    return await findGrouping(deps.db, intent.keptId, intent.absorbedId);
}
function proofHolds(intent, now) {
    return intent.keptProofVersion === now.kept.proofVersion && intent.absorbedProofVersion === now.absorbed.proofVersion;
}
