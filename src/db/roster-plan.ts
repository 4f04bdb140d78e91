// The difference between a staged delivery and the register, as temporary tables of one transaction: what is added,
// changed, ended or unchanged. Only imports write the register, and they hold its lock: the plan stays true until applied.
import { sql } from 'kysely';
import type { RegisterSource } from '../people/rules.js';
import { kinshipChildWelfare } from '../roster/codes.js';
import { opensByChoice } from './link-levels.js';
import type { Db, Tx } from './open.js';

export type Run = {
  readonly id: number;
  readonly source: RegisterSource;
  readonly hasGuardians: boolean;
  /** False for a delivery without a pupil: nobody is then taken for gone. */
  readonly hasPupils: boolean;
  /** True where one id may stand in several schools (AAF): a guardian is then of the schools of his pupils. */
  readonly spansSchools: boolean;
};

export type PlannedSchool = {
  readonly uai: string;
  readonly known: boolean;
  readonly registerSource: RegisterSource | null;
  readonly registerExportedAt: Date | null;
  /** True when the key by which the delivery names the school is remembered already. */
  readonly keyed: boolean;
};

/** Makes two imports of one school wait for each other, and reads no register before both locks are held. */
export async function lockSchools(tx: Tx, uais: readonly string[]): Promise<void> {
  // An académie may take longer than one page would, and joins more than one page does: the pool's limits are for pages.
  await sql`select set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`.execute(
    tx,
  );
  for (const uai of [...uais].sort()) await sql`select pg_advisory_xact_lock(4127004, hashtext(${uai}))`.execute(tx);
}

/** The schools that a delivery is about: those that it names, and those that its pupils' keys have named before. */
export async function findSchools(db: Db, run: Run, only: string | undefined): Promise<PlannedSchool[]> {
  const { rows } = await sql<PlannedSchool>`
    select k.uai, (s.uai is not null) as known, s.register_source, s.register_exported_at,
      bool_and(exists (
        select from school_source_key o
        where o.source = ${run.source} and o.source_id = k.source_id and o.scope = k.scope and o.school_uai = k.uai)) as keyed
    from (${schoolKeys(run)}) k left join school s on s.uai = k.uai
    where ${only ?? null}::text is null or k.uai = ${only ?? null}
    group by k.uai, s.uai, s.register_source, s.register_exported_at order by k.uai`.execute(db);
  return rows;
}

// A school keeps the scope under which it was first read: another writing of its académie must not double every parent.
const schoolKeys = (run: Run) => sql`
  select distinct on (n.source_id) n.source_id, coalesce(own.scope, n.scope) as scope, n.uai, n.name, n.kind, n.address_lines, n.town, n.phone
  from (
    select source_id, scope, uai, name, kind, address_lines, town, phone, 0 as rank from staging_school where run_id = ${run.id}
    union all
    select min(source_id), min(scope), min(school_uai), '', 'other', '', '', '', 1 from school_source_key
    where source = ${run.source} and source_id in (select school_key from staging_pupil where run_id = ${run.id})
    group by source_id having count(*) = 1
  ) n
  left join (
    select school_uai, min(scope) as scope from school_source_key where source = ${run.source} group by school_uai
  ) own on own.school_uai = n.uai
  order by n.source_id, n.rank`;

/** Lays the plan of schools, pupils, guardians, links and accounts. */
export async function planRoster(tx: Tx, run: Run, only: string | undefined): Promise<void> {
  await sql`create temp table plan_school on commit drop as
    select * from (${schoolKeys(run)}) k where ${only ?? null}::text is null or k.uai = ${only ?? null}`.execute(tx);
  await planPupils(tx, run);
  await planGuardians(tx, run);
  await planLinks(tx, run);
  await planAccounts(tx);
}

/**
 * An index and statistics on the columns by which a plan is joined: beside register tables that the planner may not know
 * either (a first import), it would else compare every row with every row.
 */
export async function makeFindable(tx: Tx, table: string, indexed: string, joined: readonly string[]): Promise<void> {
  await sql`create index on ${sql.table(table)} (${sql.ref(indexed)})`.execute(tx);
  const columns = sql.join([indexed, ...joined].map((column) => sql.ref(column)));
  await sql`analyze ${sql.table(table)} (${columns})`.execute(tx);
}

