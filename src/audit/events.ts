// The closed list of what is written in the audit chain: ids, never names, never secrets.

import type { ClosingCause } from '../accounts/rules.js';
import type { ObjectionSide } from '../grouping/rules.js';
import type { LetterPurpose } from '../letters/rules.js';
import type { SleepCause, TidyKind } from '../retention/rules.js';
import type { ClientEvent } from './client-events.js';
import type { DeskEvent } from './desk-events.js';
import type { StaffActor, StaffEvent } from './staff-events.js';

export type Actor =
  | { readonly type: 'parent'; readonly accountId: number; readonly sessionId: number | null; readonly address: string }
  | StaffActor
  /** Whoever holds the link of a mail: he proved a mailbox, not an account. */
  | { readonly type: 'mailbox'; readonly address: string }
  | { readonly type: 'command' }
  | { readonly type: 'system' };

export type AuditEvent = { readonly actor: Actor } & (
  | { readonly kind: 'school_added' | 'school_described'; readonly data: { readonly uai: string } }
  | {
      readonly kind: 'signing_key_made';
      readonly data: { readonly kid: string; readonly purpose: string; readonly algorithm: string };
    }
  | {
      readonly kind: 'account_ordered';
      readonly data: {
        readonly order: 'group';
        readonly accountId: number;
        readonly absorbedId: number;
        readonly reason: string;
      };
    }
  | { readonly kind: 'account_shown'; readonly data: { readonly accountId: number } }
  | ClientEvent
  | {
      readonly kind: 'service_saved';
      readonly data: { readonly slug: string; readonly openedByDefault: boolean };
    }
  | { readonly kind: 'service_withdrawn'; readonly data: { readonly slug: string } }
  | { readonly kind: 'services_listed'; readonly data: { readonly slugs: readonly string[] } }
  | {
      readonly kind: 'service_opened';
      readonly data: {
        readonly slug: string;
        readonly school: string;
        readonly opensOn: string;
        readonly closesOn: string | null;
        readonly dueOn: string | null;
      };
    }
  | { readonly kind: 'service_closed'; readonly data: { readonly slug: string; readonly school: string } }
  | {
      readonly kind: 'school_set';
      readonly data: {
        readonly school: string | null;
        readonly links: readonly string[];
        readonly contactMail: boolean;
      };
    }
  | {
      readonly kind: 'letters_asked';
      readonly data: { readonly batchId: number; readonly school: string; readonly division: string | null };
    }
  | {
      readonly kind: 'password_links_sent';
      readonly data: { readonly batchId: number; readonly school: string; readonly accountIds: readonly number[] };
    }
  | {
      readonly kind: 'letters_handed';
      readonly data: {
        readonly batchId: number;
        readonly school: string;
        readonly handed: readonly number[];
        readonly notHanded: readonly number[];
      };
    }
  | {
      readonly kind: 'upload_received';
      readonly data: {
        readonly uploadId: number;
        readonly school: string;
        readonly files: number;
        readonly bytes: number;
      };
    }
  | { readonly kind: 'upload_abandoned'; readonly data: { readonly uploadId: number; readonly school: string } }
  | {
      readonly kind: 'letters_issued';
      readonly data: {
        readonly school: string;
        readonly letterIds: readonly number[];
        readonly purpose: LetterPurpose;
      };
    }
  | {
      readonly kind: 'letter_died';
      readonly data: { readonly letterId: number; readonly cause: 'birth_dates' | 'not_my_child' };
    }
  | { readonly kind: 'account_activated'; readonly data: { readonly accountId: number; readonly letterId: number } }
  | { readonly kind: 'account_recovered'; readonly data: { readonly accountId: number; readonly letterId: number } }
  | { readonly kind: 'password_changed'; readonly data: { readonly accountId: number } }
  | { readonly kind: 'password_reset'; readonly data: { readonly accountId: number } }
  | { readonly kind: 'mail_change_asked'; readonly data: { readonly accountId: number } }
  | { readonly kind: 'mail_change_dropped'; readonly data: { readonly accountId: number } }
  | { readonly kind: 'mail_changed'; readonly data: { readonly accountId: number } }
  | {
      readonly kind: 'identity_linked' | 'identity_unlinked';
      readonly data: { readonly accountId: number; readonly issuer: string };
    }
  | { readonly kind: 'factor_added'; readonly data: { readonly accountId: number; readonly factor: string } }
  | { readonly kind: 'factor_removed'; readonly data: { readonly accountId: number; readonly factorId: number } }
  | {
      readonly kind: 'factor_reset_asked';
      readonly data: { readonly accountId: number; readonly resetId: number; readonly school: string };
    }
  | {
      readonly kind: 'factor_reset_stopped';
      readonly data: { readonly accountId: number; readonly resetId: number; readonly school?: string };
    }
  | {
      readonly kind: 'factor_removed_by_school';
      readonly data: { readonly accountId: number; readonly resetId: number };
    }
  | { readonly kind: 'recovery_codes_made'; readonly data: { readonly accountId: number } }
  | { readonly kind: 'recovery_code_used'; readonly data: { readonly accountId: number } }
  | {
      readonly kind: 'sessions_ended' | 'sessions_ended_by_operator';
      readonly data: { readonly accountId: number; readonly sessions: number };
    }
  | { readonly kind: 'mail_given'; readonly data: { readonly accountId: number } }
  | { readonly kind: 'mail_confirmed'; readonly data: { readonly accountId: number } }
  | {
      readonly kind: 'child_disowned';
      readonly data: { readonly accountId: number; readonly linkIds: readonly number[] };
    }
  | {
      readonly kind: 'child_restored';
      readonly data: { readonly accountId: number; readonly school: string; readonly linkId: number };
    }
  | DeskEvent
  | {
      readonly kind: 'accounts_grouped';
      readonly data: {
        readonly groupingId: number;
        readonly keptId: number;
        readonly absorbedId: number;
        readonly proof: string;
        readonly guardianIds: readonly number[];
        readonly pupilIds: readonly number[];
      };
    }
  | {
      readonly kind: 'request_opened';
      readonly data: {
        readonly requestId: number;
        readonly keptId: number;
        readonly absorbedId: number;
        readonly proof: string;
        readonly reasons: readonly string[];
        readonly schools: readonly string[];
      };
    }
  | {
      readonly kind: 'request_answered';
      /** Without a school: the operator. `state` is what the answer made of the request. */
      readonly data: {
        readonly requestId: number;
        readonly school: string | null;
        readonly decision: 'accepted' | 'refused';
        readonly state: 'open' | 'accepted' | 'refused';
      };
    }
  | {
      readonly kind: 'request_ended';
      readonly data:
        | { readonly requestId: number; readonly state: 'done'; readonly groupingId: number }
        | { readonly requestId: number; readonly state: 'withdrawn' }
        | { readonly requestId: number; readonly state: 'void'; readonly cause: string };
    }
  | {
      readonly kind: 'grouping_objected';
      readonly data: {
        readonly objectionId: number;
        readonly groupingId: number;
        readonly side: ObjectionSide;
        readonly accountId: number;
      };
    }
  | {
      readonly kind: 'objection_lifted';
      readonly data: { readonly objectionId: number; readonly accountId: number; readonly school: string };
    }
  | {
      readonly kind: 'account_broken';
      readonly data: {
        readonly breakId: number;
        readonly school: string;
        readonly fromAccountId: number;
        readonly toAccountId: number;
        readonly guardianIds: readonly number[];
        readonly reasonKind: string;
        /** The grouping that it undoes, when that was asked. */
        readonly groupingId: number | null;
      };
    }
  | {
      readonly kind: 'correction_asked';
      readonly data: { readonly accountId: number; readonly correctionId: number; readonly school: string };
    }
  | {
      readonly kind: 'correction_answered';
      readonly data: {
        readonly accountId: number;
        readonly correctionId: number;
        readonly school: string;
        readonly state: 'corrected' | 'refused';
      };
    }
  | {
      readonly kind: 'account_closed';
      readonly data: {
        readonly accountId: number;
        readonly cause: ClosingCause;
        readonly guardianIds: readonly number[];
        /** Where an owner's records went on, one for each school. */
        readonly newAccountIds: readonly number[];
      };
    }
  | StaffEvent
  | { readonly kind: 'sleep_warned'; readonly data: { readonly accountId: number; readonly again: boolean } }
  | { readonly kind: 'account_asleep'; readonly data: { readonly accountId: number; readonly cause: SleepCause } }
  | {
      readonly kind: 'records_erased';
      readonly data: { readonly guardianIds: readonly number[]; readonly pupilIds: readonly number[] };
    }
  /** Old rows of one kind, removed by schedule. */
  | { readonly kind: 'tidied'; readonly data: { readonly what: TidyKind; readonly count: number } }
  | { readonly kind: 'events_removed'; readonly data: { readonly throughSeq: number; readonly count: number } }
);
