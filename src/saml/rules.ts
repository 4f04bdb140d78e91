// What an identity provider decides: which request is answered, where, under which name, and for how long.
import type { ClientOf, SamlSettings } from '../sso/rules.js';

export const nameIdFormats = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const;
export type NameIdFormat = keyof typeof nameIdFormats;

const unspecified = [
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified',
];

/** What a password is, in the words of SAML. */
export const passwordContext = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
const contextsOfAPassword = [
  passwordContext,
  'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
];

export const postBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

const minute = 60_000;
/** Of an assertion. */
export const assertionMinutes = 5;
/** Of a request, from its own clock; and how far that clock may go before ours. */
const requestMinutes = 10;
const aheadMinutes = 3;
/** RelayState is carried back as it came, up to this many bytes. */
export const relayStateBytes = 80;

export type AuthnRequest = {
  readonly id: string;
  readonly issuedAt: Date;
  readonly destination: string | undefined;
  readonly issuer: string;
  readonly fresh: boolean;
  readonly passive: boolean;
  readonly consumerUrl: string | undefined;
  readonly consumerIndex: number | undefined;
  readonly binding: string | undefined;
  readonly nameIdFormat: string | undefined;
  /** Of the person that the service provider wants. */
  readonly subject: boolean;
  /** Ways to sign in, one of which is demanded. */
  readonly contexts: readonly string[];
  readonly comparison: string;
};

export type LogoutRequest = {
  readonly id: string;
  readonly issuedAt: Date;
  readonly destination: string | undefined;
  readonly issuer: string;
  readonly notOnOrAfter: Date | undefined;
  readonly nameId: string;
  readonly sessionIndexes: readonly string[];
};

/** Why a message is not answered at all. */
export type RequestFault =
  | 'not a message'
  | 'unknown issuer'
  | 'unsigned'
  | 'bad signature'
  | 'wrong destination'
  | 'too old'
  | 'foreign address'
  | 'answered before';

/** What is wrong with a message beside its signature. */
export function messageFault(
  message: {
    readonly issuedAt: Date;
    readonly destination: string | undefined;
    readonly notOnOrAfter?: Date | undefined;
  },
  here: string,
  signed: boolean,
  now: Date,
): RequestFault | undefined {
  // A signed message without an address could be meant for another provider.
  if (message.destination === undefined ? signed : message.destination !== here) return 'wrong destination';
  const age = now.getTime() - message.issuedAt.getTime();
  if (age > requestMinutes * minute || age < -aheadMinutes * minute) return 'too old';
  return message.notOnOrAfter !== undefined && message.notOnOrAfter <= now ? 'too old' : undefined;
}

/** The registered address that a request names, or the default one; undefined when it names another. */
export function consumerOf(
  settings: Pick<SamlSettings, 'assertionConsumers'>,
  request: Pick<AuthnRequest, 'consumerUrl' | 'consumerIndex' | 'binding'>,
): string | undefined {
  const { assertionConsumers: registered } = settings;
  if (request.binding !== undefined && request.binding !== postBinding) return undefined;
  if (request.consumerUrl !== undefined)
    return registered.find(({ location }) => location === request.consumerUrl)?.location;
  if (request.consumerIndex !== undefined)
    return registered.find(({ index }) => index === request.consumerIndex)?.location;
  return (registered.find(({ isDefault }) => isDefault) ?? registered[0])?.location;
}

/** The name that is given; undefined when the request wants one that we do not give (a mail address, say). */
export function formatOf(
  settings: Pick<SamlSettings, 'nameIdFormat'>,
  asked: string | undefined,
): NameIdFormat | undefined {
  if (asked === undefined || asked === '' || unspecified.includes(asked)) return settings.nameIdFormat;
  return asked === nameIdFormats.persistent
    ? 'persistent'
    : asked === nameIdFormats.transient
      ? 'transient'
      : undefined;
}

/** The second code of a status: why a request that may be answered gets no assertion. */
export type Denial = 'NoPassive' | 'NoAuthnContext' | 'InvalidNameIDPolicy' | 'RequestUnsupported' | 'RequestDenied';

/** What a well-formed request asks that is not given. */
export function denialOf(client: Pick<ClientOf<'saml'>, 'settings'>, request: AuthnRequest): Denial | undefined {
  if (request.subject) return 'RequestUnsupported';
  if (formatOf(client.settings, request.nameIdFormat) === undefined) return 'InvalidNameIDPolicy';
  const { contexts, comparison } = request;
  if (contexts.length === 0 || comparison === 'maximum') return undefined;
  // A password is the least of ways: never better than one that is named.
  const enough = comparison !== 'better' && contexts.some((one) => contextsOfAPassword.includes(one));
  return enough ? undefined : 'NoAuthnContext';
}

/** RelayState as it goes back: nothing when it is longer than the protocol allows. */
export function relayOf(given: unknown): string | undefined {
  if (typeof given !== 'string' || given === '') return undefined;
  return new TextEncoder().encode(given).length <= relayStateBytes ? given : undefined;
}
