// Accounts that nobody uses or that see nobody any more, and records that left their register: found by pages, in the
// order of their ids, and changed a few at a time.
import { type RawBuilder, sql } from 'kysely';
import type { Cutoffs, SleepFacts } from '../retention/rules.js';
import type { Db, Tx } from './open.js';

/** True while a live link opens a child to the account, hidden or not. */
const hasRight = sql`exists (
  select from attachment t join link l on l.guardian_id = t.guardian_id and l.until is null and l.entitling
  where t.account_id = a.id and t.until is null)`;

export type Page = { readonly after: number; readonly limit: number };

async function idsOf(db: Db, table: string, condition: RawBuilder<unknown>, { after, limit }: Page): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.id from ${sql.table(table)} a where a.id > ${after} and ${condition} order by a.id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export type SleepRow = SleepFacts & {
  readonly id: number;
  readonly confirmedMail: boolean;
};

/**
 * Accounts that may be due for a warning or for sleep, `since` being the latest use that matters. One with a live letter
 * is being opened; one without a right closes instead. `only` reads these accounts again, behind their lock.
 */
export async function findSleepy(
  db: Db,
  asked: Page & { readonly unusedSince: Date; readonly letterSince: Date; readonly today: string },
  only?: readonly number[],
): Promise<SleepRow[]> {
  const chosen = only === undefined ? sql`true` : sql`a.id in (${sql.join(only)})`;
  const { rows } = await sql<SleepRow>`
    select a.id, a.state, a.mail_confirmed_at is not null as confirmed_mail, u.last_use,
      a.sleep_warned_at as warned_at, a.sleep_warned_again_at as warned_again_at
    from account a
    cross join lateral (
      select case a.state when 'active' then greatest(a.activated_at, a.password_set_at,
          (select max(s.seen_at) from session s where s.account_id = a.id))
        else (select max(l.issued_at) from letter l where l.account_id = a.id) end as last_use
    ) u
    where a.id > ${asked.after} and a.state in ('active', 'to_activate') and ${chosen}
      and u.last_use < case a.state when 'active' then ${asked.unusedSince}::timestamptz else ${asked.letterSince}::timestamptz end
      and ${hasRight}
      and (a.state = 'to_activate' or not exists (
        select from letter l where l.account_id = a.id and l.used_at is null and l.replaced_at is null and l.died_at is null
          and l.last_day >= ${asked.today}::date))
    order by a.id limit ${asked.limit}`.execute(db);
  return rows;
}

export async function writeSleepWarning(tx: Tx, accountId: number, again: boolean, now: Date): Promise<void> {
  const set = again ? sql`sleep_warned_again_at = ${now}` : sql`sleep_warned_at = ${now}, sleep_warned_again_at = null`;
  await sql`update account set ${set}, version = version + 1 where id = ${accountId}`.execute(tx);
}

/**
 * Puts an account to sleep, in one statement: it keeps its attachments, and all that could open it dies. The account
 * must be locked by an earlier statement.
 */
export async function writeSleep(tx: Tx, accountId: number, now: Date): Promise<void> {
  await sql`
    with sessions as (
      update session set ended_at = ${now}, ended_cause = 'asleep' where account_id = ${accountId} and ended_at is null
    ), letters as (
      update letter set died_at = ${now}
      where account_id = ${accountId} and used_at is null and replaced_at is null and died_at is null
    ), activations as (
      update activation v set used_at = ${now} from letter l
      where l.id = v.letter_id and l.account_id = ${accountId} and v.used_at is null
    ), steps as (
      update second_step set used_at = ${now} where account_id = ${accountId} and used_at is null
    ), tokens as (
      update single_use_token set cancelled_at = ${now}
      where account_id = ${accountId} and used_at is null and cancelled_at is null
    ), intents as (
      update grouping_intent set cancelled_at = ${now}
      where ${accountId}::bigint in (kept_id, absorbed_id) and used_at is null and cancelled_at is null
    )
    update account set state = 'asleep', sleep_warned_at = null, sleep_warned_again_at = null,
      version = version + 1, proof_version = proof_version + 1
    where id = ${accountId}`.execute(tx);
}

/** Open accounts that have been without a right for long enough. */
export async function findToClose(db: Db, { rightless }: Cutoffs, page: Page): Promise<number[]> {
  return await idsOf(db, 'account', sql`a.is_open and a.rightless_since < ${rightless} and not ${hasRight}`, page);
}

const lost = sql`a.is_open and a.rightless_since is null and not ${hasRight}`;
const regained = sql`a.rightless_since is not null and ${hasRight}`;

