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

export type Migrations = { readonly count: number; readonly last: string; readonly appliedAt: Date };

export async function readMigrations(db: Db): Promise<Migrations> {
  const { rows } = await sql<Migrations>`
    select (select count(*) from schema_migration) as count, name as last, applied_at
    from schema_migration order by name desc limit 1`.execute(db);
  const found = rows[0];
  if (found === undefined) throw new Error('a database without migrations');
  return found;
}

export type WaitingJobs = {
  readonly waiting: number;
  readonly failed: number;
  /** When the mail that waits longest was promised. */
  readonly oldestMailAt: Date | null;
};

/** Mails and other promised work: what has not been done yet, and what was given up. */
export async function countJobs(db: Db): Promise<WaitingJobs> {
  const { rows } = await sql<WaitingJobs>`
    select count(*) filter (where state in ('created', 'retry', 'active')) as waiting,
      count(*) filter (where state = 'failed') as failed,
      min(created_on) filter (where name = 'mail' and state in ('created', 'retry', 'active')) as oldest_mail_at
    from pgboss.job`.execute(db);
  return rows[0] ?? { waiting: 0, failed: 0, oldestMailAt: null };
}

export type TidyRun = { readonly beganAt: Date; readonly endedAt: Date; readonly done: number };

const keptRuns = 30;

/** A run of `tidy` that came to its end; of the older ones some are kept. */
export async function noteTidied(db: Db, run: TidyRun): Promise<void> {
  await sql`
    with old as (
      delete from tidy_run where id not in (select id from tidy_run order by id desc limit ${keptRuns - 1}))
    insert into tidy_run (began_at, ended_at, done)
    values (${run.beganAt}::timestamptz, ${run.endedAt}::timestamptz, ${run.done}::integer)`.execute(db);
}

/** The last one; null when it never ran to its end. */
export async function lastTidy(db: Db): Promise<TidyRun | null> {
  const { rows } = await sql<TidyRun>`
    select began_at, ended_at, done from tidy_run order by id desc limit 1`.execute(db);
  return rows[0] ?? null;
}
