// The requests that one school was asked about, as far as it may know of them.
import { sql } from 'kysely';
import { fallen } from './requests.js';
/** Those that wait for this school first, oldest first; then the others, latest first. */
export async function listDeskRequests(db, schoolUai, now, limit) {
    const { rows } = await sql `
    with asked as (
      select r.id, r.reference, r.created_at, d.decision,
        case when r.state in ('open', 'accepted') and ${fallen(now)} then 'void' else r.state end as state, r.kept_id, r.absorbed_id
      from grouping_request_school d join grouping_request r on r.id = d.request_id
        join account k on k.id = r.kept_id join account b on b.id = r.absorbed_id
      where d.school_uai = ${schoolUai}
    )
    select asked.reference, asked.created_at, asked.state, asked.decision, who.first_name, who.family_name, who.usage_name
    from asked join lateral (
      select g.first_name, g.family_name, g.usage_name
      from attachment a join guardian_record g on g.id = a.guardian_id
      where a.account_id in (asked.kept_id, asked.absorbed_id) and g.school_uai = ${schoolUai}
      order by a.account_id = asked.absorbed_id desc, g.id limit 1
    ) who on true
    order by asked.state = 'open' and asked.decision is null desc,
      case when asked.state = 'open' and asked.decision is null then asked.created_at end, asked.created_at desc, asked.id desc
    limit ${limit}`.execute(db);
    return rows;
}
/** How many wait for this school's answer, and since when. */
export async function countWaitingRequests(db, schoolUai, now) {
    const { rows } = await sql `
    select count(*) as count, min(r.created_at) as oldest
    from grouping_request_school d join grouping_request r on r.id = d.request_id
      join account k on k.id = r.kept_id join account b on b.id = r.absorbed_id
    where d.school_uai = ${schoolUai} and d.decision is null and r.state = 'open' and not ${fallen(now)}`.execute(db);
    return rows[0] ?? { count: 0, oldest: null };
}
/** The pupils of these records, at this school alone. */
export async function pupilsOfRecords(db, schoolUai, guardianIds) {
    if (guardianIds.length === 0)
        return [];
    return await db
        .selectFrom('link as l')
        .innerJoin('pupilRecord as p', 'p.id', 'l.pupilId')
        .select(['l.guardianId', 'p.id as pupilId', 'p.firstName', 'p.familyName', 'p.usageName', 'p.birthDate'])
        .select(['p.division', 'l.kinship'])
        .where('l.guardianId', 'in', [...guardianIds])
        .where('l.until', 'is', null)
        .where('p.schoolUai', '=', schoolUai)
        .orderBy('p.searchKey')
        .orderBy('p.id')
        .execute();
}
