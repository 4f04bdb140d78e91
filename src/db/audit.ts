import { sql } from 'kysely';
import type { ChainContent, Link } from '../audit/chain.js';
import type { Db, Tx } from './open.js';

/** Locks and reads the head of the chain: the last lock a transaction takes. */
export async function lockAuditHead(tx: Tx): Promise<Link> {
  return await tx.selectFrom('auditHead').select(['seq', 'hmac']).forUpdate().executeTakeFirstOrThrow();
}

/** Writes events and the new head in one statement. */
export async function appendAuditEvents(tx: Tx, events: readonly (ChainContent & Link)[], head: Link): Promise<void> {
  const rows = events.map(
    (event) =>
      sql`(${event.seq}::bigint, ${event.at}::timestamptz, ${event.kind}::text, ${JSON.stringify(event.actor)}::jsonb, ${JSON.stringify(event.data)}::jsonb, ${event.hmac}::bytea)`,
  );
  await sql`
    with added as (insert into audit_event (seq, at, kind, actor, data, hmac) values ${sql.join(rows)})
    update audit_head set seq = ${head.seq}, hmac = ${head.hmac}`.execute(tx);
}

export async function readAuditHead(db: Db): Promise<Link> {
  return await db.selectFrom('auditHead').select(['seq', 'hmac']).executeTakeFirstOrThrow();
}

/** Events after `seq`, in order, at most `limit`. */
export async function readAuditEvents(db: Db, seq: number, limit: number): Promise<(ChainContent & Link)[]> {
  return await db.selectFrom('auditEvent').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}
