// Who is told by mail of a request: both confirmed addresses at each turn, its author alone when it stops by itself.
import type { Tx } from '../db/open.js';
import { findAuthorMail } from '../db/requests.js';
import type { Deps } from '../deps.js';
import { queueMail } from '../mail/queue.js';

type Told = { readonly confirmedMail: string | null };

/** The confirmed addresses of both accounts are told; once, when they are one address. */
export async function tellBothSides(
  tx: Tx,
  deps: Deps,
  requestId: number,
  what: 'opened' | 'accepted' | 'refused',
  pair: { readonly kept: Told; readonly absorbed: Told },
): Promise<void> {
  const [kept, absorbed] = [pair.kept.confirmedMail, pair.absorbed.confirmedMail];
  if (kept !== null) await queueMail(tx, deps, { kind: 'request_notice', requestId, what, side: 'kept', to: kept });
  if (absorbed !== null && absorbed.toLowerCase() !== kept?.toLowerCase())
    await queueMail(tx, deps, { kind: 'request_notice', requestId, what, side: 'absorbed', to: absorbed });
}

/** Nobody waits in vain for an answer that will not come. */
export async function tellVoid(tx: Tx, deps: Deps, requestId: number): Promise<void> {
  const to = await findAuthorMail(tx, requestId);
  if (to !== undefined)
    await queueMail(tx, deps, { kind: 'request_notice', requestId, what: 'void', side: 'kept', to });
}
