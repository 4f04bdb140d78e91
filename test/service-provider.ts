// A service provider of SAML, as a program plays it: its keys, the requests that it sends, the answers that it reads.
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { decrypt } from 'xml-encryption';
import { encodePosted, encodeRedirected } from '../src/saml/encoding.js';
import { certifier } from '../src/saml/keys.js';
import { readXml, type XmlElement } from '../src/saml/xml.js';
import type { ClientOf, SamlSettings } from '../src/sso/rules.js';
import { addClient } from './clients.js';
import type { TestDeps } from './harness.js';
import type { Page } from './visitor.js';

export const idp = 'http://127.0.0.1:3000';
export const provider = 'https://notes.exemple.fr/sp';
export const consumer = 'https://notes.exemple.fr/acs';
export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

export type Keys = { readonly privateKey: KeyObject; readonly certificate: string };

export async function makeKeys(deps: TestDeps): Promise<Keys> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, certificate: await certifier(deps)({ kid: '', privateKey, publicKey }) };
}

export async function addProvider(deps: TestDeps, settings: Partial<SamlSettings> = {}): Promise<ClientOf<'saml'>> {
  const entityId = settings.entityId ?? provider;
  const whole: SamlSettings = {
    entityId,
    assertionConsumers: [
      { index: 1, location: consumer, isDefault: true },
      { index: 2, location: `${consumer}/2`, isDefault: false },
    ],
    logout: [
      { binding: 'redirect', location: 'https://notes.exemple.fr/slo', responseLocation: null },
      { binding: 'soap', location: 'https://notes.exemple.fr/soap', responseLocation: null },
    ],
    signingCertificates: [],
    encryptionCertificates: [],
    requestsSigned: false,
    nameIdFormat: 'persistent',
    ...settings,
  };
  return await addClient(deps, 'saml', whole, { publicId: entityId, name: 'Mes notes' });
}

const prefixes =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';

export type Message = {
  readonly id: string;
  readonly at: Date;
  readonly issuer: string;
  readonly destination: string | undefined;
  /** More attributes of the root, and what stands in it after the issuer. */
  readonly attributes: string;
  readonly inside: string;
};

const newId = () => `_${randomBytes(16).toString('hex')}`;

function message(name: string, deps: TestDeps, path: string, given: Partial<Message>): string {
  const made: Message = {
    id: newId(),
    at: deps.now(),
    issuer: provider,
    destination: `${idp}${path}`,
    attributes: '',
    inside: '',
    ...given,
  };
  const to = made.destination === undefined ? '' : ` Destination="${made.destination}"`;
  return `<samlp:${name} ${prefixes} ID="${made.id}" Version="2.0" IssueInstant="${made.at.toISOString()}"${to}${made.attributes}><saml:Issuer>${made.issuer}</saml:Issuer>${made.inside}</samlp:${name}>`;
}

export const authnRequest = (deps: TestDeps, given: Partial<Message> = {}): string =>
  message('AuthnRequest', deps, '/saml/sso', given);

export const logoutRequest = (deps: TestDeps, nameId: string, index: string, given: Partial<Message> = {}): string =>
  message('LogoutRequest', deps, '/saml/slo', {
    inside: `<saml:NameID>${nameId}</saml:NameID>${index === '' ? '' : `<samlp:SessionIndex>${index}</samlp:SessionIndex>`}`,
    ...given,
  });

export function signEnveloped(xml: string, keys: Keys, id = /ID="([^"]+)"/.exec(xml)?.[1] ?? ''): string {
  const signed = new SignedXml({
    privateKey: keys.privateKey,
    publicCert: keys.certificate,
    signatureAlgorithm: rsaSha256,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signed.addReference({
    xpath: `//*[@ID='${id}']`,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  });
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' },
  });
  return signed.getSignedXml();
}

/** The address that a browser is sent to, with its signature when there are keys. */
export function byRedirect(path: string, xml: string, keys?: Keys, relayState?: string): string {
  const parts = [`SAMLRequest=${encodeURIComponent(encodeRedirected(xml))}`];
  if (relayState !== undefined) parts.push(`RelayState=${encodeURIComponent(relayState)}`);
  if (keys !== undefined) {
    parts.push(`SigAlg=${encodeURIComponent(rsaSha256)}`);
    const signature = sign('sha256', Buffer.from(parts.join('&')), keys.privateKey).toString('base64');
    parts.push(`Signature=${encodeURIComponent(signature)}`);
  }
  return `${path}?${parts.join('&')}`;
}

export const byPost = (xml: string, relayState?: string): Record<string, string> => ({
  SAMLRequest: encodePosted(xml),
  ...(relayState === undefined ? {} : { RelayState: relayState }),
});

/** Checks the signature of an element with the certificate of the provider's metadata; gives what was signed. */
export function checkSigned(xml: string, certificate: string): XmlElement {
  const found = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(xml)?.[0];
  assert.ok(found, 'no signature');
  assert.match(found, /rsa-sha256"/);
  const checked = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  checked.loadSignature(found);
  assert.ok(checked.checkSignature(xml), 'the signature is good');
  const [signed = ''] = checked.getSignedReferences();
  const read = readXml(signed);
  assert.ok(read.ok);
  return read.value;
}

export const every = (element: XmlElement, name: string): XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => every(child, name)),
];

export type Read = {
  readonly response: XmlElement;
  readonly assertion: XmlElement;
  readonly nameId: XmlElement;
  readonly sessionIndex: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
};

export function responseOf(page: Page): string {
  const posted = page.field('SAMLResponse');
  assert.ok(posted, page.words);
  return Buffer.from(posted, 'base64').toString('utf8');
}

/** The response that a page carries, checked as a service provider must: both signatures, then what they hold. */
export async function readResponse(page: Page, certificate: string, keys?: Keys): Promise<Read> {
  const xml = responseOf(page);
  // The first signature of the document is the response's own.
  const response = checkSigned(xml, certificate);
  const encrypted = /<xenc:EncryptedData[\s\S]*<\/xenc:EncryptedData>/.exec(xml)?.[0];
  assert.equal(encrypted !== undefined, keys !== undefined);
  const clear =
    encrypted === undefined || keys === undefined
      ? /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0]
      : await new Promise<string>((resolve, reject) => {
          const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
          decrypt(encrypted, { key }, (error, text) => (error === null ? resolve(text) : reject(error)));
        });
  assert.ok(clear);
  const assertion = checkSigned(clear, certificate);
  const [nameId] = every(assertion, 'NameID');
  assert.ok(nameId);
  return {
    response,
    assertion,
    nameId,
    sessionIndex: every(assertion, 'AuthnStatement')[0]?.attributes.SessionIndex ?? '',
    attributes: Object.fromEntries(
      every(assertion, 'Attribute').map((one) => [one.attributes.Name ?? '', one.children.map((value) => value.text)]),
    ),
  };
}
