// One letter made at a desk: may it be, making it, and handing its paper out once.
import { mayMakeOneLetter, passOneLetter } from '../approvals/actions.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import type { Outcome } from '../kernel/outcome.js';
import { issueDeskLetter, type LettersRefusal } from '../letters/actions.js';
import { takeDeskLetter } from '../letters/files.js';
import { decideLetter } from '../letters/rules.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { readCard } from './actions.js';
import { isSuspended } from './rules.js';

/** An account, and whether it gets a letter at this desk; a recovery asks for a fresh second factor. */
export async function readLetterCandidate(deps: Deps, desk: Desk, accountId: number) {
  const account = await readCard(deps, desk, accountId);
  if (account === undefined) return undefined;
  const children = account.pupils.filter((pupil) => pupil.entitling && pupil.heldFor === null);
  const decided = decideLetter(
    {
      state: isSuspended(account) ? 'suspended' : account.state,
      hasLiveLetter: account.letters.some((letter) => letter.end === undefined),
      birthDateKnown: children.map((child) => child.birthDate !== null),
    },
    { named: true, reissue: true },
  );
  const recovery = decided.ok && decided.value === 'recovery';
  const alone = !decided.ok || (await mayMakeOneLetter(deps, deps.db, desk));
  return { account, why: decided.ok ? (alone ? undefined : ('needs_approval' as const)) : decided.why, recovery };
}

export async function makeLetter(
  deps: Deps,
  desk: Desk,
  identifier: string,
  recovery: boolean,
): Promise<Outcome<{ readonly number: string }, LettersRefusal>> {
  const { schoolUai } = desk;
  const actor = staffActor(desk);
  const passes = (tx: Tx) => passOneLetter(deps, tx, desk);
  return await issueDeskLetter(deps, { school: schoolUai, identifier, actor, recovery, passes });
}

/** A letter of this school for this account that opens something and that this person made: nobody else prints it. */
export async function findMadeLetter(deps: Deps, desk: Desk, accountId: number, number: string) {
  const account = await readCard(deps, desk, accountId);
  const letter = account?.letters.find((one) => one.number === number && one.end === undefined);
  return account === undefined || letter?.madeBy !== desk.staffId ? undefined : { account, letter };
}

/** The paper, once; undefined when it was fetched before. */
export async function takeLetter(
  deps: Deps,
  desk: Desk,
  { account, letter }: { readonly account: { readonly id: number }; readonly letter: { readonly number: string } },
): Promise<Buffer | undefined> {
  const bytes = await takeDeskLetter(deps.config, letter.number);
  const fields = { staff: desk.staffId, school: desk.schoolUai, account: account.id, letter: letter.number };
  deps.log.info({ ...fields, address: desk.address, served: bytes !== undefined }, 'letter fetched');
  return bytes;
}
