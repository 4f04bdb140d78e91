// Who works for which school and what each role may do.
import type { SchoolKind } from '../people/rules.js';

export type StaffRole = 'head' | 'secretary' | 'reader';
export const staffRoles: readonly StaffRole[] = ['head', 'secretary', 'reader'];

/** Who may issue letters and break groupings; a reader only looks. */
export const mayAct = (role: StaffRole): boolean => role !== 'reader';

/** How a person's mail is counted when it is tried in vain: like the database, which knows one account per mail. */
export const mailKey = (mail: string): string => mail.normalize('NFC').trim().toLowerCase().slice(0, 254);

export const isStaffRole = (text: string): text is StaffRole => (staffRoles as readonly string[]).includes(text);

/** Days that an enrolment link lives. */
export const enrolmentDays = 7;

/** What `staff add` does to the one account of a person: at most one live role per school. */
export type RoleChange = 'added' | 'changed' | 'unchanged';

export function decideRoleChange(live: StaffRole | undefined, wanted: StaffRole): RoleChange {
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

/** A member of staff at work for one school, read anew at each request. */
export type Desk = Post & {
  readonly staffId: number;
  readonly sessionId: number;
  readonly address: string;
  readonly name: string;
  /** More than one school: the person may change. */
  readonly severalSchools: boolean;
};

/** For which of his schools a person works: the one chosen in this session while he has it, else the only one. */
export function postAtWork(posts: readonly Post[], chosenUai: string | null): Post | undefined {
  const chosen = posts.find((post) => post.schoolUai === chosenUai);
  return chosen ?? (posts.length === 1 ? posts[0] : undefined);
}
