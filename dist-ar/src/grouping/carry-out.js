import { findGrouping, writeGrouping } from '../db/grouping.js';
import { composeReference, composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import { tellVoid } from '../requests/telling-actions.js';
/** Who acts, for the audit: these fields and nothing else that the caller's object may hold. */
export const actorOf = ({ accountId, sessionId, address }) => ({
    type: 'parent',
    accountId,
    sessionId,
    address,
});
/**
 * Writes the grouping of a pair that was locked, loaded and decided in this transaction: consumes the intent, tells both
 * confirmed addresses, records. Undefined, having changed nothing, when the intent was no longer live.
 */
export async function carryOut(tx, deps, record, order) {
    const { parent, intentId, proof } = order;
    const { kept, absorbed, sides, children } = order.pair;
    const guardianIds = sides.absorbed.records.map((one) => one.guardianId);
    const pupilIds = children.filter((child) => child.accountId === absorbed.id).map((child) => child.pupilId);
    const moved = { keptId: kept.id, absorbedId: absorbed.id, guardianIds, pupilIds };
    const written = await writeGrouping(tx, {
        intentId,
        sessionId: parent.sessionId,
        keptId: kept.id,
        absorbedId: absorbed.id,
        proof,
        reference: composeReference('G', deps.random(8)),
        eventId: composeUuid(deps.random(16)),
        payload: moved,
        now: deps.now(),
    });
    if (written === undefined)
        return undefined;
    const { groupingId } = written;
    for (const [side, to] of [['kept', kept.confirmedMail], ['absorbed', absorbed.confirmedMail]])
        if (to !== null)
            await queueMail(tx, deps, { kind: 'grouping_notice', groupingId, side, to });
    const actor = actorOf(parent);
    record({ kind: 'accounts_grouped', actor, data: { groupingId, proof, ...moved } });
    for (const { id: requestId, state } of written.requests) {
        if (state === 'void')
            await tellVoid(tx, deps, requestId);
        record({
            kind: 'request_ended',
            actor,
            data: state === 'done' ? { requestId, state, groupingId } : { requestId, state, cause: 'grouped' },
        });
    }
    return await findGrouping(tx, kept.id, absorbed.id);
}
