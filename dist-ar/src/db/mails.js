// What a mail says, read when it leaves; and the token of its link.
import { sql } from 'kysely';
/** The address that an account holds and has not proved yet: the one that waits to replace it, or its only one. */
export async function findUnprovedMail(db, accountId) {
    const found = await db
        .selectFrom('account')
        .select(['mail', 'mailConfirmedAt', 'pendingMail'])
        .where('id', '=', accountId)
        .where('state', '<>', 'closed')
        .executeTakeFirst();
    return found?.pendingMail ?? (found?.mailConfirmedAt === null ? (found.mail ?? undefined) : undefined);
}
/** The address that an account has proved. */
export async function findProvedMail(db, accountId) {
    const found = await db
        .selectFrom('account')
        .select('mail')
        .where('id', '=', accountId)
        .where('mailConfirmedAt', 'is not', null)
        .executeTakeFirst();
    return found?.mail ?? undefined;
}
/** Open accounts whose owner proved this address (in any case), with the schools of their records. */
export async function findIdentifiers(db, mail) {
    const { rows } = await sql `
    select a.identifier, coalesce(jsonb_agg(distinct s.name) filter (where s.uai is not null), '[]') as schools
    from account a
    left join attachment at on at.account_id = a.id and at.until is null
    left join guardian_record g on g.id = at.guardian_id
    left join school s on s.uai = g.school_uai
    where lower(a.mail) = lower(${mail}) and a.mail_confirmed_at is not null and a.state <> 'closed'
    group by a.identifier order by a.identifier`.execute(db);
    return rows;
}
/** The schools of the records that an account holds now, or held when its owner closed it. */
export async function findSchoolsOf(db, accountId) {
    return await db
        .selectFrom('attachment')
        .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
        .innerJoin('school', 'school.uai', 'guardianRecord.schoolUai')
        .select(['school.name', 'school.phone'])
        .distinct()
        .where('attachment.accountId', '=', accountId)
        .where((eb) => eb.or([eb('attachment.until', 'is', null), eb('attachment.endedCause', '=', 'closing')]))
        .orderBy('school.name')
        .execute();
}
/** The account of an identifier, when its owner proved an address. */
export async function findResetTold(db, identifier) {
    const found = await db
        .selectFrom('account')
        .select(['id', 'state', 'mail'])
        .where('identifier', '=', identifier)
        .where('mailConfirmedAt', 'is not', null)
        .executeTakeFirst();
    return found === undefined || found.mail === null
        ? undefined
        : { accountId: found.id, state: found.state, mail: found.mail };
}
/** Keeps the token of a mail's link. Another try of the same mail has the same token, which then lives longer. */
export async function saveMailToken(tx, token) {
    await tx
        .insertInto('singleUseToken')
        .values({
        purpose: token.purpose,
        accountId: token.accountId,
        tokenHash: token.tokenHash,
        subject: token.subject ?? null,
        createdAt: token.now,
        expiresAt: token.expiresAt,
    })
        .onConflict((conflict) => conflict.column('tokenHash').doUpdateSet({ expiresAt: token.expiresAt }))
        .execute();
}
/**
 * A grouping as one of its two sides is told: the owner of the closed account is sent to the schools of his own
 * records, the owner of the kept one to those of all that it holds now.
 */
export async function findGroupingTold(db, groupingId, side) {
    const made = await db
        .selectFrom('grouping')
        .select(['reference', 'at', 'keptId', 'absorbedId'])
        .where('id', '=', groupingId)
        .executeTakeFirst();
    if (made === undefined)
        return undefined;
    const schools = await db
        .selectFrom('attachment')
        .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
        .innerJoin('school', 'school.uai', 'guardianRecord.schoolUai')
        .select(['school.name', 'school.phone'])
        .distinct()
        .where((where) => side === 'absorbed'
        ? where('attachment.endedGroupingId', '=', groupingId)
        : where.and([where('attachment.accountId', '=', made.keptId), where('attachment.until', 'is', null)]))
        .orderBy('school.name')
        .execute();
    return { reference: made.reference, at: made.at, schools };
}
/** A request as one of its two sides is told: by its own account's schools alone. Undefined once nobody waits for it. */
export async function findRequestTold(db, { requestId, side, what, }) {
    const states = what === 'void' ? ['void'] : ['open', 'accepted', 'refused'];
    const made = await db
        .selectFrom('groupingRequest')
        .select(['reference', 'createdAt as at', 'keptId', 'absorbedId'])
        .where('id', '=', requestId)
        .where('state', 'in', states)
        .executeTakeFirst();
    if (made === undefined)
        return undefined;
    const schools = await db
        .selectFrom('attachment')
        .innerJoin('guardianRecord', 'guardianRecord.id', 'attachment.guardianId')
        .innerJoin('school', 'school.uai', 'guardianRecord.schoolUai')
        .select(['school.name', 'school.phone'])
        .distinct()
        .where('attachment.accountId', '=', side === 'kept' ? made.keptId : made.absorbedId)
        .where('attachment.until', 'is', null)
        .orderBy('school.name')
        .execute();
    return { reference: made.reference, at: made.at, schools };
}
export async function findBreakTold(db, breakId) {
    const { rows } = await sql `
    select b.at, b.reference, s.name, s.phone
    from account_break b join school s on s.uai = b.school_uai where b.id = ${breakId}`.execute(db);
    return told(rows[0]);
}
export async function findLetterTold(db, letterId, moment) {
    const { rows } = await sql `
    select ${moment === 'made' ? sql.ref('l.issued_at') : sql.ref('l.used_at')} as at, l.number as reference, s.name, s.phone
    from letter l join school s on s.uai = l.school_uai where l.id = ${letterId}`.execute(db);
    return told(rows[0]);
}
function told(row) {
    return row && { at: row.at, reference: row.reference, school: { name: row.name, phone: row.phone } };
}
