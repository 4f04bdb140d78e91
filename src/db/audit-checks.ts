// When the whole audit chain was read again, and what was found.
import { sql } from 'kysely';
import type { AuditCheck, BrokenWhy } from '../audit/verifying.js';
import type { Db, Tx } from './open.js';

/** A check that was asked for; undefined while another one waits that was asked for after `stale`. */
export async function insertCheck(
  tx: Tx,
  made: { readonly staffId: number | null; readonly now: Date; readonly stale: Date },
): Promise<number | undefined> {
  await sql`delete from audit_check where ended_at is null and asked_at <= ${made.stale}`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    insert into audit_check (asked_at, asked_by) values (${made.now}, ${made.staffId}::bigint)
    on conflict ((true)) where ended_at is null do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

export type CheckFound = {
  readonly headSeq: number;
  readonly headHmac: Uint8Array;
  readonly events: number | null;
  readonly broken: { readonly at: number; readonly why: BrokenWhy } | null;
};

/** What was found; of the older checks some are kept. False when the check is not there any more, or has ended. */
export async function endCheck(db: Db, id: number, found: CheckFound, now: Date, kept: number): Promise<boolean> {
  const { headSeq, headHmac, events, broken } = found;
  const { rows } = await sql<{ id: number }>`
    with old as (
      delete from audit_check where ended_at is not null and id not in (select id from audit_check order by id desc limit ${kept})
    )
    update audit_check set ended_at = ${now}, head_seq = ${headSeq}, head_hmac = ${headHmac}, events = ${events}::integer,
      broken_at = ${broken?.at ?? null}::bigint, why = ${broken?.why ?? null}::text
    where id = ${id} and ended_at is null returning id`.execute(db);
  return rows.length > 0;
}

export type CheckRow = AuditCheck & { readonly id: number };

/** The last ones, latest first. */
export async function listChecks(db: Db, limit: number): Promise<CheckRow[]> {
  const { rows } = await sql<CheckRow>`
    select c.id, c.asked_at, coalesce(nullif(s.name, ''), s.mail) as asked_by, c.ended_at, c.head_seq, c.head_hmac, c.events,
      c.broken_at, c.why
    from audit_check c left join staff s on s.id = c.asked_by order by c.id desc limit ${limit}`.execute(db);
  return rows;
}
