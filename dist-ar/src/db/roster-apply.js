// Writes a plan into the register: people and links only. Accounts are touched by their version alone.
import { sql } from 'kysely';
/**
 * Locks, in the order of their ids, the accounts whose children the plan changes and those that a new record may join.
 * What the plan decides about them is read again by later statements.
 */
export async function lockPlannedAccounts(tx, run) {
    await sql `create temp table plan_touched on commit drop as
    select record_id as guardian_id from plan_guardian where action in ('changed', 'returned', 'ended')
    union
    select guardian_id from plan_link where action in ('added', 'changed', 'ended') and guardian_id is not null
    union
    select l.guardian_id from plan_pupil p join link l on l.pupil_id = p.record_id and l.until is null
    where p.action in ('changed', 'returned', 'ended')`.execute(tx);
    const siblings = run.spansSchools
        ? sql `union
      select a.account_id from plan_account n
      join guardian_record g on g.source = ${run.source} and g.scope = n.scope and g.source_id = n.source_id
      join attachment a on a.guardian_id = g.id and a.until is null`
        : sql ``;
    await sql `
    with wanted as (
      select a.account_id from attachment a join plan_touched t on t.guardian_id = a.guardian_id where a.until is null
      ${siblings}
    ), locked as (
      select id from account where id in (select account_id from wanted) order by id for update
    )
    select count(*) from locked`.execute(tx);
    await findOwners(tx, run);
}
/** Of the source ids that need an account, those whose live attachments are all on one: a record that is new joins it. */
async function findOwners(tx, run) {
    await sql `create temp table plan_owner on commit drop as
    select n.scope, n.source_id, min(a.account_id) as account_id
    from (select distinct scope, source_id from plan_account where ${run.spansSchools}) n
    join guardian_record g on g.source = ${run.source} and g.scope = n.scope and g.source_id = n.source_id
    join attachment a on a.guardian_id = g.id and a.until is null
    group by n.scope, n.source_id having count(distinct a.account_id) = 1`.execute(tx);
}
/** Makes the schools that the delivery names and the installation did not know, and remembers their keys. */
export async function applySchools(tx, run, exportedAt, now) {
    await sql `insert into school (uai, name, kind, address_lines, town, phone, created_at)
    select distinct on (uai) uai, name, kind, address_lines, town, phone, ${now}::timestamptz from plan_school order by uai, source_id
    on conflict (uai) do nothing`.execute(tx);
    if (run.spansSchools)
        await sql `insert into school_source_key (source, scope, source_id, school_uai)
      select ${run.source}, scope, source_id, uai from plan_school
      on conflict (source, source_id, scope) do update set school_uai = excluded.school_uai
      where school_source_key.school_uai <> excluded.school_uai`.execute(tx);
    if (!run.hasPupils)
        return;
    await sql `update school set register_source = ${run.source}, register_exported_at = coalesce(${exportedAt}::timestamptz, register_exported_at)
    where uai in (select uai from plan_school)
      and (register_source is null or register_exported_at is distinct from coalesce(${exportedAt}::timestamptz, register_exported_at))`.execute(tx);
}
/** Pupil and guardian records: new ones, changed ones, those that came back, those that left. */
export async function applyPeople(tx, run, now) {
    // The new ids go back into the plan: links and accounts then need no search in tables that were just filled.
    await sql `
    with made as (
      insert into pupil_record (source, scope, source_id, school_uai, family_name, usage_name, first_name, birth_date, sex, division, ine, content_digest, created_at)
      select ${run.source}, scope, source_id, school_uai, family_name, usage_name, first_name, birth_date, sex, division, ine, content_digest, ${now}::timestamptz
      from plan_pupil where action = 'added'
      returning id, source_id, school_uai
    )
    update plan_pupil n set record_id = made.id from made where n.action = 'added' and n.source_id = made.source_id and n.school_uai = made.school_uai`.execute(tx);
    await sql `update pupil_record p set family_name = n.family_name, usage_name = n.usage_name, first_name = n.first_name, birth_date = n.birth_date,
      sex = n.sex, division = n.division, ine = n.ine, content_digest = n.content_digest, gone_at = null
    from plan_pupil n where n.record_id = p.id and n.action in ('changed', 'returned')`.execute(tx);
    await sql `update pupil_record p set gone_at = ${now} from plan_pupil n where n.record_id = p.id and n.action = 'ended'`.execute(tx);
    await sql `
    with made as (
      insert into guardian_record (source, scope, source_id, school_uai, civility, family_name, usage_name, first_name, mail, phone, organisation, content_digest, created_at)
      select ${run.source}, scope, source_id, school_uai, civility, family_name, usage_name, first_name, mail, phone, organisation, content_digest, ${now}::timestamptz
      from plan_guardian where action = 'added'
      returning id, source_id, school_uai
    )
    update plan_guardian n set record_id = made.id from made where n.action = 'added' and n.source_id = made.source_id and n.school_uai = made.school_uai`.execute(tx);
    await sql `update guardian_record g set civility = n.civility, family_name = n.family_name, usage_name = n.usage_name, first_name = n.first_name,
      mail = n.mail, phone = n.phone, organisation = n.organisation, content_digest = n.content_digest, gone_at = null
    from plan_guardian n where n.record_id = g.id and n.action in ('changed', 'returned')`.execute(tx);
    await sql `update guardian_record g set gone_at = ${now} from plan_guardian n where n.record_id = g.id and n.action = 'ended'`.execute(tx);
}
/** Links: a changed one keeps its row, so that what was hidden by « ce n'est pas mon enfant » stays hidden. */
export async function applyLinks(tx, now) {
    await sql `update link l set until = ${now} from plan_link n where n.link_id = l.id and n.action = 'ended'`.execute(tx);
    await sql `update link l set kinship = n.kinship, level = n.level, entitling = n.entitling, raw = n.raw
    from plan_link n where n.link_id = l.id and n.action = 'changed'`.execute(tx);
    await sql `insert into link (pupil_id, guardian_id, kinship, level, entitling, raw, since)
    select p.record_id, g.record_id, n.kinship, n.level, n.entitling, n.raw, ${now}::timestamptz
    from plan_link n
    join plan_pupil p on p.source_id = n.pupil_source_id and p.school_uai = n.school_uai and p.action <> 'ended'
    join plan_guardian g on g.source_id = n.guardian_source_id and g.school_uai = n.school_uai and g.action <> 'ended'
    where n.action = 'added'`.execute(tx);
    await carryHolds(tx);
}
/** A link that comes back is a new row: what hid the former one still hides it. */
async function carryHolds(tx) {
    const returned = await sql `select exists (
    select from plan_link where action = 'added' and pupil_id is not null and guardian_id is not null) as some`.execute(tx);
    if (returned.rows[0]?.some !== true)
        return;
    await sql `
    with back as (
      select l.id, max(o.id) as former
      from plan_link n
      join link l on l.pupil_id = n.pupil_id and l.guardian_id = n.guardian_id and l.until is null
      join link o on o.pupil_id = n.pupil_id and o.guardian_id = n.guardian_id and o.until is not null
      where n.action = 'added' group by l.id
    )
    insert into hold (link_id, cause, reason, since)
    select back.id, h.cause, h.reason, h.since from back join hold h on h.link_id = back.former and h.until is null`.execute(tx);
}
/** Raises the version of the accounts whose children changed, by the attachments as they are now. */
export async function raiseTouchedVersions(tx) {
    await sql `update account set version = version + 1 where id in (
    select a.account_id from attachment a join plan_touched t on t.guardian_id = a.guardian_id where a.until is null)`.execute(tx);
}
/** Keeps what the import said of itself. Returns its id. */
export async function writeImportRun(tx, run, written) {
    const { rows } = await sql `
    insert into import_run (source, exported_at, applied_at, staff_id, report)
    values (${run.source}, ${written.exportedAt}, ${written.now}, ${written.staffId}, ${JSON.stringify(written.report)}::jsonb) returning id`.execute(tx);
    const id = rows[0]?.id;
    if (id === undefined)
        throw new Error('no import run was written');
    await sql `insert into import_run_school (import_id, school_uai) select distinct ${id}::bigint, uai from plan_school`.execute(tx);
    return id;
}
