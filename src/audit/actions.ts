// The one way to change anything: a transaction whose audit events are written last, in the same commit.
import { appendAuditEvents, lockAuditHead } from '../db/audit.js';
import type { Db, Tx } from '../db/open.js';
import { isConflict } from '../db/refusals.js';
import type { Deps } from '../deps.js';
import { type ChainContent, type Link, nextLink } from './chain.js';
import type { AuditEvent } from './events.js';

export type RecordEvent = (event: AuditEvent) => void;

const attempts = 3;

/**
 * Runs `work` in one transaction. Events given to `record` are chained and written after `work`, before the commit;
 * the new head is then published in the plain log. A deadlock or serialization failure runs `work` again, so it must
 * do nothing outside the transaction.
 */
export async function inTransaction<T>(deps: Deps, work: (tx: Tx, record: RecordEvent) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { value, head } = await deps.db.transaction().execute(async (tx) => {
        const events: AuditEvent[] = [];
        const made = await work(tx, (event) => events.push(event));
        return { value: made, head: events.length === 0 ? undefined : await append(deps, tx, events) };
      });
      if (head !== undefined)
        deps.log.info({ auditSeq: head.seq, auditHead: Buffer.from(head.hmac).toString('hex') }, 'audit head');
      return value;
    } catch (error) {
      if (attempt >= attempts || !isConflict(error)) throw error;
    }
  }
}

/**
 * Runs a single statement, which is a transaction of its own without the round trips of one, again after a conflict.
 * For what the audit chain does not tell (sessions, counts of tries): `work` must send one statement that writes.
 */
export async function inOneStatement<T>(deps: Pick<Deps, 'db'>, work: (db: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(deps.db);
    } catch (error) {
      if (attempt >= attempts || !isConflict(error)) throw error;
    }
  }
}

async function append(deps: Deps, tx: Tx, events: readonly AuditEvent[]): Promise<Link> {
  const at = deps.now();
  let head = await lockAuditHead(tx);
  const chained = events.map((event) => {
    const content: ChainContent = { at, kind: event.kind, actor: event.actor, data: event.data };
    head = nextLink(deps.keys.audit, head, content);
    return { ...content, ...head };
  });
  await appendAuditEvents(tx, chained, head);
  return head;
}
