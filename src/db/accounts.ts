import { sql } from 'kysely';
import type { Tx } from './open.js';

/**
 * Locks accounts in the order of their ids (the one order of the house), so that two changes that cross wait and
 * never deadlock. What decides must be read in a later statement: one that waited reads a stale snapshot.
 */
export async function lockAccounts(tx: Tx, ids: readonly number[]): Promise<void> {
  const sorted = [...new Set(ids)].sort((one, other) => one - other);
  if (sorted.length === 0) return;
  await sql`select id from account where id in (${sql.join(sorted)}) order by id for update`.execute(tx);
}
