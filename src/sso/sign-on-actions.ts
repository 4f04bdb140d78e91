// A client's request waits while its parent signs in, under an address that only his browser knows.
import { inOneStatement } from '../audit/actions.js';
import { findClientById } from '../db/clients.js';
import { consumeSignOn, findSignOn, insertSignOn } from '../db/sign-ons.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { hashToken } from '../signin/sessions.js';
import { reserveAct } from '../signin/throttle.js';
import type { Client } from './rules.js';

/** Time to find one's password, or to set a new one. */
const waitMinutes = 60;

/** The token of /entrer/:signOn. Nobody is known yet, and each request is a row: a network has its share of them. */
export async function waitForParent(
  deps: Deps,
  clientId: number,
  params: Readonly<Record<string, unknown>>,
  address: string,
): Promise<Outcome<string, { readonly until: Date }>> {
  const until = await inOneStatement(deps, (db) => reserveAct(deps, db, 'sign_on', address));
  if (until !== undefined) return refused({ until });
  const token = Buffer.from(deps.random(16)).toString('base64url');
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + waitMinutes * 60_000);
  await insertSignOn(deps.db, { tokenHash: hashToken(token), clientId, params, now, expiresAt });
  return done(token);
}

export type Waiting = {
  readonly client: Client;
  readonly params: Readonly<Record<string, unknown>>;
  readonly askedAt: Date;
};

/** What waits under a token, as long as its client is registered. */
export async function findWaiting(deps: Deps, token: string): Promise<Waiting | undefined> {
  const found = await findSignOn(deps.db, hashToken(token), deps.now());
  const client = found === undefined ? undefined : await findClientById(deps.db, found.clientId);
  if (found === undefined || client === undefined) return undefined;
  return { client, params: found.params, askedAt: found.createdAt };
}

/** Uses it up: false when another request was quicker. */
export async function endWaiting(deps: Deps, token: string): Promise<boolean> {
  return (await consumeSignOn(deps.db, hashToken(token), deps.now())) !== undefined;
}
