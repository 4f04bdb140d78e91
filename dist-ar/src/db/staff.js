// Staff: one account per person, roles per school, a password and a second factor.
import { sql } from 'kysely';
/** Finds or makes the one account of a mail, and locks it: two commands at once wait for each other. */
export async function lockStaffOfMail(tx, mail, name, now) {
    const { rows: made } = await sql `
    insert into staff (mail, name, created_at) values (${mail}, ${name}, ${now})
    on conflict (lower(mail)) do nothing returning id`.execute(tx);
    if (made[0] !== undefined)
        return { id: made[0].id, made: true };
    const { rows } = await sql `
    select id from staff where lower(mail) = lower(${mail}) for update`.execute(tx);
    const found = rows[0];
    if (found === undefined)
        throw new Error('a staff account vanished: rows of staff are never deleted');
    return { id: found.id, made: false };
}
/** What decides a change of role, read after the lock. */
export async function readLockedStaff(tx, staffId, schoolUai) {
    return await tx
        .selectFrom('staff as s')
        .leftJoin('staffRole as r', (on) => on.onRef('r.staffId', '=', 's.id').on('r.schoolUai', '=', schoolUai).on('r.until', 'is', null))
        .select(['s.name', 's.enrolledAt', 's.leftAt', 'r.role'])
        .where('s.id', '=', staffId)
        .executeTakeFirstOrThrow();
}
/** Locks the staff account of a mail. */
export async function findStaffOfMail(tx, mail) {
    const { rows } = await sql `
    select id, left_at from staff where lower(mail) = lower(${mail}) for update`.execute(tx);
    return rows[0];
}
export async function nameStaff(tx, staffId, name) {
    await tx.updateTable('staff').set({ name }).where('id', '=', staffId).execute();
}
export async function reopenStaff(tx, staffId) {
    await tx.updateTable('staff').set({ leftAt: null }).where('id', '=', staffId).execute();
}
export async function openRole(tx, staffId, schoolUai, role, now) {
    await tx.insertInto('staffRole').values({ staffId, schoolUai, role, since: now, until: null }).execute();
}
/** Ends the live role at this school; false when there is none. */
export async function endRole(tx, staffId, schoolUai, now) {
    const ended = await tx
        .updateTable('staffRole')
        .set({ until: now })
        .where('staffId', '=', staffId)
        .where('schoolUai', '=', schoolUai)
        .where('until', 'is', null)
        .returning('id')
        .execute();
    return ended.length > 0;
}
/** Both factors of a person are forgotten; enrolment links and sessions die. */
export async function forgetFactors(tx, staffId, cause, now) {
    await sql `
    with forgotten as (
      update staff set password_hash = null, totp_secret = null, totp_last_step = null, enrolled_at = null
      where id = ${staffId}
    ), ended as (
      update session set ended_at = ${now}, ended_cause = ${cause} where staff_id = ${staffId} and ended_at is null
    )
    update single_use_token set cancelled_at = ${now}
    where staff_id = ${staffId} and used_at is null and cancelled_at is null`.execute(tx);
}
/** Notes that a person without any role left; false while there is a role. */
export async function leaveWithoutRole(tx, staffId, now) {
    const { rows } = await sql `
    update staff set left_at = ${now}
    where id = ${staffId} and not exists (select 1 from staff_role where staff_id = ${staffId} and until is null)
    returning id`.execute(tx);
    return rows.length > 0;
}
/** The link made now is the only one that opens: former ones of this person die. */
export async function replaceEnrolment(tx, enrolment) {
    const { staffId, tokenHash, now, expiresAt } = enrolment;
    await tx
        .updateTable('singleUseToken')
        .set({ cancelledAt: now })
        .where('staffId', '=', staffId)
        .where('purpose', '=', 'enrol_staff')
        .where('usedAt', 'is', null)
        .where('cancelledAt', 'is', null)
        .execute();
    await tx
        .insertInto('singleUseToken')
        .values({ purpose: 'enrol_staff', accountId: null, staffId, tokenHash, subject: null, createdAt: now, expiresAt })
        .execute();
}
/** Whom a live enrolment link is for. Reading consumes nothing. */
export async function findEnrolment(db, tokenHash, now) {
    return await db
        .selectFrom('singleUseToken as t')
        .innerJoin('staff as s', 's.id', 't.staffId')
        .select(['s.id as staffId', 's.mail', 's.name'])
        .where('t.tokenHash', '=', tokenHash)
        .where('t.purpose', '=', 'enrol_staff')
        .where('t.usedAt', 'is', null)
        .where('t.cancelledAt', 'is', null)
        .where('t.expiresAt', '>', now)
        .where('s.leftAt', 'is', null)
        .executeTakeFirst();
}
/** Consumes an enrolment link and sets both factors, in one statement. False when the link lives no more. */
export async function enrol(tx, factors) {
    const { tokenHash, staffId, passwordHash, totpSecret, step, now } = factors;
    const { rows } = await sql `
    with spent as (
      update single_use_token set used_at = ${now}
      where token_hash = ${tokenHash} and purpose = 'enrol_staff' and staff_id = ${staffId}
        and used_at is null and cancelled_at is null and expires_at > ${now}
      returning staff_id
    )
    update staff set password_hash = ${passwordHash}, totp_secret = ${totpSecret}, totp_last_step = ${step}, enrolled_at = ${now}
    where id in (select staff_id from spent) and left_at is null
    returning id`.execute(tx);
    return rows.length > 0;
}
/** Spends one time step of the second factor: a code, or an older one, never works again. */
export async function spendStep(tx, staffId, step) {
    const { rows } = await sql `
    update staff set totp_last_step = ${step}
    where id = ${staffId} and enrolled_at is not null and left_at is null and totp_last_step < ${step}
    returning id`.execute(tx);
    return rows.length > 0;
}
export async function findFactorsOfMail(db, mail) {
    const { rows } = await sql `
    select id, password_hash, totp_secret from staff
    where lower(mail) = lower(${mail}) and enrolled_at is not null and left_at is null`.execute(db);
    return rows[0];
}
export async function findFactors(db, staffId) {
    return await db
        .selectFrom('staff')
        .select(['id', 'passwordHash', 'totpSecret'])
        .where('id', '=', staffId)
        .where('enrolledAt', 'is not', null)
        .where('leftAt', 'is', null)
        .executeTakeFirst();
}
/** The same password under today's parameters; nothing when it was changed meanwhile. */
export async function writeStaffPassword(tx, staffId, from, to) {
    await tx
        .updateTable('staff')
        .set({ passwordHash: to })
        .where('id', '=', staffId)
        .where('passwordHash', '=', from)
        .execute();
}
export async function findStaffPerson(db, staffId) {
    return await db.selectFrom('staff').select(['mail', 'name']).where('id', '=', staffId).executeTakeFirst();
}
/** The live roles of a person, read at each request: rights end with the role. */
export async function postsOf(db, staffId) {
    return await db
        .selectFrom('staffRole as r')
        .innerJoin('staff as p', 'p.id', 'r.staffId')
        .innerJoin('school as s', 's.uai', 'r.schoolUai')
        .select(['s.uai as schoolUai', 's.name as schoolName', 's.kind as schoolKind', 's.town as schoolTown', 'r.role'])
        .where('r.staffId', '=', staffId)
        .where('r.until', 'is', null)
        .where('p.leftAt', 'is', null)
        .orderBy('s.name')
        .orderBy('s.uai')
        .execute();
}
/** The live role of a person at a school, which cannot end before this transaction does: for who changes something. */
export async function holdRole(tx, staffId, schoolUai) {
    const { rows } = await sql `
    select role from staff_role where staff_id = ${staffId} and school_uai = ${schoolUai} and until is null
    for share`.execute(tx);
    return rows[0]?.role;
}
