// What the staff of a school did at its desk, beside groupings, breaks and letters: ids, never names, never reasons.

import type { LinkLevel } from '../people/rules.js';

/** Rows of a register that an import added, changed and ended. */
type Moved = { readonly added: number; readonly changed: number; readonly ended: number };

export type DeskEvent =
  | {
      readonly kind: 'register_imported';
      readonly data: {
        readonly importId: number;
        readonly schools: readonly string[];
        /** Of a school that sent its own register: its journal tells of it. */
        readonly school?: string;
        readonly accountsCreated: number;
        /** How many came, changed and left; absent in older events. */
        readonly pupils?: Moved;
        readonly guardians?: Moved;
      };
    }
  | { readonly kind: 'journal_exported'; readonly data: { readonly school: string; readonly count: number } }
  | { readonly kind: 'school_settled'; readonly data: { readonly school: string; readonly fields: readonly string[] } }
  /** Who counts as entitled, and how many links that opened and shut. */
  | {
      readonly kind: 'entitlement_set';
      readonly data: {
        readonly school: string;
        readonly from: LinkLevel;
        readonly to: LinkLevel;
        readonly opened: number;
        readonly shut: number;
        readonly accountsCreated: number;
      };
    }
  /** Of a record: an account is not named, for its owner reads what is told of it. */
  | {
      readonly kind: 'record_protected';
      readonly data: { readonly school: string; readonly protectionId: number; readonly hides: boolean };
    }
  | { readonly kind: 'protection_ended'; readonly data: { readonly school: string; readonly protectionId: number } }
  | {
      readonly kind: 'duplicate_answered';
      readonly data: {
        readonly school: string;
        readonly guardianIds: readonly number[];
        readonly answer: 'same' | 'different';
      };
    }
  | {
      readonly kind: 'pupils_told_apart';
      readonly data: { readonly school: string; readonly pupilIds: readonly number[] };
    }
  | {
      /** By the operator: the whole account, whatever schools it leads to. */
      readonly kind: 'account_stopped' | 'account_reopened';
      readonly data: { readonly accountId: number; readonly suspensionId: number };
    }
  | {
      readonly kind: 'account_suspended';
      readonly data: {
        readonly accountId: number;
        readonly suspensionId: number;
        readonly school: string;
        readonly reach: 'account' | 'children';
      };
    }
  | {
      readonly kind: 'account_reinstated';
      readonly data: {
        readonly accountId: number;
        readonly suspensionIds: readonly number[];
        readonly school: string;
        readonly reach: 'account' | 'children';
      };
    }
  | {
      readonly kind: 'sessions_ended_by_school';
      readonly data: { readonly accountId: number; readonly school: string; readonly sessions: number };
    }
  | { readonly kind: 'accounts_exported'; readonly data: { readonly school: string; readonly count: number } };
