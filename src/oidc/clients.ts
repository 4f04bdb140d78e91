// A registered client as oidc-provider wants to read it. Its secret is kept as a hash, so the library's own comparison
// is replaced by one of hashes.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Client as LibraryClient, Provider } from 'oidc-provider';
import type { ClientOf } from '../sso/rules.js';

export type OidcClient = ClientOf<'oidc'>;

/** The client's own line, which travels inside the library's client. */
const lineName = 'fratrie_line';

/** The hash of the secret that it had before, while that holds too. */
const oldSecretName = 'fratrie_old_secret';

export const extraClientMetadata = { properties: [lineName, oldSecretName], validator: () => undefined };

export type SecretHashes = { readonly secretHash: Uint8Array | null; readonly oldSecretHash: Uint8Array | null };
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

/** What registering checked; the library checks it once more. */
export function metadataOf(client: OidcClient, secrets: SecretHashes): Record<string, unknown> {
  const { settings } = client;
  const { secretHash, oldSecretHash } = secrets;
  return {
    client_id: client.publicId,
    client_name: client.name,
    application_type: 'web',
    redirect_uris: settings.redirectUris,
    post_logout_redirect_uris: settings.postLogoutRedirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: settings.authMethod,
    id_token_signed_response_alg: settings.idTokenAlgorithm,
    [lineName]: client,
    ...(secretHash === null ? {} : { client_secret: hex(secretHash) }),
    ...(oldSecretHash === null ? {} : { [oldSecretName]: hex(oldSecretHash) }),
    ...(settings.jwks === null ? {} : { jwks: settings.jwks }),
    ...(settings.backchannelLogoutUri === null
      ? {}
      : { backchannel_logout_uri: settings.backchannelLogoutUri, backchannel_logout_session_required: true }),
  };
}

export function lineOf(client: LibraryClient | undefined): OidcClient {
  const line = client?.[lineName];
  if (line === undefined) throw new Error('no client in this request');
  return line as OidcClient;
}

/** Compares hashes, and gives every client a subject that is ours to choose, whatever its type. */
export function adaptClients(provider: Provider): void {
  const prototype = provider.Client.prototype as unknown as Record<string, unknown>;
  Object.defineProperty(prototype, 'compareClientSecret', {
    value(this: { readonly clientSecret: string; readonly [oldSecretName]?: string }, shown: string): boolean {
      const given = createHash('sha256').update(shown, 'utf8').digest();
      const is = (kept: string) => timingSafeEqual(given, Buffer.from(kept, 'hex'));
      const old = this[oldSecretName];
      const isOld = old !== undefined && is(old);
      return is(this.clientSecret) || isOld;
    },
  });
  // The library asks for a subject where a client's is « pairwise », and shows its own account id where it is not.
  Object.defineProperty(prototype, 'subjectType', { get: () => 'pairwise', set: () => undefined });
}
