// Who works at one place: a school, or (null) the network.
import { type RawBuilder, sql } from 'kysely';
import type { Member } from '../team/rules.js';
import type { Db } from './open.js';
import { givenAtSchool } from './staff-roles.js';

const members = (schoolUai: string | null, now: Date, only: RawBuilder<unknown>) => sql<Member>`
  select r.id, r.staff_id, s.mail, s.name, r.role, r.since, r.ends_at, s.enrolled_at is not null as enrolled,
    (select max(e.seen_at) from session e where e.staff_id = s.id) as seen_at,
    t.expires_at as link_expires_at, t.created_at as link_made_at, t.subject as link_nonce,
    t.made_by as link_made_by, ${givenAtSchool} as given_here,
    exists (
      select 1 from staff_role o where o.staff_id = s.id and o.id <> r.id
        and o.until is null and (o.ends_at is null or o.ends_at > ${now})
    ) as elsewhere,
    case when s.enrolled_at is not null then s.vouched_by else t.vouched_by end as vouched_by
  from staff_role r
  join staff s on s.id = r.staff_id
  left join single_use_token t on t.staff_id = s.id and t.purpose = 'enrol_staff'
    and t.used_at is null and t.cancelled_at is null and t.expires_at > ${now}
  where r.school_uai is not distinct from ${schoolUai}::text
    and r.until is null and (r.ends_at is null or r.ends_at > ${now}) and ${only}
  order by lower(coalesce(nullif(s.name, ''), s.mail)), r.id`;

export async function listTeam(db: Db, schoolUai: string | null, now: Date): Promise<Member[]> {
  return (await members(schoolUai, now, sql`true`).execute(db)).rows;
}

/** One of them, by the number of his role there. */
export async function findMember(
  db: Db,
  schoolUai: string | null,
  roleId: number,
  now: Date,
): Promise<Member | undefined> {
  return (await members(schoolUai, now, sql`r.id = ${roleId}`).execute(db)).rows[0];
}
