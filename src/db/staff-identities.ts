// Identities of the académie's provider that members of staff linked to their access.
import { sql } from 'kysely';
import type { Identity } from './federation.js';
import type { Db, Tx } from './open.js';

/** Whom an identity opens now: somebody who is enrolled and works here. */
export async function findStaffOfIdentity(
  db: Db,
  { issuer, subject }: Identity,
): Promise<{ readonly staffId: number; readonly mail: string } | undefined> {
  const { rows } = await sql<{ staffId: number; mail: string }>`
    select s.id as staff_id, s.mail from staff_identity i join staff s on s.id = i.staff_id
    where i.issuer = ${issuer} and i.subject = ${subject} and i.unlinked_at is null
      and s.enrolled_at is not null and s.left_at is null`.execute(db);
  return rows[0];
}

export async function hasStaffIdentity(db: Db, staffId: number, issuer: string): Promise<boolean> {
  const { rows } = await sql`
    select id from staff_identity where staff_id = ${staffId} and issuer = ${issuer} and unlinked_at is null`.execute(
    db,
  );
  return rows.length > 0;
}

/** One identity a person: a former one gives way. False when it is somebody else's. The caller holds the lock of the person. */
export async function insertStaffIdentity(
  tx: Tx,
  made: Identity & { readonly staffId: number; readonly now: Date },
): Promise<boolean> {
  const { issuer, subject, staffId, now } = made;
  await endStaffIdentity(tx, staffId, issuer, now);
  const { rows } = await sql`
    insert into staff_identity (staff_id, issuer, subject, linked_at)
    values (${staffId}::bigint, ${issuer}::text, ${subject}::text, ${now}::timestamptz)
    on conflict (issuer, subject) where unlinked_at is null do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** What waits for a second factor after it is over too. */
export async function endStaffIdentity(tx: Tx, staffId: number, issuer: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    with waiting as (delete from staff_second_step where staff_id = ${staffId})
    update staff_identity set unlinked_at = ${now}::timestamptz
    where staff_id = ${staffId} and issuer = ${issuer} and unlinked_at is null returning id`.execute(tx);
  return rows.length > 0;
}
