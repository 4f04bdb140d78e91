// The form of an application and its line are two ways to say one thing: the form is read into the fields of the line,
// and judged by the same reader.
import type { ClientOfRegister } from './register-rules.js';
import type { Protocol } from './rules.js';

/** Fields of one line of text. */
export const clientLines = [
  'name',
  'tile',
  'subject_type',
  'events',
  'events_url',
  'backchannel_logout_uri',
  'initiate_login_uri',
  'token_endpoint_auth_method',
  'id_token_signed_response_alg',
  'pkce',
  'service',
  'logout',
  'attribute_names',
] as const;
/** Fields of several lines. */
export const clientTexts = ['schools', 'redirect_uris', 'post_logout_redirect_uris', 'jwks', 'metadata'] as const;

export type ClientTyped = Readonly<Record<(typeof clientLines)[number] | (typeof clientTexts)[number], string>> & {
  readonly claims: readonly string[];
};

const words = (text: string): readonly string[] => text.split(/[\s,;]+/u).filter((one) => one !== '');
const orNothing = (text: string): string | undefined => (text === '' ? undefined : text);

/** The line, as the command reads it from its standard input. */
export function lineOfForm(protocol: Protocol, typed: ClientTyped): string {
  const posted = typed.events === 'post';
  const shared = {
    protocol,
    name: typed.name,
    claims: typed.claims,
    schools: words(typed.schools).length === 0 ? undefined : words(typed.schools),
    tile: orNothing(typed.tile),
    subject_type: orNothing(typed.subject_type),
    events_url: posted ? typed.events_url : undefined,
    events_pull: typed.events === 'pull',
  };
  return JSON.stringify({ ...shared, ...ownFields(protocol, typed) });
}

function ownFields(protocol: Protocol, typed: ClientTyped): Record<string, unknown> {
  if (protocol === 'cas') return { service: typed.service, logout: typed.logout !== 'no' };
  // Its metadata come beside the line, not from a file of this machine.
  if (protocol === 'saml') return { metadata_file: 'metadata.xml', attribute_names: orNothing(typed.attribute_names) };
  return {
    redirect_uris: words(typed.redirect_uris),
    post_logout_redirect_uris: words(typed.post_logout_redirect_uris),
    backchannel_logout_uri: orNothing(typed.backchannel_logout_uri),
    initiate_login_uri: orNothing(typed.initiate_login_uri),
    token_endpoint_auth_method: orNothing(typed.token_endpoint_auth_method),
    id_token_signed_response_alg: orNothing(typed.id_token_signed_response_alg),
    pkce: typed.pkce !== 'no',
    jwks: readJson(typed.jwks),
  };
}

/** What is no JSON stays a text, which the reader refuses. */
function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const emptyForm: ClientTyped = {
  name: '',
  tile: '',
  subject_type: 'pairwise',
  events: 'none',
  events_url: '',
  backchannel_logout_uri: '',
  initiate_login_uri: '',
  token_endpoint_auth_method: 'client_secret_basic',
  id_token_signed_response_alg: 'ES256',
  pkce: 'yes',
  service: '',
  logout: 'yes',
  attribute_names: 'basic',
  schools: '',
  redirect_uris: '',
  post_logout_redirect_uris: '',
  jwks: '',
  metadata: '',
  claims: [],
};

/** How an application stands, as its form shows it. */
export function formOf(client: ClientOfRegister): ClientTyped {
  const shared = {
    ...emptyForm,
    name: client.name,
    tile: client.serviceSlug ?? '',
    subject_type: client.subjectType,
    schools: client.schoolUais?.join(' ') ?? '',
    events: client.eventsUrl !== null ? 'post' : client.events ? 'pull' : 'none',
    events_url: client.eventsUrl ?? '',
    claims: client.claims,
  };
  switch (client.protocol) {
    case 'oidc': {
      const { settings } = client;
      return {
        ...shared,
        redirect_uris: settings.redirectUris.join('\n'),
        post_logout_redirect_uris: settings.postLogoutRedirectUris.join('\n'),
        backchannel_logout_uri: settings.backchannelLogoutUri ?? '',
        initiate_login_uri: settings.initiateLoginUri ?? '',
        token_endpoint_auth_method: settings.authMethod,
        id_token_signed_response_alg: settings.idTokenAlgorithm,
        pkce: settings.pkce ? 'yes' : 'no',
        jwks: settings.jwks === null ? '' : JSON.stringify(settings.jwks, undefined, 1),
      };
    }
    case 'cas':
      return { ...shared, service: client.settings.service, logout: client.settings.logout ? 'yes' : 'no' };
    case 'saml':
      return { ...shared, attribute_names: client.settings.attributeNames ?? 'basic' };
  }
}
