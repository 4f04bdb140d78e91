// The accounts that hold a record of one school, as this school may see them: searched, filtered, counted, by pages.
import { type RawBuilder, sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { LinkLevel } from '../people/rules.js';
import type { DeskFilter, ListQuery, ListSort } from '../school/rules.js';
import type { Db } from './open.js';

export type DeskSearch = {
  readonly schoolUai: string;
  /** As typed; empty for everybody. */
  readonly search: string;
  /** What was typed, as an identifier is compared. */
  readonly identifier: string;
  /** Empty for every division. */
  readonly division: string;
  readonly mail: boolean | null;
  readonly level: LinkLevel | null;
};

// A record that left the register keeps its attachment, and its place on the card, but not in the list. Each set is
// grouped once: asked account by account, a school of 3,000 accounts took a second instead of twenty milliseconds.
const sets = (schoolUai: string) => sql`
  record as (
    select a.account_id, a.id as attachment_id, g.id as guardian_id, g.search_key
    from guardian_record g join attachment a on a.guardian_id = g.id and a.until is null
    where g.school_uai = ${schoolUai} and g.gone_at is null
  ), child as (
    select r.account_id, p.id as pupil_id, p.search_key, p.division
    from record r
    join link l on l.guardian_id = r.guardian_id and l.until is null and l.entitling
    join pupil_record p on p.id = l.pupil_id and p.school_uai = ${schoolUai}
  ), restricted as (
    select r.account_id from record r join hold h on h.attachment_id = r.attachment_id and h.until is null
    union
    select r.account_id from record r join link l on l.guardian_id = r.guardian_id and l.until is null
      join hold h on h.link_id = l.id and h.until is null
  ), withheld as (
    select r.account_id from record r
      join hold h on h.attachment_id = r.attachment_id and h.until is null and h.cause = 'suspension'
  ), ordered as (
    select account_id, min(search_key collate "C") as sort_key from record group by account_id
  ), named as (
    select account_id, ' ' || string_agg(search_key, ' ') as words
    from (select account_id, search_key from record union all select account_id, search_key from child) as names
    group by account_id
  )`;

/** Every word typed begins a word of a name, of the parent or of a child; or the whole is part of the identifier. */
function searched({ search, identifier }: DeskSearch): RawBuilder<unknown> {
  if (search === '') return sql`true`;
  return sql`(
    ${identifier} <> '' and strpos(acc.identifier, ${identifier}) > 0
    or acc.id in (
      select account_id from named, regexp_split_to_table(fold_search(${search}), ' ') as word
      where word <> ''
      group by account_id having bool_and(strpos(named.words, ' ' || word) > 0)
    )
  )`;
}

const found = (asked: DeskSearch) => sql`
  ${sets(asked.schoolUai)}, found as (
    select acc.id, acc.identifier, acc.state, acc.activated_at,
      acc.mail_confirmed_at is not null as mail_confirmed, ${isGrouped} as grouped, ${isWarned} as soon_asleep,
      acc.id in (select account_id from restricted) as restricted,
      acc.id in (select account_id from withheld) as suspended_here, ordered.sort_key
    from ordered join account acc on acc.id = ordered.account_id
    where ${asked.division === '' ? sql`true` : sql`acc.id in (select account_id from child where division = ${asked.division})`}
      and ${asked.mail === null ? sql`true` : sql`(acc.mail_confirmed_at is not null) = ${asked.mail}::boolean`}
      and ${asked.level === null ? sql`true` : ofLevel(asked.level)}
      and ${searched(asked)}
  )`;

/** Also a link that opens nothing: what the register says of the person is what is asked. */
const ofLevel = (level: LinkLevel) => sql`acc.id in (
  select r.account_id from record r join link l on l.guardian_id = r.guardian_id and l.until is null and l.level = ${level})`;

/** True when a record came to the account by a grouping and is still there: of which school is nobody's business. */
export const isGrouped = sql`exists (
  select 1 from attachment came
  where came.account_id = acc.id and came.until is null and came.began_grouping_id is not null
)`;

/** Warned in writing, by mail or by this very list, and not used since. */
const isWarned = sql`(acc.sleep_warned_at is not null and case acc.state
  when 'active' then not exists (select 1 from session s where s.account_id = acc.id and s.seen_at > acc.sleep_warned_at)
  when 'to_activate' then not exists (select 1 from letter l where l.account_id = acc.id and l.issued_at > acc.sleep_warned_at)
  else false end)`;

const filters: Readonly<Record<DeskFilter, RawBuilder<unknown>>> = {
  all: sql`true`,
  active: sql`state = 'active'`,
  never_activated: sql`state = 'to_activate'`,
  no_mail: sql`state = 'active' and not mail_confirmed`,
  grouped: sql`grouped`,
  restricted: sql`restricted`,
  soon_asleep: sql`soon_asleep`,
  asleep: sql`state = 'asleep'`,
  stopped: sql`(state in ('frozen', 'suspended') or suspended_here)`,
};

export type DeskCounts = Readonly<Record<DeskFilter, number>>;

/** How many accounts each filter would show. */
export async function countAccounts(db: Db, asked: DeskSearch): Promise<DeskCounts> {
  const counted = Object.entries(filters).map(([name, only]) => sql`${name}::text, count(*) filter (where ${only})`);
  const { rows } = await sql<{ counts: DeskCounts }>`
    with ${found(asked)} select json_build_object(${sql.join(counted)}) as counts from found`.execute(db);
  const counts = rows[0]?.counts;
  if (counts === undefined) throw new Error('a count gave no row');
  return counts;
}

export type NamedPerson = {
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
};

export type ListedAccount = {
  readonly id: number;
  readonly identifier: string;
  readonly state: AccountState;
  readonly activatedAt: Date | null;
  readonly mailConfirmed: boolean;
  readonly grouped: boolean;
  readonly suspendedHere: boolean;
  /** This school's records of the person, as the school wrote them. */
  readonly guardians: readonly NamedPerson[];
  readonly pupils: readonly (NamedPerson & { readonly division: string | null })[];
};

/** By what a list is sorted; equals stand in the order of the names. */
const orders: Readonly<Record<ListSort, RawBuilder<unknown>>> = {
  name: sql`sort_key`,
  identifier: sql`identifier collate "C"`,
  division: sql`(select min(division) from child where child.account_id = found.id)`,
  state: sql`state`,
  activated: sql`activated_at`,
};

/** One page of the list. */
export async function listAccounts(
  db: Db,
  asked: DeskSearch,
  page: Pick<ListQuery, 'filter' | 'sort' | 'descending'> & { readonly limit: number; readonly offset: number },
): Promise<ListedAccount[]> {
  const way = page.descending ? sql`desc nulls last` : sql`asc nulls last`;
  const { rows } = await sql<ListedAccount>`
    with ${found(asked)}, page as (
      select found.*, row_number() over (order by ${orders[page.sort]} ${way}, sort_key, id) as place
      from found where ${filters[page.filter]} order by place limit ${page.limit} offset ${page.offset}
    ), guardians_of as (
      select r.account_id, json_agg(json_build_object('firstName', g.first_name, 'familyName', g.family_name,
          'usageName', g.usage_name) order by g.search_key collate "C", g.id) as guardians
      from record r join guardian_record g on g.id = r.guardian_id
      where r.account_id in (select id from page) group by r.account_id
    ), pupils_of as (
      select c.account_id, json_agg(json_build_object('firstName', p.first_name, 'familyName', p.family_name,
          'usageName', p.usage_name, 'division', p.division) order by p.first_name, p.id) as pupils
      from (select distinct account_id, pupil_id from child where account_id in (select id from page)) c
        join pupil_record p on p.id = c.pupil_id
      group by c.account_id
    )
    select page.id, identifier, state, activated_at, mail_confirmed, grouped, suspended_here,
      guardians, coalesce(pupils, '[]') as pupils
    from page left join guardians_of on guardians_of.account_id = page.id
      left join pupils_of on pupils_of.account_id = page.id
    order by place`.execute(db);
  return rows;
}

/** The divisions of a school, for a choice. */
export async function divisionsOf(db: Db, schoolUai: string): Promise<string[]> {
  const rows = await db
    .selectFrom('pupilRecord')
    .select('division')
    .distinct()
    .where('schoolUai', '=', schoolUai)
    .where('goneAt', 'is', null)
    .where('division', 'is not', null)
    .orderBy('division')
    .execute();
  return rows.flatMap((row) => (row.division === null ? [] : [row.division]));
}
