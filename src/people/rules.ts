// Who is the same person, as far as two registers can tell.
import { foldName } from '../kernel/text.js';

export const schoolKinds = ['primary', 'college', 'lycee', 'other'] as const;
export type SchoolKind = (typeof schoolKinds)[number];
export const isSchoolKind = (text: string): text is SchoolKind => schoolKinds.some((kind) => kind === text);

/** A school as the operator or a delivery names it. */
export type NewSchool = {
  readonly uai: string;
  readonly name: string;
  readonly kind: SchoolKind;
  readonly addressLines: string;
  readonly town: string;
  readonly phone: string;
  readonly openingHours: string;
};

/** The most signs of each, whoever writes it; with the longest of all, a letter still fits on its page. */
export const schoolLengths = { name: 80, addressLines: 200, town: 60, phone: 20, openingHours: 80 } as const;

/** A telephone number as it is written on a letter. */
export const phoneShape = /^[+0-9][0-9 .()-]{5,}$/;
export const phoneFault = 'Écrivez un numéro de téléphone, par exemple 05 36 49 12 30.';

/** A town as people say it: « Bordeaux », not « 33077 BORDEAUX CEDEX ». */
export const townName = (town: string): string => town.replace(/^\d{5} /, '').replace(/ CEDEX( \d+)?$/i, '');

export const linkLevels = ['legal', 'in_charge', 'contact'] as const;
export type LinkLevel = (typeof linkLevels)[number];
export const registerSources = ['siecle', 'aaf', 'onde', 'oneroster', 'csv'] as const;
export type RegisterSource = (typeof registerSources)[number];
export const sourceWords: Readonly<Record<RegisterSource, string>> = {
  siecle: 'SIECLE',
  aaf: 'AAF',
  onde: 'ONDE',
  oneroster: 'OneRoster',
  csv: 'Tableur (CSV)',
};
export type Civility = 'M.' | 'Mme';

/** A guardian as one register names him. */
export type GuardianIdentity = {
  readonly civility: Civility | null;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly firstName: string;
};

// « DE LA TOUR » in one register is « LA TOUR » or « TOUR » in another, « EL MANSOURI » is « ELMANSOURI ».
const particles = new Set('DE DU DES D LA LE LES L EL AL VAN VON DER DEN DA DOS DI'.split(' '));

/** The spellings under which a family name is compared: whole, and without its particles; blanks removed. */
export function familyNameKeys(name: string): readonly string[] {
  const words = foldName(name).split(' ');
  const bare = words.filter((word) => !particles.has(word));
  return [...new Set([words.join(''), bare.join('')])].filter((key) => key !== '');
}

/** The first given name for comparison: « Jean-Pierre », « JEAN PIERRE » and « Jeanpierre » are one. */
export function firstNameKey(name: string): string {
  return foldName((name.split(',')[0] ?? '').trim()).replaceAll(' ', '');
}

export type IdentityDoubt = 'first_name_differs' | 'family_name_differs' | 'civility_conflict';

/** « Mme » and « M. »; nobody is told apart by a civility that is missing. */
export const haveOtherCivilities = (one: GuardianIdentity, other: GuardianIdentity): boolean =>
  one.civility !== null && other.civility !== null && one.civility !== other.civility;

/**
 * Compares two guardians: equal first given names, and a family name of one (birth or used)
 * equal to one of the other, and no two different civilities. Returns the doubts; none means the same person.
 */
export function compareIdentities(one: GuardianIdentity, other: GuardianIdentity): readonly IdentityDoubt[] {
  const doubts: IdentityDoubt[] = [];
  const first = firstNameKey(one.firstName);
  if (first === '' || first !== firstNameKey(other.firstName)) doubts.push('first_name_differs');
  const names = (guardian: GuardianIdentity) => [guardian.familyName, guardian.usageName ?? ''].flatMap(familyNameKeys);
  const theirs = new Set(names(other));
  if (!names(one).some((key) => theirs.has(key))) doubts.push('family_name_differs');
  if (haveOtherCivilities(one, other)) doubts.push('civility_conflict');
  return doubts;
}
