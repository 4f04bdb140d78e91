import { sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { Locale } from '../kernel/locale.js';
import type { Db, Tx } from './open.js';

/**
 * Locks accounts in the order of their ids (the one order of the house), so that two changes that cross wait and
 * never deadlock. What decides must be read in a later statement: one that waited reads a stale snapshot.
 */
export async function lockAccounts(tx: Tx, ids: readonly number[]): Promise<void> {
  const sorted = [...new Set(ids)].sort((one, other) => one - other);
  if (sorted.length === 0) return;
  await sql`select id from account where id in (${sql.join(sorted)}) order by id for update`.execute(tx);
}

/** The caller holds the account's lock. */
export async function writeLanguage(tx: Tx, accountId: number, language: Locale): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({ language, version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute();
}

/** The account of this canonical identifier, whatever its state. */
export async function findAccountByIdentifier(
  db: Db,
  identifier: string,
): Promise<{ readonly id: number; readonly state: AccountState } | undefined> {
  return await db.selectFrom('account').select(['id', 'state']).where('identifier', '=', identifier).executeTakeFirst();
}
