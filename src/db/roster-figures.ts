// What a plan amounts to: figures for the preview, what the guard of a delivery looks at, rows of unknown schools.
import { sql } from 'kysely';
import type { Tx } from './open.js';
import type { Run } from './roster-plan.js';

export type Figures = {
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  readonly unchanged: number;
};
export type PlanFigures = {
  readonly pupils: Figures;
  readonly guardians: Figures;
  readonly links: Figures;
  readonly accounts: number;
  /** Accounts that have no pupil left in the schools of the delivery. */
  readonly childless: number;
};

export async function countPlan(tx: Tx, run: Run): Promise<Omit<PlanFigures, 'childless'>> {
  const count = async (table: string): Promise<Figures> => {
    const { rows } = await sql<Figures>`
      select count(*) filter (where action in ('added', 'returned')) as added, count(*) filter (where action = 'changed') as changed,
        count(*) filter (where action = 'ended') as ended, count(*) filter (where action = 'unchanged') as unchanged
      from ${sql.table(table)}`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error('a count has one row');
    return row;
  };
  const pupils = await count('plan_pupil');
  const guardians = await count('plan_guardian');
  const links = await count('plan_link');
  return { pupils, guardians, links, accounts: await countNewAccounts(tx, run) };
}

/** Records of one source id start on one account, and join the account that holds all their siblings. */
export async function countNewAccounts(tx: Tx, run: Run): Promise<number> {
  if (!run.spansSchools) {
    const { rows } = await sql<{ made: number }>`select count(*) as made from plan_account`.execute(tx);
    return rows[0]?.made ?? 0;
  }
  const { rows } = await sql<{ made: number }>`
    select count(*) as made from (select distinct scope, source_id from plan_account) n
    where (
      select count(distinct a.account_id) from guardian_record g join attachment a on a.guardian_id = g.id and a.until is null
      where g.source = ${run.source} and g.scope = n.scope and g.source_id = n.source_id
    ) <> 1`.execute(tx);
  return rows[0]?.made ?? 0;
}

/** Accounts that see a pupil of these schools today, and none once the plan is applied: a table of the plan. */
export async function planChildless(tx: Tx): Promise<number> {
  await sql`create temp table plan_childless on commit drop as
    with shut as materialized (
      select link_id from plan_link where action = 'ended' or action = 'changed' and not entitling
    ), losing as materialized (
      select distinct a.account_id
      from shut join link l on l.id = shut.link_id and l.entitling
      join attachment a on a.guardian_id = l.guardian_id and a.until is null
    ), staying as materialized (
      select distinct a.account_id
      from losing join attachment a on a.account_id = losing.account_id and a.until is null
      join link l on l.guardian_id = a.guardian_id and l.until is null and l.entitling
      join pupil_record p on p.id = l.pupil_id and p.school_uai in (select uai from plan_school)
      left join shut on shut.link_id = l.id
      where shut.link_id is null
    ), coming as materialized (
      select distinct a.account_id
      from plan_link n join attachment a on a.guardian_id = n.guardian_id and a.until is null
      where n.entitling and n.action in ('added', 'changed')
    )
    select account_id from losing
    except select account_id from staying
    except select account_id from coming`.execute(tx);
  const { rows } = await sql<{ count: number }>`select count(*) as count from plan_childless`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** What the plan changes, of whom: two plans of equal figures that touch other people have other digests. */
export async function digestPlan(tx: Tx): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select md5(coalesce(string_agg(line, chr(10) order by line), '')) as digest from (
      select concat_ws(' ', 'pupil', action, source_id, content_digest) as line from plan_pupil where action not in ('unchanged', 'absent')
      union all
      select concat_ws(' ', 'guardian', action, source_id, content_digest) from plan_guardian where action <> 'unchanged'
      union all
      select concat_ws(' ', 'link', action, pupil_source_id, guardian_source_id, kinship, level, entitling) from plan_link
      where action <> 'unchanged'
    ) as changed (line)`.execute(tx);
  return rows[0]?.digest ?? '';
}

export type Endings = {
  readonly kind: 'pupil' | 'guardian' | 'link';
  readonly uai: string;
  readonly before: number;
  readonly ended: number;
};

/** For each school and each kind of row, how many the register holds and how many would end. */
export async function countEndings(tx: Tx, run: Run): Promise<Endings[]> {
  const { rows } = await sql<Endings>`
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
    select live.kind, live.uai, live.before, ending.ended from live join ending using (kind, uai) order by live.uai, live.kind`.execute(
    tx,
  );
  return rows;
}

/** Pupils of a school that neither the delivery nor the installation knows. */
export async function findHomeless(
  tx: Tx,
  run: Run,
): Promise<{ file: number; line: number; key: string; school: string }[]> {
  const { rows } = await sql<{ file: number; line: number; key: string; school: string }>`
    select s.file, s.line, s.source_id as key, s.school_key as school from staging_pupil s
    where s.run_id = ${run.id}
      and not exists (select from plan_school k where k.source_id = s.school_key)
      and not exists (select from staging_school n where n.run_id = ${run.id} and n.source_id = s.school_key)
    order by s.file, s.line`.execute(tx);
  return rows;
}
