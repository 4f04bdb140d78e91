import { sql } from 'kysely';
/** Asks the database for one row: throws when it does not answer. */
export async function askDatabase(db) {
    await sql `select 1`.execute(db);
}
