// What mails there are. A job carries ids and a purpose, never a secret: the text is written, and its token minted,
// only when the mail leaves.

import type { AccountState } from '../accounts/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';

/** What the owner of an account is told at once, because a stranger might have done it. */
export const securityActs = [
  'password_changed',
  'password_reset',
  'mail_change_asked',
  'mail_changed',
  'identity_linked',
  'identity_unlinked',
  'factor_added',
  'factor_removed',
  'recovery_codes_made',
  'recovery_code_used',
  'factor_reset_asked',
  'factor_reset_stopped',
  'account_closed',
  'account_frozen',
  'children_hidden',
  'account_suspended',
  'children_suspended',
  'account_reinstated',
  'account_stopped',
  'account_reopened',
] as const;
export type SecurityAct = (typeof securityActs)[number];

/** What a school or the network did: its owner has nothing to answer for, and may ask a school. */
export const actsOfSchools: readonly SecurityAct[] = [
  'factor_reset_stopped',
  'account_suspended',
  'children_suspended',
  'account_reinstated',
  'account_stopped',
  'account_reopened',
];

/** What a mail tells of a request. */
export type RequestMoment = 'opened' | 'accepted' | 'refused' | 'void';

export type TokenMoment = 'made' | 'worn_out';

/** What a member of staff is told at once of his own access, because a stranger might have done it. */
export type StaffMoment =
  | 'passkey_added'
  | 'passkey_removed'
  | 'application_added'
  | 'application_removed'
  | 'recovery_codes_made'
  | 'identity_linked'
  | 'identity_unlinked'
  | 'access_renewed';

export type MailJob =
  /** To the address that the account holds and has not proved yet. */
  | { readonly kind: 'confirm_mail'; readonly accountId: number }
  | {
      readonly kind: 'grouping_notice';
      readonly groupingId: number;
      readonly side: 'kept' | 'absorbed';
      /** The address that was confirmed when the grouping was made: the absorbed account is closed by now. */
      readonly to: string;
    }
  /** Promised for every identifier that is typed, known or not: whether there is anything to send is found out later. */
  | { readonly kind: 'reset_password'; readonly identifier: string }
  /** Promised for every address that is typed. */
  | { readonly kind: 'identifiers'; readonly to: string }
  | {
      readonly kind: 'security_notice';
      readonly accountId: number;
      readonly what: SecurityAct;
      readonly at: string;
      /** The school that acted: the one to call. Without it, all those of the account. */
      readonly school?: string;
      /** The reset of a second factor that a link of the mail stops. */
      readonly resetId?: number;
      /** The address that was confirmed before the act; without it, the one that is confirmed when the mail leaves. */
      readonly to?: string;
    }
  | {
      readonly kind: 'request_notice';
      readonly requestId: number;
      readonly what: RequestMoment;
      /** What became void is told to its author alone. */
      readonly side: 'kept' | 'absorbed';
      readonly to: string;
    }
  | {
      readonly kind: 'sleep_warning';
      readonly accountId: number;
      readonly warnedAt: string;
      readonly sleepsOn: CivilDate;
    }
  /** To a member of staff, at the address of his access: what waits for his school's answer. */
  | { readonly kind: 'request_reminder'; readonly staffId: number; readonly school: string }
  /** To who answers for the tokens of a place: one was made, or did what it may do in a day. */
  | {
      readonly kind: 'token_notice';
      readonly tokenId: number;
      readonly staffId: number;
      readonly what: TokenMoment;
    }
  /** To a member of staff: his own access has changed. */
  | { readonly kind: 'staff_notice'; readonly staffId: number; readonly what: StaffMoment; readonly at: string }
  | { readonly kind: 'break_notice'; readonly breakId: number; readonly to: string }
  | {
      readonly kind: 'recovery_letter_notice';
      readonly letterId: number;
      readonly moment: 'made' | 'used';
      readonly to: string;
    };

/** What a mail about a lost password may hold: a link for an account that opens, else what its owner can do. */
export type ResetAdvice = 'link' | 'call_school' | 'new_letter';

/** Told to the confirmed address alone. A closed account does not exist for anybody. */
export function resetAdvice(state: AccountState): ResetAdvice | undefined {
  switch (state) {
    case 'active':
      return 'link';
    case 'frozen':
    case 'suspended':
      return 'call_school';
    case 'asleep':
    case 'to_activate':
      return 'new_letter';
    case 'closed':
      return undefined;
  }
}
