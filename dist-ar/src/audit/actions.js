// The one way to change anything: a transaction whose audit events are written last, in the same commit.
import { appendAuditEvents, lockAuditHead, readAuditEvents, readAuditHead } from '../db/audit.js';
import { isConflict } from '../db/refusals.js';
import { nextLink, sameHmac } from './chain.js';
const attempts = 3;
/**
 * Runs `work` in one transaction. Events given to `record` are chained and written after `work`, before the commit;
 * the new head is then published in the plain log. A deadlock or serialization failure runs `work` again, so it must
 * do nothing outside the transaction.
 */
export async function inTransaction(deps, work) {
    for (let attempt = 1;; attempt += 1) {
        try {
            const { value, head } = await deps.db.transaction().execute(async (tx) => {
                const events = [];
                const made = await work(tx, (event) => events.push(event));
                return { value: made, head: events.length === 0 ? undefined : await append(deps, tx, events) };
            });
            if (head !== undefined)
                deps.log.info({ auditSeq: head.seq, auditHead: Buffer.from(head.hmac).toString('hex') }, 'audit head');
            return value;
        }
        catch (error) {
            if (attempt >= attempts || !isConflict(error))
                throw error;
        }
    }
}
/**
 * Runs a single statement, which is a transaction of its own without the round trips of one, again after a conflict.
 * For what the audit chain does not tell (sessions, counts of tries): `work` must send one statement that writes.
 */
export async function inOneStatement(deps, work) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await work(deps.db);
        }
        catch (error) {
            if (attempt >= attempts || !isConflict(error))
                throw error;
        }
    }
}
async function append(deps, tx, events) {
    const at = deps.now();
    let head = await lockAuditHead(tx);
    const chained = events.map((event) => {
        const content = { at, kind: event.kind, actor: event.actor, data: event.data };
        head = nextLink(deps.keys.audit, head, content);
        return { ...content, ...head };
    });
    await appendAuditEvents(tx, chained, head);
    return head;
}
/** Walks the whole chain. Stops at the first broken link and names it. */
export async function verifyAudit(deps, batch = 1000) {
    let last = { seq: 0, hmac: new Uint8Array(32) };
    // The head is read first: events appended meanwhile are then simply not looked at.
    const head = await readAuditHead(deps.db);
    while (last.seq < head.seq) {
        const events = await readAuditEvents(deps.db, last.seq, Math.min(batch, head.seq - last.seq));
        if (events.length === 0)
            return { intact: false, brokenAt: last.seq + 1, why: 'missing' };
        for (const event of events) {
            if (event.seq !== last.seq + 1)
                return { intact: false, brokenAt: last.seq + 1, why: 'missing' };
            const expected = nextLink(deps.keys.audit, last, event);
            if (!sameHmac(expected.hmac, event.hmac))
                return { intact: false, brokenAt: event.seq, why: 'altered' };
            last = expected;
        }
    }
    const beyond = await readAuditEvents(deps.db, head.seq, 1);
    const current = await readAuditHead(deps.db);
    if (!sameHmac(last.hmac, head.hmac))
        return { intact: false, brokenAt: head.seq, why: 'head' };
    if (beyond[0] !== undefined && current.seq === head.seq)
        return { intact: false, brokenAt: beyond[0].seq, why: 'head' };
    return { intact: true, events: head.seq };
}
