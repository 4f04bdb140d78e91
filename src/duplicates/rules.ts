// Are two records of one register one person, or a typing error? A suggestion for somebody who knows the family: it groups
// nothing. The one function to replace when a stronger engine comes is `scorePair`.
import { foldName } from '../kernel/text.js';
import type { GuardianIdentity } from '../people/rules.js';
import { compareNames, type Likeness } from '../requests/likeness-rules.js';
import { pairByKeys } from './key-rules.js';

export type PairEvidence = 'same_mail' | 'same_phone' | 'same_pupil';
export type DuplicateAnswer = 'same' | 'different';

export type PairFacts = {
  readonly one: GuardianIdentity;
  readonly other: GuardianIdentity;
  readonly evidence: readonly PairEvidence[];
};

export type PairScore = {
  /** The higher, the sooner shown. */
  readonly weight: number;
  /** Two records of one person, or one record badly typed. */
  readonly kind: 'person' | 'typing';
  readonly likeness: readonly Likeness[];
};

const weights: Readonly<Partial<Record<Likeness, number>>> = {
  same_names: 6,
  names_exchanged: 6,
  usage_name: 5,
  family_one_letter: 4,
  family_two_swapped: 4,
  first_one_letter: 4,
  first_two_swapped: 4,
  // Alone it is too little: a father and his son, two cousins.
  first_longer: 2,
};
const typing: readonly Likeness[] = [
  'family_one_letter',
  'family_two_swapped',
  'first_one_letter',
  'first_two_swapped',
];
const least = 4;

/** Undefined when nobody need look at the two. */
export function scorePair({ one, other, evidence }: PairFacts): PairScore | undefined {
  const likeness = compareNames(one, other);
  const contact = evidence.includes('same_mail') || evidence.includes('same_phone');
  const names = likeness.filter((reason) => reason !== 'civility_differs');
  // « Mme » and « M. » of one name are a couple more often than a mistake.
  if (names.length < likeness.length && !(contact && names.length === 0)) return undefined;
  if (names.length > 1) return undefined;
  const [name] = names;
  // Another family name under the same first name: a marriage that one of the records does not know.
  const base = name === undefined || (name === 'family_differs' && contact) ? 2 : (weights[name] ?? 0);
  if (base === 0) return undefined;
  const weight =
    base +
    (evidence.includes('same_mail') ? 2 : 0) +
    (evidence.includes('same_phone') ? 2 : 0) +
    (evidence.includes('same_pupil') ? 1 : 0);
  if (weight < least) return undefined;
  return { weight, kind: name !== undefined && typing.includes(name) ? 'typing' : 'person', likeness };
}

/** A guardian record as it is paired with others. */
export type Paired = {
  readonly shown: GuardianIdentity;
  readonly mailKey: string | null;
  /** The nine last figures of a telephone. */
  readonly phoneKey: string;
};

const pressed = (name: string): string => foldName(name).replaceAll(' ', '');

/** Keys that one person's two records share whatever single error a hand made in them. */
function keysOf({ shown, mailKey, phoneKey }: Paired): readonly string[] {
  const first = pressed(shown.firstName);
  const names = [shown.familyName, shown.usageName ?? ''].map(pressed).filter((name) => name !== '');
  const keys = names.flatMap((name) => [
    `same ${first} ${name}`,
    `begins ${first} ${name.slice(0, 2)}`,
    `ends ${first} ${name.slice(-2)}`,
    `around ${first} ${name.slice(0, 1)}${name.slice(-1)}`,
    `first begins ${name} ${first.slice(0, 2)}`,
    `first ends ${name} ${first.slice(-2)}`,
    `exchanged ${[first, name].sort().join(' ')}`,
  ]);
  if (mailKey !== null) keys.push(`mail ${mailKey}`);
  if (phoneKey.length === 9) keys.push(`phone ${phoneKey}`);
  return keys;
}

/** The pairs that may be one person's. */
export const pairGuardians = <R extends Paired>(records: readonly R[]): (readonly [R, R])[] =>
  pairByKeys(records, keysOf);
