// What the parent does with his request: reads it, withdraws it, and confirms it once it is accepted.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { cancelIntent, replaceIntent } from '../db/grouping.js';
import { endRequest, findRequest, listFallenRequests, listRequestsOf, readAskedSchools, } from '../db/requests.js';
import { actorOf, carryOut } from '../grouping/carry-out.js';
import { loadPair } from '../grouping/load.js';
import { decideGrouping } from '../grouping/rules.js';
import { done, refused } from '../kernel/outcome.js';
import { stillCovers, voidRequest, whatToDecide } from './opening-actions.js';
import { confirmMinutes, fallOf, isLive, schoolsAnswerBy } from './rules.js';
const own = (row, schools, now) => {
    const fell = fallOf(row, now);
    return {
        reference: row.reference,
        state: fell === undefined ? row.state : 'void',
        createdAt: row.createdAt,
        answerBy: schoolsAnswerBy(row.createdAt),
        decidedAt: row.decidedAt,
        expiresAt: row.expiresAt,
        expired: (fell ?? row.voidCause) === 'expired',
        groupingReference: row.groupingReference,
        byNetwork: schools.length === 0,
        schools: schools.filter((school) => school.told).map(({ name, phone }) => ({ name, phone })),
    };
};
/** The requests of an account, latest first. */
export async function readOwnRequests(deps, accountId) {
    const rows = await listRequestsOf(deps.db, accountId);
    return rows.map((row) => own(row, [], deps.now()));
}
/** For « Mon compte »: how many, and whether one waits for the parent's own answer. */
export async function countOwnRequests(deps, accountId) {
    const requests = await readOwnRequests(deps, accountId);
    return { count: requests.length, toAnswer: requests.some((request) => request.state === 'accepted') };
}
/** One request of this account; somebody else's is as if it did not exist. */
export async function readOwnRequest(deps, accountId, reference) {
    const row = await findOwn(deps.db, accountId, reference);
    return row && own(row, await readAskedSchools(deps.db, row.id), deps.now());
}
async function findOwn(db, accountId, reference) {
    const row = await findRequest(db, reference);
    return row?.keptId === accountId ? row : undefined;
}
/** The parent changed his mind: before the answer, or after it. */
export async function withdrawRequest(deps, parent, reference) {
    return await inTransaction(deps, async (tx, record) => {
        const request = await findOwn(tx, parent.accountId, reference);
        if (request === undefined)
            return refused('no_request');
        await lockAccounts(tx, [request.keptId, request.absorbedId]);
        if (!(await endRequest(tx, request.id, { state: 'withdrawn' }, deps.now())))
            return refused('over');
        record({ kind: 'request_ended', actor: actorOf(parent), data: { requestId: request.id, state: 'withdrawn' } });
        return done(undefined);
    });
}
const untilOf = (provedAt) => new Date(provedAt.getTime() + confirmMinutes * 60_000);
/** Step 2 of an accepted request: both accounts, as always, for who proved his password just now. */
export async function showRequest(deps, parent, reference) {
    const request = await findOwn(deps.db, parent.accountId, reference);
    if (request === undefined)
        return refused('no_request');
    const confirmUntil = untilOf(parent.provedAt);
    if (confirmUntil <= deps.now())
        return refused('proof_old');
    if (request.state !== 'accepted' || fallOf(request, deps.now()) !== undefined)
        return refused('over');
    const pair = await loadPair(deps.db, request.keptId, request.absorbedId);
    return done({ ...pair.shown, confirmUntil });
}
/**
 * Step 3 of an accepted request. The rules still say that a school must decide: it did. When they say it for another
 * reason than those accepted, or to a school that was not asked, the request is void and the parent begins anew.
 * Confirmed twice it is done once.
 */
export async function confirmRequest(deps, parent, reference, digest) {
    return await inTransaction(deps, async (tx, record) => {
        const found = await findOwn(tx, parent.accountId, reference);
        if (found === undefined)
            return refused('no_request');
        await lockAccounts(tx, [found.keptId, found.absorbedId]);
        const request = await findRequest(tx, reference);
        if (request === undefined)
            return refused('no_request');
        if (request.state === 'done')
            return done('done');
        const now = deps.now();
        const expiresAt = untilOf(parent.provedAt);
        if (expiresAt <= now)
            return refused('proof_old');
        if (request.state !== 'accepted')
            return refused('over');
        const fell = fallOf(request, now);
        const pair = await loadPair(tx, request.keptId, request.absorbedId);
        const decision = decideGrouping(pair.sides.kept, pair.sides.absorbed);
        if (fell === undefined && decision.kind === 'impossible')
            return refused('over');
        const voided = fell ?? ((await stillCovers(tx, request, whatToDecide(pair))) ? undefined : 'new_doubt');
        if (voided !== undefined) {
            await voidRequest(tx, deps, record, request, voided);
            return refused('over');
        }
        if (pair.shown.digest !== digest)
            return done('shown_again');
        const { proof } = request;
        const intentId = await replaceIntent(tx, { sessionId: parent.sessionId, ...pair, proof, now, expiresAt });
        const grouping = await carryOut(tx, deps, record, { parent, pair, intentId, proof });
        if (grouping !== undefined)
            return done('done');
        // The session ended while this page was open.
        await cancelIntent(tx, parent.sessionId, now);
        return refused('proof_old');
    });
}
/**
 * Writes down the end of the requests whose accounts changed since: pages say it from that moment, this is for the
 * record. Called by upkeep. Returns how many there were.
 */
export async function settleRequests(deps) {
    const references = await listFallenRequests(deps.db, deps.now());
    for (const reference of references)
        await inTransaction(deps, async (tx, record) => {
            const found = await findRequest(tx, reference);
            if (found === undefined)
                return;
            await lockAccounts(tx, [found.keptId, found.absorbedId]);
            const request = await findRequest(tx, reference);
            const fell = request && isLive(request.state) ? fallOf(request, deps.now()) : undefined;
            if (request !== undefined && fell !== undefined)
                await voidRequest(tx, deps, record, request, fell);
        });
    return references.length;
}
