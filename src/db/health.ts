import { sql } from 'kysely';
import type { Db } from './open.js';

/** Asks the database for one row: throws when it does not answer. */
export async function askDatabase(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
