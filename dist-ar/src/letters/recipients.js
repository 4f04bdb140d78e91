// From what the database holds to who is written to, what about, and in which order the pages come.
import { childrenOfAccounts } from '../db/children.js';
import { findLetterAccounts } from '../db/letters.js';
import { decideLetter } from './rules.js';
const byName = new Intl.Collator('fr', { numeric: true });
const compare = (one, other) => {
    if (one === other)
        return 0;
    if (one === null)
        return 1;
    return other === null ? -1 : byName.compare(one, other);
};
const compareChildren = (one, other) => compare(one.division, other.division) ||
    compare(one.familyName, other.familyName) ||
    compare(one.firstName, other.firstName);
/**
 * The reader of a letter, from the children of one school that his account sees (at least one). The first child
 * carries the letter home: the one of the class asked for, if any.
 */
export function recipientOf(identifier, children, division) {
    const [first] = [...children].sort((one, other) => one.guardianId - other.guardianId);
    if (first === undefined)
        throw new RangeError('a letter is about a child');
    const named = children
        .map((child) => ({
        firstName: child.firstName,
        familyName: child.usageName ?? child.familyName,
        division: child.division,
    }))
        .sort(compareChildren);
    const carrier = named.find((child) => child.division === division) ?? named[0];
    return {
        identifier,
        guardian: {
            civility: first.guardianCivility,
            firstName: first.guardianFirstName,
            familyName: first.guardianUsageName ?? first.guardianFamilyName,
        },
        // A pupil of two guardian records of one account is named once.
        children: [...new Map([carrier, ...named].flatMap((child) => (child ? [[nameOf(child), child]] : []))).values()],
    };
}
const nameOf = (child) => JSON.stringify([child.firstName, child.familyName, child.division]);
// PGlite lives in the event loop: between two parts pages are served.
const accountsAtOnce = 500;
async function childrenAt(db, school, accounts) {
    const found = new Map(accounts.map(({ id }) => [id, []]));
    for (let start = 0; start < accounts.length; start += accountsAtOnce) {
        const ids = accounts.slice(start, start + accountsAtOnce).map(({ id }) => id);
        for (const child of await childrenOfAccounts(db, ids))
            if (child.schoolUai === school)
                found.get(child.accountId)?.push(child);
    }
    return found;
}
/** Who gets a letter now, in the order of the pages: class, pupil, guardian. `ids` looks at these accounts alone. */
export async function planLetters(db, wanted, today, ids) {
    const { school, division, identifier, reissue, recovery = true } = wanted;
    const accounts = await findLetterAccounts(db, school, today, { identifier, ids });
    const children = await childrenAt(db, school, accounts);
    const planned = [];
    const incomplete = [];
    const skipped = {};
    for (const account of accounts) {
        const own = children.get(account.id) ?? [];
        if (division !== undefined && !own.some((child) => child.division === division))
            continue;
        const birthDateKnown = own.map((child) => child.birthDate !== null);
        const decision = decideLetter({ ...account, birthDateKnown }, { named: identifier !== undefined && recovery, reissue });
        if (!decision.ok) {
            skipped[decision.why] = (skipped[decision.why] ?? 0) + 1;
            if (decision.why === 'no_birth_date')
                incomplete.push(recipientOf(account.identifier, own, division));
            continue;
        }
        const { id: accountId, confirmedMail, hasLiveLetter } = account;
        const recipient = recipientOf(account.identifier, own, division);
        planned.push({ accountId, purpose: decision.value, confirmedMail, hasLiveLetter, recipient });
    }
    return { planned: planned.sort(comparePages), skipped, incomplete };
}
function comparePages({ recipient: one }, { recipient: other }) {
    const [child, otherChild] = [one.children[0], other.children[0]];
    const byChild = child === undefined || otherChild === undefined ? 0 : compareChildren(child, otherChild);
    return (byChild ||
        compare(one.guardian.familyName, other.guardian.familyName) ||
        compare(one.guardian.firstName, other.guardian.firstName) ||
        compare(one.identifier, other.identifier));
}
/** Everything that the letters were drawn from, as one text: equal when nothing of it changed. */
export function factsOf(school, planned) {
    return JSON.stringify([school, planned.map(({ accountId, purpose, recipient }) => [accountId, purpose, recipient])]);
}
