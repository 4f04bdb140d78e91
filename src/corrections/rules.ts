// What a parent may ask a school to mend in its register, and how a school answers.

export const correctionFields = [
  'first_name',
  'family_name',
  'usage_name',
  'civility',
  'birth_date',
  'division',
  'mail',
  'phone',
  'kinship',
  'other',
] as const;
export type CorrectionField = (typeof correctionFields)[number];
export type CorrectionState = 'open' | 'corrected' | 'refused';

export const wantedLength = 500;
export const reasonLength = { min: 5, max: 500 } as const;
/** That one account may have waiting: a school reads each of them. */
export const openAtOnce = 10;

/** Whose record is wrong, as a form says it: the parent's own record, or a child he sees by one of his links. */
export type CorrectionSubject =
  | { readonly kind: 'self'; readonly guardianId: number }
  | { readonly kind: 'child'; readonly linkId: number };

export const writeSubject = (subject: CorrectionSubject): string =>
  subject.kind === 'self' ? `moi-${subject.guardianId}` : `enfant-${subject.linkId}`;

export function readSubject(given: string): CorrectionSubject | undefined {
  const parts = /^(moi|enfant)-([1-9][0-9]{0,14})$/.exec(given);
  if (parts === null) return undefined;
  const id = Number(parts[2]);
  return parts[1] === 'moi' ? { kind: 'self', guardianId: id } : { kind: 'child', linkId: id };
}
