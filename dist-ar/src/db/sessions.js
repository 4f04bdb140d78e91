import { sql } from 'kysely';
import { givingTriesBack } from './throttle.js';
export async function insertSession(tx, made) {
    const { owner, tokenHash, now, address, agent } = made;
    const { id } = await tx
        .insertInto('session')
        .values({ ...owner, tokenHash, createdAt: now, seenAt: now, provedAt: now, address, agent: agent.slice(0, 200) })
        .returning('id')
        .executeTakeFirstOrThrow();
    return id;
}
/**
 * A session for an account that was proved outside this transaction: none when its state or secrets changed since, not
 * even when the change is being committed right now (the row is locked and read anew). Of too many sessions, those
 * that were used least lately end. One statement.
 */
export async function insertProvedSession(db, made) {
    const { accountId, proofVersion, tokenHash, now, address, agent, atOnce, tries } = made;
    const at = sql `${now}::timestamptz`;
    const { rows } = await sql `
    with proved as (
      select id from account where id = ${accountId} and state = 'active' and proof_version = ${proofVersion} for share
    ),
    ${tries === undefined ? sql `` : sql `${givingTriesBack(tries, sql `(select count(*) from proved) >= 0`)},`}
    crowded as (
      update session set ended_at = ${at}, ended_cause = 'replaced'
      where id in (
        select s.id from session s join proved on proved.id = s.account_id where s.ended_at is null
        order by s.seen_at desc, s.id desc offset ${atOnce - 1}::integer)
    )
    insert into session (account_id, token_hash, created_at, seen_at, proved_at, address, agent)
    select id, ${tokenHash}::bytea, ${at}, ${at}, ${at}, ${address}::text, ${agent.slice(0, 200)}::text
    from proved returning id`.execute(db);
    return rows[0]?.id;
}
/** When the account's session before this one was opened. */
export async function findPreviousSignIn(db, accountId, sessionId) {
    const row = await db
        .selectFrom('session')
        .select('createdAt')
        .where('accountId', '=', accountId)
        .where('id', '<', sessionId)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
    return row?.createdAt;
}
/**
 * The session of a token, whether ended or not, as long as its person may have one: an account that is not active and
 * a member of staff who left have none.
 */
export async function findSession(db, kind, tokenHash) {
    const columns = ['session.id', 'session.createdAt', 'session.seenAt', 'session.provedAt', 'session.endedAt'];
    if (kind === 'parent') {
        const row = await db
            .selectFrom('session')
            .innerJoin('account', 'account.id', 'session.accountId')
            .select([...columns, 'account.id as accountId', 'account.identifier', 'account.language'])
            .where('session.tokenHash', '=', tokenHash)
            .where('account.state', '=', 'active')
            .executeTakeFirst();
        if (row === undefined)
            return undefined;
        const { endedAt, ...session } = row;
        return { session: { kind, ...session }, endedAt };
    }
    const row = await db
        .selectFrom('session')
        .innerJoin('staff', 'staff.id', 'session.staffId')
        .select([...columns, 'staff.id as staffId', 'session.schoolUai'])
        .where('session.tokenHash', '=', tokenHash)
        .where('staff.leftAt', 'is', null)
        .executeTakeFirst();
    if (row === undefined)
        return undefined;
    const { endedAt, ...session } = row;
    return { session: { kind, ...session }, endedAt };
}
export async function writeSessionSeen(tx, id, now) {
    await tx.updateTable('session').set({ seenAt: now }).where('id', '=', id).where('endedAt', 'is', null).execute();
}
/** Replaces the token of a live session. False when another request rotated or ended it first. */
export async function rotateSession(tx, rotation) {
    const { numUpdatedRows } = await tx
        .updateTable('session')
        .set({ tokenHash: rotation.to, seenAt: rotation.now })
        .where('id', '=', rotation.id)
        .where('tokenHash', '=', rotation.from)
        .where('endedAt', 'is', null)
        .executeTakeFirst();
    return numUpdatedRows === 1n;
}
export async function writeSessionProved(tx, id, now) {
    await tx.updateTable('session').set({ provedAt: now }).where('id', '=', id).where('endedAt', 'is', null).execute();
}
/** The school that a member of staff works for, in this session alone. */
export async function writeSessionSchool(tx, id, schoolUai) {
    await tx.updateTable('session').set({ schoolUai }).where('id', '=', id).where('endedAt', 'is', null).execute();
}
export async function endSession(tx, id, cause, now) {
    await tx
        .updateTable('session')
        .set({ endedAt: now, endedCause: cause })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .execute();
}
/** Ends the live sessions of an account, but one when asked; returns how many. */
export async function endSessionsOfAccount(tx, accountId, cause, now, exceptId) {
    let query = tx
        .updateTable('session')
        .set({ endedAt: now, endedCause: cause })
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null);
    if (exceptId !== undefined)
        query = query.where('id', '<>', exceptId);
    return Number((await query.executeTakeFirst()).numUpdatedRows);
}
/** Ends the live sessions of a member of staff; returns how many. */
export async function endSessionsOfStaff(tx, staffId, cause, now) {
    const { numUpdatedRows } = await tx
        .updateTable('session')
        .set({ endedAt: now, endedCause: cause })
        .where('staffId', '=', staffId)
        .where('endedAt', 'is', null)
        .executeTakeFirst();
    return Number(numUpdatedRows);
}
