// Signatures of SAML messages: ours are made with the key that signs now; another's are checked so that what is read is
// what was signed, and nothing else of the document (decision 0044).
import { sign, verify } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { SigningKey } from '../sso/signing-keys.js';
import { childrenOf, everyElement, namespaces, onlyChild, readXml, type XmlElement } from './xml.js';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const rsaSha512 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const sha512 = 'http://www.w3.org/2001/04/xmlenc#sha512';

/** Signs the root of a document that is ours; the signature comes right after its Issuer, as the schema wants. */
export function signRoot(xml: string, id: string, key: SigningKey): string {
  const signed = new SignedXml({
    privateKey: key.privateKey,
    publicCert: key.certificate ?? '',
    signatureAlgorithm: rsaSha256,
    canonicalizationAlgorithm: exclusive,
  });
  signed.addReference({
    xpath: '/*',
    uri: `#${id}`,
    digestAlgorithm: sha256,
    transforms: [enveloped, exclusive],
  });
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' },
  });
  return signed.getSignedXml();
}

export type SignatureFault = 'unsigned' | 'bad_signature';

/** True when the document's only signature stands right under its root and names that root alone. */
function isPlainlySigned(root: XmlElement): boolean {
  const signatures = everyElement(root).filter(
    ({ namespace, name }) => namespace === namespaces.signature && name === 'Signature',
  );
  const signature = onlyChild(root, namespaces.signature, 'Signature');
  if (signatures.length !== 1 || signature === undefined) return false;
  if (signature.children.some(({ name }) => !['SignedInfo', 'SignatureValue', 'KeyInfo'].includes(name))) return false;
  const info = onlyChild(signature, namespaces.signature, 'SignedInfo');
  const reference = info === undefined ? undefined : onlyChild(info, namespaces.signature, 'Reference');
  if (info === undefined || reference === undefined) return false;
  const method = (of: XmlElement, name: string) =>
    onlyChild(of, namespaces.signature, name)?.attributes.Algorithm ?? '';
  const transforms = onlyChild(reference, namespaces.signature, 'Transforms');
  const used = childrenOf(transforms ?? reference, namespaces.signature, 'Transform').map(
    ({ attributes }) => attributes.Algorithm,
  );
  const id = root.attributes.ID ?? '';
  return (
    id !== '' &&
    reference.attributes.URI === `#${id}` &&
    used.length === 2 &&
    used[0] === enveloped &&
    used[1] === exclusive &&
    method(info, 'CanonicalizationMethod') === exclusive &&
    [rsaSha256, rsaSha512].includes(method(info, 'SignatureMethod')) &&
    [sha256, sha512].includes(method(reference, 'DigestMethod'))
  );
}

/**
 * What was signed of a document, read again from the very signs that were hashed: whatever else surrounded it, in
 * whatever way another parser might read it, is not there any more.
 */
export function readSigned(xml: string, certificates: readonly string[]): Outcome<XmlElement, SignatureFault> {
  const read = readXml(xml);
  if (!read.ok) return refused('bad_signature');
  const any = everyElement(read.value).some(({ name }) => name === 'Signature');
  if (!any) return refused('unsigned');
  if (!isPlainlySigned(read.value)) return refused('bad_signature');
  for (const certificate of certificates) {
    const signed = signedPart(xml, certificate);
    const again = signed === undefined ? undefined : readXml(signed);
    if (again?.ok !== true) continue;
    const same = again.value.name === read.value.name && again.value.attributes.ID === read.value.attributes.ID;
    if (same && again.value.namespace === read.value.namespace) return done(again.value);
  }
  return refused('bad_signature');
}

function signedPart(xml: string, certificate: string): string | undefined {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const [signature] = Array.from(document.getElementsByTagNameNS(namespaces.signature, 'Signature'));
  if (signature === undefined) return undefined;
  const checked = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  checked.idAttributes = ['ID'];
  try {
    checked.loadSignature(signature as unknown as Node);
    if (!checked.checkSignature(xml)) return undefined;
  } catch {
    // The library throws on what is wrong with a signature, and answers false on some of it: the same to us.
    return undefined;
  }
  const [signed, ...more] = checked.getSignedReferences();
  return more.length === 0 ? signed : undefined;
}

/** The query of a signed message by redirect, with its signature as the last parameter. */
export function signQuery(
  parameters: readonly (readonly [name: string, value: string])[],
  key: Pick<SigningKey, 'privateKey'>,
): string {
  const all = [...parameters, ['SigAlg', rsaSha256] as const];
  const text = all.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const signature = sign('sha256', Buffer.from(text), key.privateKey).toString('base64');
  return `${text}&Signature=${encodeURIComponent(signature)}`;
}

const hashes: Readonly<Record<string, string>> = { [rsaSha256]: 'sha256', [rsaSha512]: 'sha512' };

/** Checks the signature of a query as it was sent, each parameter once. */
export function checkQuery(
  search: string,
  message: 'SAMLRequest' | 'SAMLResponse',
  certificates: readonly string[],
): Outcome<void, SignatureFault> {
  const parts = search.split('&').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? ([part, part] as const) : ([part.slice(0, at), part] as const);
  });
  const names = parts.map(([name]) => name);
  const signedOnes = [message, 'RelayState', 'SigAlg'].filter((name) => names.includes(name));
  if (!names.includes('Signature') && !names.includes('SigAlg')) return refused('unsigned');
  if (new Set(names).size !== names.length || signedOnes.length < 2) return refused('bad_signature');
  const raw = (name: string) => parts.find(([one]) => one === name)?.[1] ?? '';
  const values = new URLSearchParams(search);
  const hash = hashes[values.get('SigAlg') ?? ''];
  const signature = Buffer.from(values.get('Signature') ?? '', 'base64');
  const text = Buffer.from(signedOnes.map(raw).join('&'));
  const good = hash !== undefined && certificates.some((pem) => verify(hash, text, pem, signature));
  return good ? done(undefined) : refused('bad_signature');
}
