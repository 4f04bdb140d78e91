import { sql } from 'kysely';
import type { Db, Tx } from './open.js';
import { accountChanged } from './outbox.js';

/** Hides children from their account although the register grants them, until the school has looked; services are told. */
export async function holdLinks(
  tx: Tx,
  hidden: {
    readonly accountId: number;
    readonly linkIds: readonly number[];
    readonly eventId: string;
    readonly since: Date;
  },
): Promise<void> {
  const { accountId, linkIds, eventId, since } = hidden;
  if (linkIds.length === 0) return;
  await tx
    .insertInto('hold')
    .values(linkIds.map((linkId) => ({ linkId, cause: 'not_my_child' as const, since })))
    .execute();
  await sql`
    with raised as (update account set version = version + 1 where id = ${accountId})
    ${accountChanged(eventId, accountId, since)}`.execute(tx);
}

/**
 * Shows a child again to the account that had disowned him, for the school whose register links them. False when
 * nothing of this school is hidden there for that cause.
 */
export async function liftDisowned(
  tx: Tx,
  lift: {
    readonly accountId: number;
    readonly schoolUai: string;
    readonly linkId: number;
    readonly eventId: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const { accountId, schoolUai, linkId, now } = lift;
  const { rows } = await sql<{ id: number }>`
    with lifted as (
      update hold h set until = ${now}::timestamptz
      from link l
      join guardian_record g on g.id = l.guardian_id and g.school_uai = ${schoolUai}
      join attachment a on a.guardian_id = g.id and a.until is null and a.account_id = ${accountId}
      where h.link_id = l.id and l.id = ${linkId} and h.cause = 'not_my_child' and h.until is null
      returning h.id
    ), told as (
      ${accountChanged(lift.eventId, accountId, now, sql`exists (select 1 from lifted)`)}
    )
    update account set version = version + 1 where id = ${accountId} and exists (select 1 from lifted)
    returning id`.execute(tx);
  return rows.length === 1;
}

export async function hasDisowned(
  db: Db,
  { accountId, schoolUai, linkId }: { readonly accountId: number; readonly schoolUai: string; readonly linkId: number },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from hold h
    join link l on l.id = h.link_id and l.id = ${linkId}
    join guardian_record g on g.id = l.guardian_id and g.school_uai = ${schoolUai}
    join attachment a on a.guardian_id = g.id and a.until is null and a.account_id = ${accountId}
    where h.cause = 'not_my_child' and h.until is null`.execute(db);
  return rows.length > 0;
}

export type Disowned = {
  readonly accountId: number;
  readonly linkId: number;
  readonly since: Date;
  readonly guardian: { readonly firstName: string; readonly familyName: string; readonly usageName: string | null };
  readonly pupil: { readonly firstName: string; readonly familyName: string; readonly usageName: string | null };
};

/** Pupils of this school that a parent disowned and that the school has not looked at yet, oldest first. */
export async function disownedAtSchool(db: Db, schoolUai: string): Promise<Disowned[]> {
  const { rows } = await sql<Disowned>`
    select a.account_id, l.id as link_id, h.since,
      jsonb_build_object('firstName', g.first_name, 'familyName', g.family_name, 'usageName', g.usage_name) as guardian,
      jsonb_build_object('firstName', p.first_name, 'familyName', p.family_name, 'usageName', p.usage_name) as pupil
    from hold h
    join link l on l.id = h.link_id and l.until is null
    join guardian_record g on g.id = l.guardian_id and g.school_uai = ${schoolUai}
    join pupil_record p on p.id = l.pupil_id
    join attachment a on a.guardian_id = g.id and a.until is null
    where h.cause = 'not_my_child' and h.until is null
    order by h.since, h.id limit 50`.execute(db);
  return rows;
}
