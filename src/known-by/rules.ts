// What an application may know of a parent, said so that he recognizes it: his own values, not the names of claims.

/** A child whom the application serves, with the guardian as that school wrote him. */
export type KnownChild = {
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly division: string | null;
  readonly schoolName: string;
  readonly guardianFirstName: string;
  readonly guardianFamilyName: string;
  readonly guardianUsageName: string | null;
};

export type ShownName = { readonly name: string; readonly division: string | null };

/** One thing that an application may know, as it is now. */
export type KnownThing =
  | { readonly kind: 'name' | 'mail' | 'schools'; readonly values: readonly string[] }
  /** Children of whom it learns class, school and number in the register; or their number and school alone. */
  | { readonly kind: 'children' | 'numbers'; readonly children: readonly ShownName[] }
  | { readonly kind: 'parent' };

/** An application that knows him, as its owner sees it. */
export type Knowing = {
  readonly clientId: number;
  readonly name: string;
  readonly since: Date;
  readonly lastEntered: Date | null;
  /** Other applications know him by the same name. */
  readonly sharedName: boolean;
  /** It is told that he is signed out; else he signs out there himself. */
  readonly hearsSignOut: boolean;
  /** Undefined while no school of his has it open: then it learns nothing. */
  readonly things: readonly KnownThing[] | undefined;
};

export type KnownFacts = {
  readonly children: readonly KnownChild[];
  readonly confirmedMail: string | undefined;
};

const distinct = (list: readonly string[]): readonly string[] => [...new Set(list)];
const guardianOf = (child: KnownChild): string =>
  `${child.guardianFirstName} ${child.guardianUsageName ?? child.guardianFamilyName}`;
const shown = ({ firstName, usageName, familyName, division }: KnownChild): ShownName => ({
  name: `${firstName} ${usageName ?? familyName}`,
  division,
});

/** From a client's line: each of its claims is one of these things, or several. What has no value is not known. */
export function knownThings(claims: readonly string[], { children, confirmedMail }: KnownFacts): readonly KnownThing[] {
  const has = (...names: readonly string[]) => claims.some((claim) => names.includes(claim));
  const things: KnownThing[] = [];
  // The vector holds the name of every school's record; the other claims of names that of the first child's alone.
  const named = has('FrEduVecteur') ? children : children.slice(0, 1);
  if (has('name', 'given_name', 'family_name', 'FrEduVecteur') && named.length > 0)
    things.push({ kind: 'name', values: distinct(named.map(guardianOf)) });
  if (has('email') && confirmedMail !== undefined) things.push({ kind: 'mail', values: [confirmedMail] });
  if (has('ENTPersonProfils', 'FrEduVecteur', 'FrEduCtRefId')) things.push({ kind: 'parent' });
  if (has('schools', 'children', 'FrEduVecteur') && children.length > 0)
    things.push({ kind: 'schools', values: distinct(children.map(({ schoolName }) => schoolName)) });
  if (has('children', 'FrEduVecteur') && children.length > 0)
    things.push({ kind: has('children') ? 'children' : 'numbers', children: children.map(shown) });
  return things;
}
