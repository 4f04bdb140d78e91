// The other side of OpenID Connect, as small as it can be: what the demo's applications know of the protocol.
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';

export type RelyingParty = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly afterSignOut: string;
  readonly random: (bytes: number) => Uint8Array;
};

/** What waits in the application while its person signs in elsewhere. */
export type Pending = { readonly state: string; readonly nonce: string; readonly verifier: string };

export type SignedIn = {
  readonly subject: string;
  readonly sid: string | undefined;
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
};

type TokenAnswer = { readonly id_token?: string; readonly access_token?: string; readonly refresh_token?: string };

const scope = 'openid profile children';
const basic = ({ clientId, clientSecret }: RelyingParty) =>
  `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`;

export function begin(party: RelyingParty): { readonly pending: Pending; readonly location: string } {
  const sign = () => Buffer.from(party.random(32)).toString('base64url');
  const pending = { state: sign(), nonce: sign(), verifier: sign() };
  const query = new URLSearchParams({
    client_id: party.clientId,
    redirect_uri: party.redirectUri,
    response_type: 'code',
    scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: createHash('sha256').update(pending.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { pending, location: `${party.issuer}/oidc/authorize?${query}` };
}

/** What came back with the person's browser; undefined when it is no answer to what this browser asked. */
export async function finish(
  party: RelyingParty,
  pending: Pending | undefined,
  back: URLSearchParams,
): Promise<SignedIn | undefined> {
  if (pending === undefined || back.get('state') !== pending.state || back.get('iss') !== party.issuer)
    return undefined;
  const answer = await askTokens(party, {
    grant_type: 'authorization_code',
    code: back.get('code') ?? '',
    redirect_uri: party.redirectUri,
    code_verifier: pending.verifier,
  });
  const claims = answer?.id_token === undefined ? undefined : await check(party, answer.id_token, 'JWT');
  if (answer?.id_token === undefined || claims?.sub === undefined || claims.nonce !== pending.nonce) return undefined;
  return signedIn(claims, answer, answer.id_token);
}

/** New tokens for the old; undefined once the person's session is over. */
export async function renew(party: RelyingParty, from: SignedIn): Promise<SignedIn | undefined> {
  if (from.refreshToken === undefined) return undefined;
  const answer = await askTokens(party, { grant_type: 'refresh_token', refresh_token: from.refreshToken });
  if (answer === undefined) return undefined;
  return {
    ...from,
    accessToken: answer.access_token ?? from.accessToken,
    refreshToken: answer.refresh_token ?? from.refreshToken,
  };
}

const signedIn = (claims: JWTPayload, answer: TokenAnswer, idToken: string): SignedIn => ({
  subject: claims.sub ?? '',
  sid: typeof claims.sid === 'string' ? claims.sid : undefined,
  idToken,
  accessToken: answer.access_token ?? '',
  refreshToken: answer.refresh_token,
});

async function askTokens(party: RelyingParty, fields: Record<string, string>): Promise<TokenAnswer | undefined> {
  const response = await fetch(`${party.issuer}/oidc/token`, {
    method: 'POST',
    headers: { authorization: basic(party), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  return response.ok ? ((await response.json()) as TokenAnswer) : undefined;
}

export async function readClaims(party: RelyingParty, { accessToken }: SignedIn): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const response = await fetch(`${party.issuer}/oidc/userinfo`, { headers });
  return response.ok ? ((await response.json()) as Record<string, unknown>) : {};
}

export function signOutAddress(party: RelyingParty, { idToken }: SignedIn): string {
  const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: party.afterSignOut });
  return `${party.issuer}/oidc/logout?${query}`;
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** The session that a logout token ends; undefined when it is none of ours. */
export async function readLogoutToken(party: RelyingParty, token: string): Promise<string | undefined> {
  const claims = await check(party, token, 'logout+jwt');
  const events = claims?.events;
  const isLogout = typeof events === 'object' && events !== null && logoutEvent in events;
  return isLogout && claims?.nonce === undefined && typeof claims?.sid === 'string' ? claims.sid : undefined;
}

async function check(party: RelyingParty, token: string, typ: string): Promise<JWTPayload | undefined> {
  const keys = createRemoteJWKSet(new URL(`${party.issuer}/oidc/jwks`));
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: party.issuer,
      audience: party.clientId,
      algorithms: ['ES256'],
      clockTolerance: 30,
      ...(typ === 'JWT' ? {} : { typ }),
    });
    return payload;
  } catch {
    return undefined;
  }
}
