// States of an account and what may happen in each; how an identifier is written and read.
import { foldName } from '../kernel/text.js';

export type AccountState = 'to_activate' | 'active' | 'frozen' | 'suspended' | 'asleep' | 'closed';
export type AttachmentBeganCause = 'import' | 'grouping' | 'break' | 'correction' | 'closing';
export type AttachmentEndedCause = 'grouping' | 'break' | 'correction' | 'closing' | 'erasure';
export type HoldCause = 'not_my_child' | 'freeze' | 'suspension' | 'protection';
export type TokenPurpose = 'confirm_mail' | 'reset_password' | 'enrol_staff' | 'object_grouping' | 'stop_factor_reset';
export type OutboxKind =
  | 'account_grouped'
  | 'account_broken'
  | 'account_closed'
  | 'account_changed'
  /** One application's name of the account was taken back, or given again: told to that one alone. */
  | 'client_withdrawn'
  | 'client_returned';

/** Its owner asked, its last right is gone, or the operator ended it. A grouping closes an account too, into another one. */
export type ClosingCause = 'owner' | 'no_right' | 'operator';
export type ClosingImpossible = 'closed_already' | 'not_active' | 'has_a_right';

/** An owner closes an account that he can open; one that still has a right is closed by its owner alone. */
export function decideClosing(asked: {
  readonly state: AccountState;
  readonly cause: ClosingCause;
  /** A live link opens a child to one of its records, hidden or not. */
  readonly entitled: boolean;
}): ClosingImpossible | undefined {
  if (asked.state === 'closed') return 'closed_already';
  if (asked.cause === 'operator') return undefined;
  if (asked.cause === 'owner') return asked.state === 'active' ? undefined : 'not_active';
  return asked.entitled ? 'has_a_right' : undefined;
}

/** An identifier as it is compared and stored: NFKC, lower case, no blanks or invisible signs. */
export function canonicalIdentifier(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{C}]+/gu, '');
}

// Letters that Unicode does not decompose, as French offices write them in a-z.
const latin: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ø: 'O',
  Ł: 'L',
  Þ: 'TH',
  Ħ: 'H',
  İ: 'I',
  Ŋ: 'N',
};

function foldToLatin(name: string): string {
  return foldName(name)
    .replace(/[^A-Z ]/g, (letter) => latin[letter] ?? '')
    .replaceAll(' ', '')
    .toLowerCase();
}

/**
 * Composes an identifier such as `c.martin4827`: initial of the first name, dot, used name folded to a-z (12 letters at
 * most), digits. A name without a single Latin letter gives `x` and `compte`. The digits make it unique: 4 of them, 6
 * when the first try is taken; whoever inserts the account finds out.
 */
export function composeIdentifier(
  person: { readonly firstName: string; readonly usedName: string },
  digits: string,
): string {
  const initial = foldToLatin(person.firstName).slice(0, 1) || 'x';
  const name = foldToLatin(person.usedName).slice(0, 12) || 'compte';
  return `${initial}.${name}${digits}`;
}

/** The digits of an identifier (4, or 6 after a collision) from 4 random bytes. */
export function identifierDigits(count: 4 | 6, bytes: Uint8Array): string {
  const number = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  return String(number % 10 ** count).padStart(count, '0');
}
