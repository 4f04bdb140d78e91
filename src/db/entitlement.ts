// How far down the levels of a school's links open the child: the plan of a change of it, in the tables of an import's plan, so
// that what applies an import applies it.
import { sql } from 'kysely';
import type { LinkLevel, RegisterSource } from '../people/rules.js';
import { opensByChoice } from './link-levels.js';
import type { Db, Tx } from './open.js';
import { makeFindable, planAccounts, type Run } from './roster-plan.js';

/** The school as a change of its entitlement needs it; undefined when there is none. */
export async function findEntitlement(
  db: Db,
  uai: string,
): Promise<{ entitles: LinkLevel; registerSource: RegisterSource | null } | undefined> {
  return await db.selectFrom('school').select(['entitles', 'registerSource']).where('uai', '=', uai).executeTakeFirst();
}

export async function writeEntitlement(tx: Tx, uai: string, entitles: LinkLevel): Promise<void> {
  await tx.updateTable('school').set({ entitles }).where('uai', '=', uai).execute();
}

/** Lays the plan: every record of the school as it is, and as changed the links that open now and would not, or the reverse. */
export async function planEntitlement(tx: Tx, uai: string, run: Run, entitles: LinkLevel): Promise<void> {
  await sql`create temp table plan_school on commit drop as select uai, ''::text as source_id from school where uai = ${uai}`.execute(
    tx,
  );
  await sql`create temp table plan_pupil on commit drop as
    select id as record_id, scope, source_id, school_uai, 'unchanged' as action from pupil_record
    where school_uai = ${uai} and gone_at is null`.execute(tx);
  await makeFindable(tx, 'plan_pupil', 'record_id', ['source_id', 'school_uai', 'action']);
  await sql`create temp table plan_guardian on commit drop as
    select id as record_id, scope, source_id, school_uai, first_name, usage_name, family_name, 'unchanged' as action
    from guardian_record where school_uai = ${uai} and gone_at is null`.execute(tx);
  await makeFindable(tx, 'plan_guardian', 'record_id', ['source_id', 'school_uai', 'action']);
  await sql`create temp table plan_link on commit drop as
    select *, case when entitling is distinct from entitled then 'changed' else 'unchanged' end as action
    from (
      select p.source_id as pupil_source_id, g.source_id as guardian_source_id, g.scope, g.school_uai, l.kinship, l.level, l.raw,
        l.pupil_id, l.guardian_id, l.id as link_id, l.entitling as entitled,
        case when l.level = 'legal' then l.entitling else ${opensByChoice(run, {
          level: 'l.level',
          kinship: 'l.kinship',
          guardian: 'g.source_id',
          pupil: 'p.source_id',
          entitles: sql`${entitles}::text`,
        })} and not g.organisation end as entitling
      from link l
      join pupil_record p on p.id = l.pupil_id
      join guardian_record g on g.id = l.guardian_id
      where l.until is null and p.school_uai = ${uai} and g.gone_at is null
    ) here`.execute(tx);
  await makeFindable(tx, 'plan_link', 'link_id', ['pupil_source_id', 'guardian_source_id', 'school_uai', 'action']);
  await planAccounts(tx);
}

export type EntitlementFigures = {
  /** Guardians who will see a child that they do not see today, and the links of it. */
  readonly gaining: number;
  readonly opened: number;
  readonly losing: number;
  readonly shut: number;
};

/** What the plan opens and shuts, as the register has it: what a family hid stays hidden. */
export async function countOpenings(tx: Tx): Promise<EntitlementFigures> {
  const { rows } = await sql<EntitlementFigures>`
    select count(distinct guardian_id) filter (where entitling) as gaining, count(*) filter (where entitling) as opened,
      count(distinct guardian_id) filter (where not entitling) as losing, count(*) filter (where not entitling) as shut
    from plan_link where action = 'changed'`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a count has one row');
  return row;
}
