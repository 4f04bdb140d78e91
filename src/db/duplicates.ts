// Pairs of guardian records of one school that may be one person. Found by keys that such pairs share (a first name with
// the beginning or the end of a family name, a mail, a telephone): two records that share none are never compared, so that
// the work follows the size of the register and not its square.
import { sql } from 'kysely';
import type { DuplicateAnswer } from '../duplicates/rules.js';
import type { Civility } from '../people/rules.js';
import type { Db, Tx } from './open.js';

export type PairedRecord = {
  readonly guardianId: number;
  readonly accountId: number | null;
  readonly civility: Civility | null;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly pupils: readonly string[];
};

export type CandidatePair = {
  readonly one: PairedRecord;
  readonly other: PairedRecord;
  readonly sameMail: boolean;
  readonly samePhone: boolean;
  readonly samePupil: boolean;
  readonly answer: DuplicateAnswer | null;
};

/** A key that more records share says nothing: « Mohamed BE… » at a large school, the telephone of a shelter. */
const mostOfOneKey = 40;

const paired = (side: string) => sql`jsonb_build_object(
  'guardianId', ${sql.ref(`${side}.id`)}, 'accountId', ${sql.ref(`${side}.account_id`)}, 'civility', ${sql.ref(`${side}.civility`)},
  'firstName', ${sql.ref(`${side}.first_name`)}, 'familyName', ${sql.ref(`${side}.family_name`)},
  'usageName', ${sql.ref(`${side}.usage_name`)}, 'mail', ${sql.ref(`${side}.mail`)}, 'phone', ${sql.ref(`${side}.phone`)},
  'pupils', coalesce((
    select jsonb_agg(distinct p.first_name || coalesce(', ' || p.division, '')) from link l join pupil_record p on p.id = l.pupil_id
    where l.guardian_id = ${sql.ref(`${side}.id`)} and l.until is null), '[]'))`;

export async function candidatePairs(db: Db, schoolUai: string): Promise<CandidatePair[]> {
  const { rows } = await sql<CandidatePair>`
    with own as materialized (
      select g.id, g.civility, g.first_name, g.family_name, g.usage_name, g.mail, g.phone, a.account_id,
        replace(fold_search(g.first_name), ' ', '') as first_key, replace(fold_search(g.family_name), ' ', '') as family_key,
        replace(fold_search(coalesce(g.usage_name, '')), ' ', '') as usage_key,
        lower(g.mail) as mail_key, right(regexp_replace(coalesce(g.phone, ''), '[^0-9]', '', 'g'), 9) as phone_key
      from guardian_record g left join attachment a on a.guardian_id = g.id and a.until is null
      where g.school_uai = ${schoolUai} and g.gone_at is null and not g.organisation
    ), named as (
      select id, first_key, family_key as name from own where family_key <> ''
      union select id, first_key, usage_key from own where usage_key <> ''
    ), keys as (
      select n.id, k.key from named n, lateral (values
        ('same ' || first_key || ' ' || name), ('begins ' || first_key || ' ' || left(name, 2)),
        ('ends ' || first_key || ' ' || right(name, 2)), ('around ' || first_key || ' ' || left(name, 1) || right(name, 1)),
        ('first begins ' || name || ' ' || left(first_key, 2)), ('first ends ' || name || ' ' || right(first_key, 2)),
        ('exchanged ' || least(first_key, name) || ' ' || greatest(first_key, name))) as k(key)
      union select id, 'mail ' || mail_key from own where mail_key is not null
      union select id, 'phone ' || phone_key from own where length(phone_key) = 9
    ), sized as (
      select id, key, count(*) over (partition by key) as size from keys
    ), pairs as (
      select distinct o.id as one_id, t.id as other_id
      from sized o join sized t on t.key = o.key and t.id > o.id
      where o.size between 2 and ${mostOfOneKey}
    ), near as (
      select one_id, other_id from pairs join own o on o.id = one_id join own t on t.id = other_id
      -- A couple shares a mail, a telephone, often a name: other first names, and nothing alike in them, are two persons.
      where o.first_key = t.first_key or o.first_key in (t.family_key, t.usage_key)
        or left(o.first_key, 2) = left(t.first_key, 2) or right(o.first_key, 2) = right(t.first_key, 2)
    )
    select ${paired('o')} as one, ${paired('t')} as other, coalesce(o.mail_key = t.mail_key, false) as same_mail,
      length(o.phone_key) = 9 and o.phone_key = t.phone_key as same_phone,
      exists (select 1 from link lo join link lt on lt.pupil_id = lo.pupil_id and lt.guardian_id = t.id and lt.until is null
        where lo.guardian_id = o.id and lo.until is null) as same_pupil,
      (select d.answer from duplicate_answer d where d.one_id = o.id and d.other_id = t.id) as answer
    from near join own o on o.id = near.one_id join own t on t.id = near.other_id
    order by o.id, t.id`.execute(db);
  return rows;
}

/** Remembers what the school said of two records of its own; false when they are not both its own, there, now. */
export async function writeAnswer(
  tx: Tx,
  write: {
    readonly schoolUai: string;
    readonly oneId: number;
    readonly otherId: number;
    readonly answer: DuplicateAnswer;
    readonly staffId: number;
    readonly now: Date;
  },
): Promise<boolean> {
  const { rows } = await sql<{ oneId: number }>`
    insert into duplicate_answer (one_id, other_id, school_uai, answer, staff_id, at)
    select o.id, t.id, ${write.schoolUai}, ${write.answer}, ${write.staffId}::bigint, ${write.now}::timestamptz
    from guardian_record o, guardian_record t
    where o.id = ${write.oneId} and t.id = ${write.otherId} and o.id < t.id
      and o.school_uai = ${write.schoolUai} and t.school_uai = ${write.schoolUai} and o.gone_at is null and t.gone_at is null
    on conflict (one_id, other_id) do update set answer = excluded.answer, staff_id = excluded.staff_id, at = excluded.at
    returning one_id`.execute(tx);
  return rows.length === 1;
}
