// Who works for which school and what each role may do.

export type StaffRole = 'head' | 'secretary' | 'reader';
export const staffRoles: readonly StaffRole[] = ['head', 'secretary', 'reader'];

/** Who may issue letters and break groupings; a reader only looks. */
export const mayAct = (role: StaffRole): boolean => role !== 'reader';

export const isStaffRole = (text: string): text is StaffRole => (staffRoles as readonly string[]).includes(text);

/** Days that an enrolment link lives. */
export const enrolmentDays = 7;

/** What `staff add` does to the one account of a person: at most one live role per school. */
export type RoleChange = 'added' | 'changed' | 'unchanged';

export function decideRoleChange(live: StaffRole | undefined, wanted: StaffRole): RoleChange {
  if (live === undefined) return 'added';
  return live === wanted ? 'unchanged' : 'changed';
}

/**
 * The six digits of a security code as typed: blanks and dashes dropped, full-width and Arabic digits read.
 * Undefined for anything that is no code.
 */
export function parseSecurityCode(typed: string): string | undefined {
  if (typed.length > 20) return undefined;
  const digits = typed
    .normalize('NFKC')
    .replace(/[\s-]+/g, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}
