// The hour of a reset that a school asked for: the second factor goes, wherever its account is proved next.
import { inTransaction } from '../audit/actions.js';
import { carryOutFactorReset, findFactorReset } from '../db/factor-resets.js';
import type { Deps } from '../deps.js';
import { queueMail } from '../mail/queue.js';

/** True when the factors of the account have just gone. */
export async function carryOutDueReset(deps: Deps, accountId: number): Promise<boolean> {
  const waiting = await findFactorReset(deps.db, accountId);
  if (waiting === undefined || waiting.dueAt > deps.now()) return false;
  return await inTransaction(deps, async (tx, record) => {
    const now = deps.now();
    const resetId = await carryOutFactorReset(tx, accountId, now);
    if (resetId === undefined) return false;
    record({ actor: { type: 'system' }, kind: 'factor_removed_by_school', data: { accountId, resetId } });
    await queueMail(tx, deps, { kind: 'security_notice', accountId, what: 'factor_removed', at: now.toISOString() });
    return true;
  });
}
