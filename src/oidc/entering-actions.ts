// A parent enters a client: he is admitted, the client learns the name under which it knows him, and the session of the
// portal remembers that it must tell the client of its end.
import { createHmac } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { isClientSessionOpen, openClientSession } from '../db/client-sessions.js';
import { findSubject } from '../db/clients.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { ParentSession } from '../signin/rules.js';
import { admit } from '../sso/admission.js';
import { giveSubject } from '../sso/subjects.js';
import type { OidcClient } from './clients.js';

/** The client's name for this session (`sid`): always the same for the two of them, and nothing that one could guess. */
export function sidOf(deps: Pick<Deps, 'keys'>, sessionId: number, clientId: number): string {
  const name = ['sid', sessionId, clientId].join('\0');
  return createHmac('sha256', deps.keys.token).update(name, 'utf8').digest().subarray(0, 16).toString('base64url');
}

export type Entered = { readonly sid: string };

export async function enterClient(
  deps: Deps,
  client: OidcClient,
  session: Pick<ParentSession, 'id' | 'accountId'>,
): Promise<Outcome<Entered, 'not_opened' | 'over'>> {
  const { id: sessionId, accountId } = session;
  const admitted = await admit(deps, client, accountId);
  if (!admitted.ok) return admitted;
  const sid = sidOf(deps, sessionId, client.id);
  // He was there before in this session: nothing is to be written down anew.
  if (await isClientSessionOpen(deps.db, { clientId: client.id, accountId, reference: sid })) return done({ sid });
  return await inTransaction<Outcome<Entered, 'not_opened' | 'over'>>(deps, async (tx) => {
    const opened = { sessionId, clientId: client.id, accountId, reference: sid, now: deps.now() };
    if (!(await openClientSession(tx, opened))) return refused('over');
    await giveSubject(deps, tx, client, accountId);
    deps.log.info({ session: sessionId, client: client.publicId }, 'signed in to a client');
    return done({ sid });
  });
}

/** The name under which the client knows the account; undefined once its parent took it back. */
export async function knownSubject(deps: Deps, client: OidcClient, accountId: number): Promise<string | undefined> {
  return await findSubject(deps.db, client.id, accountId);
}
