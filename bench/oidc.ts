// Sign-ins to a client by OpenID Connect: the code and its redemption, beside the bare library with its store in memory, by
// the same requests in the same run.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';
import { createApp } from '../src/app.js';
import { inTransaction } from '../src/audit/actions.js';
import { insertClient } from '../src/db/clients.js';
import { openSession } from '../src/signin/sessions.js';
import { cloneDatabase, makeTemplate } from '../test/databases.js';
import { makeDeps } from '../test/harness.js';
import { freePort, startPostgres } from '../test/postgres.js';
import { addParent, jeanMoulin } from '../test/world.js';
import { median } from './load.js';

export type OidcFigures = {
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
  readonly clients: number;
};

const clients = 8;
const perRound = 200;
const clientId = 'banc';
const secret = 'un-secret-du-banc-de-256-bits-ou-presque';
const redirectUri = 'https://banc.example/retour';

type Target = {
  readonly origin: string;
  readonly paths: { authorize: string; token: string };
  readonly cookie: string;
};

/** One sign-in: the browser's redirect, then the client's call. */
async function once({ origin, paths, cookie }: Target): Promise<void> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: 's',
    nonce: 'n',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const asked = await fetch(`${origin}${paths.authorize}?${query}`, { redirect: 'manual', headers: { cookie } });
  await asked.text();
  const code = new URL(asked.headers.get('location') ?? 'http://x').searchParams.get('code');
  if (code === null) throw new Error(`no code: ${asked.status} ${asked.headers.get('location')}`);
  const answer = await fetch(`${origin}${paths.token}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  const { id_token: token } = (await answer.json()) as { id_token?: string };
  if (token === undefined) throw new Error(`no token: ${answer.status}`);
}

async function perSecond(target: Target): Promise<number> {
  let left = perRound;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left > 0) {
        left -= 1;
        await once(target);
      }
    }),
  );
  return (perRound * 1000) / (performance.now() - from);
}

/** The library as its authors ship it: everything in memory, somebody signed in for ever. */
async function openBare(): Promise<{ readonly target: Target; readonly server: Server }> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const memory = new Map<string, unknown>();
  class Memory {
    readonly name: string;
    constructor(name: string) {
      this.name = name;
    }
    async upsert(id: string, payload: unknown) {
      memory.set(`${this.name}:${id}`, payload);
    }
    async find(id: string) {
      return memory.get(`${this.name}:${id}`);
    }
    async findByUid() {
      return session;
    }
    async findByUserCode() {
      return undefined;
    }
    async destroy(id: string) {
      memory.delete(`${this.name}:${id}`);
    }
    async consume(id: string) {
      Object.assign(memory.get(`${this.name}:${id}`) as object, { consumed: 1 });
    }
    async revokeByGrantId() {}
  }
  const session = { jti: 'session', uid: 'uid', kind: 'Session', accountId: 'parent', loginTs: 1, exp: 4e9, iat: 1 };
  memory.set('Session:session', session);
  const provider = new Provider(origin, {
    adapter: Memory as never,
    jwks: { keys: [{ ...key, use: 'sig', alg: 'ES256', kid: 'banc' } as never] },
    clients: [
      {
        client_id: clientId,
        client_secret: secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    cookies: { long: { signed: false }, short: { signed: false } },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    expiresWithSession: () => false,
    issueRefreshToken: () => true,
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ accountId: 'parent', clientId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 900,
      AuthorizationCode: 60,
      IdToken: 600,
      RefreshToken: 43_200,
      Grant: 43_200,
      Session: 43_200,
    },
  });
  const server = createServer(provider.callback());
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const target = { origin, paths: { authorize: '/auth', token: '/token' }, cookie: '_session=session' };
  return { target, server };
}

export async function benchOidc(rounds = 5): Promise<OidcFigures> {
  const server = await startPostgres();
  try {
    await makeTemplate(server.url);
    process.env.FRATRIE_TEST_POSTGRES = server.url;
    const database = await cloneDatabase();
    const port = await freePort();
    const now = new Date().toISOString();
    const deps = await makeDeps({ on: database, seed: 'real', now, settings: { PORT: String(port) } });
    const app = await createApp(deps);
    await app.listen({ host: '127.0.0.1', port });
    const { id: accountId } = await addParent(deps, jeanMoulin, 'Yanis');
    const { token } = await inTransaction(deps, (tx) =>
      openSession(deps, tx, { accountId }, { address: '127.0.0.1', agent: 'bench' }),
    );
    await inTransaction(deps, (tx) =>
      insertClient(
        tx,
        {
          publicId: clientId,
          protocol: 'oidc',
          name: 'Banc',
          settings: {
            redirectUris: [redirectUri],
            postLogoutRedirectUris: [],
            backchannelLogoutUri: null,
            authMethod: 'client_secret_basic',
            idTokenAlgorithm: 'ES256',
            jwks: null,
            pkce: true,
          },
          claims: [],
          schoolUais: null,
          serviceSlug: null,
          subjectType: 'pairwise',
          secretHash: createHash('sha256').update(secret).digest(),
          eventsUrl: null,
        },
        deps.now(),
      ),
    );
    const ours = {
      origin: deps.config.publicUrl,
      paths: { authorize: '/oidc/authorize', token: '/oidc/token' },
      cookie: `fratrie=${token}`,
    };
    const bare = await openBare();
    const speeds: { ours: number; bare: number }[] = [];
    await perSecond(ours);
    await perSecond(bare.target);
    for (let round = 0; round < rounds; round += 1)
      speeds.push({ ours: await perSecond(ours), bare: await perSecond(bare.target) });
    bare.server.closeAllConnections();
    bare.server.close();
    await app.close();
    await database.remove();
    return {
      ours: median(speeds.map((one) => one.ours)),
      bare: median(speeds.map((one) => one.bare)),
      ratio: median(speeds.map((one) => one.ours / one.bare)),
      clients,
    };
  } finally {
    await server.stop();
  }
}
