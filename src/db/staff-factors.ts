// Second factors of a member of staff, and passwords of staff that wait for one.
import { sql } from 'kysely';
import type { Db, Tx } from './open.js';
import type { NewApplication } from './staff.js';

export type StaffPasskey = {
  readonly id: number;
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};
export type StaffFactorsHeld = { readonly application: boolean; readonly passkeys: readonly StaffPasskey[] };

export async function findStaffFactors(db: Db, staffId: number): Promise<StaffFactorsHeld> {
  const { rows } = await sql<{ application: boolean }>`
    select totp_secret is not null as application from staff where id = ${staffId}`.execute(db);
  const passkeys = await db
    .selectFrom('factor')
    .select(['id', 'name', 'createdAt', 'usedAt'])
    .where('staffId', '=', staffId)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute();
  return { application: rows[0]?.application === true, passkeys };
}

/** False when there is an application already. The caller holds the lock of the person. */
export async function addStaffApplication(tx: Tx, staffId: number, made: NewApplication): Promise<boolean> {
  const { rows } = await sql`
    update staff set totp_secret = ${made.secret}::bytea, totp_last_step = ${made.step}::bigint
    where id = ${staffId} and totp_secret is null and enrolled_at is not null and left_at is null
    returning id`.execute(tx);
  return rows.length === 1;
}

/** False when it is the only second factor, or gone. The caller holds the lock of the person. */
export async function removeStaffApplication(tx: Tx, staffId: number): Promise<boolean> {
  const { rows } = await sql`
    update staff set totp_secret = null, totp_last_step = null
    where id = ${staffId} and totp_secret is not null
      and exists (select from factor f where f.staff_id = staff.id and f.removed_at is null)
    returning id`.execute(tx);
  return rows.length === 1;
}

/** False when it is the only second factor, somebody else's, or gone. The caller holds the lock of the person. */
export async function removeStaffPasskey(tx: Tx, staffId: number, factorId: number, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update factor set removed_at = ${now}::timestamptz, credential_id = null, public_key = null
    where id = ${factorId}::bigint and staff_id = ${staffId} and removed_at is null
      and (exists (select from staff s where s.id = ${staffId} and s.totp_secret is not null)
        or exists (select from factor o where o.staff_id = ${staffId} and o.removed_at is null and o.id <> ${factorId}::bigint))
    returning id`.execute(tx);
  return rows.length === 1;
}

/** False when it is somebody else's, or gone. The caller holds the lock of the person. */
export async function renameStaffPasskey(tx: Tx, staffId: number, factorId: number, name: string): Promise<boolean> {
  const { rows } = await sql`
    update factor set name = ${name}::text
    where id = ${factorId}::bigint and staff_id = ${staffId} and removed_at is null returning id`.execute(tx);
  return rows.length === 1;
}

export async function isPasskeyKnown(db: Db, credentialId: string): Promise<boolean> {
  const { rows } = await sql`
    select id from factor where credential_id = ${credentialId} and removed_at is null`.execute(db);
  return rows.length > 0;
}

export async function insertStaffStep(
  db: Db,
  made: { readonly tokenHash: Uint8Array; readonly staffId: number; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  const { now: createdAt, ...rest } = made;
  await db
    .insertInto('staffSecondStep')
    .values({ ...rest, createdAt })
    .execute();
}

/** Whose password waits, while he works here. */
export async function findStaffStep(
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<{ readonly staffId: number; readonly mail: string } | undefined> {
  return await db
    .selectFrom('staffSecondStep')
    .innerJoin('staff', 'staff.id', 'staffSecondStep.staffId')
    .select(['staff.id as staffId', 'staff.mail'])
    .where('staffSecondStep.tokenHash', '=', tokenHash)
    .where('staffSecondStep.expiresAt', '>', now)
    .where('staff.enrolledAt', 'is not', null)
    .where('staff.leftAt', 'is', null)
    .executeTakeFirst();
}

/** Takes it away: it opens one session. */
export async function takeStaffStep(tx: Tx, tokenHash: Uint8Array, now: Date): Promise<boolean> {
  const { rows } = await sql`
    delete from staff_second_step where token_hash = ${tokenHash}::bytea and expires_at > ${now}::timestamptz
    returning staff_id`.execute(tx);
  return rows.length === 1;
}
