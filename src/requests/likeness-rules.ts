// What two names have in common, for somebody who must decide whether they are one person's. Evidence, never proof.
import { foldName } from '../kernel/text.js';
import { familyNameKeys, firstNameKey, type GuardianIdentity, haveOtherCivilities } from '../people/rules.js';

export type Likeness =
  | 'same_names'
  /** The birth name of one is the used name of the other. */
  | 'usage_name'
  | 'family_one_letter'
  | 'family_two_swapped'
  | 'family_differs'
  | 'first_one_letter'
  | 'first_two_swapped'
  /** « Marie » and « Marie-Claire » */
  | 'first_longer'
  | 'first_differs'
  /** First name and family name stand in each other's place. */
  | 'names_exchanged'
  | 'civility_differs';

/** One letter more, less or other; two neighbours in each other's place; or neither. */
export function typingError(one: string, other: string): 'one_letter' | 'two_swapped' | undefined {
  if (one === other || Math.min(one.length, other.length) < 3) return undefined;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (Math.max(left.length, right.length) === 1) return 'one_letter';
  return left.length === 2 && left === [...right].reverse().join('') ? 'two_swapped' : undefined;
}

/** Names as they are compared. */
type NameKeys = {
  readonly first: string;
  readonly firstWords: readonly string[];
  /** Of the birth name; of both names. */
  readonly birth: readonly string[];
  readonly family: readonly string[];
};

// A register's duplicates compare each record with dozens of others: its keys are made once.
const known = new WeakMap<GuardianIdentity, NameKeys>();

function keysOf(person: GuardianIdentity): NameKeys {
  const made = known.get(person);
  if (made !== undefined) return made;
  const birth = familyNameKeys(person.familyName);
  const keys = {
    first: firstNameKey(person.firstName),
    firstWords: foldName(person.firstName).split(' '),
    birth,
    family: [...birth, ...familyNameKeys(person.usageName ?? '')],
  };
  known.set(person, keys);
  return keys;
}

const shares = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one));

function aboutFirstNames(one: NameKeys, other: NameKeys): Likeness[] {
  const [own, theirs] = [one.first, other.first];
  if (own === theirs) return [];
  const error = typingError(own, theirs);
  if (error !== undefined) return [error === 'one_letter' ? 'first_one_letter' : 'first_two_swapped'];
  return [shares(one.firstWords, other.firstWords) && own !== '' && theirs !== '' ? 'first_longer' : 'first_differs'];
}

function aboutFamilyNames(one: NameKeys, other: NameKeys): Likeness[] {
  if (shares(one.family, other.family)) return shares(one.birth, other.birth) ? [] : ['usage_name'];
  const errors = one.family.flatMap((name) => other.family.map((their) => typingError(name, their)));
  if (errors.includes('one_letter')) return ['family_one_letter'];
  return [errors.includes('two_swapped') ? 'family_two_swapped' : 'family_differs'];
}

/** What to say of two names side by side; `same_names` alone when there is nothing to say. */
export function compareNames(one: GuardianIdentity, other: GuardianIdentity): readonly Likeness[] {
  const civility: Likeness[] = haveOtherCivilities(one, other) ? ['civility_differs'] : [];
  const [own, theirs] = [keysOf(one), keysOf(other)];
  const exchanged = theirs.family.includes(own.first) && own.family.includes(theirs.first);
  const names: Likeness[] = exchanged
    ? ['names_exchanged']
    : [...aboutFirstNames(own, theirs), ...aboutFamilyNames(own, theirs)];
  return names.length + civility.length === 0 ? ['same_names'] : [...names, ...civility];
}

/** What the names of two accounts say together: each pair's likeness once, the nearest pair of each name. */
export function compareAccounts(
  some: readonly GuardianIdentity[],
  others: readonly GuardianIdentity[],
): readonly Likeness[] {
  if (others.length === 0) return [];
  const nearest = (one: GuardianIdentity): readonly Likeness[] => {
    const pairs = others.map((other) => compareNames(one, other));
    const same = pairs.find((pair) => pair[0] === 'same_names');
    return same ?? pairs.reduce((best, pair) => (pair.length < best.length ? pair : best));
  };
  const all = [...new Set(some.flatMap(nearest))];
  return all.length > 1 ? all.filter((one) => one !== 'same_names') : all;
}
