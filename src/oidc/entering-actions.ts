// A parent enters a client: he is admitted, the client learns the name under which it knows him, and the session of the
// portal remembers that it must tell the client of its end.
import { createHmac } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { holdSession, isClientSessionOpen, openClientSession } from '../db/client-sessions.js';
import { findSubject } from '../db/client-subjects.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { ParentSession } from '../signin/rules.js';
import { admit } from '../sso/admission.js';
import { enterSubject } from '../sso/subjects.js';
import type { OidcClient } from './clients.js';

/**
 * The client's name for this session (`sid`): always the same for the two of them, until the parent takes the client's name of
 * him back, and nothing that one could guess.
 */
function sidOf(deps: Pick<Deps, 'keys'>, sessionId: number, clientId: number, timesGiven: number): string {
  const name = ['sid', sessionId, clientId, timesGiven].join('\0');
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
  const whose = { sessionId, clientId: client.id, accountId };
  // He was there before in this session: nothing is to be written down anew.
  const sid = await knownSid(deps, client, session);
  if (sid !== undefined && (await isClientSessionOpen(deps.db, { ...whose, reference: sid }))) return done({ sid });
  return await inTransaction<Outcome<Entered, 'not_opened' | 'over'>>(deps, async (tx) => {
    if (!(await holdSession(tx, whose))) return refused('over');
    const given = await enterSubject(deps, tx, client, accountId);
    if (given === undefined) return refused('over');
    const reference = sidOf(deps, sessionId, client.id, given.timesGiven);
    if (!(await openClientSession(tx, { ...whose, reference, now: deps.now() }))) return refused('over');
    deps.log.info({ session: sessionId, client: client.publicId }, 'signed in to a client');
    return done({ sid: reference });
  });
}

/** What the client calls this session; undefined while it does not know the account. */
export async function knownSid(
  deps: Deps,
  client: OidcClient,
  { id, accountId }: Pick<ParentSession, 'id' | 'accountId'>,
): Promise<string | undefined> {
  const known = await findSubject(deps.db, client.id, accountId);
  return known && sidOf(deps, id, client.id, known.timesGiven);
}

/** The name under which the client knows the account; undefined once its parent took it back. */
export async function knownSubject(deps: Deps, client: OidcClient, accountId: number): Promise<string | undefined> {
  return (await findSubject(deps.db, client.id, accountId))?.subject;
}
