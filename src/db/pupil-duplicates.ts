// Pupil records of one school as they are compared with each other, their guardians, and the pairs that the school told apart.
import { sql } from 'kysely';
import type { PupilIdentity } from '../duplicates/pupil-rules.js';
import type { Db, Tx } from './open.js';

export type ComparedPupil = PupilIdentity & { readonly pupilId: number; readonly division: string | null };

/** Oldest record first. */
export async function comparedPupils(db: Db, schoolUai: string): Promise<readonly ComparedPupil[]> {
  return await db
    .selectFrom('pupilRecord')
    .select(['id as pupilId', 'firstName', 'familyName', 'usageName', 'birthDate', 'sex', 'ine', 'division'])
    .where('schoolUai', '=', schoolUai)
    .where('goneAt', 'is', null)
    .orderBy('id')
    .execute();
}

export type PupilGuardian = {
  readonly guardianId: number;
  readonly firstName: string;
  readonly familyName: string;
  readonly usageName: string | null;
};

/** Whoever has a live link to each of these pupils at this school. */
export async function guardiansOfPupils(
  db: Db,
  schoolUai: string,
  pupilIds: readonly number[],
): Promise<ReadonlyMap<number, readonly PupilGuardian[]>> {
  const found = new Map<number, PupilGuardian[]>();
  const { rows } = await sql<PupilGuardian & { readonly pupilId: number }>`
    select l.pupil_id, g.id as guardian_id, g.first_name, g.family_name, g.usage_name
    from link l join guardian_record g on g.id = l.guardian_id and g.school_uai = ${schoolUai}
    where l.until is null and l.pupil_id = any(${[...pupilIds]}::bigint[]) order by l.level desc, g.id`.execute(db);
  for (const { pupilId, ...guardian } of rows) found.set(pupilId, [...(found.get(pupilId) ?? []), guardian]);
  return found;
}

export const pairKey = (oneId: number, otherId: number): string => `${oneId} ${otherId}`;

export async function pupilsToldApart(db: Db, schoolUai: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('pupilsToldApart')
    .select(['oneId', 'otherId'])
    .where('schoolUai', '=', schoolUai)
    .execute();
  return new Set(rows.map(({ oneId, otherId }) => pairKey(oneId, otherId)));
}

/** Remembers that two pupils of a school are two children; false when they are not both its own, there, now. */
export async function writeToldApart(
  tx: Tx,
  write: {
    readonly schoolUai: string;
    readonly oneId: number;
    readonly otherId: number;
    readonly staffId: number;
    readonly now: Date;
  },
): Promise<boolean> {
  const { rows } = await sql<{ oneId: number }>`
    insert into pupils_told_apart (one_id, other_id, school_uai, staff_id, at)
    select o.id, t.id, ${write.schoolUai}, ${write.staffId}::bigint, ${write.now}::timestamptz
    from pupil_record o, pupil_record t
    where o.id = ${write.oneId} and t.id = ${write.otherId} and o.id < t.id
      and o.school_uai = ${write.schoolUai} and t.school_uai = ${write.schoolUai} and o.gone_at is null and t.gone_at is null
    on conflict (one_id, other_id) do update set staff_id = excluded.staff_id, at = excluded.at
    returning one_id`.execute(tx);
  return rows.length === 1;
}
