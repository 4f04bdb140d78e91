// Second factors, recovery codes, and passwords that wait for one.
import { sql } from 'kysely';
export async function listFactors(db, accountId) {
    return await db
        .selectFrom('factor')
        .select(['id', 'kind', 'createdAt', 'usedAt'])
        .where('accountId', '=', accountId)
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
}
export async function hasFactor(db, accountId) {
    return (await listFactors(db, accountId)).length > 0;
}
/** False when the account has an application already. */
export async function insertApplication(tx, made) {
    const { rows } = await sql `
    insert into factor (account_id, kind, totp_secret, totp_last_step, created_at)
    values (${made.accountId}::bigint, 'application', ${made.secret}::bytea, ${made.step}::bigint, ${made.now}::timestamptz)
    on conflict (account_id) where removed_at is null and kind = 'application' do nothing
    returning id`.execute(tx);
    return rows.length === 1;
}
export async function findApplication(db, accountId) {
    const { rows } = await sql `
    select id, totp_secret as secret from factor
    where account_id = ${accountId} and removed_at is null and kind = 'application'`.execute(db);
    return rows[0];
}
/** Uses up a time step; false when it, or a later one, was used already: a code works once, whatever races. */
export async function spendFactorStep(tx, factorId, step, now) {
    const { rows } = await sql `
    update factor set totp_last_step = ${step}::bigint, used_at = ${now}::timestamptz
    where id = ${factorId} and removed_at is null and totp_last_step < ${step}::bigint returning id`.execute(tx);
    return rows.length === 1;
}
/** Removes a factor; with the last one the recovery codes go too. False when it was gone. */
export async function removeFactor(tx, accountId, factorId, now) {
    const { rows } = await sql `
    update factor set removed_at = ${now}::timestamptz, totp_secret = null
    where id = ${factorId} and account_id = ${accountId} and removed_at is null returning id`.execute(tx);
    if (rows.length === 0)
        return false;
    if (!(await hasFactor(tx, accountId)))
        await replaceRecoveryCodes(tx, accountId, now);
    return true;
}
/** Codes made before are worth nothing any more. */
export async function replaceRecoveryCodes(tx, accountId, now) {
    await tx
        .updateTable('recoveryBatch')
        .set({ replacedAt: now })
        .where('accountId', '=', accountId)
        .where('replacedAt', 'is', null)
        .execute();
}
export async function insertRecoveryCodes(tx, made) {
    const { accountId, nonce, now: createdAt } = made;
    const { id } = await tx
        .insertInto('recoveryBatch')
        .values({ accountId, nonce, createdAt })
        .returning('id')
        .executeTakeFirstOrThrow();
    await tx
        .insertInto('recoveryCode')
        .values(made.hashes.map((codeHash) => ({ batchId: id, codeHash })))
        .execute();
}
export async function findRecoveryBatch(db, accountId) {
    const { rows } = await sql `
    select b.nonce, b.created_at,
      (select count(*)::integer from recovery_code c where c.batch_id = b.id and c.used_at is null) as "left"
    from recovery_batch b where b.account_id = ${accountId} and b.replaced_at is null`.execute(db);
    return rows[0];
}
export async function spendRecoveryCode(tx, accountId, codeHash, now) {
    const { rows } = await sql `
    update recovery_code c set used_at = ${now}::timestamptz
    from recovery_batch b
    where b.id = c.batch_id and b.account_id = ${accountId} and b.replaced_at is null
      and c.code_hash = ${codeHash}::bytea and c.used_at is null
    returning c.batch_id`.execute(tx);
    return rows.length === 1;
}
export async function insertSecondStep(tx, { now: createdAt, ...step }) {
    await tx
        .insertInto('secondStep')
        .values({ ...step, createdAt })
        .execute();
}
/** A password that waits, of an account that has not changed since. */
export async function findSecondStep(db, tokenHash, now) {
    return await db
        .selectFrom('secondStep')
        .innerJoin('account', 'account.id', 'secondStep.accountId')
        .select(['secondStep.id', 'account.id as accountId', 'account.identifier'])
        .select(['secondStep.proofVersion', 'secondStep.sessionId'])
        .where('secondStep.tokenHash', '=', tokenHash)
        .where('secondStep.usedAt', 'is', null)
        .where('secondStep.expiresAt', '>', now)
        .whereRef('secondStep.proofVersion', '=', 'account.proofVersion')
        .where('account.state', '=', 'active')
        .executeTakeFirst();
}
export async function consumeSecondStep(tx, id, now) {
    const { rows } = await sql `
    update second_step set used_at = ${now}::timestamptz
    where id = ${id} and used_at is null and expires_at > ${now}::timestamptz returning id`.execute(tx);
    return rows.length === 1;
}
