// The secrets printed on a letter as people read and type them, how long a letter lives, and who is sent one.
import type { AccountState } from '../accounts/rules.js';
import { addDays, type CivilDate } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { westernDigits } from '../kernel/text.js';

/** The twelve signs of a code, canonical: upper case, no dashes, check sign right. */
export type LetterCode = string & { readonly letterCode: unique symbol };
/** The 26 signs of a QR address, canonical: upper case. */
export type LetterToken = string & { readonly letterToken: unique symbol };

export type LetterPurpose = 'activation' | 'recovery';

/** Which secret of a letter was shown: the code typed, or the token of its QR. */
export type LetterProof = 'letter_code' | 'letter_token';

// Crockford's base 32: no I, L, O (read as 1, 1, 0) and no U.
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 12;
const tokenLength = 26;

/** Bytes of chance that a code needs; 55 of their 56 bits are used. */
export const codeBytes = 7;
/** Bytes of chance that a token needs: 128 bits. */
export const tokenBytes = 16;

/** `count` signs for the lowest bits of `bytes`, most significant first. */
function signsOf(bytes: Uint8Array, count: number): string {
  let rest = bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  let text = '';
  for (let index = 0; index < count; index += 1) {
    text = (signs[Number(rest & 31n)] ?? '') + text;
    rest >>= 5n;
  }
  return text;
}

/**
 * The product that ISO 7064's hybrid systems carry along (here MOD 33,32): every wrong sign changes it, and a swap of
 * neighbours nearly always.
 */
function carried(text: string): number {
  let product = 32;
  for (const sign of text) {
    const sum = (product + signs.indexOf(sign)) % 32;
    product = ((sum === 0 ? 32 : sum) * 2) % 33;
  }
  return product;
}

const checkSign = (text: string): string => signs[(33 - carried(text)) % 32] ?? '';

/** A code from `codeBytes` random bytes: 11 random signs (55 bits) and the check sign. */
export function makeCode(bytes: Uint8Array): LetterCode {
  if (bytes.length !== codeBytes) throw new RangeError(`a code takes ${codeBytes} bytes`);
  const random = signsOf(bytes, codeLength - 1);
  return (random + checkSign(random)) as LetterCode;
}

/** `XXXX-XXXX-XXXX`, as on the letter. */
export function printCode(code: LetterCode): string {
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/** What a person typed, with the slips that a reader of paper makes put right. */
function readSigns(typed: string): string {
  return westernDigits(typed.normalize('NFKC'))
    .replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IİL]/g, '1');
}

/**
 * Reads a code as typed: any case, with or without blanks and dashes, full-width and Arabic digits, O as 0, I and L
 * as 1. Refuses `not_a_code` (another shape: never tried as one) and `typo` (twelve signs, but the check sign says
 * that one is wrong: nothing is asked of the server).
 */
export function readCode(typed: string): Outcome<LetterCode, 'typo' | 'not_a_code'> {
  // A code with every sign apart is under 40 signs long: longer input is not worth normalising.
  if (typed.length > 64) return refused('not_a_code');
  const read = readSigns(typed);
  if (!/^[0-9A-Z]{12}$/.test(read)) return refused('not_a_code');
  const random = read.slice(0, -1);
  return !read.includes('U') && checkSign(random) === read.at(-1) ? done(read as LetterCode) : refused('typo');
}

/** A QR token from `tokenBytes` random bytes: 26 signs, the first from 0 to 7. */
export function makeToken(bytes: Uint8Array): LetterToken {
  if (bytes.length !== tokenBytes) throw new RangeError(`a token takes ${tokenBytes} bytes`);
  return signsOf(bytes, tokenLength) as LetterToken;
}

/** Reads the token of a QR address, in either case; undefined for anything else. Nobody types it: no slip is forgiven. */
export function readToken(given: string): LetterToken | undefined {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(given) ? (given.toUpperCase() as LetterToken) : undefined;
}

/** The last day on which a letter issued on `issued` opens anything, that day included. */
export function lastDayOf(issued: CivilDate, days: number): CivilDate {
  return addDays(issued, days);
}

/** A letter as far as its life goes. */
export type LetterLife = {
  readonly usedAt: Date | null;
  readonly replacedAt: Date | null;
  readonly diedAt: Date | null;
  readonly lastDay: CivilDate;
};

export type LetterEnd = 'used' | 'replaced' | 'dead' | 'expired';

/** Why a letter opens nothing any more on the day `today`; undefined while it is live. */
export function endOfLetter(letter: LetterLife, today: CivilDate): LetterEnd | undefined {
  if (letter.usedAt !== null) return 'used';
  if (letter.replacedAt !== null) return 'replaced';
  if (letter.diedAt !== null) return 'dead';
  return letter.lastDay < today ? 'expired' : undefined;
}

/**
 * How far accounts are with the letters of a school: not open; never opened; only letters that opened nothing and are over;
 * a live letter that was not handed out; no letter at all yet.
 */
export const letterSituations = ['unopened', 'never_opened', 'expired', 'not_handed', 'unwritten'] as const;
export type LetterSituation = (typeof letterSituations)[number];

/** As addresses and commands say them; nothing for the first. */
export const situationWords: Readonly<Record<LetterSituation, string>> = {
  unopened: '',
  never_opened: 'jamais-ouvert',
  expired: 'perimee',
  not_handed: 'non-remise',
  unwritten: 'nouveaux',
};

/** What decides whether an account gets a letter of one school. */
export type LetterCandidate = {
  readonly state: AccountState;
  /** It has a live letter of this school. */
  readonly hasLiveLetter: boolean;
  /** One entry per entitled child of this school: is its birth date known? */
  readonly birthDateKnown: readonly boolean[];
};

export type NoLetter = 'no_child' | 'no_birth_date' | 'has_live_letter' | 'active' | 'frozen' | 'suspended' | 'closed';

/**
 * Whether an account gets a letter, and what for. `named`: staff asked for this very account,
 * the only way to recover an active one; `reissue`: a live letter does not stop it.
 */
export function decideLetter(
  candidate: LetterCandidate,
  asked: { readonly named: boolean; readonly reissue: boolean },
): Outcome<LetterPurpose, NoLetter> {
  const { state } = candidate;
  if (state === 'closed' || state === 'frozen' || state === 'suspended') return refused(state);
  if (state === 'active' && !asked.named) return refused('active');
  if (candidate.birthDateKnown.length === 0) return refused('no_child');
  if (!candidate.birthDateKnown.includes(true)) return refused('no_birth_date');
  if (candidate.hasLiveLetter && !asked.reissue) return refused('has_live_letter');
  return done(state === 'active' ? 'recovery' : 'activation');
}
