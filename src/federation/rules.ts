// Another provider of identities: what its discovery must say, and what a person is sent there with.

/** From the settings; without them nothing of this exists. */
export type Federation = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Shown to parents. */
  readonly name: string;
};

/** The académie's provider, for its staff. */
export type StaffProvider = Federation & {
  /** Values of `acr` and `amr` that say that a second factor was given there; none: it is always asked here. */
  readonly factors: readonly string[];
};

export type Description = { readonly authorize: string; readonly token: string; readonly keys: string };

/** Undefined when it describes somebody else, or says too little. */
export function readDescription(json: unknown, issuer: string): Description | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const told = json as Readonly<Record<string, unknown>>;
  const address = (name: string) => {
    const { [name]: value } = told;
    const secure = (url: URL) => url.protocol === 'https:' || new URL(issuer).protocol === 'http:';
    return typeof value === 'string' && URL.canParse(value) && secure(new URL(value)) ? value : undefined;
  };
  const [authorize, token, keys] = [address('authorization_endpoint'), address('token_endpoint'), address('jwks_uri')];
  if (told.issuer !== issuer || authorize === undefined || token === undefined || keys === undefined) return undefined;
  return { authorize, token, keys };
}

export type Asked = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** SHA-256 of the verifier. */
  readonly challenge: string;
};

/** The least: no name, no mail. What one is asks for no more than who one is. */
export function authorizeAddress({ authorize }: Description, asked: Asked): string {
  const url = new URL(authorize);
  const params = {
    response_type: 'code',
    client_id: asked.clientId,
    redirect_uri: asked.redirectUri,
    scope: 'openid',
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: asked.challenge,
    code_challenge_method: 'S256',
    // Somebody who is there now, not a session that another left open.
    prompt: 'login',
    max_age: '0',
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}

export const stepMinutes = 10;

/** Clocks differ. */
const toleranceMilliseconds = 30_000;

/**
 * When the session of somebody who came back counts as proved: now, if the provider says that he signed in there since he
 * was sent; else then, and never so lately that it is fresh. A provider that does not say gives the oldest session.
 */
export function provedWhen(
  told: Date | undefined,
  { sentAt, now }: { readonly sentAt: Date; readonly now: Date },
  limits: { readonly freshMinutes: number; readonly wholeHours: number },
): Date {
  const at = told?.getTime() ?? Number.NEGATIVE_INFINITY;
  const [since, until] = [sentAt.getTime() - toleranceMilliseconds, now.getTime() + toleranceMilliseconds];
  if (at >= since && at <= until) return now;
  const oldest = now.getTime() - limits.wholeHours * 3_600_000;
  const stale = now.getTime() - limits.freshMinutes * 60_000;
  return new Date(at > until ? oldest : Math.min(stale, Math.max(oldest, at)));
}
