// The operator has deliveries tried anew.
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { replayDeliveries, retryDeliveries } from '../db/delivery-lists.js';
import type { Deps } from '../deps.js';

/** What is not done is tried from now on. Returns how many deliveries that is. */
export async function retryEvents(
  deps: Deps,
  which: { readonly id: number } | { readonly clientId: number },
  actor: Actor,
): Promise<number> {
  return await inTransaction(deps, async (tx, record) => {
    const count = await retryDeliveries(tx, which, deps.now());
    if (count > 0) record({ actor, kind: 'deliveries_retried', data: { ...which, count } });
    return count;
  });
}

/** What an application took since then is sent to it again, under the same keys. */
export async function replayEvents(deps: Deps, clientId: number, since: Date, actor: Actor): Promise<number> {
  return await inTransaction(deps, async (tx, record) => {
    const count = await replayDeliveries(tx, clientId, since, deps.now());
    if (count > 0)
      record({ actor, kind: 'deliveries_replayed', data: { clientId, since: since.toISOString(), count } });
    return count;
  });
}
