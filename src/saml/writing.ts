// The documents of an identity provider, before they are signed.
import { xmlText } from '../kernel/xml-text.js';
import type { Claims } from '../sso/claims.js';
import {
  assertionMinutes,
  type Denial,
  type NameIdFormat,
  nameIdFormats,
  passwordContext,
  postBinding,
} from './rules.js';
import { namespaces } from './xml.js';

const xmlns = `xmlns:samlp="${namespaces.protocol}" xmlns:saml="${namespaces.assertion}"`;
const status = 'urn:oasis:names:tc:SAML:2.0:status:';

/** Whole seconds: some readers know no others. */
const instant = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
const after = (date: Date, minutes: number): Date => new Date(date.getTime() + minutes * 60_000);
const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${xmlText(value)}"`;

export type NameId = { readonly format: NameIdFormat; readonly value: string };

function nameIdElement({ format, value }: NameId, idp: string, sp: string): string {
  const whose = format === 'persistent' ? attribute('NameQualifier', idp) + attribute('SPNameQualifier', sp) : '';
  return `<saml:NameID Format="${nameIdFormats[format]}"${whose}>${xmlText(value)}</saml:NameID>`;
}

export type AssertionFacts = {
  readonly id: string;
  readonly now: Date;
  readonly idp: string;
  readonly sp: string;
  readonly consumer: string;
  readonly inResponseTo: string;
  readonly nameId: NameId;
  readonly sessionIndex: string;
  readonly provedAt: Date;
  readonly sessionEnds: Date;
  readonly attributes: Claims;
  readonly attributeNames: 'basic' | 'uri';
};

/** Names that other identity providers give to the same things; what has none is called by its plain name here. */
const known: Readonly<Record<string, string>> = {
  email: 'urn:oid:0.9.2342.19200300.100.1.3',
  mail: 'urn:oid:0.9.2342.19200300.100.1.3',
  family_name: 'urn:oid:2.5.4.4',
  given_name: 'urn:oid:2.5.4.42',
  name: 'urn:oid:2.16.840.1.113730.3.1.241',
};

function attributeElement(
  name: string,
  value: Claims[string],
  facts: Pick<AssertionFacts, 'attributeNames' | 'idp'>,
): string {
  const values = typeof value === 'object' ? value : [String(value)];
  if (values.length === 0) return '';
  const uri = known[name] ?? `${facts.idp}#${encodeURIComponent(name)}`;
  const named =
    facts.attributeNames === 'uri'
      ? `${attribute('Name', uri)}${attribute('FriendlyName', name)} NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"`
      : `${attribute('Name', name)} NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"`;
  const written = values.map((one) => `<saml:AttributeValue>${xmlText(one)}</saml:AttributeValue>`).join('');
  return `<saml:Attribute${named}>${written}</saml:Attribute>`;
}

/** One element a claim. */
export const attributesXml = (facts: Pick<AssertionFacts, 'attributes' | 'attributeNames' | 'idp'>): string =>
  Object.entries(facts.attributes)
    .map(([name, value]) => attributeElement(name, value, facts))
    .join('');

