// Suspensions: a school stops an account, or hides its own children from one that holds other schools' records too.
import { sql } from 'kysely';
import type { SuspendableState, SuspensionFacts } from '../suspension/rules.js';
import type { Db, Tx } from './open.js';
import { accountChanged } from './outbox.js';

/** What a suspension is decided upon. Undefined when the account holds no record of this school. */
export async function readSuspensionFacts(
  db: Db,
  schoolUai: string,
  accountId: number,
): Promise<SuspensionFacts | undefined> {
  const { rows } = await sql<SuspensionFacts & { readonly own: boolean }>`
    select acc.state,
      coalesce(bool_or(g.school_uai = ${schoolUai}), false) as own,
      -- A desk does not see another school's record, only that an attachment leads to none of its own.
      coalesce(bool_or(t.id is not null and g.school_uai is distinct from ${schoolUai}), false) as foreign_records,
      exists (
        select 1 from hold h join attachment a on a.id = h.attachment_id and a.until is null
          join guardian_record r on r.id = a.guardian_id and r.school_uai = ${schoolUai}
        where a.account_id = acc.id and h.cause = 'suspension' and h.until is null) as children_hidden,
      coalesce(bool_or(g.school_uai = ${schoolUai} and not exists (
        select 1 from hold h where h.attachment_id = t.id and h.cause = 'suspension' and h.until is null)), false) as children_shown,
      (select jsonb_build_object('id', s.id, 'school', s.school_uai, 'formerState', s.former_state) from suspension s
        where s.account_id = acc.id and s.ended_at is null and s.former_state is not null) as whole,
      exists (
        select 1 from objection o where o.account_id = acc.id and o.side = 'kept' and o.lifted_at is null) as objected
    from account acc
    left join attachment t on t.account_id = acc.id and t.until is null
    left join guardian_record g on g.id = t.guardian_id
    where acc.id = ${accountId} group by acc.id`.execute(db);
  const [row] = rows;
  if (row?.own !== true) return undefined;
  const { own: _, ...facts } = row;
  return facts;
}

/** The same of a whole account, for the operator. */
export async function readStopFacts(
  db: Db,
  accountId: number,
): Promise<Pick<SuspensionFacts, 'state' | 'whole' | 'objected'> | undefined> {
  const { rows } = await sql<Pick<SuspensionFacts, 'state' | 'whole' | 'objected'>>`
    select acc.state,
      (select jsonb_build_object('id', s.id, 'school', s.school_uai, 'formerState', s.former_state) from suspension s
        where s.account_id = acc.id and s.ended_at is null and s.former_state is not null) as whole,
      exists (
        select 1 from objection o where o.account_id = acc.id and o.side = 'kept' and o.lifted_at is null) as objected
    from account acc where acc.id = ${accountId}`.execute(db);
  return rows[0];
}

export type StoppedAccount = {
  readonly identifier: string;
  readonly at: Date;
  /** Null: a command. */
  readonly by: string | null;
  readonly reason: string;
};

/** The accounts that operators have stopped and not opened again. */
export async function listStopped(db: Db, limit: number): Promise<StoppedAccount[]> {
  const { rows } = await sql<StoppedAccount>`
    select a.identifier, s.at, coalesce(nullif(p.name, ''), p.mail) as by, s.reason
    from suspension s join account a on a.id = s.account_id left join staff p on p.id = s.staff_id
    where s.school_uai is null and s.ended_at is null order by s.at desc, s.id desc limit ${limit}`.execute(db);
  return rows;
}

export type SuspensionWrite = {
  readonly accountId: number;
  /** Null: the operator. */
  readonly schoolUai: string | null;
  /** Null: a command. */
  readonly staffId: number | null;
  readonly reason: string;
  readonly eventId: string;
  readonly now: Date;
};

