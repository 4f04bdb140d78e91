// Accounts for the guardian records that an import newly entitles, inside the import's own transaction.
import {
  insertAccounts,
  joinSiblingAccounts,
  type NewIdentifier,
  numberNewAccounts,
  readNewAccounts,
} from '../db/accounts-bulk.js';
import type { Tx } from '../db/open.js';
import { holdProtected } from '../db/protections.js';
import type { Deps } from '../deps.js';
import { composeIdentifier, identifierDigits } from './rules.js';

const accountsAtOnce = 2000;

/**
 * A record whose source id has one account already joins it; the others get a new account, to activate, one for each
 * source id. Returns how many accounts were made.
 */
export async function makeAccounts(tx: Tx, deps: Deps, now: Date): Promise<number> {
  await joinSiblingAccounts(tx, now);
  const count = await numberNewAccounts(tx);
  for (let from = 1; from <= count; from += accountsAtOnce) {
    let wanted = await readNewAccounts(tx, from, from + accountsAtOnce - 1);
    const taken = new Set<string>();
    // Four digits first; six for those whose identifier is taken, until none is.
    for (let digits: 4 | 6 = 4; wanted.length > 0; digits = 6) {
      const identifiers: NewIdentifier[] = [];
      for (const person of wanted) {
        let identifier = composeIdentifier(person, identifierDigits(digits, deps.random(4)));
        while (taken.has(identifier)) identifier = composeIdentifier(person, identifierDigits(6, deps.random(4)));
        taken.add(identifier);
        identifiers.push({ number: person.number, identifier });
      }
      const collided = new Set(await insertAccounts(tx, identifiers, now));
      wanted = wanted.filter((person) => collided.has(person.number));
    }
  }
  await holdProtected(tx, now);
  return count;
}
