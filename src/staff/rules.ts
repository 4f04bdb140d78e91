// Who works for which school and what each role may do.
import type { SchoolKind } from '../people/rules.js';
import { freshProofMinutes } from '../signin/rules.js';
import type { NetworkRole, Role } from './rights-rules.js';

export type StaffRole = 'head' | 'secretary' | 'reader';
export const staffRoles: readonly StaffRole[] = ['head', 'secretary', 'reader'];

/** How a person's mail is counted when it is tried in vain: like the database, which knows one account per mail. */
export const mailKey = (mail: string): string => mail.normalize('NFC').trim().toLowerCase().slice(0, 254);

export const isStaffRole = (text: string): text is StaffRole => (staffRoles as readonly string[]).includes(text);

/** Days that an enrolment link lives. */
export const enrolmentDays = 7;

/** Where somebody works, in which role: at a school, or (null) in the network. */
export type Place =
  | { readonly school: string; readonly role: StaffRole }
  | { readonly school: null; readonly role: NetworkRole };

/** What `staff add` does to the one account of a person: at most one live role per place. */
export type RoleChange = 'added' | 'changed' | 'unchanged';

export function decideRoleChange(live: Role | undefined, wanted: Role): RoleChange {
  if (live === undefined) return 'added';
  return live === wanted ? 'unchanged' : 'changed';
}

/** One school that a person works for. */
export type Post = {
  readonly schoolUai: string;
  readonly schoolName: string;
  readonly schoolKind: SchoolKind;
  readonly schoolTown: string;
  readonly role: StaffRole;
};

/** By what a person of the staff acts: a session in a browser, or a token that he made for a program. */
export type Means =
  | { readonly sessionId: number; readonly tokenId?: undefined }
  | { readonly sessionId?: undefined; readonly tokenId: number };

/** Who acts, from where. */
export type Acting = Means & { readonly staffId: number; readonly address: string };
/** The same at one school. */
export type ActingAt = Acting & { readonly schoolUai: string };

/** As the audit chain and the plain log name him. */
export function staffActor(who: Acting) {
  const { staffId, address } = who;
  return who.tokenId === undefined
    ? ({ type: 'staff', staffId, sessionId: who.sessionId, address } as const)
    : ({ type: 'staff', staffId, tokenId: who.tokenId, address } as const);
}

/** A member of staff at work for one school, read anew at each request. */
export type Desk = Post &
  Acting & {
    readonly name: string;
    /** More than one school, or the network too: the person may change. */
    readonly severalSchools: boolean;
  };

/** Somebody at work for the whole network. */
export type Operator = Acting & {
  readonly name: string;
  /** Works for a school too: he may change. */
  readonly atSchools: boolean;
};

/** For which of his schools a person works: the one chosen in this session while he has it, else the only one. */
export function postAtWork(posts: readonly Post[], chosenUai: string | null): Post | undefined {
  const chosen = posts.find((post) => post.schoolUai === chosenUai);
  return chosen ?? (posts.length === 1 ? posts[0] : undefined);
}

/** Minutes that the act itself may take, after the page that asked for the proof found it fresh: a letter is drawn. */
const actMinutes = 2;

/** In the transaction of an act: a proof that was fresh when its form came has not aged meanwhile. */
export const isProofStanding = ({ provedAt }: { readonly provedAt: Date }, now: Date): boolean =>
  now.getTime() - provedAt.getTime() < (freshProofMinutes + actMinutes) * 60_000;

/**
 * What becomes of an access when a place (a school, or null: the network) gives its person a role. Nobody but the place whose
 * link opened it (`vouchedBy`) knows who holds it: `foreign` to another school; the network has it opened anew, by its own link.
 */
export function accessUnder(vouchedBy: string | null, from: string | null): 'kept' | 'renewed' | 'foreign' {
  if (vouchedBy === null || vouchedBy === from) return 'kept';
  return from === null ? 'renewed' : 'foreign';
}
