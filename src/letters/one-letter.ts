// One letter made inside another feature's action (a break): prepared before its transaction, written in it.
import type { Child } from '../db/children.js';
import { findLetterSchool, insertLetters } from '../db/letters.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { DrawingFailure } from './drawing.js';
import { type CannotWrite, deskLetterPath, type PendingFile, writePending } from './files.js';
import { type PreparedLetters, prepareLetters } from './prepare.js';
import { recipientOf } from './recipients.js';
import type { LetterPurpose } from './rules.js';

export type OneLetterAsked = {
  readonly school: string;
  /** Of the account that will hold these children; it need not exist yet. */
  readonly identifier: string;
  /** Those of this school alone. */
  readonly children: readonly Child[];
  readonly purpose: LetterPurpose;
};

export type OneLetter = {
  readonly prepared: PreparedLetters;
  readonly number: string;
  /** Whole on disk: to publish after the commit (`takeDeskLetter` then finds it by its number), or to discard. */
  readonly file: PendingFile;
};

export type OneLetterRefusal =
  | { readonly kind: 'unknown_school' }
  /** Nobody could answer the question that the letter leads to: the school must complete its register. */
  | { readonly kind: 'no_child' | 'no_birth_date' }
  | DrawingFailure
  | CannotWrite;

export async function prepareLetter(deps: Deps, asked: OneLetterAsked): Promise<Outcome<OneLetter, OneLetterRefusal>> {
  const children = asked.children.filter((child) => child.schoolUai === asked.school);
  if (children.length === 0) return refused({ kind: 'no_child' });
  if (children.every((child) => child.birthDate === null)) return refused({ kind: 'no_birth_date' });
  const school = await findLetterSchool(deps.db, asked.school);
  if (school === undefined) return refused({ kind: 'unknown_school' });
  const recipient = recipientOf(asked.identifier, children);
  const prepared = await prepareLetters(deps, school, [{ recipient, purpose: asked.purpose }]);
  if (!prepared.ok) return prepared;
  const [{ number }] = prepared.value.letters;
  const file = await writePending(await deskLetterPath(deps.config, number), prepared.value.pdf, number);
  return file.ok ? done({ prepared: prepared.value, number, file: file.value }) : file;
}

/**
 * Brings the letter to life for the account, which the transaction holds locked or has just made; ends the school's
 * former letter of it. Returns the letter's id, for the event `letters_issued` that the caller records.
 */
export async function insertLetter(
  tx: Tx,
  letter: OneLetter,
  accountId: number,
  issuedBy: number | null,
): Promise<number> {
  const [prepared] = letter.prepared.letters;
  const { letters } = await insertLetters(tx, { ...letter.prepared, letters: [{ ...prepared, accountId }], issuedBy });
  const [made] = letters;
  if (made === undefined) throw new Error('a letter was not written');
  return made.id;
}
