import { sql } from 'kysely';
const letterColumns = sql `
  l.id as letter_id, l.school_uai, s.name as school_name, l.purpose, l.code_hash, l.last_day, l.used_at, l.replaced_at,
  l.died_at, l.birth_date_tries, a.id as account_id, a.identifier, a.state, a.closed_into,
  a.proof_version as account_proof_version`;
const letterOf = (row) => ({
    letterId: row.letterId,
    accountId: row.accountId,
    identifier: row.identifier,
    school: { uai: row.schoolUai, name: row.schoolName },
    codeHash: row.codeHash,
    birthDateTries: row.birthDateTries,
    letter: {
        purpose: row.purpose,
        lastDay: row.lastDay,
        usedAt: row.usedAt,
        replacedAt: row.replacedAt,
        diedAt: row.diedAt,
    },
    account: { state: row.state, closedInto: row.closedInto, proofVersion: row.accountProofVersion },
});
/** The letter whose QR holds this token, live or not. */
export async function findLetterOfToken(db, tokenHash) {
    const { rows } = await sql `
    select ${letterColumns} from letter l join account a on a.id = l.account_id join school s on s.uai = l.school_uai
    where l.token_hash = ${tokenHash}`.execute(db);
    return rows[0] === undefined ? undefined : letterOf(rows[0]);
}
/** The activation of a browser's cookie, with its letter and its account as they are now. */
export async function findActivation(db, tokenHash) {
    const { rows } = await sql `
    select ${letterColumns}, v.id, v.proof, v.proof_version, v.expires_at, v.birth_dates_checked_at,
      v.used_at as activation_used_at
    from activation v
    join letter l on l.id = v.letter_id join account a on a.id = l.account_id join school s on s.uai = l.school_uai
    where v.token_hash = ${tokenHash}`.execute(db);
    const [row] = rows;
    if (row === undefined)
        return undefined;
    const { id, proof, proofVersion, expiresAt, birthDatesCheckedAt } = row;
    return { ...letterOf(row), id, proof, proofVersion, expiresAt, birthDatesCheckedAt, usedAt: row.activationUsedAt };
}
export async function insertActivation(tx, made) {
    await tx.insertInto('activation').values(made).execute();
}
export async function writeBirthDatesChecked(tx, activationId, now) {
    await tx.updateTable('activation').set({ birthDatesCheckedAt: now }).where('id', '=', activationId).execute();
}
/** Consumes an activation whose birth dates were right; false when another request was quicker. */
export async function consumeActivation(tx, activationId, now) {
    const { numUpdatedRows } = await tx
        .updateTable('activation')
        .set({ usedAt: now })
        .where('id', '=', activationId)
        .where('usedAt', 'is', null)
        .where('birthDatesCheckedAt', 'is not', null)
        .where('expiresAt', '>', now)
        .executeTakeFirst();
    return numUpdatedRows === 1n;
}
export async function writeBirthDateTries(tx, letterId, tries) {
    await tx.updateTable('letter').set({ birthDateTries: tries }).where('id', '=', letterId).execute();
}
/** Ends a letter that opens nothing any more; proofs made with it are void. The caller holds the account's lock. */
export async function killLetter(tx, letterId, now) {
    await sql `
    with dead as (update letter set died_at = ${now} where id = ${letterId} returning account_id)
    update account a set version = a.version + 1, proof_version = a.proof_version + 1
    from dead where a.id = dead.account_id`.execute(tx);
}
/** All live letters of an account, of every school, are used: a secret of the person's own takes their place. */
export async function useLetters(tx, accountId, now) {
    await tx
        .updateTable('letter')
        .set({ usedAt: now })
        .where('accountId', '=', accountId)
        .where('usedAt', 'is', null)
        .where('replacedAt', 'is', null)
        .where('diedAt', 'is', null)
        .execute();
}
/** Active, with the person's own password. The caller holds the account's lock. */
export async function activateAccount(tx, opened) {
    const { accountId, passwordHash, mail, language, now } = opened;
    await tx
        .updateTable('account')
        .set((eb) => ({
        state: 'active',
        passwordHash,
        passwordSetAt: now,
        activatedAt: eb.fn.coalesce('activatedAt', sql `${now}::timestamptz`),
        version: eb('version', '+', 1),
        proofVersion: eb('proofVersion', '+', 1),
        ...(language === undefined ? {} : { language }),
        ...(mail === undefined ? {} : { mail, mailConfirmedAt: null, pendingMail: null, pendingMailAt: null }),
    }))
        .where('id', '=', accountId)
        .execute();
}
