// What the operators of the network see: schools and figures, no parent and no child.
import { sql } from 'kysely';
import type { SchoolOfNetwork } from '../network/rules.js';
import type { Db } from './open.js';

export async function listSchools(db: Db, now: Date): Promise<SchoolOfNetwork[]> {
  const { rows } = await sql<SchoolOfNetwork>`
    with held as (
      select distinct g.school_uai, a.account_id
      from guardian_record g join attachment a on a.guardian_id = g.id and a.until is null
      where g.gone_at is null
    ), counted as (
      select held.school_uai, count(*) as accounts, count(*) filter (where acc.activated_at is not null) as activated
      from held join account acc on acc.id = held.account_id group by held.school_uai
    ), working as (
      select r.school_uai, count(*) as staff from staff_role r
      where r.until is null and (r.ends_at is null or r.ends_at > ${now}) group by r.school_uai
    )
    select s.uai, s.name, s.kind, s.town, s.register_source, coalesce(c.accounts, 0) as accounts,
      coalesce(c.activated, 0) as activated, coalesce(w.staff, 0) as staff
    from school s left join counted c on c.school_uai = s.uai left join working w on w.school_uai = s.uai
    order by s.name, s.uai`.execute(db);
  return rows;
}
