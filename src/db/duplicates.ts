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

type OwnRow = PairedRecord & {
  readonly mailKey: string | null;
  readonly phoneKey: string;
  readonly pupilIds: readonly number[];
};

/** `shown` is one object in all pairs of a record: what is worked out of it is worked out once. */
type OwnRecord = Pick<OwnRow, 'mailKey' | 'phoneKey' | 'pupilIds'> & { readonly shown: PairedRecord };

/** The records that share each key, where it says something. */
async function blocksOf(db: Db, schoolUai: string): Promise<readonly (readonly number[])[]> {
  const { rows } = await sql<{ ids: number[] }>`
    with own as materialized (
      select id, replace(fold_search(first_name), ' ', '') as first_key, replace(fold_search(family_name), ' ', '') as family_key,
        replace(fold_search(coalesce(usage_name, '')), ' ', '') as usage_key, lower(mail) as mail_key, ${phoneKey} as phone_key
      from guardian_record g where school_uai = ${schoolUai} and gone_at is null and not organisation
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
    )
    select jsonb_agg(id order by id) as ids from keys group by key having count(*) between 2 and ${mostOfOneKey}`.execute(
    db,
  );
  return rows.map(({ ids }) => ids);
}

const phoneKey = sql`right(regexp_replace(coalesce(g.phone, ''), '[^0-9]', '', 'g'), 9)`;

async function ownRecords(db: Db, schoolUai: string): Promise<ReadonlyMap<number, OwnRecord>> {
  const { rows } = await sql<OwnRow>`
    with pupils as (
      select l.guardian_id, jsonb_agg(p.id) as ids, jsonb_agg(distinct p.first_name || coalesce(', ' || p.division, '')) as names
      from link l join pupil_record p on p.id = l.pupil_id and p.school_uai = ${schoolUai}
      where l.until is null group by l.guardian_id
    )
    select g.id as guardian_id, a.account_id, g.civility, g.first_name, g.family_name, g.usage_name, g.mail, g.phone,
      lower(g.mail) as mail_key, ${phoneKey} as phone_key,
      coalesce(pupils.names, '[]') as pupils, coalesce(pupils.ids, '[]') as pupil_ids
    from guardian_record g left join attachment a on a.guardian_id = g.id and a.until is null
      left join pupils on pupils.guardian_id = g.id
    where g.school_uai = ${schoolUai} and g.gone_at is null and not g.organisation`.execute(db);
  return new Map(
    rows.map(({ mailKey, phoneKey, pupilIds, ...shown }) => [shown.guardianId, { mailKey, phoneKey, pupilIds, shown }]),
  );
}

async function answersOf(db: Db, schoolUai: string): Promise<ReadonlyMap<string, DuplicateAnswer>> {
  const rows = await db
    .selectFrom('duplicateAnswer')
    .select(['oneId', 'otherId', 'answer'])
    .where('schoolUai', '=', schoolUai)
    .execute();
  return new Map(rows.map(({ oneId, otherId, answer }) => [`${oneId} ${otherId}`, answer]));
}

/**
 * Keys are computed and gathered by the database, pairs are taken from them here: a join of the keys with themselves
 * sent its planner to compare all with all.
 */
export async function candidatePairs(db: Db, schoolUai: string): Promise<CandidatePair[]> {
  const blocks = await blocksOf(db, schoolUai);
  const records = await ownRecords(db, schoolUai);
  const answers = await answersOf(db, schoolUai);
  const pairs = new Map<string, CandidatePair>();
  for (const ids of blocks)
    for (const [at, oneId] of ids.entries())
      for (const otherId of ids.slice(at + 1)) {
        const key = `${oneId} ${otherId}`;
        const [one, other] = [records.get(oneId), records.get(otherId)];
        if (pairs.has(key) || one === undefined || other === undefined) continue;
        pairs.set(key, {
          one: one.shown,
          other: other.shown,
          sameMail: one.mailKey !== null && one.mailKey === other.mailKey,
          samePhone: one.phoneKey.length === 9 && one.phoneKey === other.phoneKey,
          samePupil: one.pupilIds.some((id) => other.pupilIds.includes(id)),
          answer: answers.get(key) ?? null,
        });
      }
  return [...pairs.values()];
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
