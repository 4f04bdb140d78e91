// Is every change still told, in order and unaltered? And how the oldest part of the chain goes without breaking it.
import {
  lockAuditHead,
  moveAuditBase,
  readAuditBase,
  readAuditEvents,
  readAuditHead,
  readEventsBefore,
  type SignedBase,
} from '../db/audit.js';
import type { Db } from '../db/open.js';
import type { Deps } from '../deps.js';
import { inTransaction } from './actions.js';
import { type ChainContent, type Link, nextLink, sameHmac, signBase } from './chain.js';

export type ChainReport =
  | { readonly intact: true; readonly events: number; readonly removed?: { events: number; through: Date } }
  | { readonly intact: false; readonly brokenAt: number; readonly why: BrokenWhy };

export type BrokenWhy = 'missing' | 'altered' | 'head' | 'base';

/** When the whole chain was read again, and what was found. */
export type AuditCheck = {
  readonly askedAt: Date;
  /** Null: the nightly run, or a command. */
  readonly askedBy: string | null;
  readonly endedAt: Date | null;
  readonly headSeq: number | null;
  readonly headHmac: Uint8Array | null;
  readonly events: number | null;
  readonly brokenAt: number | null;
  readonly why: BrokenWhy | null;
};

const first: Link = { seq: 0, hmac: new Uint8Array(32) };

/** Walks the whole chain, from where it begins. Stops at the first broken link and names it. */
export async function verifyAudit(deps: Deps, batch = 1000): Promise<ChainReport> {
  for (;;) {
    const base = await readAuditBase(deps.db);
    const report = await verifyFrom(deps, base, batch);
    // The part just looked for may have gone meanwhile, by schedule.
    if (report.intact || (await readAuditBase(deps.db))?.seq === base?.seq) return report;
  }
}

async function verifyFrom(deps: Deps, base: SignedBase | undefined, batch: number): Promise<ChainReport> {
  if (base !== undefined && !sameHmac(base.signature, signBase(deps.keys.audit, base)))
    return { intact: false, brokenAt: base.seq, why: 'base' };
  let last: Link = base ?? first;
  // The head is read first: events appended meanwhile are then simply not looked at.
  const head = await readAuditHead(deps.db);
  const before = await readAuditEvents(deps.db, 0, 1);
  if (before[0] !== undefined && before[0].seq <= last.seq)
    return { intact: false, brokenAt: before[0].seq, why: 'base' };
  while (last.seq < head.seq) {
    const events = await readAuditEvents(deps.db, last.seq, Math.min(batch, head.seq - last.seq));
    if (events.length === 0) return { intact: false, brokenAt: last.seq + 1, why: 'missing' };
    const walked = follow(deps, last, events);
    if ('intact' in walked) return walked;
    last = walked;
  }
  const beyond = await readAuditEvents(deps.db, head.seq, 1);
  const current = await readAuditHead(deps.db);
  if (!sameHmac(last.hmac, head.hmac)) return { intact: false, brokenAt: head.seq, why: 'head' };
  if (beyond[0] !== undefined && current.seq === head.seq)
    return { intact: false, brokenAt: beyond[0].seq, why: 'head' };
  if (base === undefined) return { intact: true, events: head.seq };
  return { intact: true, events: head.seq - base.seq, removed: { events: base.seq, through: base.through } };
}

/** The last link of these events when each follows the one before it. */
function follow(
  deps: Pick<Deps, 'keys'>,
  from: Link,
  events: readonly (ChainContent & Link)[],
): Link | (ChainReport & { intact: false }) {
  let last = from;
  for (const event of events) {
    if (event.seq !== last.seq + 1) return { intact: false, brokenAt: last.seq + 1, why: 'missing' };
    const expected = nextLink(deps.keys.audit, last, event);
    if (!sameHmac(expected.hmac, event.hmac)) return { intact: false, brokenAt: event.seq, why: 'altered' };
    last = expected;
  }
  return last;
}

/** The chain is broken where it should be cut: nothing is removed, so that what happened can still be looked at. */
export class ChainBroken extends Error {
  constructor(brokenAt: number) {
    super(`the audit chain is broken at ${brokenAt}: nothing of it was removed`);
  }
}

/**
 * Removes the oldest events, at most `limit` of those before an instant, once they are verified: the last link removed
 * is signed and kept, so that the rest still proves itself. Returns how many went.
 */
export async function cutAudit(deps: Deps, before: Date, limit: number): Promise<number> {
  return await inTransaction(deps, async (tx, record) => {
    // Two at once would each take the same events for the oldest: the second one waits, then reads where the first came.
    await lockAuditHead(tx);
    const from = await verifiedBase(deps, tx);
    const events = await readEventsBefore(tx, before, limit);
    const last = events.at(-1);
    if (last === undefined) return 0;
    const walked = follow(deps, from, events);
    if ('intact' in walked) throw new ChainBroken(walked.brokenAt);
    const base = { seq: walked.seq, hmac: walked.hmac, through: last.at, cutAt: deps.now() };
    await moveAuditBase(tx, { ...base, signature: signBase(deps.keys.audit, base) });
    record({
      kind: 'events_removed',
      actor: { type: 'command' },
      data: { throughSeq: base.seq, count: events.length },
    });
    return events.length;
  });
}

async function verifiedBase(deps: Deps, db: Db): Promise<Link> {
  const base = await readAuditBase(db);
  if (base !== undefined && !sameHmac(base.signature, signBase(deps.keys.audit, base))) throw new ChainBroken(base.seq);
  return base ?? first;
}
