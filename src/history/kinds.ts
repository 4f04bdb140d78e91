// Which events of the chain a parent reads in his history, and in which words. A new kind of event does not compile until
// it has a line here.
import type { AuditEvent } from '../audit/events.js';

/** What a line of the history says: the end of the message's key. */
export type HistoryKind =
  | 'opened'
  | 'grouped'
  | 'broken'
  | 'left'
  | 'recovered'
  | 'requested'
  | 'password_changed'
  | 'password_reset'
  | 'identity_linked'
  | 'identity_unlinked'
  | 'client_withdrawn'
  | 'factor_added'
  | 'factor_removed'
  | 'factor_reset_asked'
  | 'factor_reset_stopped'
  | 'factor_removed_by_school'
  | 'recovery_codes_made'
  | 'recovery_code_used'
  | 'sessions_ended'
  | 'mail_given'
  | 'mail_confirmed'
  | 'mail_change_asked'
  | 'mail_change_dropped'
  | 'mail_changed'
  | 'child_disowned'
  | 'child_restored'
  | 'objected'
  | 'objection_lifted'
  | 'suspended'
  | 'stopped_by_operator'
  | 'reopened_by_operator'
  | 'reinstated'
  | 'sessions_ended_by_school'
  | 'sessions_ended_by_operator'
  | 'account_shown'
  | 'asleep';

export type HistoryLine = {
  readonly at: Date;
  readonly kind: HistoryKind;
  readonly reference?: string | undefined;
  /** An identifier, or the name of a school or an application. */
  readonly about?: string | undefined;
};

/** Undefined: told from a table that remembers for longer, or nothing of a parent's account. */
export const historyKinds: Readonly<Record<AuditEvent['kind'], HistoryKind | undefined>> = {
  school_added: undefined,
  school_described: undefined,
  signing_key_made: undefined,
  client_added: undefined,
  account_ordered: undefined,
  client_changed: undefined,
  client_secret_renewed: undefined,
  account_shown: 'account_shown',
  client_removed: undefined,
  deliveries_retried: undefined,
  deliveries_replayed: undefined,
  service_saved: undefined,
  service_withdrawn: undefined,
  services_listed: undefined,
  service_opened: undefined,
  service_closed: undefined,
  school_set: undefined,
  register_imported: undefined,
  letters_issued: undefined,
  letter_died: undefined,
  account_activated: undefined,
  account_recovered: 'recovered',
  password_changed: 'password_changed',
  password_reset: 'password_reset',
  identity_linked: 'identity_linked',
  identity_unlinked: 'identity_unlinked',
  client_withdrawn: 'client_withdrawn',
  factor_added: 'factor_added',
  factor_removed: 'factor_removed',
  factor_reset_asked: 'factor_reset_asked',
  factor_reset_stopped: 'factor_reset_stopped',
  factor_removed_by_school: 'factor_removed_by_school',
  recovery_codes_made: 'recovery_codes_made',
  recovery_code_used: 'recovery_code_used',
  sessions_ended: 'sessions_ended',
  mail_given: 'mail_given',
  mail_confirmed: 'mail_confirmed',
  mail_change_asked: 'mail_change_asked',
  mail_change_dropped: 'mail_change_dropped',
  mail_changed: 'mail_changed',
  child_disowned: 'child_disowned',
  child_restored: 'child_restored',
  request_opened: 'requested',
  request_answered: undefined,
  request_ended: undefined,
  accounts_grouped: undefined,
  accounts_exported: undefined,
  journal_exported: undefined,
  school_settled: undefined,
  entitlement_set: undefined,
  record_protected: undefined,
  protection_ended: undefined,
  duplicate_answered: undefined,
  pupils_told_apart: undefined,
  account_suspended: 'suspended',
  account_stopped: 'stopped_by_operator',
  account_reopened: 'reopened_by_operator',
  account_reinstated: 'reinstated',
  sessions_ended_by_school: 'sessions_ended_by_school',
  sessions_ended_by_operator: 'sessions_ended_by_operator',
  grouping_objected: 'objected',
  objection_lifted: 'objection_lifted',
  account_broken: undefined,
  account_closed: undefined,
  correction_asked: undefined,
  correction_answered: undefined,
  letters_asked: undefined,
  password_links_sent: undefined,
  letters_handed: undefined,
  upload_received: undefined,
  upload_abandoned: undefined,
  network_set: undefined,
  approval_asked: undefined,
  approval_answered: undefined,
  approval_used: undefined,
  token_made: undefined,
  token_revoked: undefined,
  staff_recovery_codes_made: undefined,
  staff_recovery_code_used: undefined,
  staff_factor_added: undefined,
  staff_factor_removed: undefined,
  staff_factor_renamed: undefined,
  staff_identity_linked: undefined,
  staff_identity_unlinked: undefined,
  staff_sessions_ended: undefined,
  staff_added: undefined,
  staff_role_added: undefined,
  staff_role_ended: undefined,
  staff_factors_forgotten: undefined,
  staff_invited: undefined,
  staff_enrolled: undefined,
  sleep_warned: undefined,
  account_asleep: 'asleep',
  records_erased: undefined,
  tidied: undefined,
  events_removed: undefined,
};

export function historyKindOf(kind: string): HistoryKind | undefined {
  return Object.hasOwn(historyKinds, kind) ? historyKinds[kind as AuditEvent['kind']] : undefined;
}
