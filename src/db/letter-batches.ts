// Letters made many at once: the batch, its letters as its school reads them, what was handed out.
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../audit/events.js';
import type { BatchClass, BatchLetter, BatchState } from '../batches/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Paper } from '../letters/formats.js';
import type { LetterSituation } from '../letters/rules.js';
import type { Db, Tx } from './open.js';

export type NewBatch = {
  readonly schoolUai: string;
  readonly staffId: number;
  readonly askedAt: Date;
  readonly actor: Actor;
  readonly division: string | null;
  readonly situation: LetterSituation;
  /** In the list of accounts, one by one. */
  readonly picked: boolean;
  readonly reissue: boolean;
  /** Account ids: who gets a letter, who gets a link. Null in rows from before they were written down. */
  readonly chosen: readonly number[] | null;
  readonly linked: readonly number[] | null;
  readonly links: boolean;
  readonly paper: Paper;
};

/** Keeps what is asked; undefined while another batch of this school is made. */
export async function insertBatch(tx: Tx, made: NewBatch): Promise<number | undefined> {
  const ids = (list: readonly number[] | null) => (list === null ? null : JSON.stringify(list));
  const { rows } = await sql<{ id: number }>`
    insert into letter_batch (school_uai, staff_id, asked_at, actor, division, situation, picked, reissue, chosen, linked,
      links, paper)
    values (${made.schoolUai}, ${made.staffId}, ${made.askedAt}, ${JSON.stringify(made.actor)}::jsonb, ${made.division},
      ${made.situation}, ${made.picked}, ${made.reissue}, ${ids(made.chosen)}::jsonb, ${ids(made.linked)}::jsonb,
      ${made.links}, ${made.paper})
    on conflict (school_uai) where ended_at is null do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** A batch of this school is being made; two who ask at once wait for each other here. */
export async function isMaking(tx: Tx, schoolUai: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(4127005, hashtext(${schoolUai}))`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    select id from letter_batch where school_uai = ${schoolUai} and ended_at is null`.execute(tx);
  return rows.length > 0;
}

export type BatchRow = {
  readonly id: number;
  readonly staffId: number;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly division: string | null;
  readonly situation: LetterSituation;
  /** In the list of accounts, one by one. */
  readonly picked: boolean;
  readonly paper: Paper;
  readonly state: BatchState;
  readonly drawn: number;
  readonly firstNumber: string | null;
  readonly letters: number;
  readonly replaced: number;
  readonly mails: number;
  readonly fetchedAt: Date | null;
  /** Of its letters. */
  readonly handed: number;
  readonly notHanded: number;
};

/** The last batches of a school, or one of them. */
export async function findBatches(
  db: Db,
  schoolUai: string,
  which: { id?: number; limit: number },
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select b.id, b.staff_id, b.asked_at, s.name as asked_by, b.division, b.situation, b.picked, b.paper, b.state, b.drawn, b.first_number,
      b.letters, b.replaced, b.mails, b.fetched_at,
      (select count(*) from letter l where l.batch_id = b.id and l.handed) as handed,
      (select count(*) from letter l where l.batch_id = b.id and not l.handed) as not_handed
    from letter_batch b join staff s on s.id = b.staff_id
    where b.school_uai = ${schoolUai} and (${which.id ?? null}::bigint is null or b.id = ${which.id ?? null})
    order by b.asked_at desc, b.id desc limit ${which.limit}`.execute(db);
  return rows;
}

/** The letters of a batch in the order of their pages, with this school's own names; those of one class, or all. */
export async function lettersOfBatch(
  db: Db,
  schoolUai: string,
  batchId: number,
  which: { readonly division?: string; readonly limit: number; readonly offset: number },
): Promise<BatchLetter[]> {
  const { division, limit, offset } = which;
  return await shownLetters(
    db,
    schoolUai,
    sql`l.batch_id = ${batchId} and ${division === undefined ? sql`true` : sql`l.division = ${division}`}`,
    { limit, offset },
  );
}

const unhanded = (division: string | undefined, today: CivilDate) => sql<boolean>`
  l.handed is not true and l.used_at is null and l.replaced_at is null and l.died_at is null and l.last_day >= ${today}::date
    and ${division === undefined ? sql`true` : sql`l.division = ${division}`}`;

