export type GroupingProof = 'password' | 'letter_code' | 'letter_token';
export type BreakReasonKind = 'same_name' | 'asked_by_parent' | 'school_error' | 'other';
