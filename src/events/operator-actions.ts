// The operator has deliveries tried anew.
import { inTransaction } from '../audit/actions.js';
import { replayDeliveries, retryDeliveries } from '../db/delivery-lists.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor, type By } from '../staff/rights.js';

/** What is not done is tried from now on. Returns how many deliveries that is. */
export async function retryEvents(
  deps: Deps,
  which: { readonly id: number } | { readonly clientId: number },
  by: By,
): Promise<Outcome<number, 'not_allowed'>> {
  return await inTransaction<Outcome<number, 'not_allowed'>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'retry_deliveries');
    if (actor === undefined) return refused('not_allowed');
    const count = await retryDeliveries(tx, which, deps.now());
    if (count > 0) record({ actor, kind: 'deliveries_retried', data: { ...which, count } });
    return done(count);
  });
}

/** What an application took since then is sent to it again, under the same keys. */
export async function replayEvents(
  deps: Deps,
  clientId: number,
  since: Date,
  by: By,
): Promise<Outcome<number, 'not_allowed'>> {
  return await inTransaction<Outcome<number, 'not_allowed'>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'retry_deliveries');
    if (actor === undefined) return refused('not_allowed');
    const count = await replayDeliveries(tx, clientId, since, deps.now());
    if (count > 0)
      record({ actor, kind: 'deliveries_replayed', data: { clientId, since: since.toISOString(), count } });
    return done(count);
  });
}
