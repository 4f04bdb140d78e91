// Applications that sign parents in with the account that they have here: what is known of one, whatever it speaks.

export type Protocol = 'oidc' | 'cas' | 'saml';
/** `pairwise`: a name of an account for this client alone; `public`: the one that every public client knows. */
export type SubjectType = 'pairwise' | 'public';
export type SigningPurpose = 'oidc' | 'saml' | 'events';
export type KeyAlgorithm = 'ES256' | 'RS256';

/** How a client of OpenID Connect proves itself at the token endpoint; `none` is a public client. */
export const authMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const;
export type AuthMethod = (typeof authMethods)[number];

export type OidcSettings = {
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly backchannelLogoutUri: string | null;
  readonly authMethod: AuthMethod;
  /** RS256 for an old client; ES256 otherwise. */
  readonly idTokenAlgorithm: KeyAlgorithm;
  /** Public keys of a client that signs its own proofs (private_key_jwt). */
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] } | null;
  /** False only for an old client with a secret, which must then send a nonce. */
  readonly pkce: boolean;
  /** Where a tile begins a sign-in (third-party initiated login). */
  readonly initiateLoginUri?: string | null;
};

export type CasSettings = {
  /** The address of the service, exact, or with one `*` as the whole end of its path. */
  readonly service: string;
  /** Whether it is told of a sign-out. */
  readonly logout: boolean;
};

/** Ciphers of XML encryption, best first: the last two for service providers that announce nothing better. */
export const samlCiphers = ['aes256-gcm', 'aes128-gcm', 'aes256-cbc', 'aes128-cbc'] as const;
export type SamlCipher = (typeof samlCiphers)[number];

/** What attributes are called: by their plain names, or by addresses. */
export type AttributeNames = 'basic' | 'uri';

/** What was read of the metadata of a service provider: the rest is not kept. */
export type SamlSettings = {
  readonly entityId: string;
  readonly assertionConsumers: readonly {
    readonly index: number;
    readonly location: string;
    readonly isDefault: boolean;
  }[];
  readonly logout: readonly {
    /** `soap`: without a browser. */
    readonly binding: 'redirect' | 'post' | 'soap';
    readonly location: string;
    readonly responseLocation: string | null;
  }[];
  readonly signingCertificates: readonly string[];
  readonly encryptionCertificates: readonly string[];
  /** How it wants assertions encrypted: the best of what it announces. */
  readonly cipher?: SamlCipher;
  readonly requestsSigned: boolean;
  readonly nameIdFormat: 'persistent' | 'transient';
  readonly attributeNames?: AttributeNames;
};

type Settings = { readonly oidc: OidcSettings; readonly cas: CasSettings; readonly saml: SamlSettings };
export type ClientSettings = Settings[Protocol];

/** A client that is registered now. */
export type ClientOf<P extends Protocol> = {
  readonly id: number;
  readonly publicId: string;
  readonly protocol: P;
  readonly name: string;
  readonly settings: Settings[P];
  readonly claims: readonly string[];
  readonly schoolUais: readonly string[] | null;
  readonly serviceSlug: string | null;
  readonly subjectType: SubjectType;
};
export type Client = { [P in Protocol]: ClientOf<P> }[Protocol];

export type AdmissionRefusal =
  /** None of the account's children is in a school that opened it. */
  'not_opened';

/** A child whom an account sees: whether the client's tile is open to it today, for this guardian; null without a tile. */
export type ChildAsked = { readonly schoolUai: string; readonly opened: boolean | null };

type Bounds = Pick<Client, 'schoolUais' | 'serviceSlug'>;

/**
 * Whether the client may know of a child: of the schools named at its registration, and of those whom its tile is open to, or
 * of all where it has neither (an application of the network itself).
 */
export const isServed = ({ schoolUais }: Pick<Bounds, 'schoolUais'>, { schoolUai, opened }: ChildAsked): boolean =>
  (schoolUais === null || schoolUais.includes(schoolUai)) && opened !== false;

/** Bound to no school: an application of the network itself. */
export const isUnbound = ({ schoolUais, serviceSlug }: Bounds): boolean => schoolUais === null && serviceSlug === null;

/** A client bound to schools (by its line or its tile) is refused where it serves none of the children. */
export const mayEnter = (client: Bounds, children: readonly ChildAsked[]): boolean =>
  isUnbound(client) || children.some((child) => isServed(client, child));

/** Whether the client hears that a sign-in to it is over, without the parent's browser. */
export function hearsSignOut({ protocol, settings }: Pick<Client, 'protocol' | 'settings'>): boolean {
  if (protocol === 'cas') return (settings as CasSettings).logout;
  if (protocol === 'oidc') return (settings as OidcSettings).backchannelLogoutUri !== null;
  return (settings as SamlSettings).logout.some(({ binding }) => binding === 'soap');
}

const logoutPauses = [2, 8, 30, 120, 600, 1800, 3600, 3600, 3600, 3600, 3600, 3600, 3600];

/** When an application that did not take a sign-out is told again; null: never, its own session has ended by then. */
export function nextLogoutTry(tries: number, now: Date): Date | null {
  const seconds = logoutPauses[tries - 1];
  return seconds === undefined ? null : new Date(now.getTime() + seconds * 1000);
}

/** Where a tile leads: the application's own page, which asks us who comes, so that nobody types a password again. */
export function startAddress(client: Client, issuer: string): string {
  switch (client.protocol) {
    case 'oidc': {
      const { initiateLoginUri, redirectUris } = client.settings;
      if (initiateLoginUri === undefined || initiateLoginUri === null) return originOf(redirectUris[0]);
      const start = new URL(initiateLoginUri);
      start.searchParams.set('iss', issuer);
      return start.href;
    }
    case 'cas':
      return client.settings.service.replace(/\*$/, '');
    case 'saml':
      return originOf(client.settings.assertionConsumers[0]?.location);
  }
}

const originOf = (address = ''): string => (URL.canParse(address) ? `${new URL(address).origin}/` : address);

/** A sign-out that an application has not taken: it is tried again, or was given up. */
export type LogoutLine = {
  readonly id: number;
  readonly clientName: string;
  readonly since: Date;
  readonly tries: number;
  readonly nextAt: Date | null;
  readonly givenUpAt: Date | null;
  readonly lastAnswer: string | null;
};
