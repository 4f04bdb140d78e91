import type { GuardianIdentity, RegisterSource } from '../people/rules.js';
import type { Db } from './open.js';

export type GuardianCard = GuardianIdentity & { readonly guardianId: number; readonly schoolUai: string };

/** Guardian records as their school wrote them, by id. */
export async function readGuardians(db: Db, ids: readonly number[]): Promise<GuardianCard[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('guardianRecord')
    .select(['id as guardianId', 'schoolUai', 'civility', 'familyName', 'usageName', 'firstName'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
}

export type RegisterIdRow = {
  readonly id: number;
  readonly source: RegisterSource;
  readonly scope: string;
  readonly sourceId: string;
};

/** How the schools' registers name these records. */
export async function readRegisterIds(
  db: Db,
  wanted: { readonly pupilIds: readonly number[]; readonly guardianIds: readonly number[] },
): Promise<{
  readonly pupils: ReadonlyMap<number, RegisterIdRow>;
  readonly guardians: ReadonlyMap<number, RegisterIdRow>;
}> {
  const read = async (table: 'pupilRecord' | 'guardianRecord', ids: readonly number[]) => {
    if (ids.length === 0) return new Map<number, RegisterIdRow>();
    const rows = await db
      .selectFrom(table)
      .select(['id', 'source', 'scope', 'sourceId'])
      .where('id', 'in', [...new Set(ids)])
      .execute();
    return new Map(rows.map((row) => [row.id, row]));
  };
  return {
    pupils: await read('pupilRecord', wanted.pupilIds),
    guardians: await read('guardianRecord', wanted.guardianIds),
  };
}
