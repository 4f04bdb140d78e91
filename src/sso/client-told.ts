// What the operator is told of an application, as JSON: all that he must give to whoever runs it.
import type { RegisteredClient } from '../db/clients.js';
import type { ReadLine, Registered } from './registering-actions.js';
import type { ClientSettings, Protocol } from './rules.js';

/** Where an application finds what it needs of us, whatever it speaks. */
export function addressesOf(publicUrl: string, protocol: Protocol): Readonly<Record<string, string>> {
  if (protocol === 'oidc') return { issuer: publicUrl, discovery_url: `${publicUrl}/.well-known/openid-configuration` };
  if (protocol === 'cas')
    return {
      cas_url: `${publicUrl}/cas`,
      cas_login_url: `${publicUrl}/cas/login`,
      cas_validate_url: `${publicUrl}/cas/p3/serviceValidate`,
      cas_logout_url: `${publicUrl}/cas/logout`,
    };
  return { metadata_url: `${publicUrl}/saml/metadata` };
}

function protocolFields(settings: ClientSettings, publicId: string) {
  if ('redirectUris' in settings)
    return {
      client_id: publicId,
      redirect_uris: settings.redirectUris,
      post_logout_redirect_uris: settings.postLogoutRedirectUris,
      backchannel_logout_uri: settings.backchannelLogoutUri,
      token_endpoint_auth_method: settings.authMethod,
      id_token_signed_response_alg: settings.idTokenAlgorithm,
      pkce: settings.pkce,
      initiate_login_uri: settings.initiateLoginUri ?? null,
    };
  if ('service' in settings) return { service: settings.service, logout: settings.logout };
  return {
    sp_entity_id: settings.entityId,
    assertion_consumer_services: settings.assertionConsumers.map(({ location }) => location),
    name_id_format: settings.nameIdFormat,
    encrypted: settings.encryptionCertificates.length > 0,
  };
}

/** Answers `service add`. Secrets stand here in clear, once. */
export function clientTold(publicUrl: string, line: ReadLine, made: Registered): Record<string, unknown> {
  const { secret, eventsSecret, eventsToken } = made;
  return {
    id: made.id,
    protocol: line.protocol,
    name: line.name,
    ...protocolFields(line.settings, made.publicId),
    ...(secret === null ? {} : { client_secret: secret }),
    ...addressesOf(publicUrl, line.protocol),
    subject_type: line.subjectType,
    claims: line.claims,
    schools: line.schools,
    tile: line.tile,
    ...(eventsSecret === null
      ? {}
      : {
          events_url: line.eventsUrl,
          events_secret: eventsSecret,
          events_pull_url: `${publicUrl}/evenements`,
          events_token: eventsToken,
        }),
  };
}

/** One line of `service list`: no secret. */
export function clientListed(client: RegisteredClient): Record<string, unknown> {
  return {
    id: client.id,
    protocol: client.protocol,
    name: client.name,
    ...protocolFields(client.settings, client.publicId),
    subject_type: client.subjectType,
    claims: client.claims,
    schools: client.schoolUais,
    tile: client.serviceSlug,
    events_url: client.eventsUrl,
    events_pull: client.eventsPull,
    added_at: client.createdAt.toISOString(),
  };
}
