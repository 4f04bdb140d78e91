// The one place where two accounts become one: whoever decided it (the rules, or a school and then the parent).
import type { RecordEvent } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { findGrouping, type GroupingDone, writeGrouping } from '../db/grouping.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { composeReference, composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import { tellVoid } from '../requests/telling-actions.js';
import type { Pair } from './load.js';
import type { GroupingProof } from './rules.js';

export type Parent = { readonly accountId: number; readonly sessionId: number; readonly address: string };

/** Who acts, for the audit: these fields and nothing else that the caller's object may hold. */
export const actorOf = ({ accountId, sessionId, address }: Parent): Actor => ({
  type: 'parent',
  accountId,
  sessionId,
  address,
});

/**
 * Writes the grouping of a pair that was locked, loaded and decided in this transaction: consumes the intent, tells both
 * confirmed addresses, records. Undefined, having changed nothing, when the intent was no longer live.
 */
export async function carryOut(
  tx: Tx,
  deps: Deps,
  record: RecordEvent,
  order: {
    readonly parent: Parent;
    readonly pair: Pair;
    readonly intentId: number;
    readonly proof: GroupingProof;
    /** Who acts, when it is not the parent. */
    readonly actor?: Actor;
  },
): Promise<GroupingDone | undefined> {
  const { parent, intentId, proof } = order;
  const { kept, absorbed, sides, children } = order.pair;
  const guardianIds = sides.absorbed.records.map((one) => one.guardianId);
  const pupilIds = children.filter((child) => child.accountId === absorbed.id).map((child) => child.pupilId);
  const moved = { keptId: kept.id, absorbedId: absorbed.id, guardianIds, pupilIds };
  const written = await writeGrouping(tx, {
    intentId,
    sessionId: parent.sessionId,
    keptId: kept.id,
    absorbedId: absorbed.id,
    proof,
    reference: composeReference('G', deps.random(8)),
    eventId: composeUuid(deps.random(16)),
    payload: moved,
    now: deps.now(),
  });
  if (written === undefined) return undefined;
  const { groupingId } = written;
  for (const [side, to] of [['kept', kept.confirmedMail] as const, ['absorbed', absorbed.confirmedMail] as const])
    if (to !== null) await queueMail(tx, deps, { kind: 'grouping_notice', groupingId, side, to });
  const actor = order.actor ?? actorOf(parent);
  record({ kind: 'accounts_grouped', actor, data: { groupingId, proof, ...moved } });
  for (const { id: requestId, state } of written.requests) {
    if (state === 'void') await tellVoid(tx, deps, requestId);
    record({
      kind: 'request_ended',
      actor,
      data: state === 'done' ? { requestId, state, groupingId } : { requestId, state, cause: 'grouped' },
    });
  }
  return await findGrouping(tx, kept.id, absorbed.id);
}
