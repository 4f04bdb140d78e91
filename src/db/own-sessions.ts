import { sql } from 'kysely';
import type { Db, Tx } from './open.js';

export type OwnSession = {
  readonly id: number;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly address: string;
  readonly agent: string;
};

/** The sessions of an account that live at `now`: not ended, not idle, not too old; the last used first. */
export async function liveSessions(
  db: Db,
  accountId: number,
  limits: { readonly now: Date; readonly idleMinutes: number; readonly wholeHours: number },
): Promise<OwnSession[]> {
  const { rows } = await sql<OwnSession>`
    select id, created_at, seen_at, address, agent from session
    where account_id = ${accountId} and ended_at is null
      and seen_at > ${limits.now}::timestamptz - ${limits.idleMinutes}::integer * interval '1 minute'
      and created_at > ${limits.now}::timestamptz - ${limits.wholeHours}::integer * interval '1 hour'
    order by seen_at desc, id desc`.execute(db);
  return rows;
}

/** Ends one session of this account; false when it has none of this id. */
export async function endOwnSession(tx: Tx, accountId: number, id: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update session set ended_at = ${now}::timestamptz, ended_cause = 'ended_by_owner'
    where id = ${id} and account_id = ${accountId} and ended_at is null returning id`.execute(tx);
  return rows.length === 1;
}
