// The documents that a service reads: what CAS 3.0 says of a ticket, and of a sign-out.
import { xmlText } from '../kernel/xml-text.js';
import type { Claims } from '../sso/claims.js';
import type { CasFailure } from './rules.js';

export type Validated = { readonly user: string; readonly attributes: Claims };
export type Verdict = { readonly success: Validated } | { readonly failure: CasFailure; readonly ticket: string };

const namespace = 'http://www.yale.edu/tp/cas';

/** Told to whoever keeps the service; English, like the protocol. */
function description(failure: CasFailure, ticket: string): string {
  switch (failure) {
    case 'INVALID_REQUEST':
      return 'service and ticket are both required, once each';
    case 'INVALID_TICKET_SPEC':
      return 'a proxy ticket cannot be validated here';
    case 'UNAUTHORIZED_SERVICE_PROXY':
      return 'no service is authorized to proxy';
    case 'INVALID_TICKET':
      return `ticket '${ticket}' not recognized`;
    case 'INVALID_SERVICE':
      return `ticket '${ticket}' does not match the service`;
  }
}

/** What an element may be called; a claim's name that is none keeps its letters. */
const elementName = (name: string) => name.replace(/[^\w.-]/g, '_').replace(/^[^A-Za-z_]/, '_');

const valuesOf = (value: Claims[string]): readonly string[] => (typeof value === 'object' ? value : [String(value)]);

export function xmlVerdict(verdict: Verdict): string {
  const answer =
    'failure' in verdict
      ? `<cas:authenticationFailure code="${verdict.failure}">${xmlText(description(verdict.failure, verdict.ticket))}</cas:authenticationFailure>`
      : `<cas:authenticationSuccess><cas:user>${xmlText(verdict.success.user)}</cas:user>${xmlAttributes(verdict.success.attributes)}</cas:authenticationSuccess>`;
  return `<cas:serviceResponse xmlns:cas="${namespace}">${answer}</cas:serviceResponse>\n`;
}

/** One element a value, as every client of CAS reads lists. */
function xmlAttributes(attributes: Claims): string {
  const elements = Object.entries(attributes).flatMap(([name, value]) =>
    valuesOf(value).map((one) => `<cas:${elementName(name)}>${xmlText(one)}</cas:${elementName(name)}>`),
  );
  return `<cas:attributes>${elements.join('')}</cas:attributes>`;
}

export function jsonVerdict(verdict: Verdict): string {
  const answer =
    'failure' in verdict
      ? {
          authenticationFailure: {
            code: verdict.failure,
            description: description(verdict.failure, verdict.ticket),
          },
        }
      : { authenticationSuccess: { user: verdict.success.user, attributes: verdict.success.attributes } };
  return JSON.stringify({ serviceResponse: answer });
}

/** CAS 1.0: two lines. */
export function plainVerdict(verdict: Verdict): string {
  return 'failure' in verdict ? 'no\n\n' : `yes\n${verdict.success.user.replace(/[\r\n]/g, ' ')}\n`;
}

export function proxyRefusal(): string {
  const words = xmlText(description('UNAUTHORIZED_SERVICE_PROXY', ''));
  return `<cas:serviceResponse xmlns:cas="${namespace}"><cas:proxyFailure code="UNAUTHORIZED_SERVICE">${words}</cas:proxyFailure></cas:serviceResponse>\n`;
}

/** What a service is told when the session behind a ticket is over. */
export function logoutRequest(told: {
  readonly id: string;
  readonly ticket: string;
  readonly user: string;
  readonly now: Date;
}): string {
  return [
    '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
    ` ID="${xmlText(told.id)}" Version="2.0" IssueInstant="${told.now.toISOString()}">`,
    `<saml:NameID>${xmlText(told.user)}</saml:NameID>`,
    `<samlp:SessionIndex>${xmlText(told.ticket)}</samlp:SessionIndex></samlp:LogoutRequest>`,
  ].join('');
}
