// A school asked to remove the second factor; its owner says no: from his mail, or signed in.
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { findFactorReset, findLinkedReset, type LinkedReset, stopFactorReset } from '../db/factor-resets.js';
import type { Deps } from '../deps.js';
import { hashMailToken } from '../mail/tokens.js';
import type { ParentSession } from '../signin/rules.js';

/** Undefined when the link is unknown or came too late. Looking changes nothing. */
export async function readLinkedReset(deps: Deps, token: string | undefined): Promise<LinkedReset | undefined> {
  if (token === undefined || token.length > 64) return undefined;
  return await findLinkedReset(deps.db, hashMailToken(deps.keys, 'stop_factor_reset', token), deps.now());
}

export async function stopLinkedReset(deps: Deps, token: string | undefined, address: string): Promise<void> {
  const found = await readLinkedReset(deps, token);
  if (found !== undefined) await stop(deps, found, { type: 'mailbox', address });
}

export async function stopOwnReset(deps: Deps, session: ParentSession, address: string): Promise<void> {
  const { accountId, id: sessionId } = session;
  const found = await findFactorReset(deps.db, accountId);
  if (found !== undefined) await stop(deps, found, { type: 'parent', accountId, sessionId, address });
}

async function stop(
  deps: Deps,
  { id: resetId, accountId }: { readonly id: number; readonly accountId: number },
  actor: Actor,
): Promise<void> {
  await inTransaction(deps, async (tx, record) => {
    if (await stopFactorReset(tx, resetId, deps.now()))
      record({ actor, kind: 'factor_reset_stopped', data: { accountId, resetId } });
  });
}
