// What a school finds on its first page: how far its accounts are, and what happened in the last days.
import { sql } from 'kysely';
import type { Db } from './open.js';

export type DivisionProgress = { readonly division: string; readonly activated: number; readonly accounts: number };

/** Per division, of the accounts that hold a guardian of one of its pupils, how many were activated. */
export async function progressByDivision(db: Db, schoolUai: string): Promise<DivisionProgress[]> {
  const { rows } = await sql<DivisionProgress>`
    select p.division, count(distinct a.account_id) filter (where acc.state = 'active') as activated,
      count(distinct a.account_id) as accounts
    from pupil_record p
    join link l on l.pupil_id = p.id and l.until is null and l.entitling
    join attachment a on a.guardian_id = l.guardian_id and a.until is null
    join account acc on acc.id = a.account_id
    where p.school_uai = ${schoolUai} and p.gone_at is null and p.division is not null
    group by p.division order by p.division`.execute(db);
  return rows;
}

/** Accounts whose letter of this school died of three wrong birth dates lately, and that have had no other since. */
export async function countLettersDead(db: Db, schoolUai: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct t.account_id) as count
    from letter t join account acc on acc.id = t.account_id and acc.state in ('to_activate', 'asleep')
    where t.school_uai = ${schoolUai} and t.died_at > ${since}::timestamptz and t.birth_date_tries >= 3
      and not exists (select 1 from letter n where n.account_id = t.account_id and n.issued_at > t.died_at)`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}

export type RecentMove = {
  readonly at: Date;
  readonly kind: 'grouped' | 'broken';
  readonly accountId: number;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
};

/** Groupings of accounts that hold a record of this school, and breaks that this school made, latest first. */
export async function recentMoves(db: Db, schoolUai: string, since: Date, limit: number): Promise<RecentMove[]> {
  const { rows } = await sql<RecentMove>`
    with happened as (
      select g.at, 'grouped' as kind, g.kept_id as account_id from grouping g where g.at >= ${since}
      union all
      select b.at, 'broken', b.to_account_id from account_break b where b.at >= ${since} and b.school_uai = ${schoolUai}
    )
    select h.at, h.kind, h.account_id, who.first_name, who.family_name, who.usage_name
    from happened h
    join lateral (
      select r.first_name, r.family_name, r.usage_name
      from attachment a join guardian_record r on r.id = a.guardian_id and r.school_uai = ${schoolUai}
      where a.account_id = h.account_id and a.until is null
      order by r.search_key collate "C", r.id limit 1
    ) who on true
    order by h.at desc, h.account_id limit ${limit}`.execute(db);
  return rows;
}

export type RecentCounts = { readonly grouped: number; readonly activations: number };

/** Accounts of this school that were grouped (and are still) or activated since an instant: accounts both, as its list counts. */
export async function countRecent(db: Db, schoolUai: string, since: Date): Promise<RecentCounts> {
  const { rows } = await sql<RecentCounts>`
    with own as (
      select distinct a.account_id
      from attachment a join guardian_record r on r.id = a.guardian_id and r.school_uai = ${schoolUai}
      where a.until is null and r.gone_at is null
    )
    select (select count(*) from own where exists (
        select 1 from attachment came where came.account_id = own.account_id and came.until is null
          and came.began_grouping_id is not null and came.since >= ${since})) as grouped,
      (select count(*) from account acc
        where acc.activated_at >= ${since} and acc.id in (select account_id from own)) as activations`.execute(db);
  return rows[0] ?? { grouped: 0, activations: 0 };
}

export type RegisterNow = {
  /** When the last import of this school was applied, by whomever. */
  readonly appliedAt: Date | null;
  /** Of an upload that waits for somebody to look at it and apply it. */
  readonly waitingId: number | null;
  readonly waitingSince: Date | null;
};

export async function registerNow(db: Db, schoolUai: string): Promise<RegisterNow> {
  const { rows } = await sql<RegisterNow>`
    select (
        select max(r.applied_at) from import_run_school i join import_run r on r.id = i.import_id where i.school_uai = ${schoolUai}
      ) as applied_at, d.id as waiting_id, d.received_at as waiting_since
    from (select 1) as one left join upload d on d.school_uai = ${schoolUai} and d.state = 'ready'`.execute(db);
  return rows[0] ?? { appliedAt: null, waitingId: null, waitingSince: null };
}

/** Jobs of letters that stopped since an instant, and that no later one of the same choice made good. */
export async function countFailedBatches(db: Db, schoolUai: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from letter_batch b
    where b.school_uai = ${schoolUai} and b.state = 'failed' and b.ended_at >= ${since}::timestamptz
      and not exists (
        select from letter_batch n where n.school_uai = b.school_uai and n.state = 'ready' and n.id > b.id
          and n.division is not distinct from b.division and n.situation = b.situation)`.execute(db);
  return rows[0]?.count ?? 0;
}