export function assertionXml(facts: AssertionFacts): string {
  const { id, now, idp, sp, consumer, inResponseTo, nameId, sessionIndex, provedAt, sessionEnds } = facts;
  const ends = instant(after(now, assertionMinutes));
  const attributes = attributesXml(facts);
  return [
    `<saml:Assertion xmlns:saml="${namespaces.assertion}" ID="${id}" Version="2.0" IssueInstant="${instant(now)}">`,
    `<saml:Issuer>${xmlText(idp)}</saml:Issuer>`,
    `<saml:Subject>${nameIdElement(nameId, idp, sp)}`,
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<saml:SubjectConfirmationData NotOnOrAfter="${ends}"${attribute('Recipient', consumer)}${attribute('InResponseTo', inResponseTo)}/>`,
    '</saml:SubjectConfirmation></saml:Subject>',
    `<saml:Conditions NotBefore="${instant(now)}" NotOnOrAfter="${ends}"><saml:AudienceRestriction>`,
    `<saml:Audience>${xmlText(sp)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${instant(provedAt)}" SessionIndex="${xmlText(sessionIndex)}" SessionNotOnOrAfter="${instant(sessionEnds)}">`,
    `<saml:AuthnContext><saml:AuthnContextClassRef>${passwordContext}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    attributes === '' ? '' : `<saml:AttributeStatement>${attributes}</saml:AttributeStatement>`,
    '</saml:Assertion>',
  ].join('');
}

type Answer = {
  readonly id: string;
  readonly now: Date;
  readonly idp: string;
  readonly destination: string;
  readonly inResponseTo: string;
};

function answerXml(name: string, answer: Answer, code: string, assertion = ''): string {
  const { id, now, idp, destination, inResponseTo } = answer;
  return [
    `<samlp:${name} ${xmlns} ID="${id}" Version="2.0" IssueInstant="${instant(now)}"`,
    `${attribute('Destination', destination)}${attribute('InResponseTo', inResponseTo)}>`,
    `<saml:Issuer>${xmlText(idp)}</saml:Issuer><samlp:Status>${code}</samlp:Status>${assertion}</samlp:${name}>`,
  ].join('');
}

const success = `<samlp:StatusCode Value="${status}Success"/>`;

/** With a signed, and perhaps encrypted, assertion. */
export const responseXml = (answer: Answer, assertion: string): string =>
  answerXml('Response', answer, success, assertion);

export function denialXml(answer: Answer, denial: Denial): string {
  const whose = denial === 'InvalidNameIDPolicy' || denial === 'RequestUnsupported' ? 'Requester' : 'Responder';
  const code = `<samlp:StatusCode Value="${status}${whose}"><samlp:StatusCode Value="${status}${denial}"/></samlp:StatusCode>`;
  return answerXml('Response', answer, code);
}

export const logoutResponseXml = (answer: Answer): string => answerXml('LogoutResponse', answer, success);

export function logoutRequestXml(told: {
  readonly id: string;
  readonly now: Date;
  readonly idp: string;
  readonly sp: string;
  readonly destination: string;
  readonly nameId: NameId;
  readonly sessionIndex: string;
}): string {
  const { id, now, idp, sp, destination, nameId, sessionIndex } = told;
  return [
    `<samlp:LogoutRequest ${xmlns} ID="${id}" Version="2.0" IssueInstant="${instant(now)}"${attribute('Destination', destination)}`,
    ` NotOnOrAfter="${instant(after(now, assertionMinutes))}"><saml:Issuer>${xmlText(idp)}</saml:Issuer>`,
    `${nameIdElement(nameId, idp, sp)}<samlp:SessionIndex>${xmlText(sessionIndex)}</samlp:SessionIndex></samlp:LogoutRequest>`,
  ].join('');
}

/** What we are, for service providers: where to send, and every key that may sign. */
export function metadataXml(own: {
  readonly entityId: string;
  readonly signOn: string;
  readonly logout: string;
  readonly certificates: readonly string[];
}): string {
  const { entityId, signOn, logout, certificates } = own;
  const keys = certificates.map(
    (one) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${namespaces.signature}"><ds:X509Data><ds:X509Certificate>${one.replace(/-----[A-Z ]+-----|\s/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
  const at = (name: string, location: string) =>
    [redirect, postBinding].map((binding) => `<md:${name} Binding="${binding}"${attribute('Location', location)}/>`);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<md:EntityDescriptor xmlns:md="${namespaces.metadata}"${attribute('entityID', entityId)}>`,
    `<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="${namespaces.protocol}">`,
    ...keys,
    ...at('SingleLogoutService', logout),
    ...Object.values(nameIdFormats).map((format) => `<md:NameIDFormat>${format}</md:NameIDFormat>`),
    ...at('SingleSignOnService', signOn),
    '</md:IDPSSODescriptor></md:EntityDescriptor>\n',
  ].join('');
}
