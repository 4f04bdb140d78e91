// What is removed because it is old: one statement for each kind, which removes at most so many rows.
import { type RawBuilder, sql } from 'kysely';
import type { Cutoffs } from '../retention/rules.js';
import type { Db, Tx } from './open.js';

// Rows are named by their place in the table, except where that is several tables below.
const removed = (table: string, stale: (cutoffs: Cutoffs) => RawBuilder<unknown>, key = 'ctid') => ({
  table,
  key,
  stale,
  set: undefined,
});
const emptied = (table: string, stale: (cutoffs: Cutoffs) => RawBuilder<unknown>, set: RawBuilder<unknown>) => ({
  table,
  key: 'ctid',
  stale,
  set,
});

/** In an order that foreign keys bear: what points to a row goes before it. */
const sweeps = {
  intents: removed('grouping_intent', ({ spent }) => sql`t.expires_at < ${spent}`),
  sign_ons: removed('sign_on', ({ spent }) => sql`t.expires_at < ${spent}`),
  // Told of the end of its session, if need be for three days, a service needs its ticket's address no more.
  tickets: removed('cas_ticket', ({ spent }) => sql`t.expires_at < ${spent}`),
  saml_requests: removed('saml_request', ({ spent }) => sql`t.at < ${spent}`),
  second_steps: removed('second_step', ({ spent }) => sql`t.expires_at < ${spent}`),
  staff_second_steps: removed('staff_second_step', ({ spent }) => sql`t.expires_at < ${spent}`),
  activations: removed('activation', ({ spent }) => sql`t.expires_at < ${spent}`),
  // The last session of an account that may fall asleep tells since when it is unused.
  sessions: removed(
    'session',
    ({ log }) => sql`t.seen_at < ${log} and not exists (
      select from account a where a.id = t.account_id and a.state = 'active'
        and t.id = (select id from session s where s.account_id = a.id order by s.seen_at desc, s.id desc limit 1))
      and not exists (select from grouping_intent i where i.session_id = t.id)
      and not exists (select from second_step p where p.session_id = t.id)`,
  ),
  // The last letter of an account that was never activated tells since when it waits.
  letters: removed(
    'letter',
    ({ log }) => sql`coalesce(t.used_at, t.replaced_at, t.died_at, t.last_day::timestamptz) < ${log}
      and not exists (select from account a where a.id = t.account_id and a.state = 'to_activate')
      and not exists (select from activation v where v.letter_id = t.id)`,
  ),
  program_answers: removed('api_answer', ({ mail }) => sql`t.begun_at < ${mail}`),
  program_days: removed('api_token_day', ({ spent }) => sql`t.day < ${spent}::timestamptz::date`),
  tokens: removed('single_use_token', ({ spent }) => sql`t.expires_at < ${spent}`),
  objection_links: removed('objection_link', ({ spent }) => sql`t.expires_at < ${spent}`),
  client_grants: removed('oidc_grant', ({ spent }) => sql`t.expires_at < ${spent}`),
  client_requests: removed('oidc_request', ({ spent }) => sql`t.expires_at < ${spent}`),
  federation_steps: removed('federation_step', ({ spent }) => sql`t.expires_at < ${spent}`),
  linked_identities: removed('linked_identity', ({ log }) => sql`t.unlinked_at < ${log}`),
  staff_identities: removed('staff_identity', ({ log }) => sql`t.unlinked_at < ${log}`),
  client_proofs: removed('oidc_seen', ({ spent }) => sql`t.expires_at < ${spent}`),
  // Not sooner than a letter lives: a count of tries in a row is what bounds guessing.
  tries: removed(
    'throttle',
    ({ tries }) => sql`t.window_started_at < ${tries} and coalesce(t.blocked_until < ${tries}, true)`,
  ),
  mails: removed(
    'pgboss.job',
    ({ mail }) => sql`t.state in ('completed', 'cancelled', 'failed') and t.completed_on < ${mail}`,
    'id',
  ),
  imports: removed('import_run', ({ log }) => sql`t.applied_at < ${log}`),
  letter_batches: removed('letter_batch', ({ log }) => sql`t.asked_at < ${log} and t.ended_at is not null`),
  // Those that were applied go with their import.
  uploads: removed('upload', ({ log }) => sql`t.ended_at < ${log} and t.import_id is null`),
  factors: removed('factor', ({ log }) => sql`t.removed_at < ${log}`),
  factor_resets: removed('factor_reset', ({ log }) => sql`coalesce(t.done_at, t.stopped_at) < ${log}`),
  staff_codes: removed('staff_recovery', ({ log }) => sql`t.replaced_at < ${log}`),
  recovery_codes: removed('recovery_batch', ({ log }) => sql`t.replaced_at < ${log}`),
  approvals: removed('approval', ({ log }) => sql`t.expires_at < ${log}`),
  requests: removed('grouping_request', ({ log }) => sql`t.ended_at < ${log}`),
  protections: removed('protection', ({ log }) => sql`t.ended_at < ${log}`),
  readings: removed('reading', ({ log }) => sql`t.at < ${log}`),
  // What nobody takes any more is kept as long as what was taken: an application that was removed, one that gave it up.
  deliveries: removed(
    'delivery',
    ({ log }) => sql`t.at < ${log} and (coalesce(t.done_at, t.parked_at) < ${log} or exists (
      select from client c where c.id = t.client_id and c.removed_at < ${log}))`,
  ),
  outbox: removed(
    'outbox',
    ({ log }) => sql`t.fanned_at < ${log} and not exists (select from delivery d where d.outbox_id = t.id)`,
  ),
  corrections: removed('correction', ({ log }) => sql`t.answered_at < ${log}`),
  break_reasons: emptied('account_break', ({ log }) => sql`t.at < ${log} and t.reason <> ''`, sql`reason = ''`),
  closed_contacts: emptied(
    'account',
    ({ mail }) => sql`t.state = 'closed' and t.closed_at < ${mail}
      and (t.mail is not null or t.pending_mail is not null or t.language is not null)`,
    sql`mail = null, mail_confirmed_at = null, pending_mail = null, pending_mail_at = null, language = null, version = version + 1`,
  ),
  closed_passwords: emptied(
    'account',
    ({ log }) => sql`t.state = 'closed' and t.closed_at < ${log} and t.password_hash is not null`,
    sql`password_hash = null, password_set_at = null, version = version + 1, proof_version = proof_version + 1`,
  ),
};

export type LogKind = keyof typeof sweeps;
export const logKinds = Object.keys(sweeps) as readonly LogKind[];

export async function countStale(db: Db, kind: LogKind, cutoffs: Cutoffs): Promise<number> {
  const { table, stale } = sweeps[kind];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)} t where ${stale(cutoffs)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Removes (or empties) at most `limit` rows; returns how many. */
export async function removeStale(tx: Tx, kind: LogKind, cutoffs: Cutoffs, limit: number): Promise<number> {
  const { table, key, stale, set } = sweeps[kind];
  const batch = sql`(select ${sql.ref(`t.${key}`)} from ${sql.table(table)} t where ${stale(cutoffs)} limit ${limit} for update skip locked)`;
  const act = set === undefined ? sql`delete from ${sql.table(table)}` : sql`update ${sql.table(table)} set ${set}`;
  const { numAffectedRows } = await sql`${act} where ${sql.ref(key)} = any(array${batch})`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