const held = (run: Run, kinds: readonly string[], sourceId: string) => sql`
  exists (select from staging_held h where h.run_id = ${run.id} and h.kind in (${sql.join(kinds)}) and h.source_id = ${sql.ref(sourceId)})`;

/** One digest of what the register says: compared instead of every column. */
const digest = (columns: readonly string[]) =>
  sql.raw(`md5(concat_ws(chr(31), ${columns.map((column) => `coalesce(${column}::text, '')`).join(', ')}))`);

/**
 * A birth date opens letters: one that is known stays while the register gives none, or none that can be read (a
 * spreadsheet that saved two figures of the year would else close every letter of the school).
 */
async function planPupils(tx: Tx, run: Run): Promise<void> {
  await sql`create temp table plan_pupil on commit drop as
    with staged as (
      select s.file, s.line, s.source_id, k.uai as school_uai, k.scope, s.present, s.family_name, s.usage_name,
        s.first_name, coalesce(s.birth_date, p.birth_date) as birth_date, s.sex, coalesce(d.division, s.division) as division, s.ine,
        p.id as record_id, p.gone_at, p.content_digest as known_digest
      from staging_pupil s
      join plan_school k on k.source_id = s.school_key
      left join pupil_record p
        on p.source = ${run.source} and p.scope = k.scope and p.source_id = s.source_id and p.school_uai = k.uai
      left join (
        select pupil_id, max(division) as division from staging_division where run_id = ${run.id} group by pupil_id
      ) d on d.pupil_id = s.source_id
      where s.run_id = ${run.id}
    ), digested as (
      select staged.*, ${digest(['family_name', 'usage_name', 'first_name', 'birth_date', 'sex', 'division', 'ine'])} as content_digest
      from staged
    )
    select s.*, case
        when not s.present then case when s.gone_at is null and s.record_id is not null then 'ended' else 'absent' end
        when s.record_id is null then 'added'
        when s.gone_at is not null then 'returned'
        when s.known_digest <> s.content_digest then 'changed'
        else 'unchanged' end as action
    from digested s`.execute(tx);
  await makeFindable(tx, 'plan_pupil', 'record_id', ['source_id', 'school_uai', 'action']);
  if (!run.hasPupils) return;
  await sql`insert into plan_pupil (source_id, school_uai, scope, present, record_id, action)
    select p.source_id, p.school_uai, p.scope, false, p.id, 'ended'
    from pupil_record p
    where p.source = ${run.source} and p.gone_at is null and p.school_uai in (select uai from plan_school)
      and not exists (select from plan_pupil n where n.record_id = p.id)
      and not ${held(run, ['pupil'], 'p.source_id')}`.execute(tx);
}

async function planGuardians(tx: Tx, run: Run): Promise<void> {
  const placed = run.spansSchools
    ? sql`select distinct l.guardian_id as source_id, p.school_uai, p.scope from staging_link l
        join plan_pupil p on p.source_id = l.pupil_id and p.present where l.run_id = ${run.id}`
    : sql`select g.source_id, k.uai as school_uai, k.scope from staging_guardian g
        join plan_school k on k.source_id = g.school_key where g.run_id = ${run.id}`;
  await sql`create temp table plan_guardian on commit drop as
    with staged as (
      select s.source_id, placed.school_uai, placed.scope, s.civility, s.family_name, s.usage_name, s.first_name,
        s.mail, s.phone, (s.organisation or w.guardian_id is not null) as organisation
      from (${placed}) placed
      join staging_guardian s on s.run_id = ${run.id} and s.source_id = placed.source_id
      left join (
        select distinct guardian_id from staging_link where run_id = ${run.id} and kinship = ${kinshipChildWelfare}
      ) w on w.guardian_id = s.source_id
    ), digested as (
      select staged.*, ${digest(['civility', 'family_name', 'usage_name', 'first_name', 'mail', 'phone', 'organisation'])} as content_digest
      from staged
    )
    select s.*, g.id as record_id, case
        when g.id is null then 'added'
        when g.gone_at is not null then 'returned'
        when g.content_digest <> s.content_digest then 'changed'
        else 'unchanged' end as action
    from digested s
    left join guardian_record g on g.source = ${run.source} and g.scope = s.scope and g.source_id = s.source_id and g.school_uai = s.school_uai`.execute(
    tx,
  );
  await makeFindable(tx, 'plan_guardian', 'record_id', ['source_id', 'school_uai', 'action']);
  if (!run.hasGuardians || !run.hasPupils) return;
  await sql`insert into plan_guardian (source_id, school_uai, scope, record_id, action)
    select g.source_id, g.school_uai, g.scope, g.id, 'ended'
    from guardian_record g
    where g.source = ${run.source} and g.gone_at is null and g.school_uai in (select uai from plan_school)
      and not exists (select from plan_guardian n where n.record_id = g.id)
      and not ${held(run, ['guardian'], 'g.source_id')}
      and not exists (
        select from link l join pupil_record p on p.id = l.pupil_id
        where l.guardian_id = g.id and l.until is null and ${held(run, ['pupil', 'links'], 'p.source_id')})`.execute(
    tx,
  );
}

