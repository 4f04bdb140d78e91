// Both accounts of a grouping as the rule sees them and as the check page shows them, under one digest.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/chain.js';
import { childrenOfAccounts } from '../db/children.js';
import { readAccountFacts, readSides } from '../db/grouping.js';
export async function loadPair(db, keptId, absorbedId) {
    const facts = await readAccountFacts(db, [keptId, absorbedId]);
    const kept = facts.get(keptId);
    const absorbed = facts.get(absorbedId);
    if (kept === undefined || absorbed === undefined)
        throw new Error('an account of a grouping does not exist');
    const bySide = await readSides(db, [kept, absorbed]);
    const children = await childrenOfAccounts(db, [keptId, absorbedId]);
    const show = (account) => ({
        identifier: account.identifier,
        children: children.filter((child) => child.accountId === account.id),
    });
    const shown = { kept: show(kept), absorbed: show(absorbed) };
    const sides = { kept: getSide(bySide, keptId), absorbed: getSide(bySide, absorbedId) };
    return { kept, absorbed, sides, children, shown: { ...shown, digest: digestOf(shown) } };
}
function getSide(sides, id) {
    const side = sides.get(id);
    if (side === undefined)
        throw new Error('a side of a grouping was not loaded');
    return side;
}
/** Of everything the check page prints, in the order it prints it. */
function digestOf(shown) {
    const print = (account) => ({
        identifier: account.identifier,
        children: account.children.map((child) => [
            child.linkId,
            child.firstName,
            child.familyName,
            child.usageName,
            child.division,
            child.schoolUai,
            child.schoolName,
        ]),
    });
    const printed = canonicalJson({ kept: print(shown.kept), absorbed: print(shown.absorbed) });
    return createHash('sha256').update(printed).digest('base64url');
}
