// « Ce n'est pas moi »: the links, what an objection hides or freezes, and what a school lifts.
import { sql } from 'kysely';
import type { ObjectionSide, OpenObjection } from '../grouping/rules.js';
import type { Db, Tx } from './open.js';

export async function saveObjectionLink(
  tx: Tx,
  link: {
    readonly tokenHash: Uint8Array;
    readonly groupingId: number;
    readonly side: ObjectionSide;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  const { now: createdAt, ...kept } = link;
  await tx
    .insertInto('objectionLink')
    .values({ ...kept, createdAt })
    .onConflict((conflict) => conflict.column('tokenHash').doUpdateSet({ expiresAt: link.expiresAt }))
    .execute();
}

export type FoundObjection = {
  readonly groupingId: number;
  readonly side: ObjectionSide;
  readonly at: Date;
  readonly reference: string;
  readonly keptId: number;
  /** Somebody has objected from this side already. */
  readonly objected: boolean;
};

export async function findObjection(db: Db, tokenHash: Uint8Array, now: Date): Promise<FoundObjection | undefined> {
  const { rows } = await sql<FoundObjection>`
    select m.id as grouping_id, l.side, m.at, m.reference, m.kept_id,
      exists (select 1 from objection o where o.grouping_id = m.id and o.side = l.side) as objected
    from objection_link l join grouping m on m.id = l.grouping_id
    where l.token_hash = ${tokenHash}::bytea and l.expires_at > ${now}::timestamptz`.execute(db);
  return rows[0];
}

/** The account that holds now what this one held when it closed, through any chain of groupings; itself while open. */
export async function findHolder(db: Db, accountId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with recursive way as (
      select id, closed_into from account where id = ${accountId}
      union all
      select a.id, a.closed_into from way join account a on a.id = way.closed_into
    )
    select id from way where closed_into is null`.execute(db);
  return rows[0]?.id ?? accountId;
}

export type ObjectionWrite = {
  readonly groupingId: number;
  readonly side: ObjectionSide;
  readonly accountId: number;
  readonly eventId: string;
  readonly now: Date;
};

/**
 * Writes an objection, once. From the kept side the account is frozen, if it was active; from the other the attachments
 * of the records that came are held, wherever that account holds them now. Undefined when it was there already.
 */
export async function writeObjection(tx: Tx, write: ObjectionWrite): Promise<{ readonly id: number } | undefined> {
  const { groupingId, side, accountId, now } = write;
  const at = sql`${now}::timestamptz`;
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into objection (grouping_id, side, account_id, at)
      values (${groupingId}::bigint, ${side}, ${accountId}::bigint, ${at})
      on conflict (grouping_id, side) do nothing returning id
    ), frozen as (
      update account set state = case when ${side} = 'kept' and state = 'active' then 'frozen' else state end,
        version = version + 1, proof_version = proof_version + case when ${side} = 'kept' then 1 else 0 end
      from made where account.id = ${accountId}
    ), sessions as (
      update session set ended_at = ${at}, ended_cause = 'frozen' from made
      where ${side} = 'kept' and session.account_id = ${accountId} and ended_at is null
    ), held as (
      insert into hold (attachment_id, cause, since, objection_id)
      select a.id, 'freeze', ${at}, made.id
      from made, attachment a
      where ${side} = 'absorbed' and a.account_id = ${accountId} and a.until is null
        and a.guardian_id in (select guardian_id from attachment where began_grouping_id = ${groupingId})
    ), told as (
      insert into outbox (event_id, kind, account_id, payload, at)
      select ${write.eventId}::uuid, 'account_changed', ${accountId}::bigint,
        jsonb_build_object('accountId', ${accountId}::bigint), ${at} from made
    )
    select id from made`.execute(tx);
  return rows[0];
}

/**
 * Objections not lifted yet that concern this school: it holds a record that the grouping moved, on the account of the
 * objection. Of one account, or of all. When no such record is left there (broken, gone from its register), the account
 * is still frozen: then every school of the account may decide, so that somebody always can.
 */
export async function openObjections(db: Db, schoolUai: string, accountId?: number): Promise<OpenObjection[]> {
  const { rows } = await sql<OpenObjection>`
    select o.id, o.side, o.at, m.reference, m.at as grouped_at, o.account_id, who.first_name, who.family_name, who.usage_name
    from objection o
    join grouping m on m.id = o.grouping_id
    join lateral (
      select r.first_name, r.family_name, r.usage_name
      from attachment a
      join guardian_record r on r.id = a.guardian_id and r.school_uai = ${schoolUai}
      where a.account_id = o.account_id and a.until is null
        and case when o.side = 'absorbed' then exists (
            select 1 from hold h where h.attachment_id = a.id and h.objection_id = o.id and h.until is null)
          else a.guardian_id in (select guardian_id from attachment where began_grouping_id = m.id)
            or not exists (
              select 1 from attachment left_here where left_here.account_id = o.account_id and left_here.until is null
                and left_here.guardian_id in (select guardian_id from attachment where began_grouping_id = m.id)) end
      order by r.search_key collate "C", r.id limit 1
    ) who on true
    where o.lifted_at is null and ${accountId === undefined ? sql`true` : sql`o.account_id = ${accountId}::bigint`}
    order by o.at, o.id`.execute(db);
  return rows;
}

/** Whether an objection hides children of this account now. */
export async function hidesByObjection(db: Db, accountId: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from attachment a join hold h on h.attachment_id = a.id and h.until is null and h.objection_id is not null
    where a.account_id = ${accountId} and a.until is null limit 1`.execute(db);
  return rows.length > 0;
}

export type LiftWrite = {
  readonly objectionId: number;
  readonly schoolUai: string;
  readonly staffId: number;
  readonly reason: string;
  readonly eventId: string;
  readonly now: Date;
};

/**
 * Lifts what an objection did, as far as this school goes: its own records are shown again, a frozen account opens again
 * unless another grouping of it is objected to. The objection is over when nothing of it is left. The caller holds the account's lock and knows that it concerns the school.
 */
export async function writeLift(tx: Tx, write: LiftWrite): Promise<void> {
  const { objectionId, schoolUai, now } = write;
  const at = sql`${now}::timestamptz`;
  await sql`
    with lifted as (
      update hold h set until = ${at}
      from attachment a join guardian_record g on g.id = a.guardian_id and g.school_uai = ${schoolUai}
      where h.objection_id = ${objectionId} and h.attachment_id = a.id and h.until is null
      returning h.id
    ), over as (
      update objection o set lifted_at = ${at}, lifted_by = ${write.staffId}::bigint, lifted_reason = ${write.reason}
      where o.id = ${objectionId} and o.lifted_at is null and not exists (
        select 1 from hold h where h.objection_id = o.id and h.until is null and h.id not in (select id from lifted))
      returning o.side, o.account_id
    ), changed as (
      update account set state = case when over.side = 'kept' and account.state = 'frozen' and not exists (
          select 1 from objection other where other.account_id = account.id and other.side = 'kept'
            and other.lifted_at is null and other.id <> o.id) then 'active' else account.state end,
        version = version + 1, proof_version = proof_version + case when over.side = 'kept' then 1 else 0 end
      from objection o left join over on true
      where o.id = ${objectionId} and account.id = o.account_id
    )
    insert into outbox (event_id, kind, account_id, payload, at)
    select ${write.eventId}::uuid, 'account_changed', o.account_id, jsonb_build_object('accountId', o.account_id), ${at}
    from objection o where o.id = ${objectionId}`.execute(tx);
}