async function planLinks(tx: Tx, run: Run): Promise<void> {
  const byChoice = opensByChoice(run, {
    level: 's.level',
    kinship: 's.kinship',
    guardian: 's.guardian_id',
    pupil: 's.pupil_id',
    entitles: sql`coalesce(school.entitles, 'legal')`,
  });
  const entitling = sql`((s.entitling or ${byChoice}) and not g.organisation)`;
  await sql`create temp table plan_link on commit drop as
    select p.source_id as pupil_source_id, g.source_id as guardian_source_id, g.scope, g.school_uai, s.kinship, s.level,
      ${entitling} as entitling, s.raw, p.record_id as pupil_id, g.record_id as guardian_id,
      l.id as link_id, case
        when l.id is null then 'added'
        when (l.kinship, l.level, l.entitling, l.raw) is distinct from (s.kinship, s.level, ${entitling}, s.raw) then 'changed'
        else 'unchanged' end as action
    from staging_link s
    join plan_pupil p on p.source_id = s.pupil_id and p.present
    join plan_guardian g on g.source_id = s.guardian_id and g.school_uai = p.school_uai and g.action <> 'ended'
    left join school on school.uai = p.school_uai
    left join link l on l.guardian_id = g.record_id and l.pupil_id = p.record_id and l.until is null
    where s.run_id = ${run.id}`.execute(tx);
  await makeFindable(tx, 'plan_link', 'link_id', ['pupil_source_id', 'guardian_source_id', 'school_uai', 'action']);
  // A pupil who left loses his links even when the delivery has no guardians.
  const gone = run.hasGuardians
    ? sql`true`
    : sql`exists (select from plan_pupil n where n.record_id = p.id and n.action = 'ended')`;
  await sql`insert into plan_link (pupil_source_id, guardian_source_id, scope, school_uai, pupil_id, guardian_id, link_id, action)
    select p.source_id, g.source_id, p.scope, p.school_uai, p.id, g.id, l.id, 'ended'
    from link l
    join pupil_record p on p.id = l.pupil_id
    join guardian_record g on g.id = l.guardian_id
    where ${run.hasPupils} and l.until is null and p.source = ${run.source} and p.school_uai in (select uai from plan_school)
      and not exists (select from plan_link n where n.link_id = l.id)
      and not ${held(run, ['pupil', 'links'], 'p.source_id')}
      and not ${held(run, ['guardian'], 'g.source_id')}
      and ${gone}`.execute(tx);
}

/** Guardian records that will be entitled and have no account. */
export async function planAccounts(tx: Tx): Promise<void> {
  await sql`create temp table plan_account on commit drop as
    select g.scope, g.source_id, g.school_uai, g.first_name, coalesce(g.usage_name, g.family_name) as used_name
    from plan_guardian g
    where g.action <> 'ended'
      and exists (
        select from plan_link l
        where l.guardian_source_id = g.source_id and l.school_uai = g.school_uai and l.entitling and l.action <> 'ended')
      and not exists (select from attachment a where a.guardian_id = g.record_id and a.until is null)`.execute(tx);
  await makeFindable(tx, 'plan_account', 'source_id', ['scope', 'school_uai']);
}
