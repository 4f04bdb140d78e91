// The other provider of identities, as its own discovery describes it. Every call goes through the one way out.
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { FederationStep } from '../db/federation.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { callOut } from '../outgoing/call.js';
import { type Description, type Federation, readDescription } from './rules.js';

type Out = Pick<Deps, 'config' | 'now'>;

async function getJson(deps: Out, url: string, registered: readonly string[]): Promise<unknown> {
  const headers = { accept: 'application/json' };
  const answer = await callOut(deps, { url, registered, method: 'GET', headers, body: '' });
  return answer.ok && answer.value.status === 200 ? parse(answer.value.body) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type Describe = (deps: Out, federation: Federation) => Promise<Description | undefined>;

/** Its description is asked once for all who come meanwhile, and kept; that it did not answer is kept for a moment. */
const keptSeconds = { found: 300, missing: 10 };

export function openDescriptions(): Describe {
  let asked: { readonly issuer: string; readonly answer: Promise<Description | undefined> } | undefined;
  let until = Number.NEGATIVE_INFINITY;
  return async (deps, federation) => {
    const { issuer } = federation;
    if (asked === undefined || asked.issuer !== issuer || deps.now().getTime() >= until) {
      const answer = readAnew(deps, issuer);
      asked = { issuer, answer };
      until = deps.now().getTime() + keptSeconds.missing * 1000;
      const found = await answer;
      if (found !== undefined) until = deps.now().getTime() + keptSeconds.found * 1000;
    }
    return await asked.answer;
  };
}

async function readAnew(deps: Out, issuer: string): Promise<Description | undefined> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return readDescription(await getJson(deps, url, [issuer]), issuer);
}

export type Answered = {
  readonly subject: string;
  /** When he signed in there, if it says so. */
  readonly signedInAt: Date | undefined;
  /** How, in its own words: `acr` and `amr`. */
  readonly methods: readonly string[];
};

/** Redeems the code and checks the id_token: signature, issuer, audience, dates, nonce. */
export async function redeem(
  deps: Out,
  { federation, described }: { readonly federation: Federation; readonly described: Description | undefined },
  step: Pick<FederationStep, 'nonce' | 'verifier'>,
  code: string,
  redirectUri: string,
): Promise<Outcome<Answered, string>> {
  if (described === undefined) return refused('no description');
  const { clientId, clientSecret, issuer } = federation;
  const answer = await callOut(deps, {
    url: described.token,
    registered: [described.token],
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: step.verifier,
      client_id: clientId,
      client_secret: clientSecret,
    }).toString(),
  });
  if (!answer.ok) return refused(answer.why);
  const tokens = parse(answer.value.body) as { readonly id_token?: unknown } | undefined;
  if (answer.value.status !== 200 || typeof tokens?.id_token !== 'string') return refused('no token');
  const keys = (await getJson(deps, described.keys, [described.keys])) as JSONWebKeySet | undefined;
  if (!Array.isArray(keys?.keys)) return refused('no keys');
  try {
    const { payload } = await jwtVerify(tokens.id_token, createLocalJWKSet(keys), {
      issuer,
      audience: clientId,
      algorithms: ['ES256', 'RS256', 'PS256'],
      requiredClaims: ['sub', 'nonce', 'exp', 'iat'],
      currentDate: deps.now(),
      clockTolerance: 30,
    });
    const { sub, aud, nonce, auth_time: authTime, acr, amr } = payload;
    if (nonce !== step.nonce) return refused('nonce');
    if (Array.isArray(aud) && aud.length > 1) return refused('several audiences');
    if (sub === undefined || sub === '') return refused('no subject');
    const seconds = typeof authTime === 'number' && Number.isFinite(authTime) && authTime >= 0 ? authTime : undefined;
    const methods = [acr, ...(Array.isArray(amr) ? amr : [])].filter((one) => typeof one === 'string');
    return done({ subject: sub, methods, signedInAt: seconds === undefined ? undefined : new Date(seconds * 1000) });
  } catch (error) {
    return refused(error instanceof Error ? error.name : 'token');
  }
}
