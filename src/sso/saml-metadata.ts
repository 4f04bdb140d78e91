// The metadata of a SAML service provider, read once when it is registered: what is needed of it, and nothing trusted.
import { X509Certificate } from 'node:crypto';
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { readAddress } from './address.js';
import { type SamlCipher, type SamlSettings, samlCiphers } from './rules.js';

const limits = { bytes: 1024 * 1024, depth: 20, elements: 5000, text: 65_536 };
export const metadataBytes = limits.bytes;

const md = 'urn:oasis:names:tc:SAML:2.0:metadata';
const ds = 'http://www.w3.org/2000/09/xmldsig#';
const protocolOfSaml2 = 'urn:oasis:names:tc:SAML:2.0:protocol';
const bindings: Readonly<Record<string, 'post' | 'redirect' | 'soap'>> = {
  'urn:oasis:names:tc:SAML:2.0:bindings:SOAP': 'soap',
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST': 'post',
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect': 'redirect',
};
const nameIds = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const;

/** An element by what it means: namespace, name, attributes without a prefix. */
type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
};

class Refused extends Error {}

function readTree(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const open: Element[] = [];
  let root: Element | undefined;
  let elements = 0;
  parser.on('error', () => {
    throw new Refused('ce n’est pas du XML bien formé.');
  });
  parser.on('doctype', () => {
    throw new Refused('il contient une DTD, ce qu’aucune métadonnée ne fait. Ce fichier peut être un piège.');
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    elements += 1;
    if (open.length >= limits.depth || elements > limits.elements)
      throw new Refused('il est trop profond ou trop long.');
    const plain = Object.values(tag.attributes).filter((one: SaxesAttributeNS) => one.prefix === '');
    const made: Element = {
      name: `{${tag.uri}}${tag.local}`,
      attributes: Object.fromEntries(plain.map((one) => [one.local, one.value])),
      children: [],
      text: '',
    };
    const parent = open.at(-1);
    if (parent === undefined) root = made;
    else parent.children.push(made);
    open.push(made);
  });
  const onText = (text: string) => {
    const inside = open.at(-1);
    if (inside === undefined) return;
    inside.text += text;
    if (inside.text.length > limits.text) throw new Refused('un de ses textes est trop long.');
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  if (root === undefined) throw new Refused('ce n’est pas du XML bien formé.');
  return root;
}

const named = (element: Element, name: string): readonly Element[] =>
  element.children.filter((child) => child.name === name);

/** All of a name below an element, however deep. */
const below = (element: Element, name: string): readonly Element[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...below(child, name)]);

/** Reads the file's bytes. Refuses with a sentence in French. */
export function readSamlMetadata(bytes: Uint8Array, production: boolean, now: Date): Outcome<SamlSettings, string> {
  if (bytes.length > limits.bytes) return refused('Le fichier des métadonnées est refusé : il dépasse 1 Mo.');
  try {
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return done(settingsOf(readTree(xml), production, now));
  } catch (error) {
    if (error instanceof Refused) return refused(`Le fichier des métadonnées est refusé : ${error.message}`);
    if (error instanceof TypeError) return refused('Le fichier des métadonnées est refusé : il n’est pas en UTF-8.');
    throw error;
  }
}

