// Makes letters outside any transaction: secrets, hashes, paper. Nothing of them lives before `insertLetters`.
import { drawLetterNumbers, type LetterSchoolRow, type LettersWrite, letterExists } from '../db/letters.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome } from '../kernel/outcome.js';
import type { DrawingNote } from './draw.js';
import { type DrawingChoice, type DrawingFailure, type DrawnLetters, drawLetters } from './drawing.js';
import type { PendingFile } from './files.js';
import type { Paper } from './formats.js';
import { writeMergeList } from './merge-list.js';
import type { LetterRecipient } from './recipients.js';
import { type LetterPurpose, lastDayOf } from './rules.js';
import { hashSecrets, type LetterHashes, makeSecrets } from './secrets.js';
import type { LetterContent } from './text.js';

export type LetterToMake = { readonly recipient: LetterRecipient; readonly purpose: LetterPurpose };

export type PreparedLetter = LetterHashes & { readonly number: string; readonly purpose: LetterPurpose };

export type PreparedLetters = Pick<LettersWrite, 'schoolUai' | 'issuedAt' | 'lastDay'> & {
  /** In the order asked; never none. */
  readonly letters: readonly [PreparedLetter, ...PreparedLetter[]];
  /** With their secrets in clear: for the paper, and for who asked to see them. Never logged, never stored. */
  readonly contents: readonly LetterContent[];
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly notes: readonly DrawingNote[];
};

// Hashes are made a few at once, whoever asks: more would only wait in the memory.
const hashLanes = 2;

export type PaperChoice = Pick<DrawingChoice, 'whileDrawing'> & {
  /** A table is not drawn: it is for the school's own letters, with the codes. Whole sheets unless told. */
  readonly on?: Paper;
};

async function putOn(
  contents: readonly LetterContent[],
  { on = 'a4', ...choice }: PaperChoice,
): Promise<Outcome<DrawnLetters, DrawingFailure>> {
  if (on !== 'csv' && on !== 'ods') return await drawLetters(contents, { ...choice, format: on });
  return done({ pdf: writeMergeList(contents, on), pages: 0, notes: [] });
}

/** Draws letters of one school and hashes their secrets, at the same time. */
export async function prepareLetters(
  deps: Deps,
  school: LetterSchoolRow,
  toMake: readonly LetterToMake[],
  paper: PaperChoice = {},
): Promise<Outcome<PreparedLetters, DrawingFailure>> {
  const issuedAt = deps.now();
  const issued = civilDateOf(issuedAt, deps.config.timeZone);
  const { letterDays } = await readNetworkSettings(deps.db);
  const lastDay = lastDayOf(issued, letterDays ?? deps.config.letterDays);
  const numbers = await drawLetterNumbers(deps.db, toMake.length);
  const contents = toMake.map(
    ({ recipient }, index): LetterContent => ({
      ...recipient,
      ...makeSecrets(deps.random),
      school,
      publicUrl: deps.config.publicUrl,
      number: `${issued.slice(0, 4)}-${String(numbers[index]).padStart(4, '0')}`,
      issued,
      lastDay,
    }),
  );
  const [drawn, hashes] = await Promise.all([putOn(contents, paper), hashAll(deps, contents)]);
  if (!drawn.ok) return drawn;
  const [first, ...others] = toMake.map(({ purpose }, index): PreparedLetter => {
    const [content, hash] = [contents[index], hashes[index]];
    if (content === undefined || hash === undefined) throw new Error('a letter was not prepared');
    return { ...hash, number: content.number, purpose };
  });
  if (first === undefined) throw new RangeError('no letter to prepare');
  return done({ schoolUai: school.uai, issuedAt, lastDay, letters: [first, ...others], contents, ...drawn.value });
}

async function hashAll(deps: Deps, contents: readonly LetterContent[]): Promise<LetterHashes[]> {
  const hashes = new Array<LetterHashes>(contents.length);
  const waiting = contents.entries();
  const lane = async () => {
    for (const [index, content] of waiting) hashes[index] = await hashSecrets(deps, content);
  };
  await Promise.all(Array.from({ length: hashLanes }, lane));
  return hashes;
}

/**
 * After a transaction that failed, or whose answer was lost on its way: the paper goes when its letters do not live. It
 * stays when the database cannot say: paper that opens nothing can be thrown away, a live letter cannot be printed again.
 */
export async function discardUnlessAlive(deps: Pick<Deps, 'db'>, number: string, file: PendingFile): Promise<void> {
  const lives = await letterExists(deps.db, number).catch(() => undefined);
  if (lives === false) await file.discard();
}
