// The demo's applications are registered at each start, at the addresses that they have this time.
import { listClients } from '../db/clients.js';
import { findPupilName, type PupilKey } from '../db/demo-directory.js';
import type { Deps } from '../deps.js';
import type { Mail } from '../mail/transport.js';
import { registerClient, unregisterClient } from '../sso/registering-actions.js';
import { type DemoApplication, type DemoServer, serveApplications } from './applications.js';

const demoApplications = [
  { name: 'ENT Argos', prefix: '', tile: null },
  { name: 'Paiement', prefix: '/paiement', tile: 'paiement' },
] as const;

/** Beside the portal, on the next port; on any other when that one is taken. */
export async function openDemoApplications(deps: Deps, mails: readonly Mail[] = []): Promise<DemoServer> {
  const { config, random } = deps;
  const at = { host: '127.0.0.1', portal: config.publicUrl, random, mails };
  const server = await serveApplications({ ...at, port: config.port + 1 }).catch(
    async () => await serveApplications({ ...at, port: 0 }),
  );
  for (const old of await listClients(deps.db))
    if (demoApplications.some(({ name }) => name === old.name)) await unregisterClient(deps, old.id);
  const opened: DemoApplication[] = [];
  for (const one of demoApplications) opened.push(await register(deps, server.address, one));
  server.open(opened);
  return server;
}

async function register(
  deps: Deps,
  address: string,
  { name, prefix, tile }: (typeof demoApplications)[number],
): Promise<DemoApplication> {
  const here = `${address}${prefix}`;
  const [redirectUri, afterSignOut] = [`${here}/retour`, `${here}/`];
  const registered = await registerClient(deps, {
    protocol: 'oidc',
    name,
    settings: {
      redirectUris: [redirectUri],
      postLogoutRedirectUris: [afterSignOut],
      backchannelLogoutUri: `${here}/fin`,
      authMethod: 'client_secret_basic',
      idTokenAlgorithm: 'ES256',
      jwks: null,
      pkce: true,
      initiateLoginUri: `${here}/entrer`,
    },
    claims: ['name', 'children'],
    schools: null,
    tile,
    subjectType: 'pairwise',
    eventsUrl: `${here}/evenements`,
    eventsPull: false,
  });
  if (!registered.ok) throw new Error(`application ${name}: ${registered.why.why}`);
  const { publicId, secret, eventsSecret } = registered.value;
  const { publicUrl: issuer } = deps.config;
  return {
    name,
    prefix,
    party: { issuer, clientId: publicId, clientSecret: secret ?? '', redirectUri, afterSignOut, random: deps.random },
    childOf: async (value) => {
      const child = JSON.parse(value) as PupilKey & { readonly division: string | null };
      const known = (await findPupilName(deps.db, child)) ?? child.id;
      return child.division === null ? known : `${known}, ${child.division}`;
    },
    eventsSecret: Buffer.from((eventsSecret ?? '').replace(/^whsec_/, ''), 'base64'),
  };
}
