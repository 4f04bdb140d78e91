// A real client of OpenID Connect (openid-client) and its parent: requests reach the application without a network.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import * as openid from 'openid-client';
import { insertClient } from '../src/db/clients.js';
import type { ClientOf, OidcSettings } from '../src/sso/rules.js';
import type { TestDeps, Wanted } from './harness.js';
import type { Page, Visitor } from './visitor.js';

/** Ids of tokens are the library's own, and its clock is the machine's. */
export const atPresent = (): Omit<Wanted, 'on'> => ({ seed: 'real', now: new Date().toISOString() });

export const callback = 'https://ent.example/oidc/callback';
export const afterSignOut = 'https://ent.example/adieu';
export const secret = 'a-secret-of-256-random-bits-written-here-for-all-to-see';

export type Registered = { readonly id: number; readonly publicId: string; readonly name: string };

/** A client as « service add » writes it. */
export async function registerClient(
  deps: TestDeps,
  settings: Partial<OidcSettings> = {},
  rest: Partial<
    Pick<ClientOf<'oidc'>, 'publicId' | 'name' | 'claims' | 'schoolUais' | 'serviceSlug' | 'subjectType'>
  > = {},
): Promise<Registered> {
  const made = {
    publicId: rest.publicId ?? 'ent-argos',
    name: rest.name ?? 'ENT Argos',
    protocol: 'oidc',
    settings: {
      redirectUris: [callback],
      postLogoutRedirectUris: [afterSignOut],
      backchannelLogoutUri: 'https://ent.example/oidc/fin',
      authMethod: 'client_secret_basic',
      idTokenAlgorithm: 'ES256',
      jwks: null,
      pkce: true,
      ...settings,
    },
    claims: rest.claims ?? [],
    schoolUais: rest.schoolUais ?? null,
    serviceSlug: rest.serviceSlug ?? null,
    subjectType: rest.subjectType ?? 'pairwise',
    secretHash: createHash('sha256').update(secret).digest(),
    eventsUrl: null,
  } as const;
  return { id: await insertClient(deps.db as never, made, deps.now()), publicId: made.publicId, name: made.name };
}

/** `fetch`, answered by the application itself. */
export function fetchOf(app: FastifyInstance): openid.CustomFetch {
  return async (input, init) => {
    const url = new URL(String(input));
    const headers = Object.fromEntries(new Headers(init?.headers).entries());
    const body = init?.body === undefined || init.body === null ? {} : { payload: String(init.body) };
    const method = (init?.method ?? 'GET') as 'GET' | 'POST';
    const answer = await app.inject({ method, url: url.pathname + url.search, headers, ...body });
    const kept = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const bare = answer.statusCode === 204 || answer.statusCode === 304;
    return new Response(bare ? null : answer.body, { status: answer.statusCode, headers: kept });
  };
}

export async function openClient(
  app: FastifyInstance,
  deps: TestDeps,
  publicId = 'ent-argos',
  auth: openid.ClientAuth = openid.ClientSecretBasic(secret),
  metadata: Partial<openid.ClientMetadata> = {},
): Promise<openid.Configuration> {
  const options = { [openid.customFetch]: fetchOf(app), execute: [openid.allowInsecureRequests] };
  const algorithms = { id_token_signed_response_alg: 'ES256', ...metadata };
  return await openid.discovery(new URL(deps.config.publicUrl), publicId, algorithms, auth, options);
}

export type Flow = {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
};

/** The address to which a client sends the parent's browser. */
export async function beginFlow(
  config: openid.Configuration,
  params: Readonly<Record<string, string>> = {},
): Promise<Flow> {
  const verifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...params,
  });
  return { url, verifier, state, nonce };
}

export const pathOf = (url: URL) => url.pathname + url.search;

/** Where the browser was sent back to, at the client's own site. */
export function arrived(page: Page): URL {
  const url = new URL(page.url, 'http://127.0.0.1:3000');
  assert.ok(url.href.startsWith(callback), `not back at the client: ${url.href} « ${page.heading} » ${page.words}`);
  return url;
}

export async function redeem(
  config: openid.Configuration,
  flow: Flow,
  back: URL,
  more: Record<string, string> = {},
): Promise<openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers> {
  const checks = { pkceCodeVerifier: flow.verifier, expectedState: flow.state, expectedNonce: flow.nonce };
  return await openid.authorizationCodeGrant(config, back, { ...checks, idTokenExpected: true }, more);
}

/** The whole way of a parent who is signed in already. */
export async function enter(
  config: openid.Configuration,
  visitor: Visitor,
  params: Readonly<Record<string, string>> = {},
): Promise<Awaited<ReturnType<typeof redeem>>> {
  const flow = await beginFlow(config, params);
  const back = arrived(await visitor.visit(pathOf(flow.url)));
  return await redeem(config, flow, back);
}
