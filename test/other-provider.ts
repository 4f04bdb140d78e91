// Another provider of identities, for as long as a test lasts: it answers as the specification says, or as it is told to.
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';

export const federationClient = { id: 'fratrie', secret: 'le secret que l’autre a donné'.normalize('NFC') };

/** What its next id_token says instead. */
export type Lie = {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject;
  readonly algorithm?: string;
};

type Waiting = { readonly subject: string; readonly challenge: string; readonly nonce: string };

export async function openOtherProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const codes = new Map<string, Waiting>();
  const asked: URLSearchParams[] = [];
  let described = 0;
  let lie: Lie = {};
  let issuer = '';
  let serial = 0;

  const idToken = async ({ subject, nonce }: Waiting): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: federationClient.id, sub: subject, nonce, iat: now, exp: now + 3600 };
    return await new SignJWT({ ...claims, email: 'nadia@exemple.fr', ...lie.claims })
      .setProtectedHeader({ alg: lie.algorithm ?? 'ES256', kid: 'autre' })
      .sign(lie.key ?? privateKey);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const { pathname } = new URL(request.url ?? '/', issuer);
    if (pathname === '/.well-known/openid-configuration') {
      described += 1;
      return json(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
      });
    }
    if (pathname === '/jwks')
      return json(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'autre', alg: 'ES256', use: 'sig' }] });
    let body = '';
    for await (const piece of request) body += String(piece);
    const form = new URLSearchParams(body);
    asked.push(form);
    const waiting = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (
      waiting === undefined ||
      waiting.challenge !== challenge ||
      form.get('client_secret') !== federationClient.secret
    )
      return json(400, { error: 'invalid_grant' });
    return json(200, { id_token: await idToken(waiting), access_token: 'x', token_type: 'Bearer' });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    asked,
    /** How often its description was read. */
    described: () => described,
    /** The person says who he is there; answers the path at which his browser comes back to the portal. */
    approve: (url: string, subject: string): string => {
      const { searchParams } = new URL(url);
      serial += 1;
      const code = `code-${serial}`;
      codes.set(code, {
        subject,
        challenge: searchParams.get('code_challenge') ?? '',
        nonce: searchParams.get('nonce') ?? '',
      });
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: searchParams.get('state') ?? '', iss: issuer }).toString();
      return back.pathname + back.search;
    },
    lieOnce: (told: Lie) => {
      lie = told;
    },
    close: () => server.close(),
  };
}
