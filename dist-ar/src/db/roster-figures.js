// What a plan amounts to: figures for the preview, what the guard of a delivery looks at, rows of unknown schools.
import { sql } from 'kysely';
export async function countPlan(tx, run) {
    const count = async (table) => {
        const { rows } = await sql `
      select count(*) filter (where action in ('added', 'returned')) as added, count(*) filter (where action = 'changed') as changed,
        count(*) filter (where action = 'ended') as ended, count(*) filter (where action = 'unchanged') as unchanged
      from ${sql.table(table)}`.execute(tx);
        const [row] = rows;
        if (row === undefined)
            throw new Error('a count has one row');
        return row;
    };
    const pupils = await count('plan_pupil');
    const guardians = await count('plan_guardian');
    const links = await count('plan_link');
    return { pupils, guardians, links, accounts: await countNewAccounts(tx, run) };
}
/** Records of one source id start on one account, and join the account that holds all their siblings. */
async function countNewAccounts(tx, run) {
    if (!run.spansSchools) {
        const { rows } = await sql `select count(*) as made from plan_account`.execute(tx);
        return rows[0]?.made ?? 0;
    }
    const { rows } = await sql `
    select count(*) as made from (select distinct scope, source_id from plan_account) n
    where (
      select count(distinct a.account_id) from guardian_record g join attachment a on a.guardian_id = g.id and a.until is null
      where g.source = ${run.source} and g.scope = n.scope and g.source_id = n.source_id
    ) <> 1`.execute(tx);
    return rows[0]?.made ?? 0;
}
/** For each school and each kind of row, how many the register holds and how many would end. */
export async function countEndings(tx, run) {
    const { rows } = await sql `
    with here as (select distinct uai from plan_school),
    live as (
      select 'pupil' as kind, school_uai as uai, count(*) as before from pupil_record
      where gone_at is null and source = ${run.source} and school_uai in (select uai from here) group by 2
      union all
      select 'guardian', school_uai, count(*) from guardian_record
      where gone_at is null and source = ${run.source} and school_uai in (select uai from here) group by 2
      union all
      select 'link', p.school_uai, count(*) from link l join pupil_record p on p.id = l.pupil_id
      where l.until is null and p.source = ${run.source} and p.school_uai in (select uai from here) group by 2
    ), ending as (
      select 'pupil' as kind, school_uai as uai, count(*) as ended from plan_pupil where action = 'ended' group by 2
      union all select 'guardian', school_uai, count(*) from plan_guardian where action = 'ended' group by 2
      union all select 'link', school_uai, count(*) from plan_link where action = 'ended' group by 2
    )
    select live.uai, live.before, ending.ended from live join ending using (kind, uai) order by live.uai, live.kind`.execute(tx);
    return rows;
}
/** Pupils of a school that neither the delivery nor the installation knows. */
export async function findHomeless(tx, run) {
    const { rows } = await sql `
    select s.file, s.line, s.source_id as key, s.school_key as school from staging_pupil s
    where s.run_id = ${run.id}
      and not exists (select from plan_school k where k.source_id = s.school_key)
      and not exists (select from staging_school n where n.run_id = ${run.id} and n.source_id = s.school_key)
    order by s.file, s.line`.execute(tx);
    return rows;
}