/** The account opens nothing any more. The caller holds its lock and has decided behind it. */
export async function suspendAccount(tx: Tx, write: SuspensionWrite, formerState: SuspendableState): Promise<number> {
  const { accountId, now } = write;
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into suspension (account_id, school_uai, staff_id, reason, at, former_state)
      values (${accountId}::bigint, ${write.schoolUai}::text, ${write.staffId}::bigint, ${write.reason}, ${now}::timestamptz, ${formerState})
      returning id
    ), stopped as (
      update account set state = 'suspended', version = version + 1, proof_version = proof_version + 1 where id = ${accountId}
    ), sessions as (
      update session set ended_at = ${now}, ended_cause = 'suspended' where account_id = ${accountId} and ended_at is null
    ), told as (${accountChanged(write.eventId, accountId, now)})
    select id from made`.execute(tx);
  return idOf(rows);
}

/** The children of this school are hidden from the account, which goes on. */
export async function suspendChildren(tx: Tx, write: SuspensionWrite): Promise<number> {
  const { accountId, schoolUai, now } = write;
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into suspension (account_id, school_uai, staff_id, reason, at)
      values (${accountId}::bigint, ${schoolUai}, ${write.staffId}::bigint, ${write.reason}, ${now}::timestamptz) returning id
    ), held as (
      insert into hold (attachment_id, cause, since, suspension_id)
      select a.id, 'suspension', ${now}::timestamptz, made.id
      from made, attachment a join guardian_record g on g.id = a.guardian_id and g.school_uai = ${schoolUai}
      where a.account_id = ${accountId} and a.until is null and not exists (
        select 1 from hold h where h.attachment_id = a.id and h.cause = 'suspension' and h.until is null)
    ), changed as (
      update account set version = version + 1 where id = ${accountId}
    ), told as (${accountChanged(write.eventId, accountId, now)})
    select id from made`.execute(tx);
  return idOf(rows);
}

const idOf = (rows: readonly { readonly id: number }[]): number => {
  const [row] = rows;
  if (row === undefined) throw new Error('a suspension wrote nothing');
  return row.id;
};

/** The account is again what it was, or frozen when a grouping of it was objected to meanwhile. */
export async function reinstateAccount(
  tx: Tx,
  write: SuspensionWrite & { readonly suspensionId: number; readonly state: SuspendableState | 'frozen' },
): Promise<void> {
  const { accountId, suspensionId, now } = write;
  await sql`
    with ended as (
      update suspension set ended_at = ${now}, ended_by = ${write.staffId}::bigint, end_reason = ${write.reason} where id = ${suspensionId}
    ), opened as (
      update account set state = ${write.state}, version = version + 1, proof_version = proof_version + 1 where id = ${accountId}
    )
    ${accountChanged(write.eventId, accountId, now)}`.execute(tx);
}

/** The children of this school are shown again; returns the suspensions that ended. */
export async function reinstateChildren(tx: Tx, write: SuspensionWrite): Promise<readonly number[]> {
  const { accountId, schoolUai, now } = write;
  const { rows } = await sql<{ id: number }>`
    with lifted as (
      update hold h set until = ${now}
      from attachment a join guardian_record g on g.id = a.guardian_id and g.school_uai = ${schoolUai}
      where h.attachment_id = a.id and a.account_id = ${accountId} and a.until is null and h.cause = 'suspension' and h.until is null
      returning h.suspension_id
    ), changed as (
      update account set version = version + 1 where id = ${accountId}
    ), told as (${accountChanged(write.eventId, accountId, now)})
    update suspension s set ended_at = ${now}, ended_by = ${write.staffId}::bigint, end_reason = ${write.reason}
    where s.id in (select suspension_id from lifted) and s.ended_at is null returning s.id`.execute(tx);
  return rows.map(({ id }) => id);
}

export type SuspensionOfAccount = {
  readonly at: Date;
  readonly reason: string;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
};

/** Those that this school made, on whatever account holds its hidden records now: latest first. */
export async function suspensionsAtSchool(
  db: Db,
  schoolUai: string,
  accountId: number,
): Promise<SuspensionOfAccount[]> {
  const { rows } = await sql<SuspensionOfAccount>`
    select s.at, s.reason, s.ended_at, s.end_reason from suspension s
    where s.school_uai = ${schoolUai} and (s.account_id = ${accountId} or exists (
      select 1 from hold h join attachment a on a.id = h.attachment_id
      where h.suspension_id = s.id and a.account_id = ${accountId}))
    order by s.at desc, s.id desc`.execute(db);
  return rows;
}
