// Reads and writes of the end of an account: it closes into no other one.
import { sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { Db, Tx } from './open.js';

/** A record attached to an account now. */
export type ClosingRecord = {
  readonly guardianId: number;
  readonly schoolUai: string;
  readonly firstName: string;
  readonly usedName: string;
  /** Its register opens a child to it. */
  readonly entitled: boolean;
};

export type ClosingFacts = {
  readonly state: AccountState;
  readonly confirmedMail: string | null;
  readonly records: readonly ClosingRecord[];
};

/** What closing an account decides upon. Undefined when there is no such account. */
export async function readClosingFacts(db: Db, accountId: number): Promise<ClosingFacts | undefined> {
  const { rows } = await sql<ClosingFacts>`
    with held as (
      select g.id, g.school_uai, g.first_name, coalesce(g.usage_name, g.family_name) as used_name
      from attachment a join guardian_record g on g.id = a.guardian_id
      where a.account_id = ${accountId} and a.until is null
    ), opened as (
      select l.guardian_id from link l join held on held.id = l.guardian_id where l.until is null and l.entitling
    )
    select c.state, case when c.mail_confirmed_at is not null then c.mail end as confirmed_mail,
      coalesce((select jsonb_agg(jsonb_build_object('guardianId', id, 'schoolUai', school_uai, 'firstName', first_name,
        'usedName', used_name, 'entitled', id in (select guardian_id from opened)) order by school_uai, id) from held), '[]') as records
    from account c where c.id = ${accountId}`.execute(db);
  return rows[0];
}

/** Whether a session is still open: read behind its account's lock, before something that cannot be undone. */
export async function isSessionOpen(tx: Tx, sessionId: number, accountId: number): Promise<boolean> {
  const open = await tx
    .selectFrom('session')
    .select('id')
    .where('id', '=', sessionId)
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return open !== undefined;
}

export type ClosingWrite = {
  readonly accountId: number;
  /** One new account for each school whose records go on. A collision breaks `account_identifier_unique`. */
  readonly successors: readonly { readonly schoolUai: string; readonly identifier: string }[];
  readonly eventId: string;
  readonly payload: unknown;
  readonly now: Date;
};

export type Successor = { readonly accountId: number; readonly schoolUai: string };

export type ClosingWritten = {
  readonly successors: readonly Successor[];
  readonly voidRequestIds: readonly number[];
};

/**
 * Closes an account, in one statement: its attachments end, those of the named schools begin again on new accounts
 * with what was hidden from them, and all that could open it dies. Its identifier stays taken for ever. The account
 * must be locked by an earlier statement.
 */
export async function writeClosing(tx: Tx, write: ClosingWrite): Promise<ClosingWritten> {
  const { accountId, now } = write;
  const { rows } = await sql<ClosingWritten>`
    with wanted as (
      select school_uai, identifier from json_to_recordset(${JSON.stringify(
        write.successors.map(({ schoolUai, identifier }) => ({ school_uai: schoolUai, identifier })),
      )}::json) as w(school_uai text, identifier text)
    ), born as (
      insert into account (identifier, state, created_at) select identifier, 'to_activate', ${now} from wanted
      returning id, identifier
    ), ended as (
      update attachment a set until = ${now}, ended_cause = 'closing' where a.account_id = ${accountId} and a.until is null
      returning a.id, a.guardian_id
    ), opened as (
      insert into attachment (account_id, guardian_id, since, began_cause)
      select born.id, ended.guardian_id, ${now}::timestamptz, 'closing'
      from ended join guardian_record g on g.id = ended.guardian_id join wanted using (school_uai) join born using (identifier)
      order by ended.guardian_id
      returning id, guardian_id
    ), lifted as (
      update hold h set until = ${now} from ended where h.attachment_id = ended.id and h.until is null
      returning ended.guardian_id, h.cause, h.reason, h.since
    ), carried as (
      -- A freeze or a suspension concerned the account that closes; a protection concerns the child.
      insert into hold (attachment_id, cause, reason, since)
      select opened.id, lifted.cause, lifted.reason, lifted.since from lifted join opened using (guardian_id)
      where lifted.cause = 'protection'
    ), closed as (
      update account set state = 'closed', closed_at = ${now}, version = version + 1, proof_version = proof_version + 1
      where id = ${accountId}
    ), sessions as (
      update session set ended_at = ${now}, ended_cause = 'closed' where account_id = ${accountId} and ended_at is null
    ), letters as (
      update letter set died_at = ${now}
      where account_id = ${accountId} and used_at is null and replaced_at is null and died_at is null
    ), activations as (
      update activation set used_at = ${now} from letter
      where letter.id = activation.letter_id and letter.account_id = ${accountId} and activation.used_at is null
    ), factors as (
      update factor set removed_at = ${now}, totp_secret = null, credential_id = null, public_key = null
      where account_id = ${accountId} and removed_at is null
    ), codes as (
      update recovery_batch set replaced_at = ${now} where account_id = ${accountId} and replaced_at is null
    ), steps as (
      update second_step set used_at = ${now} where account_id = ${accountId} and used_at is null
    ), tokens as (
      update single_use_token set cancelled_at = ${now}
      where account_id = ${accountId} and used_at is null and cancelled_at is null
    ), intents as (
      update grouping_intent set cancelled_at = ${now}
      where ${accountId}::bigint in (kept_id, absorbed_id) and used_at is null and cancelled_at is null
    ), requests as (
      update grouping_request r set state = 'void', void_cause = 'account_closed', ended_at = ${now}
      where r.state in ('open', 'accepted') and ${accountId}::bigint in (r.kept_id, r.absorbed_id)
      returning r.id
    ), successors as (
      select coalesce(jsonb_agg(jsonb_build_object('accountId', born.id, 'schoolUai', wanted.school_uai) order by born.id), '[]') as list
      from born join wanted using (identifier)
    ), told as (
      insert into outbox (event_id, kind, account_id, payload, at)
      select ${write.eventId}::uuid, 'account_closed', ${accountId}::bigint,
        ${JSON.stringify(write.payload)}::jsonb || jsonb_build_object('newAccounts', list), ${now}::timestamptz
      from successors
    )
    select list as successors, coalesce((select jsonb_agg(r.id order by r.id) from requests r), '[]') as void_request_ids
    from successors`.execute(tx);
  const written = rows[0];
  if (written === undefined) throw new Error('a closing wrote nothing');
  return written;
}
