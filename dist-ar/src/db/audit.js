import { sql } from 'kysely';
/** Locks and reads the head of the chain: the last lock a transaction takes. */
export async function lockAuditHead(tx) {
    return await tx.selectFrom('auditHead').select(['seq', 'hmac']).forUpdate().executeTakeFirstOrThrow();
}
/** Writes events and the new head in one statement. */
export async function appendAuditEvents(tx, events, head) {
    const rows = events.map((event) => sql `(${event.seq}::bigint, ${event.at}::timestamptz, ${event.kind}::text, ${JSON.stringify(event.actor)}::jsonb, ${JSON.stringify(event.data)}::jsonb, ${event.hmac}::bytea)`);
    await sql `
    with added as (insert into audit_event (seq, at, kind, actor, data, hmac) values ${sql.join(rows)})
    update audit_head set seq = ${head.seq}, hmac = ${head.hmac}`.execute(tx);
}
export async function readAuditHead(db) {
    return await db.selectFrom('auditHead').select(['seq', 'hmac']).executeTakeFirstOrThrow();
}
/** Events after `seq`, in order, at most `limit`. */
export async function readAuditEvents(db, seq, limit) {
    return await db.selectFrom('auditEvent').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}
