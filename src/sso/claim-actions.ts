import { inTransaction } from '../audit/actions.js';
import type { Deps } from '../deps.js';
import type { Claims } from './claims.js';
import type { Client } from './rules.js';
import { giveSubject } from './subjects.js';

/** The subject, and what this client may know of this account now. */
export async function claimsOf(
  deps: Deps,
  client: Client,
  accountId: number,
): Promise<{ readonly subject: string; readonly claims: Claims }> {
  const subject = await inTransaction(deps, (tx) => giveSubject(deps, tx, client, accountId));
  return { subject, claims: {} };
}
