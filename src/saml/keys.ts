// The key that signs what service providers read, and the certificate under which they know it: self-signed, for they trust
// what the metadata holds and no authority.
import 'reflect-metadata';
import type { KeyObject } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import type { Deps } from '../deps.js';
import { type Certify, type SigningKey, type SigningKeys, signingKeys } from '../sso/signing-keys.js';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const certificateYears = 10;

/** Makes the certificate of a new key. */
export const certifier =
  (deps: Pick<Deps, 'config' | 'now' | 'random'>): Certify =>
  async ({ privateKey, publicKey }) => {
    const notBefore = deps.now();
    const notAfter = new Date(notBefore);
    notAfter.setUTCFullYear(notBefore.getUTCFullYear() + certificateYears);
    const der = (key: KeyObject, type: 'pkcs8' | 'spki') =>
      new Uint8Array(key.export({ format: 'der', type }) as Buffer);
    const [signing, checking] = await Promise.all([
      crypto.subtle.importKey('pkcs8', der(privateKey, 'pkcs8'), algorithm, false, ['sign']),
      crypto.subtle.importKey('spki', der(publicKey, 'spki'), algorithm, true, ['verify']),
    ]);
    const made = await X509CertificateGenerator.createSelfSigned({
      // Positive, as a serial number must be.
      serialNumber: `01${Buffer.from(deps.random(15)).toString('hex')}`,
      name: [{ CN: [new URL(deps.config.publicUrl).hostname] }],
      notBefore,
      notAfter,
      keys: { privateKey: signing, publicKey: checking },
      signingAlgorithm: algorithm,
    });
    return made.toString('pem');
  };

export async function samlKeys(deps: Deps): Promise<SigningKeys> {
  return await signingKeys(deps, 'saml', certifier(deps));
}

export async function samlKey(deps: Deps): Promise<SigningKey> {
  const [key] = (await samlKeys(deps)).active;
  if (key === undefined) throw new Error('no key signs for SAML');
  return key;
}
