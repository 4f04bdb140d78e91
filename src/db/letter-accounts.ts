// Who may be sent a letter of one school: one by one, or counted by what decides it.
import { type RawBuilder, sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Locale } from '../kernel/locale.js';
import type { LetterSituation } from '../letters/rules.js';
import { childLinks, childSeen } from './children.js';
import type { Db } from './open.js';

export type LetterAccount = {
  readonly id: number;
  readonly identifier: string;
  readonly language: Locale | null;
  readonly state: AccountState;
  readonly confirmedMail: string | null;
  /** It has a letter of this school that still opens it. */
  readonly hasLiveLetter: boolean;
  /** One of them was handed out, as the school noted. */
  readonly handed: boolean;
};

export type LetterAccountsAsked = {
  readonly school: string;
  readonly today: CivilDate;
  readonly identifier?: string | undefined;
  /** Only these accounts. */
  readonly ids?: readonly number[] | undefined;
  /** Only accounts with a child of this class. */
  readonly division?: string | undefined;
  readonly situation?: LetterSituation | undefined;
};

const situations: Readonly<Record<LetterSituation, (school: string) => RawBuilder<unknown>>> = {
  unopened: () => sql`true`,
  never_opened: () => sql`a.state = 'to_activate'`,
  expired: (school) => sql`live.handed is null and exists (
    select 1 from letter l where l.account_id = a.id and l.school_uai = ${school} and l.used_at is null)`,
  not_handed: () => sql`not live.handed`,
  unwritten: (school) =>
    sql`not exists (select 1 from letter l where l.account_id = a.id and l.school_uai = ${school})`,
};

/** Accounts that hold a record of this school, with their live letters (`live.handed` is null without one). */
const candidates = ({ school, today, identifier, ids, division, situation = 'unopened' }: LetterAccountsAsked) => sql`
  from account a
  left join (
    select l.account_id, bool_or(coalesce(l.handed, false)) as handed from letter l
    where l.school_uai = ${school} and l.used_at is null and l.replaced_at is null and l.died_at is null
      and l.last_day >= ${today}::date
    group by l.account_id
  ) live on live.account_id = a.id
  where a.id in (
      select t.account_id from attachment t join guardian_record g on g.id = t.guardian_id
      where t.until is null and g.school_uai = ${school})
    and ${situations[situation](school)}
    ${identifier === undefined ? sql`` : sql`and a.identifier = ${identifier}`}
    ${ids === undefined ? sql`` : sql`and a.id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`}
    ${division === undefined ? sql`` : sql`and a.id in (select account_id from ${childrenHere(school)} where division = ${division})`}`;

/** The children whom accounts see at this school. */
const childrenHere = (school: string) => sql`(
  select a.account_id, p.birth_date, p.division from ${childLinks}
  where p.school_uai = ${school} and ${childSeen()}) as seen`;

/** Accounts that hold a record of this school: all, the one of this identifier, or those of these ids. */
export async function findLetterAccounts(db: Db, asked: LetterAccountsAsked): Promise<LetterAccount[]> {
  if (asked.ids !== undefined && asked.ids.length === 0) return [];
  const { rows } = await sql<LetterAccount>`
    select a.id, a.identifier, a.language, a.state, case when a.mail_confirmed_at is not null then a.mail end as confirmed_mail,
      live.handed is not null as has_live_letter, coalesce(live.handed, false) as handed
    ${candidates(asked)}
    order by a.id`.execute(db);
  return rows;
}

/** Accounts for which the same is decided. */
export type LetterCandidates = {
  readonly state: AccountState;
  readonly hasMail: boolean;
  readonly hasLiveLetter: boolean;
  readonly handed: boolean;
  readonly hasChild: boolean;
  readonly knowsBirthDate: boolean;
  readonly accounts: number;
  /** The first ten of them. */
  readonly firstIds: readonly number[];
};

export async function countLetterAccounts(db: Db, asked: LetterAccountsAsked): Promise<LetterCandidates[]> {
  const { rows } = await sql<LetterCandidates>`
    with candidate as (
      select a.id, a.state, a.mail_confirmed_at is not null as has_mail,
        live.handed is not null as has_live_letter, coalesce(live.handed, false) as handed
      ${candidates(asked)}
    ), child as (
      select account_id, bool_or(birth_date is not null) as birth_date_known from ${childrenHere(asked.school)}
      group by account_id
    )
    select state, has_mail, has_live_letter, handed, child.account_id is not null as has_child,
      coalesce(birth_date_known, false) as knows_birth_date, count(*)::integer as accounts,
      to_jsonb((array_agg(candidate.id order by candidate.id))[1:10]) as first_ids
    from candidate left join child on child.account_id = candidate.id
    group by 1, 2, 3, 4, 5, 6`.execute(db);
  return rows;
}
