import type { GuardianIdentity } from '../people/rules.js';
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
