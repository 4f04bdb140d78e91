// Staff: one account per person, roles per school, a password and a second factor.
import { sql } from 'kysely';
import type { SessionEndCause } from '../signin/session-rules.js';
import type { Db, Tx } from './open.js';

/** Finds or makes the one account of a mail, and locks it: two commands at once wait for each other. */
export async function lockStaffOfMail(
  tx: Tx,
  mail: string,
  name: string,
  now: Date,
): Promise<{ id: number; made: boolean }> {
  const { rows: made } = await sql<{ id: number }>`
    insert into staff (mail, name, created_at) values (${mail}, ${name}, ${now})
    on conflict (lower(mail)) do nothing returning id`.execute(tx);
  if (made[0] !== undefined) return { id: made[0].id, made: true };
  const { rows } = await sql<{ id: number }>`
    select id from staff where lower(mail) = lower(${mail}) for update`.execute(tx);
  const found = rows[0];
  if (found === undefined) throw new Error('a staff account vanished: rows of staff are never deleted');
  return { id: found.id, made: false };
}

/** Locks the staff account of a mail. */
export async function findStaffOfMail(
  tx: Tx,
  mail: string,
): Promise<{ readonly id: number; readonly leftAt: Date | null } | undefined> {
  const { rows } = await sql<{ id: number; leftAt: Date | null }>`
    select id, left_at from staff where lower(mail) = lower(${mail}) for update`.execute(tx);
  return rows[0];
}

export async function nameStaff(tx: Tx, staffId: number, name: string): Promise<void> {
  await tx.updateTable('staff').set({ name }).where('id', '=', staffId).execute();
}

export async function reopenStaff(tx: Tx, staffId: number): Promise<void> {
  await tx.updateTable('staff').set({ leftAt: null }).where('id', '=', staffId).execute();
}

/** All factors of a person are forgotten; enrolment links, waiting passwords and sessions die. */
export async function forgetFactors(tx: Tx, staffId: number, cause: SessionEndCause, now: Date): Promise<void> {
  await sql`
    with codes as (
      update staff_recovery set replaced_at = ${now} where staff_id = ${staffId} and replaced_at is null
    ), keys as (
      update factor set removed_at = ${now}, credential_id = null, public_key = null
      where staff_id = ${staffId} and removed_at is null
    ), waiting as (
      delete from staff_second_step where staff_id = ${staffId}
    ), links as (
      update staff_identity set unlinked_at = ${now} where staff_id = ${staffId} and unlinked_at is null
    ), forgotten as (
      update staff set password_hash = null, totp_secret = null, totp_last_step = null, enrolled_at = null
      where id = ${staffId}
    ), ended as (
      update session set ended_at = ${now}, ended_cause = ${cause} where staff_id = ${staffId} and ended_at is null
    )
    update single_use_token set cancelled_at = ${now}
    where staff_id = ${staffId} and used_at is null and cancelled_at is null`.execute(tx);
}

/** The link made now is the only one that opens: former ones of this person die. */
export async function replaceEnrolment(
  tx: Tx,
  enrolment: {
    staffId: number;
    tokenHash: Uint8Array;
    nonce: string;
    now: Date;
    expiresAt: Date;
    /** The school that hands it out, or (null) the network, and who made it. */
    vouchedBy: string | null;
    madeBy: number | null;
  },
): Promise<void> {
  const { staffId, tokenHash, nonce, now, expiresAt, vouchedBy, madeBy } = enrolment;
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
    .values({
      ...{ purpose: 'enrol_staff', accountId: null, staffId, tokenHash, subject: nonce, createdAt: now, expiresAt },
      ...{ vouchedBy, madeBy },
    })
    .execute();
}

/** Whom a live enrolment link is for. Reading consumes nothing. */
export async function findEnrolment(
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<{ staffId: number; mail: string; name: string } | undefined> {
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

export type NewApplication = { readonly secret: Uint8Array; readonly step: number };

/**
 * Consumes an enrolment link and sets the password, and the application where that is the second factor, in one statement,
 * with who vouched for the person by that link.
 * False when the link lives no more.
 */
export async function enrol(
  tx: Tx,
  factors: {
    tokenHash: Uint8Array;
    staffId: number;
    passwordHash: string;
    application: NewApplication | undefined;
    now: Date;
  },
): Promise<boolean> {
  const { tokenHash, staffId, passwordHash, application, now } = factors;
  const [totpSecret, step] = [application?.secret ?? null, application?.step ?? null];
  const { rows } = await sql<{ id: number }>`
    with spent as (
      update single_use_token set used_at = ${now}
      where token_hash = ${tokenHash} and purpose = 'enrol_staff' and staff_id = ${staffId}
        and used_at is null and cancelled_at is null and expires_at > ${now}
      returning staff_id, vouched_by, made_by
    )
    update staff set password_hash = ${passwordHash}, totp_secret = ${totpSecret}::bytea, totp_last_step = ${step}::bigint,
      enrolled_at = ${now}, vouched_by = spent.vouched_by, link_made_by = spent.made_by
    from spent where id = spent.staff_id and left_at is null
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Spends one time step of the second factor: a code, or an older one, never works again. */
export async function spendStep(tx: Tx, staffId: number, step: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update staff set totp_last_step = ${step}
    where id = ${staffId} and enrolled_at is not null and left_at is null and totp_last_step < ${step}
    returning id`.execute(tx);
  return rows.length > 0;
}

export type StaffFactors = {
  readonly id: number;
  readonly passwordHash: string | null;
  readonly totpSecret: Uint8Array | null;
  readonly passkey: boolean;
};

/** In a query that reads `staff`. */
export const hasPasskey = sql<boolean>`exists (select from factor f where f.staff_id = staff.id and f.removed_at is null)`;

export async function findFactorsOfMail(db: Db, mail: string): Promise<StaffFactors | undefined> {
  const { rows } = await sql<StaffFactors>`
    select id, password_hash, totp_secret, ${hasPasskey} as passkey from staff
    where lower(mail) = lower(${mail}) and enrolled_at is not null and left_at is null`.execute(db);
  return rows[0];
}

export async function findFactors(db: Db, staffId: number): Promise<StaffFactors | undefined> {
  const { rows } = await sql<StaffFactors>`
    select id, password_hash, totp_secret, ${hasPasskey} as passkey from staff
    where id = ${staffId} and enrolled_at is not null and left_at is null`.execute(db);
  return rows[0];
}

/** The same password under today's parameters; nothing when it was changed meanwhile. */
export async function writeStaffPassword(tx: Tx, staffId: number, from: string, to: string): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ passwordHash: to })
    .where('id', '=', staffId)
    .where('passwordHash', '=', from)
    .execute();
}

export async function findStaffPerson(db: Db, staffId: number): Promise<{ mail: string; name: string } | undefined> {
  return await db.selectFrom('staff').select(['mail', 'name']).where('id', '=', staffId).executeTakeFirst();
}
