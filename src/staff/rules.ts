export type StaffRole = 'head' | 'secretary' | 'reader';

/** Who may issue letters and break groupings; a reader only looks. */
export const mayAct = (role: StaffRole): boolean => role !== 'reader';
