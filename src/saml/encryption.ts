// An assertion for the eyes of its service provider alone.
import { encrypt } from 'xml-encryption';
import type { SamlCipher } from '../sso/rules.js';
import { namespaces } from './xml.js';

const ciphers = {
  'aes256-gcm': 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'aes128-gcm': 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'aes256-cbc': 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'aes128-cbc': 'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
} as const satisfies Readonly<Record<SamlCipher, string>>;

/** The signed assertion under a new key, which the certificate's owner alone can read. */
export async function encryptAssertion(assertion: string, certificate: string, cipher: SamlCipher): Promise<string> {
  const encrypted = await new Promise<string>((resolve, reject) => {
    encrypt(
      assertion,
      {
        rsa_pub: certificate,
        pem: certificate,
        encryptionAlgorithm: ciphers[cipher],
        keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
        // A service provider that announces nothing better gets what it reads: the answer around it is signed.
        disallowEncryptionWithInsecureAlgorithm: cipher.endsWith('gcm'),
        warnInsecureAlgorithm: false,
      },
      (error, result) => (error === null ? resolve(result) : reject(error)),
    );
  });
  return `<saml:EncryptedAssertion xmlns:saml="${namespaces.assertion}">${encrypted}</saml:EncryptedAssertion>`;
}
