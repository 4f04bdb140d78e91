// Another provider of identities: what its discovery must say, and what a person is sent there with.

/** From the settings; without them nothing of this exists. */
export type Federation = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Shown to parents. */
  readonly name: string;
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
  /** A link is made by somebody who is there now, not by a session that another left open. */
  readonly fresh: boolean;
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
    ...(asked.fresh ? { prompt: 'login' } : {}),
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}

export const stepMinutes = 10;
