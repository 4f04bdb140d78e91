// Pairs of guardian records of one school that may be one person: those that share a key of duplicates/rules.ts.
import { sql } from 'kysely';
import { type DuplicateAnswer, pairGuardians } from '../duplicates/rules.js';
import type { Civility } from '../people/rules.js';
import type { Db, Tx } from './open.js';

export type PairedRecord = {
  readonly guardianId: number;
  readonly accountId: number | null;
  readonly identifier: string | null;
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

type OwnRow = PairedRecord & {
  readonly mailKey: string | null;
  readonly phoneKey: string;
  readonly pupilIds: readonly number[];
};

/** `shown` is one object in all pairs of a record: what is worked out of it is worked out once. */
type OwnRecord = Pick<OwnRow, 'mailKey' | 'phoneKey' | 'pupilIds'> & { readonly shown: PairedRecord };

const phoneKey = sql`right(regexp_replace(coalesce(g.phone, ''), '[^0-9]', '', 'g'), 9)`;

async function ownRecords(db: Db, schoolUai: string): Promise<readonly OwnRecord[]> {
  const { rows } = await sql<OwnRow>`
    with pupils as (
      select l.guardian_id, jsonb_agg(p.id) as ids, jsonb_agg(distinct p.first_name || coalesce(', ' || p.division, '')) as names
      from link l join pupil_record p on p.id = l.pupil_id and p.school_uai = ${schoolUai}
      where l.until is null group by l.guardian_id
    )
    select g.id as guardian_id, a.account_id, acc.identifier, g.civility, g.first_name, g.family_name, g.usage_name, g.mail, g.phone,
      lower(g.mail) as mail_key, ${phoneKey} as phone_key,
      coalesce(pupils.names, '[]') as pupils, coalesce(pupils.ids, '[]') as pupil_ids
    from guardian_record g left join attachment a on a.guardian_id = g.id and a.until is null
      left join account acc on acc.id = a.account_id
      left join pupils on pupils.guardian_id = g.id
    where g.school_uai = ${schoolUai} and g.gone_at is null and not g.organisation order by g.id`.execute(db);
  return rows.map(({ mailKey, phoneKey, pupilIds, ...shown }) => ({ mailKey, phoneKey, pupilIds, shown }));
}

async function answersOf(db: Db, schoolUai: string): Promise<ReadonlyMap<string, DuplicateAnswer>> {
  const rows = await db
    .selectFrom('duplicateAnswer')
    .select(['oneId', 'otherId', 'answer'])
    .where('schoolUai', '=', schoolUai)
    .execute();
  return new Map(rows.map(({ oneId, otherId, answer }) => [`${oneId} ${otherId}`, answer]));
}

/** Each pair once, the older record first. Keys are made and shared here: the database took three times as long. */
export async function candidatePairs(db: Db, schoolUai: string): Promise<CandidatePair[]> {
  const pairs = pairGuardians(await ownRecords(db, schoolUai));
  const answers = await answersOf(db, schoolUai);
  return pairs.map(([one, other]) => ({
    one: one.shown,
    other: other.shown,
    sameMail: one.mailKey !== null && one.mailKey === other.mailKey,
    samePhone: one.phoneKey.length === 9 && one.phoneKey === other.phoneKey,
    samePupil: one.pupilIds.some((id) => other.pupilIds.includes(id)),
    answer: answers.get(`${one.shown.guardianId} ${other.shown.guardianId}`) ?? null,
  }));
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
