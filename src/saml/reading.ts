// From the elements of a message to what it asks. A message that is not whole, or says a thing twice, is none.
import type { AuthnRequest, LogoutRequest } from './rules.js';
import { childrenOf, namespaces, onlyChild, type XmlElement } from './xml.js';

const { protocol, assertion } = namespaces;

/** What every message says of itself. */
type Head = {
  readonly id: string;
  readonly issuedAt: Date;
  readonly destination: string | undefined;
  readonly issuer: string;
};

const isTrue = (value: string | undefined): boolean => value === 'true' || value === '1';

/** The words of an element that holds nothing else. */
const wordsOf = (element: XmlElement | undefined): string =>
  element === undefined || element.children.length > 0 ? '' : element.text.trim();

function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text))
    return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function headOf(message: XmlElement, name: string): Head | undefined {
  const { ID: id = '', Version, IssueInstant, Destination: destination } = message.attributes;
  const issuedAt = instantOf(IssueInstant);
  const issuer = wordsOf(onlyChild(message, assertion, 'Issuer'));
  const whole =
    message.namespace === protocol &&
    message.name === name &&
    Version === '2.0' &&
    /^[A-Za-z_][\w.-]{0,199}$/.test(id) &&
    issuer !== '' &&
    issuer.length <= 1024;
  return whole && issuedAt !== undefined ? { id, issuedAt, destination, issuer } : undefined;
}

export function readAuthnRequest(message: XmlElement): AuthnRequest | undefined {
  const head = headOf(message, 'AuthnRequest');
  if (head === undefined) return undefined;
  const { attributes } = message;
  const policy = onlyChild(message, protocol, 'NameIDPolicy');
  const wanted = onlyChild(message, protocol, 'RequestedAuthnContext');
  const index = attributes.AssertionConsumerServiceIndex;
  if (index !== undefined && !/^\d{1,5}$/.test(index)) return undefined;
  return {
    ...head,
    fresh: isTrue(attributes.ForceAuthn),
    passive: isTrue(attributes.IsPassive),
    consumerUrl: attributes.AssertionConsumerServiceURL,
    consumerIndex: index === undefined ? undefined : Number(index),
    binding: attributes.ProtocolBinding,
    nameIdFormat: policy?.attributes.Format,
    subject: childrenOf(message, assertion, 'Subject').length > 0,
    contexts:
      wanted === undefined ? [] : childrenOf(wanted, assertion, 'AuthnContextClassRef').map((one) => wordsOf(one)),
    comparison: wanted?.attributes.Comparison ?? 'exact',
  };
}

export function readLogoutRequest(message: XmlElement): LogoutRequest | undefined {
  const head = headOf(message, 'LogoutRequest');
  const nameId = wordsOf(onlyChild(message, assertion, 'NameID'));
  const { NotOnOrAfter } = message.attributes;
  const notOnOrAfter = instantOf(NotOnOrAfter);
  if (head === undefined || nameId === '' || (NotOnOrAfter !== undefined && notOnOrAfter === undefined))
    return undefined;
  const sessionIndexes = childrenOf(message, protocol, 'SessionIndex').map((one) => wordsOf(one));
  return { ...head, notOnOrAfter, nameId, sessionIndexes };
}

/** The issuer that a message names before anything of it is believed: only to know whose keys to check it with. */
export const claimedIssuer = (message: XmlElement): string => wordsOf(onlyChild(message, assertion, 'Issuer'));

/** True when a service provider says that a sign-out was done. */
export function saysDone(message: XmlElement, to: string): boolean {
  const status = onlyChild(message, protocol, 'Status');
  const code = status === undefined ? undefined : onlyChild(status, protocol, 'StatusCode');
  return (
    message.namespace === protocol &&
    message.name === 'LogoutResponse' &&
    message.attributes.InResponseTo === to &&
    code?.attributes.Value === 'urn:oasis:names:tc:SAML:2.0:status:Success'
  );
}
