// A telephone that keeps one passkey, for journeys without a browser: it answers what a page asks in `data-options`.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Page } from './visitor.js';

type Options = {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
};

function optionsOf(page: Page): Options {
  const found = /data-options="([^"]*)"/.exec(page.html)?.[1];
  assert.ok(found, `${page.path} asks for no passkey`);
  return JSON.parse(found.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Options;
}

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();
const short = (length: number) => Buffer.from([length >> 8, length & 255]);
const long = (count: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(count);
  return bytes;
};

/** `site` is where its browser stands; `counts` as most telephones do not; `verifies` its owner by finger or code. */
export function openPasskey(site: string, counts = true, verifies = true) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let count = 0;

  function parts(type: 'create' | 'get', options: Options, more: Buffer, at = site) {
    if (counts) count += 1;
    const data = Buffer.from(
      JSON.stringify({ type: `webauthn.${type}`, challenge: options.challenge, origin: at, crossOrigin: false }),
    );
    const name = sha256(options.rp?.id ?? options.rpId ?? '');
    const flags = Buffer.from([(type === 'create' ? 0x41 : 0x01) | (verifies ? 0x04 : 0)]);
    return { data, authenticator: Buffer.concat([name, flags, long(count), more]) };
  }

  const answer = (response: Readonly<Record<string, Buffer>>): string =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response: Object.fromEntries(
        Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')]),
      ),
    });

  return {
    make: (page: Page, at = site): string => {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const key = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
      const more = Buffer.concat([Buffer.alloc(16), short(id.length), id, key]);
      const { data, authenticator } = parts('create', optionsOf(page), more, at);
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.from([authenticator.length]),
        authenticator,
      ]);
      return answer({ clientDataJSON: data, attestationObject: attestation });
    },
    sign: (page: Page, at = site): string => {
      const { data, authenticator } = parts('get', optionsOf(page), Buffer.alloc(0), at);
      const signature = sign('sha256', Buffer.concat([authenticator, sha256(data)]), privateKey);
      return answer({ clientDataJSON: data, authenticatorData: authenticator, signature });
    },
  };
}
