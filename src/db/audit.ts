import { sql } from 'kysely';
import type { Base, ChainContent, Link } from '../audit/chain.js';
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

export type SignedBase = Base & { readonly signature: Uint8Array };

/** Where the chain begins, once its oldest part was removed. */
export async function readAuditBase(db: Db): Promise<SignedBase | undefined> {
  return await db.selectFrom('auditBase').select(['seq', 'hmac', 'through', 'cutAt', 'signature']).executeTakeFirst();
}

/** How many events are older than an instant, the head's own left out: the chain never becomes empty. */
export async function countEventsBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit_event e
    where e.seq < ${firstKept(before)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** The first event that is young enough: a clock that was set back leaves old ones after it, which stay. */
const firstKept = (before: Date) => sql`coalesce((select min(seq) from audit_event where at >= ${before}),
  (select seq from audit_head))`;

/** The oldest events that may go, in order, at most `limit`. */
export async function readEventsBefore(db: Db, before: Date, limit: number): Promise<(ChainContent & Link)[]> {
  return await db
    .selectFrom('auditEvent')
    .selectAll()
    .where('seq', '<', sql<number>`${firstKept(before)}`)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Removes all events up to the new base, in one statement with it. */
export async function moveAuditBase(tx: Tx, { seq, hmac, through, cutAt, signature }: SignedBase): Promise<void> {
  await sql`
    with gone as (delete from audit_event where seq <= ${seq})
    insert into audit_base (seq, hmac, through, cut_at, signature)
    values (${seq}, ${hmac}, ${through}, ${cutAt}, ${signature})
    on conflict (only_row) do update set seq = excluded.seq, hmac = excluded.hmac, through = excluded.through,
      cut_at = excluded.cut_at, signature = excluded.signature`.execute(tx);
}
