// Figures of one school: its classes, and its year week by week.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/civil-date.js';
import type { DivisionFigures } from '../statistics/rules.js';
import { isGrouped } from './desk-list.js';
import type { Db } from './open.js';

const held = (schoolUai: string) => sql`
  held as (
    select distinct p.division, acc.id, acc.state = 'active' as active, acc.mail_confirmed_at is not null as mailed,
      ${isGrouped} as grouped, acc.activated_at
    from pupil_record p
    join link l on l.pupil_id = p.id and l.until is null and l.entitling
    join attachment a on a.guardian_id = l.guardian_id and a.until is null
    join account acc on acc.id = a.account_id
    where p.school_uai = ${schoolUai} and p.gone_at is null
  )`;

const figures = sql`count(distinct id) as accounts, count(distinct id) filter (where active) as activated,
  count(distinct id) filter (where mailed) as mail_confirmed, count(distinct id) filter (where grouped) as grouped`;

export async function figuresByDivision(db: Db, schoolUai: string): Promise<DivisionFigures[]> {
  const { rows } = await sql<DivisionFigures>`
    with ${held(schoolUai)} select division, ${figures} from held where division is not null
    group by division order by division`.execute(db);
  return rows;
}

export async function figuresOfSchool(db: Db, schoolUai: string): Promise<Omit<DivisionFigures, 'division'>> {
  const { rows } = await sql<Omit<DivisionFigures, 'division'>>`
    with ${held(schoolUai)} select ${figures} from held`.execute(db);
  return rows[0] ?? { accounts: 0, activated: 0, mailConfirmed: 0, grouped: 0 };
}

export type WeekFigures = { readonly monday: CivilDate; readonly activated: number };

/** The week of each activation since a day: those before it are the first line's. */
export async function activationsByWeek(
  db: Db,
  schoolUai: string,
  since: CivilDate,
  timeZone: string,
): Promise<WeekFigures[]> {
  const { rows } = await sql<WeekFigures>`
    with ${held(schoolUai)}, weeks as (
      select greatest(date_trunc('week', activated_at at time zone ${timeZone})::date, date_trunc('week', ${since}::date)::date) as monday,
        count(distinct id) as activated
      from held where activated_at is not null group by 1
    )
    select monday::text as monday, (sum(activated) over (order by monday))::integer as activated from weeks order by monday`.execute(
    db,
  );
  return rows;
}
