// Flags on records of a register, with their reasons, and what they hide.
import { sql } from 'kysely';
import type { Flagged, ProtectionKind } from '../protection/rules.js';
import type { Db, Tx } from './open.js';
import { accountChanged } from './outbox.js';

export type ShownProtection = {
  readonly id: number;
  readonly guardianId: number | null;
  readonly pupilId: number | null;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly reasonKind: ProtectionKind;
  readonly reason: string;
  readonly hides: boolean;
  readonly at: Date;
};

const ofAccount = (schoolUai: string, accountId: number) => sql`
  with held as (
    select g.id from attachment a join guardian_record g on g.id = a.guardian_id and g.school_uai = ${schoolUai}
    where a.account_id = ${accountId} and a.until is null
  ), pupils as (
    select distinct l.pupil_id as id from link l join held on held.id = l.guardian_id where l.until is null
  )`;

/** The live flags of this school on the records of an account there and on their pupils. */
export async function protectionsOfAccount(db: Db, schoolUai: string, accountId: number): Promise<ShownProtection[]> {
  const { rows } = await sql<ShownProtection>`
    ${ofAccount(schoolUai, accountId)}
    select f.id, f.guardian_id, f.pupil_id, coalesce(g.first_name, p.first_name) as first_name,
      coalesce(g.family_name, p.family_name) as family_name, coalesce(g.usage_name, p.usage_name) as usage_name,
      f.reason_kind, f.reason, f.hides, f.at
    from protection f left join guardian_record g on g.id = f.guardian_id left join pupil_record p on p.id = f.pupil_id
    where f.school_uai = ${schoolUai} and f.ended_at is null
      and (f.guardian_id in (select id from held) or f.pupil_id in (select id from pupils))
    order by f.at, f.id`.execute(db);
  return rows;
}

export type ProtectionWrite = {
  readonly accountId: number;
  readonly schoolUai: string;
  readonly flagged: Flagged;
  readonly reasonKind: ProtectionKind;
  readonly reason: string;
  readonly hides: boolean;
  readonly staffId: number;
  readonly eventId: string;
  readonly now: Date;
};

/**
 * Flags a record that the account holds at this school, or a pupil of such a record. Undefined when there is none, or when
 * it is flagged already. The caller holds the account's lock.
 */
export async function writeProtection(tx: Tx, write: ProtectionWrite): Promise<number | undefined> {
  const { accountId, schoolUai, flagged, now, hides } = write;
  const guardian = flagged.kind === 'guardian';
  const { rows } = await sql<{ id: number }>`
    ${ofAccount(schoolUai, accountId)}, made as (
      insert into protection (school_uai, guardian_id, pupil_id, reason_kind, reason, hides, staff_id, at)
      select ${schoolUai}, ${guardian ? flagged.id : null}::bigint, ${guardian ? null : flagged.id}::bigint, ${write.reasonKind},
        ${write.reason}, ${hides}::boolean, ${write.staffId}::bigint, ${now}::timestamptz
      where ${flagged.id}::bigint in (select id from ${guardian ? sql`held` : sql`pupils`})
      on conflict do nothing returning id
    ), flagged as (
      update ${guardian ? sql`guardian_record` : sql`pupil_record`} set protected_since = coalesce(protected_since, ${now}::timestamptz)
      where id = ${flagged.id} and exists (select 1 from made)
    ), hidden as (
      insert into hold (attachment_id, cause, since)
      select a.id, 'protection', ${now}::timestamptz from made, attachment a
      where ${hides}::boolean and ${guardian}::boolean and a.guardian_id = ${flagged.id} and a.until is null
      returning id
    ), raised as (
      update account set version = version + 1 where id = ${accountId} and exists (select 1 from hidden)
    ), told as (${accountChanged(write.eventId, accountId, now, sql`exists (select 1 from hidden)`)})
    select id from made`.execute(tx);
  return rows[0]?.id;
}

export type ProtectionEnd = {
  readonly accountId: number;
  readonly schoolUai: string;
  readonly protectionId: number;
  readonly reason: string;
  readonly staffId: number;
  readonly eventId: string;
  readonly now: Date;
};

/** Ends a flag of this school on a record of this account; false when there is none. */
export async function endProtection(tx: Tx, end: ProtectionEnd): Promise<boolean> {
  const { accountId, schoolUai, now } = end;
  const { rows } = await sql<{ id: number }>`
    ${ofAccount(schoolUai, accountId)}, ended as (
      update protection set ended_at = ${now}, ended_by = ${end.staffId}::bigint, end_reason = ${end.reason}
      where id = ${end.protectionId} and school_uai = ${schoolUai} and ended_at is null
        and (guardian_id in (select id from held) or pupil_id in (select id from pupils))
      returning id, guardian_id, pupil_id
    ), guardians as (
      update guardian_record g set protected_since = null from ended where g.id = ended.guardian_id
    ), pupils_freed as (
      update pupil_record p set protected_since = null from ended where p.id = ended.pupil_id
    ), shown as (
      update hold h set until = ${now} from ended, attachment a
      where a.guardian_id = ended.guardian_id and a.until is null and h.attachment_id = a.id
        and h.cause = 'protection' and h.until is null
      returning h.id
    ), raised as (
      update account set version = version + 1 where id = ${accountId} and exists (select 1 from shown)
    ), told as (${accountChanged(end.eventId, accountId, now, sql`exists (select 1 from shown)`)})
    select id from ended`.execute(tx);
  return rows.length === 1;
}

/** A flag that hides belongs to its record: an attachment that an import made has its hold too. */
export async function holdProtected(tx: Tx, now: Date): Promise<void> {
  await sql`
    insert into hold (attachment_id, cause, since)
    select a.id, 'protection', ${now}::timestamptz
    from protection f join attachment a on a.guardian_id = f.guardian_id and a.until is null
    where f.ended_at is null and f.hides and not exists (
      select 1 from hold h where h.attachment_id = a.id and h.cause = 'protection' and h.until is null)`.execute(tx);
}
