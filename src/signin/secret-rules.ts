// Passwords and identifiers as they are typed: their bounds, and which new password is refused.
import type { CivilDate } from '../kernel/civil-date.js';

/** Longer input is refused before anything is computed with it. */
export const longestPassword = 128;
export const shortestPassword = 12;
export const longestIdentifier = 64;

/** A password as it is hashed, the same at setting and at checking: nothing is trimmed, folded or cut. */
export function passwordText(typed: string): string {
  return typed.normalize('NFC');
}

export const lengthOfPassword = (typed: string): number => [...passwordText(typed)].length;

/** What others know or find out about the person: his words may be in a password, but must not be most of it. */
export type KnownAbout = {
  readonly words: readonly string[];
  readonly birthDates: readonly CivilDate[];
};

export type PasswordFault = 'too_short' | 'too_long' | 'common' | 'known_words';

// Signs that must remain once the words that others know are taken out.
const ownSigns = 6;

// What people here take first: the list of common passwords was made elsewhere, and knows no French.
const everyday =
  'motdepasse mdp azertyuiop azerty qsdfghjklm qsdfgh wxcvbn jetaime bonjour soleil doudou loulou chocolat maman papa france marseille 1234567890 0123456789 123456789 12345678 1234567 123456 12345 1234 123'.split(
    ' ',
  );

/**
 * Why a new password is refused; undefined when it is good. No composition is asked. `isCommon` knows the most
 * common passwords, in lower case.
 */
export function passwordFault(
  typed: string,
  known: KnownAbout,
  isCommon: (lowerCase: string) => boolean,
): PasswordFault | undefined {
  const length = lengthOfPassword(typed);
  if (length < shortestPassword) return 'too_short';
  if (length > longestPassword) return 'too_long';
  if (isCommon(passwordText(typed).toLowerCase())) return 'common';
  const folded = foldSigns(typed);
  if (isMostly(folded, everyday)) return 'common';
  const words = [...known.words.flatMap(wordsOf), ...known.birthDates.flatMap(spellingsOfDate), 'fratrie'];
  return isMostly(folded, [...everyday, ...words]) ? 'known_words' : undefined;
}

/** True when too little of its own is left of a folded password once these words are taken out. */
function isMostly(folded: string, words: readonly string[]): boolean {
  // The longest first, so that « benali » is not left with its « ali » missing.
  const left = [...new Set(words)]
    .sort((one, other) => other.length - one.length)
    .reduce((rest, word) => rest.replaceAll(word, ''), folded);
  // A password in a script that folding leaves no sign of (Arabic, Chinese) holds none of these words.
  return left.length < ownSigns && left.length < folded.length;
}

function foldSigns(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** « Jean-Pierre » is known as « jean », « pierre » and « jeanpierre »; words of one or two signs say nothing. */
function wordsOf(text: string): string[] {
  const parts = text.split(/[^\p{L}\p{N}]+/u);
  return [...parts, text].map(foldSigns).filter((word) => word.length >= 3);
}

function spellingsOfDate(date: CivilDate): string[] {
  const [year = '', month = '', day = ''] = date.split('-');
  const short = year.slice(2);
  const bare = `${Number(day)}${Number(month)}`;
  return [day + month + year, year + month + day, day + month + short, bare + year, bare + short, day + month, year];
}
