// The operator groups two accounts by command: what a school accepted and the parent cannot confirm himself, or, outside
// production, any two for a test.

import { canonicalIdentifier } from '../accounts/rules.js';
import { inTransaction } from '../audit/actions.js';
import { findAccountByIdentifier, lockAccounts } from '../db/accounts.js';
import { type GroupingDone, replaceIntent } from '../db/grouping.js';
import { findRequest } from '../db/requests.js';
import { endSession, insertSession } from '../db/sessions.js';
import type { Deps } from '../deps.js';
import { carryOut } from '../grouping/carry-out.js';
import { loadPair } from '../grouping/load.js';
import { decideGrouping, type GroupingImpossible } from '../grouping/rules.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { stillCovers, whatToDecide } from './opening-actions.js';
import { fallOf } from './rules.js';

export type OrderedGrouping = {
  readonly keep: string;
  readonly absorb: string;
  readonly reason: string;
  /** The reference of an accepted request about these two. */
  readonly request: string | undefined;
};

export type OrderRefusal =
  | GroupingImpossible
  | 'no_account'
  /** In production only what a school accepted. */
  | 'request_needed'
  /** No request of this number, or about other accounts, or not accepted, or no longer what was accepted. */
  | 'request_not_accepted';

const actor = { type: 'command' } as const;

export async function groupByOrder(deps: Deps, order: OrderedGrouping): Promise<Outcome<GroupingDone, OrderRefusal>> {
  if (order.request === undefined && deps.config.production) return refused('request_needed');
  const [kept, absorbed] = await Promise.all(
    [order.keep, order.absorb].map((one) => findAccountByIdentifier(deps.db, canonicalIdentifier(one))),
  );
  if (kept === undefined || absorbed === undefined) return refused('no_account');
  if (kept.id === absorbed.id) return refused('same_account');
  const tokenHash = deps.random(32);
  return await inTransaction<Outcome<GroupingDone, OrderRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [kept.id, absorbed.id]);
    const now = deps.now();
    const pair = await loadPair(tx, kept.id, absorbed.id);
    const decision = decideGrouping(pair.sides.kept, pair.sides.absorbed);
    if (decision.kind === 'impossible') return refused(decision.why);
    const request = order.request === undefined ? undefined : await findRequest(tx, order.request);
    if (order.request !== undefined) {
      const about = request?.keptId === kept.id && request.absorbedId === absorbed.id;
      if (request === undefined || !about || request.state !== 'accepted' || fallOf(request, now) !== undefined)
        return refused('request_not_accepted');
      if (!(await stillCovers(tx, request, whatToDecide(pair)))) return refused('request_not_accepted');
    }
    const proof = request?.proof ?? 'command';
    // A grouping is confirmed in a session: this one opens and ends here, and nobody has its token.
    const owner = { accountId: kept.id };
    const sessionId = await insertSession(tx, { owner, tokenHash, now, address: '', agent: '' });
    const expiresAt = new Date(now.getTime() + 60_000);
    const intentId = await replaceIntent(tx, { sessionId, ...pair, proof, now, expiresAt });
    const parent = { accountId: kept.id, sessionId, address: '' };
    record({
      actor,
      kind: 'account_ordered',
      data: { order: 'group', accountId: kept.id, absorbedId: absorbed.id, reason: order.reason },
    });
    const grouping = await carryOut(tx, deps, record, { parent, pair, intentId, proof, actor });
    if (grouping === undefined) throw new Error('the intent of an ordered grouping was not live');
    await endSession(tx, sessionId, 'ended_by_command', now);
    return done(grouping);
  });
}
