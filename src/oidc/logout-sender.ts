// Back-channel logout: a client is told that a session of the portal is over, by a token that we signed.
import { SignJWT } from 'jose';
import type { DueLogout } from '../db/client-sessions.js';
import { findLastSubject } from '../db/client-subjects.js';
import { findClient, findClientById } from '../db/clients.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { callOut } from '../outgoing/call.js';
import { signingKeys } from '../sso/signing-keys.js';
import type { OidcClient } from './clients.js';

const event = 'http://schemas.openid.net/event/backchannel-logout';
const liveSeconds = 120;

/** Done also when the client is not one that wants to be told. Refuses with what it answered. */
export async function tellOidcLogout(deps: Deps, due: DueLogout): Promise<Outcome<string, string>> {
  const known = await findClientById(deps.db, due.clientId);
  const client = known?.protocol === 'oidc' ? await findClient(deps.db, 'oidc', known.publicId) : undefined;
  const url = client?.settings.backchannelLogoutUri ?? null;
  if (client === undefined || url === null) return done('asks for no word');
  const body = new URLSearchParams({ logout_token: await writeLogoutToken(deps, client, due) }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await callOut(deps, { url, registered: [url], method: 'POST', headers, body });
  if (!answer.ok) return refused(answer.why);
  const { status } = answer.value;
  return status === 200 || status === 204 ? done(String(status)) : refused(String(status));
}

async function writeLogoutToken(deps: Deps, client: OidcClient, due: DueLogout): Promise<string> {
  const { active } = await signingKeys(deps, 'oidc');
  const key = active.find(({ algorithm }) => algorithm === client.settings.idTokenAlgorithm);
  if (key === undefined) throw new Error('no key to sign with');
  const subject = await findLastSubject(deps.db, client.id, due.accountId);
  const now = Math.floor(deps.now().getTime() / 1000);
  return await new SignJWT({
    iss: deps.config.publicUrl,
    aud: client.publicId,
    iat: now,
    exp: now + liveSeconds,
    jti: Buffer.from(deps.random(16)).toString('base64url'),
    sid: due.reference,
    events: { [event]: {} },
    ...(subject === undefined ? {} : { sub: subject }),
  })
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: 'logout+jwt' })
    .sign(key.privateKey);
}
