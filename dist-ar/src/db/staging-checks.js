// What only the whole of a delivery shows: keys given twice, links to nobody, pupils without a legal guardian.
// Each check is one statement over the staging tables of a run; rows that cannot be trusted leave them.
import { sql } from 'kysely';
const place = sql.raw('((file::bigint << 32) + line)');
const rank = sql.raw(`(case level when 'legal' then 0 when 'in_charge' then 1 else 2 end)`);
/** Removes what cannot be trusted and returns every fault, rejected rows and warnings alike. */
export async function checkStaging(db, runId, hasGuardians) {
    const faults = [];
    const add = (code, what, rows) => {
        for (const { file, line, key, other } of rows)
            faults.push({ code, what, file, line, key, other: other ?? null });
    };
    add('KEY_DUPLICATE', 'school', await dropRepeated(db, runId, 'staging_school'));
    add('KEY_DUPLICATE', 'pupil', await dropRepeated(db, runId, 'staging_pupil'));
    add('KEY_DUPLICATE', 'guardian', await dropRepeated(db, runId, 'staging_guardian'));
    add('INE_DUPLICATE', 'pupil', await dropSharedIne(db, runId));
    if (!hasGuardians)
        return faults;
    add('LINK_DUPLICATE', 'link', await dropRepeatedLinks(db, runId));
    add('LINK_DANGLING_PUPIL', 'link', await dropDangling(db, runId, 'pupil'));
    add('LINK_DANGLING_GUARDIAN', 'link', await dropDangling(db, runId, 'guardian'));
    const legal = await countLegal(db, runId);
    add('PUPIL_NO_LEGAL', 'pupil', legal.filter((row) => row.legal === 0));
    add('PUPIL_TOO_MANY_LEGAL', 'pupil', legal.filter((row) => row.legal > 2));
    add('GUARDIAN_NO_LINK', 'guardian', await findUnlinked(db, runId));
    return faults;
}
/** The first row of a key is kept, the others are rejected. */
async function dropRepeated(db, runId, table) {
    const { rows } = await sql `
    with repeated as (
      select source_id, min(${place}) as first from ${sql.table(table)} where run_id = ${runId}
      group by source_id having count(*) > 1
    )
    delete from ${sql.table(table)} s using repeated r
    where s.run_id = ${runId} and s.source_id = r.source_id and ${place} > r.first
    returning s.file, s.line, s.source_id as key`.execute(db);
    return rows;
}
/** Nobody can tell whose number it is: every pupil who bears it is rejected, and stays as the register knew him. */
async function dropSharedIne(db, runId) {
    const { rows } = await sql `
    with shared as (
      select ine from staging_pupil where run_id = ${runId} and ine is not null group by ine having count(*) > 1
    ), dropped as (
      delete from staging_pupil s using shared where s.run_id = ${runId} and s.ine = shared.ine
      returning s.file, s.line, s.source_id
    ), held as (
      insert into staging_held (run_id, kind, source_id) select ${runId}::bigint, 'pupil', source_id from dropped
    )
    select file, line, source_id as key from dropped`.execute(db);
    return rows;
}
/** Of the links of one pair, the strongest is kept; of equals, the first. */
async function dropRepeatedLinks(db, runId) {
    const { rows } = await sql `
    with repeated as (
      select pupil_id, guardian_id, min((${rank}::bigint << 60) + ${place}) as best from staging_link where run_id = ${runId}
      group by pupil_id, guardian_id having count(*) > 1
    )
    delete from staging_link s using repeated r
    where s.run_id = ${runId} and s.pupil_id = r.pupil_id and s.guardian_id = r.guardian_id
      and (${rank}::bigint << 60) + ${place} <> r.best
    returning s.file, s.line, s.pupil_id as key, s.guardian_id as other`.execute(db);
    return rows;
}
async function dropDangling(db, runId, side) {
    const { rows } = await sql `
    delete from staging_link s
    where s.run_id = ${runId} and not exists (
      select from ${sql.table(`staging_${side}`)} other
      where other.run_id = ${runId} and other.source_id = ${sql.ref(`s.${side}_id`)})
    returning s.file, s.line, s.pupil_id as key, s.guardian_id as other`.execute(db);
    return rows;
}
/** Pupils who have not one or two legal guardians. */
async function countLegal(db, runId) {
    const { rows } = await sql `
    select s.file, s.line, s.source_id as key, coalesce(l.legal, 0)::integer as legal
    from staging_pupil s
    left join (
      select pupil_id, count(*) as legal from staging_link where run_id = ${runId} and level = 'legal' group by pupil_id
    ) l on l.pupil_id = s.source_id
    where s.run_id = ${runId} and s.present and coalesce(l.legal, 0) not between 1 and 2`.execute(db);
    return rows;
}
async function findUnlinked(db, runId) {
    const { rows } = await sql `
    select s.file, s.line, s.source_id as key from staging_guardian s
    where s.run_id = ${runId} and not exists (
      select from staging_link l where l.run_id = ${runId} and l.guardian_id = s.source_id)`.execute(db);
    return rows;
}
/** How many pupils and guardians a run holds. */
export async function countStaged(db, runId) {
    const { rows } = await sql `
    select (select count(*) from staging_pupil where run_id = ${runId}) as pupils,
      (select count(*) from staging_guardian where run_id = ${runId}) as guardians,
      (select count(*) from staging_pupil where run_id = ${runId} and not present) as left`.execute(db);
    return rows[0] ?? { pupils: 0, guardians: 0, left: 0 };
}
