import { findAuthorMail } from '../db/requests.js';
import { queueMail } from '../mail/queue.js';
/** The confirmed addresses of both accounts are told; once, when they are one address. */
export async function tellBothSides(tx, deps, requestId, what, pair) {
    const [kept, absorbed] = [pair.kept.confirmedMail, pair.absorbed.confirmedMail];
    if (kept !== null)
        await queueMail(tx, deps, { kind: 'request_notice', requestId, what, side: 'kept', to: kept });
    if (absorbed !== null && absorbed.toLowerCase() !== kept?.toLowerCase())
        await queueMail(tx, deps, { kind: 'request_notice', requestId, what, side: 'absorbed', to: absorbed });
}
/** Nobody waits in vain for an answer that will not come. */
export async function tellVoid(tx, deps, requestId) {
    const to = await findAuthorMail(tx, requestId);
    if (to !== undefined)
        await queueMail(tx, deps, { kind: 'request_notice', requestId, what: 'void', side: 'kept', to });
}
