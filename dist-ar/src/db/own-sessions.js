import { sql } from 'kysely';
/** The sessions of an account that live at `now`: not ended, not idle, not too old; the last used first. */
export async function liveSessions(db, accountId, limits) {
    const { rows } = await sql `
    select id, created_at, seen_at, address, agent from session
    where account_id = ${accountId} and ended_at is null
      and seen_at > ${limits.now}::timestamptz - ${limits.idleMinutes}::integer * interval '1 minute'
      and created_at > ${limits.now}::timestamptz - ${limits.wholeHours}::integer * interval '1 hour'
    order by seen_at desc, id desc`.execute(db);
    return rows;
}
/** Ends one session of this account; false when it has none of this id. */
export async function endOwnSession(tx, accountId, id, now) {
    const { rows } = await sql `
    update session set ended_at = ${now}::timestamptz, ended_cause = 'ended_by_owner'
    where id = ${id} and account_id = ${accountId} and ended_at is null returning id`.execute(tx);
    return rows.length === 1;
}
