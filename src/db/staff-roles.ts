// The roles of staff: at a school or in the network, live while nobody ended them and their time is not over.
import { sql } from 'kysely';
import type { Role } from '../staff/rights-rules.js';
import type { Post } from '../staff/rules.js';
import type { Db, Tx } from './open.js';

/** A role that nobody ended and whose time is not over. */
const isLive = (now: Date) => sql<boolean>`(r.until is null and (r.ends_at is null or r.ends_at > ${now}))`;
/** At a school, or (null) in the network. */
const isAt = (schoolUai: string | null) => sql<boolean>`r.school_uai is not distinct from ${schoolUai}::text`;

export type LockedStaff = {
  readonly name: string;
  readonly enrolledAt: Date | null;
  readonly leftAt: Date | null;
  /** The school whose link opened the access, or will when it is used; null: the network's. */
  readonly vouchedBy: string | null;
  /** The live role at the place that is asked about, and when it ends by itself. */
  readonly role: Role | null;
  readonly endsAt: Date | null;
};

/** What decides a change of role, read after the lock. A role whose time is over is ended for good. */
export async function readLockedStaff(
  tx: Tx,
  staffId: number,
  schoolUai: string | null,
  now: Date,
): Promise<LockedStaff> {
  await sql`
    update staff_role as r set until = r.ends_at
    where r.staff_id = ${staffId} and ${isAt(schoolUai)} and r.until is null and r.ends_at <= ${now}`.execute(tx);
  const { rows } = await sql<LockedStaff>`
    select s.name, s.enrolled_at, s.left_at, r.role, r.ends_at,
      case when s.enrolled_at is not null then s.vouched_by else (
        select t.vouched_by from single_use_token t
        where t.staff_id = s.id and t.purpose = 'enrol_staff' and t.used_at is null and t.cancelled_at is null
        order by t.id desc limit 1
      ) end as vouched_by
    from staff s left join staff_role r on r.staff_id = s.id and ${isAt(schoolUai)} and ${isLive(now)}
    where s.id = ${staffId}`.execute(tx);
  const found = rows[0];
  if (found === undefined) throw new Error('a staff account vanished: rows of staff are never deleted');
  return found;
}

export type NewRole = {
  readonly staffId: number;
  readonly schoolUai: string | null;
  readonly role: Role;
  readonly since: Date;
  readonly endsAt: Date | null;
  readonly givenBy: number | null;
};

export async function openRole(tx: Tx, made: NewRole): Promise<void> {
  await tx
    .insertInto('staffRole')
    .values({ ...made, until: null })
    .execute();
}

/** Ends the live role at this place; false when there is none. */
export async function endRole(tx: Tx, staffId: number, schoolUai: string | null, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update staff_role as r set until = ${now}
    where r.staff_id = ${staffId} and ${isAt(schoolUai)} and r.until is null returning r.id`.execute(tx);
  return rows.length > 0;
}

/** Notes that a person without any role left; false while there is a role. */
export async function leaveWithoutRole(tx: Tx, staffId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update staff set left_at = ${now}
    where id = ${staffId} and not exists (select 1 from staff_role r where r.staff_id = ${staffId} and ${isLive(now)})
    returning id`.execute(tx);
  return rows.length > 0;
}

/** The live roles of a person, read at each request: rights end with the role. */
export async function postsOf(db: Db, staffId: number, now: Date): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select s.uai as school_uai, s.name as school_name, s.kind as school_kind, s.town as school_town, r.role
    from staff_role r join staff p on p.id = r.staff_id join school s on s.uai = r.school_uai
    where r.staff_id = ${staffId} and ${isLive(now)} and p.left_at is null
    order by s.name, s.uai`.execute(db);
  return rows;
}

export async function isOperator(db: Db, staffId: number, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from staff_role r join staff p on p.id = r.staff_id
    where r.staff_id = ${staffId} and r.role = 'operator' and ${isLive(now)} and p.left_at is null`.execute(db);
  return rows.length > 0;
}

/** The live role of a person at a school, whatever became of his session: for work that goes on without him. */
export async function holdPost(tx: Tx, staffId: number, schoolUai: string, now: Date): Promise<Role | undefined> {
  const { rows } = await sql<{ role: Role }>`
    select r.role from staff_role r where r.staff_id = ${staffId} and ${isAt(schoolUai)} and ${isLive(now)}
    for share of r`.execute(tx);
  return rows[0]?.role;
}

export type HeldRole = { readonly role: Role /** Of the session: its last second factor. */; readonly provedAt: Date };

/**
 * The live role of a person at a school (or, with null, in the network) and his live session: neither can end before this
 * transaction does. For who changes something.
 */
export async function holdRole(
  tx: Tx,
  who: { readonly staffId: number; readonly sessionId: number; readonly schoolUai: string | null },
  now: Date,
): Promise<HeldRole | undefined> {
  const { rows } = await sql<HeldRole>`
    select r.role, s.proved_at
    from staff_role r join session s on s.staff_id = r.staff_id and s.id = ${who.sessionId} and s.ended_at is null
    where r.staff_id = ${who.staffId} and ${isAt(who.schoolUai)} and ${isLive(now)}
    for share of r`.execute(tx);
  return rows[0];
}

/** In a query that reads `staff_role` as `r`: somebody who worked at that school gave it. */
export const givenAtSchool = sql<boolean>`exists (
  select 1 from staff_role g where g.staff_id = r.given_by and g.school_uai = r.school_uai
    and g.since <= r.since and (g.until is null or g.until >= r.since))`;

/** True when a person holds a live role at another place than this school, or here from somebody else than its staff. */
export async function isInvitedElsewhere(db: Db, staffId: number, schoolUai: string | null, now: Date) {
  const { rows } = await sql`
    select 1 from staff_role r where r.staff_id = ${staffId} and ${isLive(now)}
      and not (${isAt(schoolUai)} and ${givenAtSchool}) limit 1`.execute(db);
  return rows.length > 0;
}
