// Accounts for the guardian records that an import newly entitles, inside the import's own transaction.
import { insertAccounts, joinSiblingAccounts, numberNewAccounts, readNewAccounts, } from '../db/accounts-bulk.js';
import { composeIdentifier, identifierDigits } from './rules.js';
const accountsAtOnce = 2000;
/**
 * A record whose source id has one account already joins it; the others get a new account, to activate, one for each
 * source id. Returns how many accounts were made.
 */
export async function makeAccounts(tx, deps, now) {
    await joinSiblingAccounts(tx, now);
    const count = await numberNewAccounts(tx);
    for (let from = 1; from <= count; from += accountsAtOnce) {
        let wanted = await readNewAccounts(tx, from, from + accountsAtOnce - 1);
        const taken = new Set();
        // Four digits first; six for those whose identifier is taken, until none is.
        for (let digits = 4; wanted.length > 0; digits = 6) {
            const identifiers = [];
            for (const person of wanted) {
                let identifier = composeIdentifier(person, identifierDigits(digits, deps.random(4)));
                while (taken.has(identifier))
                    identifier = composeIdentifier(person, identifierDigits(6, deps.random(4)));
                taken.add(identifier);
                identifiers.push({ number: person.number, identifier });
            }
            const collided = new Set(await insertAccounts(tx, identifiers, now));
            wanted = wanted.filter((person) => collided.has(person.number));
        }
    }
    return count;
}
