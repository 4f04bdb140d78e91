// The name under which a client knows an account: it says nothing of the person, and is never given to another one.
import { createHmac } from 'node:crypto';
import { countWithdrawn, findSubject, recordSubject } from '../db/clients.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import type { Client } from './rules.js';

/**
 * 128 bits under the key of tokens. A pairwise name has a number of its own once its parent has taken one back; a public
 * one is the same for all public clients, so it comes back as it was.
 */
export function composeSubject(
  keys: Deps['keys'],
  client: Pick<Client, 'id' | 'subjectType'>,
  accountId: number,
  withdrawn: number,
): string {
  const whose = client.subjectType === 'public' ? ['public'] : ['client', client.id, withdrawn];
  return createHmac('sha256', keys.token)
    .update(['subject', ...whose, accountId].join('\0'), 'utf8')
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/** The client's name for the account, recorded the first time that it is given. */
export async function giveSubject(
  deps: Pick<Deps, 'keys' | 'now'>,
  tx: Tx,
  client: Pick<Client, 'id' | 'subjectType'>,
  accountId: number,
): Promise<string> {
  const known = await findSubject(tx, client.id, accountId);
  if (known !== undefined) return known;
  const withdrawn = client.subjectType === 'public' ? 0 : await countWithdrawn(tx, client.id, accountId);
  const subject = composeSubject(deps.keys, client, accountId, withdrawn);
  return await recordSubject(tx, { clientId: client.id, accountId, subject, now: deps.now() });
}
