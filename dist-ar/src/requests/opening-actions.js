// A request opens in the transaction that found out that rules cannot decide, and ends when its accounts change.
import { createHash } from 'node:crypto';
import { countRequestsSince, endRequest, findLiveRequest, insertRequest, readAskedSchools, } from '../db/requests.js';
import { actorOf } from '../grouping/carry-out.js';
import { listDoubts } from '../grouping/rules.js';
import { done, refused } from '../kernel/outcome.js';
import { composeReference } from '../kernel/reference.js';
import { covers, decidingSchools, fallOf, requestsADay, schoolsToTell } from './rules.js';
import { tellBothSides, tellVoid } from './telling-actions.js';
/** What must be decided about two accounts now: the doubts by digest (they hold names), and who must decide. */
export function whatToDecide({ sides: { kept, absorbed } }) {
    const doubts = listDoubts(kept, absorbed);
    const digest = (text) => createHash('sha256').update(text).digest('base64url').slice(0, 16);
    return {
        reasons: [...new Set(doubts.map((doubt) => doubt.reason))],
        doubts: [...new Set(doubts.map(({ reason, about }) => digest(`${reason} ${about}`)))].sort(),
        schools: decidingSchools(kept, absorbed),
    };
}
/**
 * Opens a request about a pair that was locked and loaded in this transaction, or finds the one that is open already.
 * A request of the other way round (the other account is to be kept) must be withdrawn first, from there.
 */
export async function openRequest(tx, deps, record, order) {
    const { parent, pair, proof } = order;
    const { kept, absorbed } = pair;
    const now = deps.now();
    const asked = whatToDecide(pair);
    const live = await findLiveRequest(tx, kept.id, absorbed.id);
    if (live !== undefined) {
        let fell = fallOf(live, now);
        if (fell === undefined) {
            if (live.keptId !== kept.id)
                return refused('request_reversed');
            if (await stillCovers(tx, live, asked))
                return done({ reference: live.reference, already: true });
            fell = 'new_doubt';
        }
        await voidRequest(tx, deps, record, live, fell);
    }
    if ((await countRequestsSince(tx, kept.id, new Date(now.getTime() - 86_400_000))) >= requestsADay)
        return refused('too_many_requests');
    const reference = composeReference('D', deps.random(8));
    const seen = pair.shown.absorbed.children.map((child) => child.schoolUai);
    const told = schoolsToTell(proof, seen);
    const requestId = await insertRequest(tx, {
        ...asked,
        reference,
        keptId: kept.id,
        absorbedId: absorbed.id,
        proof,
        keptProofVersion: kept.proofVersion,
        absorbedProofVersion: absorbed.proofVersion,
        schools: asked.schools.map((uai) => ({ uai, told: told.includes(uai) })),
        now,
    });
    const { reasons, schools } = asked;
    record({
        kind: 'request_opened',
        actor: actorOf(parent),
        data: { requestId, keptId: kept.id, absorbedId: absorbed.id, proof, reasons, schools },
    });
    await tellBothSides(tx, deps, requestId, 'opened', pair);
    return done({ reference, already: false });
}
/** Does the live request cover what must be decided now? A school or a doubt that is new is not in it. */
export async function stillCovers(tx, request, now) {
    const schools = (await readAskedSchools(tx, request.id)).map((school) => school.uai);
    return covers({ doubts: request.doubts, schools }, now);
}
/** Ends a request that no longer stands, and tells its author. Its accounts are locked. */
export async function voidRequest(tx, deps, record, request, cause) {
    if (!(await endRequest(tx, request.id, { state: 'void', cause }, deps.now())))
        return;
    record({
        kind: 'request_ended',
        actor: { type: 'system' },
        data: { requestId: request.id, state: 'void', cause },
    });
    await tellVoid(tx, deps, request.id);
}
