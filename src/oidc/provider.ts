// The provider of OpenID Connect: the library's protocol, our clients, accounts, sessions, keys and pages.
import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import {
  type Account,
  type AdapterConstructor,
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import type { Deps } from '../deps.js';
import { oidcRoutes } from '../program-paths.js';
import { href } from '../routes.js';
import type { ParentSession } from '../signin/rules.js';
import { admit } from '../sso/admission.js';
import { claimsOf } from '../sso/claim-actions.js';
import { isUnknownTo } from '../sso/return-actions.js';
import type { SigningKey } from '../sso/signing-keys.js';
import { composeSubject } from '../sso/subjects.js';
import type { View } from '../web/view.js';
import { storesOf } from './adapter.js';
import { adaptClients, extraClientMetadata, lineOf, type OidcClient } from './clients.js';
import { enterClient, knownSubject } from './entering-actions.js';
import { renderOidcError } from './error-page.js';
import { policyOf } from './policy.js';
import { passwordLevel, usePortalSessions } from './portal-session.js';
import { claimsByScope, lifetimes } from './rules.js';

/** What the portal knows of a request that it hands over. */
export type Asking = { readonly session: ParentSession | undefined; readonly view: View; readonly requestId: string };

/** The library's own signing keys are JSON: the private half leaves our sealed rows only for it. */
const libraryKey = ({ kid, algorithm, privateKey }: SigningKey) => ({
  ...(privateKey.export({ format: 'jwk' }) as Record<string, string>),
  kid,
  alg: algorithm,
  use: 'sig',
});

class PortalProvider extends Provider {
  /** An answer that a script of its page posts has no place under our content security policy. */
  override registerResponseMode(name: string, handler: Parameters<Provider['registerResponseMode']>[1]): void {
    if (name !== 'form_post') super.registerResponseMode(name, handler);
  }
}

export function buildProvider(
  deps: Deps,
  keys: readonly SigningKey[],
  askings: WeakMap<IncomingMessage, Asking>,
): Provider {
  const { config } = deps;
  const askingOf = (ctx: KoaContextWithOIDC): Asking => {
    const asking = askings.get(ctx.req);
    if (asking === undefined) throw new Error('a request that nobody handed over');
    return asking;
  };
  const sessionOf = (ctx: KoaContextWithOIDC): ParentSession => {
    const { session } = askingOf(ctx);
    if (session === undefined) throw new errors.LoginRequired();
    return session;
  };
  const ownerNow = () => {
    const { ctx } = Provider as unknown as { ctx: KoaContextWithOIDC };
    return { sessionId: sessionOf(ctx).id, clientId: lineOf(ctx.oidc.client).id };
  };

  const isOpenTo = async (client: OidcClient, accountId: string | undefined) =>
    accountId !== undefined && (await admit(deps, client, Number(accountId))).ok;

  /** He is asked before he is known again: where the client is open to him, else there is nothing to ask. */
  const returns = async (ctx: KoaContextWithOIDC) => {
    const [client, { accountId }] = [lineOf(ctx.oidc.client), sessionOf(ctx)];
    return (await isUnknownTo(deps, client, accountId)) && (await isOpenTo(client, String(accountId)));
  };

  const configuration: Configuration = {
    adapter: storesOf(deps, ownerNow) as unknown as AdapterConstructor,
    acrValues: [passwordLevel],
    allowOmittingSingleRegisteredRedirectUri: false,
    claims: { iss: null, sid: null, ...claimsByScope },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientBasedCORS: (ctx, origin, client) =>
      (ctx.oidc.route === 'userinfo' || client.clientAuthMethod === 'none') &&
      lineOf(client).settings.redirectUris.some((uri) => new URL(uri).origin === origin),
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    cookies: {
      names: { session: 'fratrie-oidc', interaction: 'fratrie-demande', resume: 'fratrie-reprise' },
      short: { httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:'), signed: false },
      long: { httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:'), signed: false },
    },
    enabledJWA: {
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256'],
      idTokenSigningAlgValues: ['ES256', 'RS256'],
      userinfoSigningAlgValues: ['ES256', 'RS256'],
      dPoPSigningAlgValues: ['ES256'],
    },
    expiresWithSession: () => false, // the store sees to it, for every token
    extraClientMetadata,
    features: {
      claimsParameter: { enabled: false },
      devInteractions: { enabled: false },
      introspection: {
        enabled: true,
        allowedPolicy: async (_, client, token) =>
          token.clientId === client.clientId &&
          'accountId' in token &&
          (await isOpenTo(lineOf(client), token.accountId)),
      },
      resourceIndicators: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: { enabled: true },
      backchannelLogout: { enabled: true },
    },
    fetch: (async () => {
      throw new Error('the provider calls nobody by itself');
    }) as never,
    // With a code or a token: the school may have closed the application since it was given.
    findAccount: async (ctx, accountId, token) =>
      token === undefined || (await isOpenTo(lineOf(ctx.oidc.client), accountId))
        ? accountOf(deps, ctx, accountId)
        : undefined,
    interactions: {
      policy: policyOf(returns, async (ctx) => {
        const entered = await enterClient(deps, lineOf(ctx.oidc.client), sessionOf(ctx));
        if (!entered.ok && entered.why === 'over') throw new errors.LoginRequired();
        if (entered.ok) await giveGrant(ctx, entered.value.sid);
        return entered.ok;
      }),
      url: (_, interaction) => href('oidcEntry', { request: interaction.uid }),
    },
    issueRefreshToken: () => true,
    jwks: { keys: keys.map(libraryKey) },
    loadExistingGrant: () => undefined, // each sign-in is a family of its own
    pairwiseIdentifier: async (ctx, accountId, client) => {
      const known = await knownSubject(deps, lineOf(client), Number(accountId));
      if (known !== undefined) return known;
      // He stands at the door himself: the name that he may give again.
      if (ctx.oidc.route === 'authorization' || ctx.oidc.route === 'resume')
        return composeSubject(deps.keys, lineOf(client), Number(accountId));
      throw new errors.InvalidGrant('this name was taken back');
    },
    pkce: {
      required: (ctx, client) => {
        if (lineOf(client).settings.pkce) return true;
        if (ctx.oidc.params?.nonce === undefined) throw new errors.InvalidRequest('missing required parameter nonce');
        return false;
      },
    },
    renderError: (ctx, out) => renderOidcError(ctx, askings.get(ctx.req), out),
    responseTypes: ['code'],
    rotateRefreshToken: true,
    routes: oidcRoutes,
    scopes: Object.keys(claimsByScope),
    subjectTypes: ['pairwise', 'public'],
    ttl: lifetimes,
  };

  const provider = new PortalProvider(config.publicUrl, configuration);
  // Its addresses come from our settings alone: prepareRequest of http.tsx writes them into each request.
  provider.proxy = true;
  adaptClients(provider);
  usePortalSessions(provider, deps, (request) => askings.get(request)?.session);
  tellDiscovery(provider);
  tellLog(deps, provider);
  return provider;
}

/** One grant of one sign-in, hung on the session. */
async function giveGrant(ctx: KoaContextWithOIDC, sid: string): Promise<void> {
  const { grant, session, client, requestParamOIDCScopes } = ctx.oidc as unknown as {
    grant: { addOIDCScope: (scope: string) => void; save: () => Promise<string> };
    session: { grantIdFor: (id: string, value: string) => void; sidFor: (id: string, value: string) => void };
    client: { clientId: string };
    requestParamOIDCScopes: Set<string>;
  };
  grant.addOIDCScope([...requestParamOIDCScopes].join(' '));
  session.grantIdFor(client.clientId, await grant.save());
  session.sidFor(client.clientId, sid);
}

function accountOf(deps: Deps, ctx: KoaContextWithOIDC, accountId: string): Account {
  return {
    accountId,
    // The address of a page may hold an id_token (at sign-out): it says who, never what is known of him.
    claims: async (use) => {
      if (use !== 'userinfo') return { sub: accountId };
      const claims = await claimsOf(deps, lineOf(ctx.oidc.client), Number(accountId));
      return { ...claims, sub: accountId };
    },
  };
}

/** The library lists what it could do; here is what this one does. */
function tellDiscovery(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next();
    const body = ctx.body as Record<string, unknown> | undefined;
    if (ctx.path.startsWith('/.well-known/') && body?.response_modes_supported !== undefined)
      ctx.body = { ...body, response_modes_supported: ['query'] };
  });
}

function tellLog(deps: Deps, provider: Provider): void {
  const { log } = deps;
  const told = (name: string) => (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) =>
    log.warn({ client: ctx.oidc?.client?.clientId ?? null, why: error.error, detail: error.error_detail }, name);
  provider.on('authorization.error', told('sign-in to a client refused'));
  provider.on('grant.error', told('token refused'));
  provider.on('introspection.error', told('introspection refused'));
  provider.on('revocation.error', told('revocation refused'));
  provider.on('grant.success', (ctx) => {
    const { client, params } = ctx.oidc;
    log.info({ client: client?.clientId ?? null, grant: params?.grant_type }, 'tokens given');
  });
  provider.on('grant.revoked', (ctx) => log.info({ client: ctx.oidc.client?.clientId ?? null }, 'tokens revoked'));
  const failed = (error: unknown) => log.error({ error: placesOf(error) }, 'OpenID Connect failed');
  provider.on('server_error', (_, error: unknown) => failed(error));
  // What its web framework would write to the terminal by itself.
  (provider as unknown as EventEmitter).on('error', failed);
}

/** Where a bug is, without the values that were at work. */
function placesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return [error.name, ...places].join('\n');
}
