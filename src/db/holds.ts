import { sql } from 'kysely';
import type { Tx } from './open.js';

/** Hides children from their account although the register grants them, until the school has looked. */
export async function holdLinks(tx: Tx, accountId: number, linkIds: readonly number[], since: Date): Promise<void> {
  if (linkIds.length === 0) return;
  await tx
    .insertInto('hold')
    .values(linkIds.map((linkId) => ({ linkId, cause: 'not_my_child' as const, since })))
    .execute();
  await sql`update account set version = version + 1 where id = ${accountId}`.execute(tx);
}
