import { sql } from 'kysely';
import { takingTries } from './throttle.js';
/**
 * Takes a try and finds what may prove an account: its password, and its letters (live ones first, then the most
 * recent), at most `letters` of them. One statement, the same whether or not the account exists.
 */
export async function takeTryAndFindCredentials(db, asked) {
    const { rows } = await sql `
    with taken as (${takingTries(asked.counted, asked.now)})
    select (select string_agg(encode(subject, 'hex'), ' ') from taken) as taken,
      a.id as account_id, a.identifier, a.state, a.proof_version, a.password_hash, a.closed_into,
      exists (select 1 from factor f where f.account_id = a.id and f.removed_at is null) as has_factor,
      l.id, l.code_hash, l.used_at, l.replaced_at, l.died_at, l.last_day
    from (values (1)) as one (row)
    left join account a on a.identifier = ${asked.identifier}
    left join lateral (
      select * from letter where account_id = a.id
      order by (used_at is null and replaced_at is null and died_at is null) desc, issued_at desc, id desc
      limit ${asked.letters}
    ) l on true`.execute(db);
    const granted = rows[0]?.taken ?? null;
    const taken = granted === null ? [] : granted.split(' ').map((subject) => Buffer.from(subject, 'hex'));
    return { taken, credentials: credentialsOf(rows) };
}
function credentialsOf(rows) {
    const [first] = rows;
    if (first === undefined)
        return undefined;
    const { accountId, identifier, state, proofVersion, passwordHash, closedInto, hasFactor } = first;
    if (accountId === null || identifier === null || state === null || proofVersion === null)
        return undefined;
    return {
        accountId,
        identifier,
        state,
        proofVersion,
        passwordHash,
        closedInto,
        hasFactor: hasFactor === true,
        letters: rows.flatMap(({ id, codeHash, lastDay, usedAt, replacedAt, diedAt }) => id === null || codeHash === null || lastDay === null
            ? []
            : [{ id, codeHash, lastDay, usedAt, replacedAt, diedAt }]),
    };
}
/** The same password under today's parameters; nothing when it was changed meanwhile. */
export async function replacePasswordHash(tx, accountId, from, to) {
    await tx
        .updateTable('account')
        .set({ passwordHash: to })
        .where('id', '=', accountId)
        .where('passwordHash', '=', from)
        .execute();
}
/** A new password: the account's proofs made before are void. The caller holds the account's lock. */
export async function writePassword(tx, { accountId, passwordHash, now }) {
    await tx
        .updateTable('account')
        .set((eb) => ({
        passwordHash,
        passwordSetAt: now,
        version: eb('version', '+', 1),
        proofVersion: eb('proofVersion', '+', 1),
    }))
        .where('id', '=', accountId)
        .execute();
}
/** Links in mails of these purposes are dead: what they were sent for is over. */
export async function cancelMailTokens(tx, accountId, purposes, now) {
    await tx
        .updateTable('singleUseToken')
        .set({ cancelledAt: now })
        .where('accountId', '=', accountId)
        .where('purpose', 'in', [...purposes])
        .where('usedAt', 'is', null)
        .where('cancelledAt', 'is', null)
        .execute();
}
/** The address that waited is given up. */
export async function dropPendingMail(tx, accountId) {
    await tx
        .updateTable('account')
        .set((eb) => ({ pendingMail: null, pendingMailAt: null, version: eb('version', '+', 1) }))
        .where('id', '=', accountId)
        .where('pendingMail', 'is not', null)
        .execute();
}
/** A new address, to be confirmed: it waits beside a confirmed one, or takes the place of one that never was. */
export async function writeNewMail(tx, { accountId, mail, now }) {
    await sql `
    update account set
      pending_mail = case when mail_confirmed_at is not null then ${mail} end,
      pending_mail_at = case when mail_confirmed_at is not null then ${now}::timestamptz end,
      mail = case when mail_confirmed_at is not null then mail else ${mail} end,
      proof_version = proof_version + case when mail_confirmed_at is null then 1 else 0 end,
      version = version + 1
    where id = ${accountId}`.execute(tx);
}
/** What an account may know of itself. */
export async function getOwnAccount(db, accountId) {
    return await db
        .selectFrom('account')
        .select(['id', 'identifier', 'state', 'passwordHash', 'passwordSetAt', 'proofVersion'])
        .select(['mail', 'mailConfirmedAt', 'pendingMail', 'pendingMailAt'])
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow();
}
