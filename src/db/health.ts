import { sql } from 'kysely';
import type { Db } from './open.js';

/** Asks the database for one row: throws when it does not answer. */
export async function askDatabase(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}

/**
 * Writes what is in memory to its place, so that the log before it can be used again. A PostgreSQL server does it by itself; the
 * embedded database has nobody who would, and its log grows until somebody asks.
 */
export async function shortenLog(db: Db): Promise<void> {
  await sql`checkpoint`.execute(db);
}
