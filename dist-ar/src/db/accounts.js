import { sql } from 'kysely';
/**
 * Locks accounts in the order of their ids (the one order of the house), so that two changes that cross wait and
 * never deadlock. What decides must be read in a later statement: one that waited reads a stale snapshot.
 */
export async function lockAccounts(tx, ids) {
    const sorted = [...new Set(ids)].sort((one, other) => one - other);
    if (sorted.length === 0)
        return;
    await sql `select id from account where id in (${sql.join(sorted)}) order by id for update`.execute(tx);
}
/** The caller holds the account's lock. */
export async function writeLanguage(tx, accountId, language) {
    await tx
        .updateTable('account')
        .set((eb) => ({ language, version: eb('version', '+', 1) }))
        .where('id', '=', accountId)
        .execute();
}
