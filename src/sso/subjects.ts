// The name under which a client knows an account: it says nothing of the person, and is never given to another one.
import { createHmac } from 'node:crypto';
import { findSubject, type GivenName, isWithdrawn, recordFirstSubject, recordSubject } from '../db/client-subjects.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { composeUuid } from '../kernel/reference.js';
import type { Client } from './rules.js';

/** 128 bits under the key of tokens: always the same for the client and the account, also after it was taken back. */
export function composeSubject(
  keys: Deps['keys'],
  client: Pick<Client, 'id' | 'subjectType'>,
  accountId: number,
): string {
  const whose = client.subjectType === 'public' ? ['public'] : ['client', client.id, 0];
  return createHmac('sha256', keys.token)
    .update(['subject', ...whose, accountId].join('\0'), 'utf8')
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/**
 * The client's name for the account, recorded the first time that it is given, and given again when it was taken back. Behind
 * a lock of his account (`holdSession`), and only once the parent said yes: whoever enters a client takes `enterSubject`.
 */
export async function giveSubject(
  deps: Pick<Deps, 'keys' | 'now' | 'random'>,
  tx: Tx,
  client: Pick<Client, 'id' | 'subjectType'>,
  accountId: number,
): Promise<GivenName> {
  const known = await findSubject(tx, client.id, accountId);
  if (known !== undefined) return known;
  const subject = composeSubject(deps.keys, client, accountId);
  const eventId = composeUuid(deps.random(16));
  return await recordSubject(tx, { clientId: client.id, accountId, subject, eventId, now: deps.now() });
}

/** The same at the door of a client: undefined when he took the name back, for he is asked first (`giveNameAgain`). */
export async function enterSubject(
  deps: Pick<Deps, 'keys' | 'now' | 'random'>,
  tx: Tx,
  client: Pick<Client, 'id' | 'subjectType'>,
  accountId: number,
): Promise<GivenName | undefined> {
  return (await isWithdrawn(tx, client.id, accountId)) ? undefined : await giveSubject(deps, tx, client, accountId);
}

/**
 * Where the client learns that an account it knew went on in this one: nobody stands at the door, so a name that was taken back
 * stays so, and there is none.
 */
export async function giveFirstSubject(
  deps: Pick<Deps, 'keys' | 'now'>,
  tx: Tx,
  client: Pick<Client, 'id' | 'subjectType'>,
  accountId: number,
): Promise<GivenName | undefined> {
  const subject = composeSubject(deps.keys, client, accountId);
  return await recordFirstSubject(tx, { clientId: client.id, accountId, subject, now: deps.now() });
}
