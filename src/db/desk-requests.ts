// The requests that one school was asked about, as far as it may know of them.
import { type RawBuilder, sql } from 'kysely';
import type { CivilDate } from '../kernel/civil-date.js';
import type { RequestDecision, RequestState } from '../requests/rules.js';
import type { Role } from '../staff/rights-rules.js';
import type { Db, Tx } from './open.js';
import { fallen } from './requests.js';

export type DeskRequestLine = {
  readonly reference: string;
  readonly createdAt: Date;
  /** Void as soon as its accounts changed, also before that was written down. */
  readonly state: RequestState;
  /** What this school answered. */
  readonly decision: RequestDecision | null;
  /** The parent, as this school's own record names him. */
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
};

/** Those that wait for this school first, oldest first; then the others, latest first. */
export async function listDeskRequests(
  db: Db,
  schoolUai: string,
  now: Date,
  limit: number,
): Promise<DeskRequestLine[]> {
  return await requestsAsked(db, schoolUai, now, limit, sql`true`);
}

/** Those about one account, on whichever side it stands. */
export async function requestsOfAccount(
  db: Db,
  schoolUai: string,
  accountId: number,
  now: Date,
): Promise<DeskRequestLine[]> {
  return await requestsAsked(db, schoolUai, now, 20, sql`${accountId}::bigint in (r.kept_id, r.absorbed_id)`);
}

async function requestsAsked(
  db: Db,
  schoolUai: string,
  now: Date,
  limit: number,
  only: RawBuilder<unknown>,
): Promise<DeskRequestLine[]> {
  const { rows } = await sql<DeskRequestLine>`
    with asked as (
      select r.id, r.reference, r.created_at, d.decision,
        case when r.state in ('open', 'accepted') and ${fallen(now)} then 'void' else r.state end as state, r.kept_id, r.absorbed_id
      from grouping_request_school d join grouping_request r on r.id = d.request_id
        join account k on k.id = r.kept_id join account b on b.id = r.absorbed_id
      where d.school_uai = ${schoolUai} and ${only}
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

export type WaitingRequests = { readonly count: number; readonly oldest: Date | null };

/** How many wait for this school's answer, and since when. */
export async function countWaitingRequests(db: Db, schoolUai: string, now: Date): Promise<WaitingRequests> {
  const { rows } = await sql<WaitingRequests>`
    select count(*) as count, min(r.created_at) as oldest
    from grouping_request_school d join grouping_request r on r.id = d.request_id
      join account k on k.id = r.kept_id join account b on b.id = r.absorbed_id
    where d.school_uai = ${schoolUai} and d.decision is null and r.state = 'open' and not ${fallen(now)}`.execute(db);
  return rows[0] ?? { count: 0, oldest: null };
}

/** The answers that schools owe since so long that one more reminder is due: once for each instant of `cutoffs`. */
const dueReminders = (now: Date, cutoffs: readonly Date[]) => sql`
  select d.request_id, d.school_uai, due.steps
  from grouping_request_school d join grouping_request r on r.id = d.request_id
    join account k on k.id = r.kept_id join account b on b.id = r.absorbed_id,
    lateral (select count(*)::integer as steps from jsonb_array_elements_text(${JSON.stringify(cutoffs)}::jsonb) c
      where r.created_at <= c::timestamptz) due
  where d.decision is null and r.state = 'open' and not ${fallen(now)} and d.reminders < due.steps`;

export async function countDueReminders(db: Db, now: Date, cutoffs: readonly Date[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${dueReminders(now, cutoffs)}) as due`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Notes that they are made, in one statement: of two runs at once, one makes each. The schools, once for each answer owed. */
export async function takeDueReminders(tx: Tx, now: Date, cutoffs: readonly Date[]): Promise<string[]> {
  const { rows } = await sql<{ schoolUai: string }>`
    update grouping_request_school d set reminders = due.steps
    from (${dueReminders(now, cutoffs)}) as due
    where d.request_id = due.request_id and d.school_uai = due.school_uai and d.decision is null and d.reminders < due.steps
    returning d.school_uai`.execute(tx);
  return rows.map(({ schoolUai }) => schoolUai);
}

/** Who of a school may be reminded: enrolled, in one of these roles now. */
export async function staffToRemind(
  db: Db,
  asked: { readonly schoolUai: string; readonly roles: readonly Role[]; readonly now: Date; readonly staffId?: number },
): Promise<{ readonly staffId: number; readonly mail: string; readonly schoolName: string }[]> {
  const { schoolUai, roles, now, staffId = null } = asked;
  const { rows } = await sql<{ staffId: number; mail: string; schoolName: string }>`
    select p.id as staff_id, p.mail, s.name as school_name
    from staff_role r join staff p on p.id = r.staff_id join school s on s.uai = r.school_uai
    where r.school_uai = ${schoolUai} and r.until is null and (r.ends_at is null or r.ends_at > ${now})
      and r.role in (${sql.join(roles)}) and p.enrolled_at is not null and p.left_at is null
      and (${staffId}::bigint is null or p.id = ${staffId}::bigint)
    order by p.id`.execute(db);
  return rows;
}

export type DeskPupil = {
  readonly guardianId: number;
  readonly pupilId: number;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly birthDate: CivilDate | null;
  readonly division: string | null;
  readonly kinship: string;
};

/** The pupils of these records, at this school alone. */
export async function pupilsOfRecords(db: Db, schoolUai: string, guardianIds: readonly number[]): Promise<DeskPupil[]> {
  if (guardianIds.length === 0) return [];
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
