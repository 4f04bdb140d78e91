// A name that its owner took back: the application that he opens again asks him first, on a page of ours.
import { inTransaction } from '../audit/actions.js';
import { holdSession } from '../db/client-sessions.js';
import { isWithdrawn } from '../db/client-subjects.js';
import type { Deps } from '../deps.js';
import type { ParentSession } from '../signin/rules.js';
import { admit } from './admission.js';
import type { Client } from './rules.js';
import { giveSubject } from './subjects.js';

/** The parent took this client's name of him back, and has not given it again. */
export const isUnknownTo = async (deps: Deps, client: Pick<Client, 'id'>, accountId: number): Promise<boolean> =>
  await isWithdrawn(deps.db, client.id, accountId);

/** He said yes. Nothing happens when the client knows him, when no school has it open, or when his session is over. */
export async function giveNameAgain(
  deps: Deps,
  client: Client,
  { id: sessionId, accountId }: Pick<ParentSession, 'id' | 'accountId'>,
): Promise<void> {
  if (!(await admit(deps, client, accountId)).ok) return;
  await inTransaction(deps, async (tx) => {
    if (!(await holdSession(tx, { sessionId, accountId }))) return;
    if (await isWithdrawn(tx, client.id, accountId)) await giveSubject(deps, tx, client, accountId);
  });
}
