import { childrenOf } from '../db/children.js';
import { eventsOfAccount, findReceipt, lastingEvents } from '../db/history.js';
import { historyKindOf } from './kinds.js';
const most = 500;
/** Latest first. */
export async function readHistory(deps, accountId) {
    const [lasting, chained] = await Promise.all([
        lastingEvents(deps.db, accountId),
        eventsOfAccount(deps.db, accountId, most),
    ]);
    const lines = chained.flatMap(({ at, kind }) => {
        const told = historyKindOf(kind);
        return told === undefined ? [] : { at, kind: told };
    });
    for (const { at, kind, reference, about } of lasting)
        lines.push({ at, kind, reference: reference ?? undefined, about: about ?? undefined });
    return lines.sort((one, other) => other.at.getTime() - one.at.getTime());
}
/** The receipt of one grouping, for the account that kept it alone. */
export async function readReceipt(deps, accountId, reference) {
    const found = await findReceipt(deps.db, accountId, reference);
    if (found === undefined)
        return undefined;
    const all = await childrenOf(deps.db, accountId);
    return {
        at: found.at,
        reference: found.reference,
        closedIdentifier: found.absorbedIdentifier,
        children: all.filter((child) => found.guardianIds.includes(child.guardianId)),
        all,
    };
}
