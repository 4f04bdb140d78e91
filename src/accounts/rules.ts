// States of an account and what may happen in each; how an identifier is written and read.

export type AccountState = 'to_activate' | 'active' | 'frozen' | 'suspended' | 'asleep' | 'closed';
export type AttachmentBeganCause = 'import' | 'grouping' | 'break' | 'correction' | 'closing';
export type AttachmentEndedCause = 'grouping' | 'break' | 'correction' | 'closing';
export type HoldCause = 'not_my_child' | 'freeze' | 'suspension' | 'protection';
export type TokenPurpose = 'confirm_mail' | 'reset_password' | 'enrol_staff' | 'object_grouping';
export type OutboxKind = 'account_grouped' | 'account_broken' | 'account_closed';

/** An identifier as it is compared and stored: NFKC, lower case, no blanks or invisible signs. */
export function canonicalIdentifier(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{C}]+/gu, '');
}