export async function findRightsLost(db: Db, page: Page): Promise<number[]> {
  return await idsOf(db, 'account', lost, page);
}

export async function findRightsRegained(db: Db, page: Page): Promise<number[]> {
  return await idsOf(db, 'account', regained, page);
}

/**
 * Notes since when these accounts have no right: the end of the last link or attachment that gave one, or now when a
 * link lost its level without an end.
 */
export async function noteRightsLost(tx: Tx, ids: readonly number[], now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update account a set rightless_since = coalesce((
        select case when bool_or(l.until is null and t.until is null) then null else max(least(l.until, t.until)) end
        from attachment t left join link l on l.guardian_id = t.guardian_id and (l.until is null or l.until >= t.since)
        where t.account_id = a.id
      ), ${now}::timestamptz)
    where a.id in (${sql.join(ids)}) and ${lost}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export async function noteRightsRegained(tx: Tx, ids: readonly number[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update account a set rightless_since = null where a.id in (${sql.join(ids)}) and ${regained}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

const gonePupil = ({ gone }: Cutoffs) => sql`a.gone_at < ${gone}
  and not exists (select from link l where l.pupil_id = a.id and l.until is null)`;
const goneGuardian = ({ gone }: Cutoffs) => sql`a.gone_at < ${gone} and a.erased_at is null
  and not exists (select from link l where l.guardian_id = a.id and l.until is null)`;

export async function findGonePupils(db: Db, cutoffs: Cutoffs, page: Page): Promise<number[]> {
  return await idsOf(db, 'pupil_record', gonePupil(cutoffs), page);
}

export async function findGoneGuardians(db: Db, cutoffs: Cutoffs, page: Page): Promise<number[]> {
  return await idsOf(db, 'guardian_record', goneGuardian(cutoffs), page);
}

/** The schools of these records: their imports wait while the records are erased. */
export async function schoolsOfRecords(
  db: Db,
  table: 'pupil_record' | 'guardian_record',
  ids: readonly number[],
): Promise<string[]> {
  const { rows } = await sql<{ schoolUai: string }>`
    select distinct school_uai from ${sql.table(table)} where id in (${sql.join(ids)})`.execute(db);
  return rows.map(({ schoolUai }) => schoolUai);
}

const dropLinks = (column: 'pupil_id' | 'guardian_id') => sql`
  dropped as (
    select l.id from link l where l.${sql.ref(column)} in (select id from chosen)
  ), holds as (delete from hold where link_id in (select id from dropped)),
  links as (delete from link where id in (select id from dropped)),
  corrections as (delete from correction where ${sql.ref(column)} in (select id from chosen)),
  protections as (delete from protection where ${sql.ref(column)} in (select id from chosen))`;

/** Removes pupils with their links, what hid them and what was asked about them; nothing else points to a pupil. Returns those removed. */
export async function erasePupils(tx: Tx, cutoffs: Cutoffs, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with chosen as (select a.id from pupil_record a where a.id in (${sql.join(ids)}) and ${gonePupil(cutoffs)}), ${dropLinks('pupil_id')}
    delete from pupil_record where id in (select id from chosen) returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Erases guardians: names, mail, telephone and key go, their attachments end, their links are removed. The row stays
 * where attachments tell how groupings and breaks moved it, and is removed where nothing does. Returns those erased.
 */
export async function eraseGuardians(tx: Tx, cutoffs: Cutoffs, ids: readonly number[], now: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with chosen as (select a.id from guardian_record a where a.id in (${sql.join(ids)}) and ${goneGuardian(cutoffs)}), ${dropLinks('guardian_id')},
    ended as (
      update attachment set until = ${now}, ended_cause = 'erasure' where guardian_id in (select id from chosen) and until is null
      returning id, account_id
    ), lifted as (
      update hold set until = ${now} where attachment_id in (select id from ended) and until is null
    ), touched as (
      update account set version = version + 1 where id in (select account_id from ended)
    ), unused as (
      delete from guardian_record g where g.id in (select id from chosen)
        and not exists (select from attachment t where t.guardian_id = g.id)
      returning g.id
    ), kept as (
      update guardian_record g set source_id = 'erased:' || g.id, civility = null, family_name = '', usage_name = null,
        first_name = '', mail = null, phone = null, content_digest = '', protected_since = null, erased_at = ${now}
      where g.id in (select id from chosen) and exists (select from attachment t where t.guardian_id = g.id)
      returning g.id
    )
    select id from unused union all select id from kept`.execute(tx);
  return rows.map(({ id }) => id);
}
