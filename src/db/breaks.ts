// Reads and writes of a break: a school takes records of its own register out of an account, into a new one.
import { sql } from 'kysely';
import type { BreakReasonKind } from '../grouping/rules.js';
import type { Db, Tx } from './open.js';

export type AttachedRecord = { readonly guardianId: number; readonly schoolUai: string };

/** The records attached to an account now, of every school: for the rule, never for a page. */
export async function readAttachedRecords(db: Db, accountId: number): Promise<AttachedRecord[]> {
  return await db
    .selectFrom('attachment')
    .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
    .select(['attachment.guardianId', 'guardianRecord.schoolUai'])
    .where('attachment.accountId', '=', accountId)
    .where('attachment.until', 'is', null)
    .orderBy('attachment.guardianId')
    .execute();
}

export type BreakWrite = {
  readonly reference: string;
  readonly schoolUai: string;
  readonly fromAccountId: number;
  /** Of the account to be made. A collision breaks `account_identifier_unique`. */
  readonly identifier: string;
  readonly guardianIds: readonly number[];
  readonly staffId: number;
  readonly reasonKind: BreakReasonKind;
  readonly reason: string;
  /** The grouping that it undoes. */
  readonly groupingId: number | null;
  readonly eventId: string;
  readonly payload: unknown;
  readonly now: Date;
};

export type BreakWritten = {
  readonly breakId: number;
  readonly accountId: number;
  /** Requests about the account left behind: they were about all its records. */
  readonly voidRequestIds: readonly number[];
};

/**
 * Makes the new account and moves the chosen attachments to it, in one statement. The letters that this school
 * issued for the account left behind die, for they name children who go. The account must be locked by an earlier
 * statement, and the records checked behind that lock.
 */
export async function writeBreak(tx: Tx, write: BreakWrite): Promise<BreakWritten> {
  const { now, fromAccountId, schoolUai } = write;
  const { rows } = await sql<BreakWritten>`
    with born as (
      insert into account (identifier, state, created_at) values (${write.identifier}, 'to_activate', ${now}) returning id
    ), made as (
      insert into account_break (reference, school_uai, from_account_id, to_account_id, staff_id, reason_kind, reason, at, grouping_id)
      select ${write.reference}, ${schoolUai}, ${fromAccountId}::bigint, born.id, ${write.staffId}::bigint,
        ${write.reasonKind}, ${write.reason}, ${now}::timestamptz, ${write.groupingId}::bigint from born
      returning id, to_account_id
    ), ended as (
      update attachment a set until = ${now}, ended_cause = 'break', ended_break_id = made.id
      from made
      where a.account_id = ${fromAccountId} and a.until is null and a.guardian_id in (${sql.join(write.guardianIds)})
      returning a.id, a.guardian_id
    ), opened as (
      insert into attachment (account_id, guardian_id, since, began_cause, began_break_id)
      select made.to_account_id, ended.guardian_id, ${now}::timestamptz, 'break', made.id from ended, made order by ended.guardian_id
      returning id, guardian_id
    ), lifted as (
      update hold h set until = ${now} from ended where h.attachment_id = ended.id and h.until is null
      returning ended.guardian_id, h.cause, h.reason, h.since
    ), carried as (
      -- A freeze or a suspension concerned the account left behind; a protection concerns the child.
      insert into hold (attachment_id, cause, reason, since)
      select opened.id, lifted.cause, lifted.reason, lifted.since from lifted join opened using (guardian_id)
      where lifted.cause = 'protection'
    ), letters as (
      update letter set died_at = ${now} from made
      where letter.account_id = ${fromAccountId} and letter.school_uai = ${schoolUai}
        and used_at is null and replaced_at is null and died_at is null
      returning letter.id
    ), reduced as (
      update account set version = version + 1,
        proof_version = proof_version + (case when exists (select 1 from letters) then 1 else 0 end)
      from made where account.id = ${fromAccountId}
    ), requests as (
      update grouping_request r set state = 'void', void_cause = 'broken', ended_at = ${now} from made
      where r.state in ('open', 'accepted') and ${fromAccountId}::bigint in (r.kept_id, r.absorbed_id)
      returning r.id
    ), told as (
      insert into outbox (event_id, kind, account_id, payload, at)
      select ${write.eventId}::uuid, 'account_broken', ${fromAccountId}::bigint,
        ${JSON.stringify(write.payload)}::jsonb || jsonb_build_object('newAccountId', made.to_account_id), ${now}::timestamptz from made
    )
    select id as break_id, to_account_id as account_id,
      coalesce((select jsonb_agg(r.id order by r.id) from requests r), '[]') as void_request_ids
    from made`.execute(tx);
  const made = rows[0];
  if (made === undefined) throw new Error('a break wrote nothing');
  return made;
}

/** Whether this school made this break, which issued this account. */
export async function findBreak(
  db: Db,
  schoolUai: string,
  toAccountId: number,
  reference: string,
): Promise<{ readonly id: number } | undefined> {
  return await db
    .selectFrom('accountBreak')
    .select('id')
    .where('schoolUai', '=', schoolUai)
    .where('toAccountId', '=', toAccountId)
    .where('reference', '=', reference)
    .executeTakeFirst();
}

export type FoundBreak = { readonly reference: string; readonly newAccountId: number };

/** The break of this school that moved these very records out of an account, and still holds them. */
export async function findBreakOfRecords(
  db: Db,
  schoolUai: string,
  fromAccountId: number,
  guardianIds: readonly number[],
): Promise<FoundBreak | undefined> {
  if (guardianIds.length === 0) return undefined;
  const { rows } = await sql<FoundBreak>`
    select b.reference, b.to_account_id as new_account_id
    from account_break b join attachment a on a.began_break_id = b.id and a.until is null
    where b.school_uai = ${schoolUai} and b.from_account_id = ${fromAccountId}
    group by b.id
    having count(*) = ${guardianIds.length} and bool_and(a.guardian_id in (${sql.join(guardianIds)}))`.execute(db);
  return rows[0];
}
