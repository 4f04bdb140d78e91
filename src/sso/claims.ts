// What a client is told of a parent: the name under which it knows him, and what its line in the register of clients allows.
import type { LinkLevel, RegisterSource, SchoolKind } from '../people/rules.js';

/** Flat, as the three protocols can carry it. */
export type Claims = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What a client's line may name. `email` brings `email_verified` with it. */
export const claimNames = [
  'name',
  'given_name',
  'family_name',
  'email',
  'schools',
  'children',
  'ENTPersonProfils',
  'FrEduVecteur',
  'FrEduCtRefId',
] as const;
export type ClaimName = (typeof claimNames)[number];

export const isClaimName = (typed: unknown): typed is ClaimName => claimNames.some((name) => name === typed);

/** A record as its register names it. */
export type RegisterId = { readonly source: RegisterSource; readonly scope: string; readonly sourceId: string };

/** A child whom the account sees, in a school that the client serves, with the guardian as that school wrote him. */
export type ClaimedChild = {
  readonly school: string;
  readonly schoolKind: SchoolKind;
  readonly division: string | null;
  readonly level: LinkLevel;
  readonly pupil: RegisterId;
  readonly guardian: RegisterId & { readonly firstName: string; readonly usedName: string };
};

export type ClaimFacts = {
  readonly children: readonly ClaimedChild[];
  /** Only an address that its owner has proved. */
  readonly confirmedMail: string | undefined;
};

/** In the numbering of the ENT: pupils 1, their guardians 2, teachers 3, heads 4. */
const profileOfParents = 'National_2';
/** In the vector of the sign-in desks: 1 a parent of the first degree, 2 of the second. */
const degreeOf = (kind: SchoolKind) => (kind === 'primary' ? '1' : '2');
/** Their separator has no escape: a name that held it would make two fields of one. */
const field = (text: string) => text.replaceAll('|', ' ');
const distinct = (list: readonly string[]) => [...new Set(list)];

const makers: Readonly<Record<ClaimName, (facts: ClaimFacts) => Claims>> = {
  name: ({ children: [first] }) => of('name', first && `${first.guardian.firstName} ${first.guardian.usedName}`),
  given_name: ({ children: [first] }) => of('given_name', first?.guardian.firstName),
  family_name: ({ children: [first] }) => of('family_name', first?.guardian.usedName),
  email: ({ confirmedMail: mail }) => ({ ...of('email', mail), ...of('email_verified', mail && true) }),
  schools: ({ children }) => listed('schools', distinct(children.map(({ school }) => school)).sort()),
  children: ({ children }) => listed('children', distinct(children.map(childValue))),
  ENTPersonProfils: () => ({ ENTPersonProfils: [profileOfParents] }),
  FrEduVecteur: ({ children }) => listed('FrEduVecteur', distinct(children.map(vectorOf))),
  FrEduCtRefId: ({ children }) => listed('FrEduCtRefId', distinct(children.flatMap(referencesOf))),
};

const of = (name: string, value: string | boolean | undefined): Claims =>
  value === undefined ? {} : { [name]: value };
const listed = (name: ClaimName, values: readonly string[]): Claims => (values.length === 0 ? {} : { [name]: values });

/** One child, as JSON: his record and the guardian's link to him; no name. */
function childValue({ pupil, school, division, level }: ClaimedChild): string {
  const { source, scope, sourceId: id } = pupil;
  return JSON.stringify({ source, scope, id, school, division, level });
}

function vectorOf({ schoolKind, guardian, pupil, school }: ClaimedChild): string {
  return [degreeOf(schoolKind), guardian.usedName, guardian.firstName, pupil.sourceId, school].map(field).join('|');
}

/** Only the académie's own records bear the number that this attribute is made of. */
function referencesOf({ guardian, schoolKind }: ClaimedChild): readonly string[] {
  const { source, scope, sourceId } = guardian;
  return source === 'aaf' ? [`{AAF}${field(scope)}|${degreeOf(schoolKind)}|${field(sourceId)}`] : [];
}

/** What the client's line allows, of what there is. Nothing allowed, nothing told. */
export function claimsFrom(allowed: readonly string[], facts: ClaimFacts): Claims {
  return Object.assign({}, ...claimNames.filter((name) => allowed.includes(name)).map((name) => makers[name](facts)));
}