function settingsOf(root: Element, production: boolean, now: Date): SamlSettings {
  if (root.name !== `{${md}}EntityDescriptor`)
    throw new Refused('sa balise principale n’est pas EntityDescriptor : il faut celles d’une seule application.');
  const { entityID: entityId = '' } = root.attributes;
  if (!/^[!-~]{1,1000}$/.test(entityId)) throw new Refused('son entityID manque, ou contient un blanc.');
  const providers = named(root, `{${md}}SPSSODescriptor`).filter((one) =>
    (one.attributes.protocolSupportEnumeration ?? '').split(/\s+/).includes(protocolOfSaml2),
  );
  const [provider] = providers;
  if (provider === undefined || providers.length > 1)
    throw new Refused('il faut un SPSSODescriptor de SAML 2.0, et un seul.');
  for (const { validUntil } of [root.attributes, provider.attributes])
    if (validUntil !== undefined && !(Date.parse(validUntil) > now.getTime()))
      throw new Refused(`il n’est plus valable (validUntil : ${validUntil.slice(0, 40)}).`);
  const location = (typed: string | undefined) => {
    const read = readAddress(typed, production);
    if (!read.ok) throw new Refused(read.why);
    return read.value;
  };
  const assertionConsumers = named(provider, `{${md}}AssertionConsumerService`)
    .filter(({ attributes }) => bindings[attributes.Binding ?? ''] === 'post')
    .map(({ attributes }) => ({
      index: Number(attributes.index),
      location: location(attributes.Location),
      isDefault: attributes.isDefault === 'true' || attributes.isDefault === '1',
    }));
  if (assertionConsumers.length === 0) throw new Refused('aucun AssertionConsumerService n’y reçoit par HTTP-POST.');
  const indexes = assertionConsumers.map(({ index }) => index);
  if (
    !indexes.every((one) => Number.isInteger(one) && one >= 0 && one < 65_536) ||
    new Set(indexes).size < indexes.length
  )
    throw new Refused('deux AssertionConsumerService ont le même index, ou un index manque.');
  const logout = named(provider, `{${md}}SingleLogoutService`).flatMap(({ attributes }) => {
    const binding = bindings[attributes.Binding ?? ''];
    if (binding === undefined) return [];
    const { ResponseLocation: response } = attributes;
    return [
      {
        binding,
        location: location(attributes.Location),
        responseLocation: response === undefined ? null : location(response),
      },
    ];
  });
  const requestsSigned = isTrue(provider.attributes.AuthnRequestsSigned);
  const signingCertificates = certificatesFor(provider, 'signing');
  if (requestsSigned && signingCertificates.length === 0)
    throw new Refused('il annonce des demandes signées, mais aucun certificat pour les vérifier.');
  const formats = named(provider, `{${md}}NameIDFormat`).map(({ text }) => text.trim());
  const transient = formats.includes(nameIds.transient) && !formats.includes(nameIds.persistent);
  return {
    entityId,
    assertionConsumers,
    logout,
    signingCertificates,
    encryptionCertificates: certificatesFor(provider, 'encryption'),
    cipher: cipherFor(provider),
    requestsSigned,
    nameIdFormat: transient ? 'transient' : 'persistent',
  };
}

const isTrue = (typed: string | undefined) => typed === 'true' || typed === '1';

/** The best cipher that its keys announce; one that announces none is taken for a modern one. */
function cipherFor(provider: Element): SamlCipher {
  const announced = below(provider, `{${md}}EncryptionMethod`).map(({ attributes }) => attributes.Algorithm ?? '');
  return samlCiphers.find((cipher) => announced.some((one) => one.endsWith(`#${cipher}`))) ?? samlCiphers[0];
}

/**
 * PEM, each read and strong enough: RSA, which alone is used here. A key without a use serves both; one of another kind
 * beside an RSA one is left out.
 */
function certificatesFor(provider: Element, use: 'signing' | 'encryption'): readonly string[] {
  const keys = named(provider, `{${md}}KeyDescriptor`).filter(
    ({ attributes }) => attributes.use === undefined || attributes.use === use,
  );
  const read = keys.flatMap((key) => below(key, `{${ds}}X509Certificate`)).map(certificateIn);
  const used = read.filter(({ publicKey }) => publicKey.asymmetricKeyType === 'rsa');
  if (read.length > 0 && used.length === 0)
    throw new Refused('aucun de ses certificats n’a de clé RSA : il en faut une, de 2048 bits au moins.');
  if (used.some(({ publicKey }) => (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048))
    throw new Refused('un de ses certificats porte une clé trop faible : RSA de 2048 bits au moins.');
  return used.map(String);
}

function certificateIn({ text }: Element): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(text.replace(/\s+/g, ''), 'base64'));
  } catch {
    throw new Refused('un de ses certificats ne se lit pas.');
  }
}