/** Letters of any batch that still work and were not handed out, or of which nothing was said; and how many in all. */
export async function unhandedLetters(
  db: Db,
  schoolUai: string,
  which: {
    readonly division: string | undefined;
    readonly today: CivilDate;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly letters: readonly BatchLetter[]; readonly total: number }> {
  const wanted = unhanded(which.division, which.today);
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from letter l join letter_batch b on b.id = l.batch_id and b.school_uai = ${schoolUai}
    where ${wanted}`.execute(db);
  return { letters: await shownLetters(db, schoolUai, wanted, which), total: rows[0]?.total ?? 0 };
}

/** Names are gathered once for the page: a subquery of each letter looked through the whole register under a desk's role. */
async function shownLetters(
  db: Db,
  schoolUai: string,
  wanted: RawBuilder<unknown>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<BatchLetter[]> {
  const { rows } = await sql<BatchLetter>`
    with page as (
      select l.* from letter l join letter_batch b on b.id = l.batch_id and b.school_uai = ${schoolUai}
      where ${wanted} order by length(l.number), l.number limit ${limit} offset ${offset}
    ), held as materialized (
      select t.account_id, t.guardian_id from attachment t
      where t.until is null and t.account_id in (select account_id from page)
    ), guardians as (
      select h.account_id, string_agg(distinct upper(coalesce(g.usage_name, g.family_name)) || ' ' || g.first_name, ', ') as names
      from held h join guardian_record g on g.id = h.guardian_id and g.school_uai = ${schoolUai} group by h.account_id
    ), children as (
      select h.account_id, string_agg(distinct p.first_name || ' ' || upper(coalesce(p.usage_name, p.family_name)), ', ') as names
      from held h
      join link k on k.guardian_id = h.guardian_id and k.until is null and k.entitling
      join pupil_record p on p.id = k.pupil_id and p.school_uai = ${schoolUai} group by h.account_id
    )
    select l.id, l.batch_id, l.number, l.account_id, a.identifier, l.division, l.handed, l.used_at is not null as used,
      (l.replaced_at is not null or l.died_at is not null) as over,
      coalesce(guardians.names, '') as guardian, coalesce(children.names, '') as pupils
    from page l join account a on a.id = l.account_id
    left join guardians on guardians.account_id = a.id left join children on children.account_id = a.id
    order by length(l.number), l.number`.execute(db);
  return rows;
}

/** How many letters each class has and were handed out, in the order of the pages. */
export async function classesOfBatch(db: Db, schoolUai: string, batchId: number): Promise<BatchClass[]> {
  const { rows } = await sql<BatchClass>`
    select l.division, count(*)::integer as letters, (count(*) filter (where l.handed))::integer as handed
    from letter l join letter_batch b on b.id = l.batch_id and b.school_uai = ${schoolUai}
    where l.batch_id = ${batchId} and l.division is not null
    group by l.division order by min(l.id)`.execute(db);
  return rows;
}

export type ClaimedBatch = NewBatch & { readonly id: number; readonly tries: number };

/** Begins the work on a batch; undefined when it has ended. */
export async function claimBatch(db: Db, id: number): Promise<ClaimedBatch | undefined> {
  const { rows } = await sql<ClaimedBatch>`
    update letter_batch set tries = tries + 1, drawn = 0 where id = ${id} and state = 'making'
    returning id, tries, school_uai, staff_id, asked_at, actor, division, situation, picked, reissue, chosen, linked, links,
      paper`.execute(db);
  return rows[0];
}

export async function noteDrawn(db: Db, id: number, drawn: number): Promise<void> {
  await sql`update letter_batch set drawn = ${drawn} where id = ${id}`.execute(db);
}

type Ended = {
  readonly state: 'ready' | 'failed';
  readonly now: Date;
  readonly letterIds?: readonly number[];
  /** Beside each: the class that carries it home. */
  readonly divisions?: readonly (string | null)[];
  readonly firstNumber?: string;
  readonly replaced?: number;
  readonly mails?: number;
};

/** Ends a batch, with the letters that it made; false when it had ended. */
export async function endBatch(db: Db, id: number, ended: Ended): Promise<boolean> {
  const { letterIds = [], divisions = [] } = ended;
  const letters = JSON.stringify(letterIds.map((letter, at) => ({ letter, division: divisions[at] ?? null })));
  const { rows } = await sql<{ id: number }>`
    with ended as (
      update letter_batch set state = ${ended.state}, ended_at = ${ended.now}, first_number = ${ended.firstNumber ?? null},
        letters = jsonb_array_length(${letters}::jsonb), replaced = ${ended.replaced ?? 0}, mails = ${ended.mails ?? 0}
      where id = ${id} and state = 'making' returning id
    ), named as (
      update letter set batch_id = ended.id, division = made.division
      from ended, jsonb_to_recordset(${letters}::jsonb) as made(letter bigint, division text) where letter.id = made.letter
    )
    select id from ended`.execute(db);
  return rows.length > 0;
}

/** Notes that the paper was taken away. */
export async function noteFetched(db: Db, id: number, now: Date): Promise<void> {
  await sql`update letter_batch set fetched_at = coalesce(fetched_at, ${now}) where id = ${id}`.execute(db);
}

/** Notes which of these letters of a batch were handed out, and which were not. Returns those that it found. */
export async function markHanded(
  tx: Tx,
  schoolUai: string,
  batchId: number,
  shown: readonly number[],
  handed: readonly number[],
  now: Date,
): Promise<{ readonly id: number; readonly handed: boolean }[]> {
  const list = (ids: readonly number[]) =>
    sql`(select value::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
  const { rows } = await sql<{ id: number; handed: boolean }>`
    update letter set handed = letter.id in ${list(handed)}, handed_at = ${now}
    from letter_batch b
    where b.id = letter.batch_id and b.id = ${batchId} and b.school_uai = ${schoolUai} and letter.id in ${list(shown)}
      and letter.handed is distinct from (letter.id in ${list(handed)})
    returning letter.id, letter.handed`.execute(tx);
  return rows;
}
