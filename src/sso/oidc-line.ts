// The fields of an application of OpenID Connect, named as in the specification of client registration.
import { readAddress } from './address.js';
import type { LineReader } from './client-line.js';
import { type AuthMethod, authMethods, type KeyAlgorithm, type OidcSettings } from './rules.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function readOidcSettings(reader: LineReader): OidcSettings {
  const { given, wrong, production } = reader;
  const redirectUris = readAddresses(reader, 'redirect_uris');
  const { redirect_uris: asked = [] } = given;
  if (Array.isArray(asked) && asked.length === 0) wrong('redirect_uris', 'il en faut une.');
  const backchannel = given.backchannel_logout_uri ?? null;
  const logout = backchannel === null ? null : readAddress(backchannel, production);
  if (logout !== null && !logout.ok) wrong('backchannel_logout_uri', logout.why);
  const authMethod = oneOf(reader, 'token_endpoint_auth_method', authMethods, 'client_secret_basic');
  const idTokenAlgorithm = oneOf<KeyAlgorithm>(reader, 'id_token_signed_response_alg', ['ES256', 'RS256'], 'ES256');
  const { pkce = true } = given;
  if (typeof pkce !== 'boolean') wrong('pkce', 'true ou false.');
  if (pkce === false && (authMethod === 'none' || authMethod === 'private_key_jwt'))
    wrong('pkce', 'seule une ancienne application qui a un secret peut s’en passer.');
  subset(reader, 'grant_types', ['authorization_code', 'refresh_token']);
  subset(reader, 'response_types', ['code']);
  const initiate = given.initiate_login_uri ?? null;
  const start = initiate === null ? null : readAddress(initiate, production);
  if (start !== null && !start.ok) wrong('initiate_login_uri', start.why);
  const { backchannel_logout_session_required: withSession = true } = given;
  if (typeof withSession !== 'boolean') wrong('backchannel_logout_session_required', 'true ou false.');
  return {
    redirectUris,
    postLogoutRedirectUris: readAddresses(reader, 'post_logout_redirect_uris'),
    backchannelLogoutUri: logout?.ok === true ? logout.value : null,
    authMethod,
    idTokenAlgorithm,
    jwks: readJwks(reader, authMethod),
    pkce: pkce !== false,
    initiateLoginUri: start?.ok === true ? start.value : null,
  };
}

function readAddresses({ given, production, wrong }: LineReader, field: string): readonly string[] {
  const list = given[field] ?? [];
  if (!Array.isArray(list) || list.length > 20) {
    wrong(field, 'une liste de 20 adresses au plus.');
    return [];
  }
  return [...new Set(list)].flatMap((one) => {
    const read = readAddress(one, production);
    if (!read.ok) wrong(field, read.why);
    return read.ok ? [read.value] : [];
  });
}

function oneOf<V extends string>({ given, wrong }: LineReader, field: string, known: readonly V[], usual: V): V {
  const typed = given[field] ?? usual;
  const found = known.find((one) => one === typed);
  if (found === undefined) wrong(field, `${known.map((one) => `"${one}"`).join(' ou ')}.`);
  return found ?? usual;
}

/** A field of the specification that may be given, and changes nothing. */
function subset({ given, wrong }: LineReader, field: string, known: readonly string[]): void {
  const list = given[field] ?? known;
  if (!Array.isArray(list) || !list.every((one) => known.includes(one)))
    wrong(field, `une liste parmi ${known.join(', ')}.`);
}

const secretParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

function readJwks({ given, wrong }: LineReader, authMethod: AuthMethod): OidcSettings['jwks'] {
  const { jwks } = given;
  if (jwks === undefined || jwks === null) {
    if (authMethod === 'private_key_jwt') wrong('jwks', 'il faut les clés publiques de l’application.');
    return null;
  }
  const keys = isObject(jwks) && Array.isArray(jwks.keys) ? jwks.keys : [];
  const sound = keys.every((key) => isObject(key) && (key.kty === 'EC' || key.kty === 'RSA'));
  if (!sound || keys.length === 0 || keys.length > 10) {
    wrong('jwks', '{"keys": […]}, de 1 à 10 clés publiques EC ou RSA.');
    return null;
  }
  if (keys.some((key) => secretParts.some((part) => part in key))) {
    wrong('jwks', 'une clé privée s’y trouve : il ne faut que les clés publiques. Changez cette clé.');
    return null;
  }
  return { keys };
}
