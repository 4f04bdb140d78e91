// Are two pupil records of one register one child entered twice? A suggestion for somebody who knows the family. Twins are
// two children: born on one day, in one family, under first names that may differ by one letter. The one function to replace
// when a stronger engine comes is `scorePupils`.
import type { CivilDate } from '../kernel/civil-date.js';
import { familyNameKeys, firstNameKey, type GuardianIdentity } from '../people/rules.js';
import { compareNames, type Likeness, typingError } from '../requests/likeness-rules.js';
import { pairByKeys } from './key-rules.js';

export type PupilIdentity = {
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly birthDate: CivilDate | null;
  readonly sex: string | null;
  readonly ine: string | null;
};

export type BirthLikeness =
  | 'same_birth'
  | 'day_and_month_exchanged'
  | 'birth_one_digit'
  | 'birth_two_swapped'
  | 'birth_unknown';
export type PupilEvidence = 'same_ine' | 'same_guardian';
export type PupilReason = Likeness | BirthLikeness | PupilEvidence;

export type PupilScore = {
  /** The higher, the sooner shown. */
  readonly weight: number;
  readonly reasons: readonly PupilReason[];
};

const named = new WeakMap<PupilIdentity, GuardianIdentity>();

/** A pupil's names as a guardian's are compared; one object for each record, whose keys are then made once. */
function namesOf(pupil: PupilIdentity): GuardianIdentity {
  const { firstName, familyName, usageName } = pupil;
  const names = named.get(pupil) ?? { civility: null, firstName, familyName, usageName };
  named.set(pupil, names);
  return names;
}

/** Undefined: two days that no single error of a hand makes of each other. */
export function compareBirths(one: CivilDate | null, other: CivilDate | null): BirthLikeness | undefined {
  if (one === null || other === null) return 'birth_unknown';
  if (one === other) return 'same_birth';
  const [year, month, day] = one.split('-');
  if (other === `${year}-${day}-${month}`) return 'day_and_month_exchanged';
  const error = typingError(one.replaceAll('-', ''), other.replaceAll('-', ''));
  return error && (error === 'one_letter' ? 'birth_one_digit' : 'birth_two_swapped');
}

/** « MATHIS » and « MATIS », « YANNIS » and « IANIS »: a name that is written in several ways. */
const soundOf = (key: string): string =>
  key
    .replace(/PH/g, 'F')
    .replace(/[CKQ]H?/g, 'K')
    .replaceAll('H', '')
    .replaceAll('Y', 'I')
    .replaceAll('Z', 'S')
    .replace(/(.)\1+/g, '$1');

/** First names one letter apart that parents may give to two children: Léa and Léo, Sarah and Farah, Louis and Louise. */
function areTwoNames(one: string, other: string): boolean {
  if (soundOf(one) === soundOf(other)) return false;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length === long.length || short.length <= 4 || long.startsWith(short);
}

const wordsOf = (name: string): readonly string[] => name.split(/[\s-]+/).map(firstNameKey);

function mayNameOneChild(one: PupilIdentity, other: PupilIdentity, name: Likeness, evidence: readonly PupilEvidence[]) {
  if (name === 'first_differs') return false;
  if (name === 'family_differs') return evidence.includes('same_guardian');
  const ofFirstNames = name === 'first_one_letter' || name === 'first_two_swapped' || name === 'first_longer';
  if (!ofFirstNames || evidence.includes('same_ine')) return true;
  if (one.sex !== null && other.sex !== null && one.sex !== other.sex) return false;
  if (name === 'first_longer') {
    // « Marie » and « Marie-Claire », not « Jean-Paul » and « Jean-Pierre ».
    const [some, others] = [wordsOf(one.firstName), wordsOf(other.firstName)];
    return some.every((word) => others.includes(word)) || others.every((word) => some.includes(word));
  }
  if (name === 'first_two_swapped' || !evidence.includes('same_guardian')) return true;
  return !areTwoNames(firstNameKey(one.firstName), firstNameKey(other.firstName));
}

const weights: Readonly<Partial<Record<PupilReason, number>>> = {
  first_longer: 4,
  family_differs: 4,
  birth_unknown: 4,
  birth_one_digit: 5,
  birth_two_swapped: 5,
};
const ofOneError = 6;
const ofNoError = 8;

/** Undefined when nobody need look at the two: more than one thing differs, or what differs makes two children. */
export function scorePupils(one: PupilIdentity, other: PupilIdentity, sameGuardian: boolean): PupilScore | undefined {
  const evidence: PupilEvidence[] = [];
  if (one.ine !== null && one.ine === other.ine) evidence.push('same_ine');
  if (sameGuardian) evidence.push('same_guardian');
  const birth = compareBirths(one.birthDate, other.birthDate);
  if (birth === undefined) return undefined;
  const likeness = compareNames(namesOf(one), namesOf(other));
  const differing = likeness.filter((name) => name !== 'same_names');
  const errors: PupilReason[] = birth === 'same_birth' ? differing : [...differing, birth];
  if (errors.length > (evidence.includes('same_ine') ? 2 : 1)) return undefined;
  if (!differing.every((name) => mayNameOneChild(one, other, name, evidence))) return undefined;
  const base = Math.min(ofNoError, ...errors.map((error) => weights[error] ?? ofOneError));
  const weight = base + (evidence.includes('same_ine') ? 3 : 0) + (sameGuardian ? 1 : 0);
  return { weight, reasons: [...likeness, birth, ...evidence] };
}

function keysOf(pupil: PupilIdentity): readonly string[] {
  const first = firstNameKey(pupil.firstName);
  const families = [pupil.familyName, pupil.usageName ?? ''].flatMap(familyNameKeys);
  const { birthDate: born, ine } = pupil;
  const keys = families.map((family) => `${first} ${family}`);
  if (born !== null) {
    keys.push(`${born} ${first}`, ...families.map((family) => `${born} ${family}`));
    keys.push(...families.map((family) => `${born} ${[first, family].sort().join(' ')}`));
  }
  return ine === null ? keys : [...keys, `INE ${ine}`];
}

/** The pairs that may be one child's. */
export const pairPupils = <P extends PupilIdentity>(pupils: readonly P[]): (readonly [P, P])[] =>
  pairByKeys(pupils, keysOf);
