// A member of staff's own access: recovery codes and sessions.
import { sql } from 'kysely';
import { isProofStanding } from '../staff/rules.js';
import type { Db, Tx } from './open.js';
import type { OwnSession } from './own-sessions.js';

/** Codes made before are worth nothing any more. */
export async function endStaffRecovery(tx: Tx, staffId: number, now: Date): Promise<void> {
  await sql`
    update staff_recovery set replaced_at = ${now}::timestamptz where staff_id = ${staffId} and replaced_at is null`.execute(
    tx,
  );
}

export async function insertStaffRecovery(
  tx: Tx,
  made: {
    readonly staffId: number;
    readonly nonce: Uint8Array;
    readonly hashes: readonly Uint8Array[];
    readonly now: Date;
  },
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into staff_recovery (staff_id, nonce, created_at)
    values (${made.staffId}::bigint, ${made.nonce}::bytea, ${made.now}::timestamptz) returning id`.execute(tx);
  const batchId = rows[0]?.id;
  if (batchId === undefined) throw new Error('recovery codes were not written');
  const codes = made.hashes.map((hash) => sql`(${batchId}::bigint, ${hash}::bytea)`);
  await sql`insert into staff_recovery_code (batch_id, code_hash) values ${sql.join(codes)}`.execute(tx);
}

export type StaffRecovery = { readonly nonce: Uint8Array; readonly createdAt: Date; readonly left: number };

export async function findStaffRecovery(db: Db, staffId: number): Promise<StaffRecovery | undefined> {
  const { rows } = await sql<StaffRecovery>`
    select b.nonce, b.created_at,
      (select count(*)::integer from staff_recovery_code c where c.batch_id = b.id and c.used_at is null) as "left"
    from staff_recovery b where b.staff_id = ${staffId} and b.replaced_at is null`.execute(db);
  return rows[0];
}

/** Uses a code up, for somebody who is enrolled and works here; false when it is wrong or was used. */
export async function spendStaffRecovery(tx: Tx, staffId: number, codeHash: Uint8Array, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update staff_recovery_code c set used_at = ${now}::timestamptz
    from staff_recovery b join staff s on s.id = b.staff_id
    where b.id = c.batch_id and b.staff_id = ${staffId} and b.replaced_at is null and c.code_hash = ${codeHash}::bytea
      and c.used_at is null and s.enrolled_at is not null and s.left_at is null
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** The sessions of a member of staff that live at `now`; the last used first. */
export async function liveStaffSessions(
  db: Db,
  staffId: number,
  limits: { readonly now: Date; readonly idleMinutes: number; readonly wholeHours: number },
): Promise<OwnSession[]> {
  const { rows } = await sql<OwnSession>`
    select id, created_at, seen_at, address, agent from session
    where staff_id = ${staffId} and ended_at is null
      and seen_at > ${limits.now}::timestamptz - ${limits.idleMinutes}::integer * interval '1 minute'
      and created_at > ${limits.now}::timestamptz - ${limits.wholeHours}::integer * interval '1 hour'
    order by seen_at desc, id desc`.execute(db);
  return rows;
}

/** Ends one other session of this person, or (without an id) all the others; how many. */
export async function endStaffSessions(
  tx: Tx,
  asked: { readonly staffId: number; readonly current: number; readonly id: number | undefined; readonly now: Date },
): Promise<number> {
  const { rows } = await sql`
    update session set ended_at = ${asked.now}::timestamptz, ended_cause = 'ended_by_owner'
    where staff_id = ${asked.staffId} and id <> ${asked.current} and ended_at is null
      and ${asked.id === undefined ? sql`true` : sql`id = ${asked.id}::bigint`}
    returning id`.execute(tx);
  return rows.length;
}

/** Locks the session and its person: two wishes at once wait for each other. False when it is over or was proved long ago. */
export async function lockFreshSession(tx: Tx, sessionId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ provedAt: Date }>`
    select e.proved_at from session e join staff s on s.id = e.staff_id
    where e.id = ${sessionId} and e.ended_at is null and s.left_at is null for update of s`.execute(tx);
  const [found] = rows;
  return found !== undefined && isProofStanding(found, now);
}
