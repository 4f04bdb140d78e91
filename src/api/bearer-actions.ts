// Who asks: the token of the header, and nothing else that a request may bring (RFC 6750). Found, counted and noted by one
// statement; its maker's role is read at each request.
import type { FastifyRequest } from 'fastify';
import { inOneStatement } from '../audit/actions.js';
import { type UsedToken, useToken } from '../db/tokens.js';
import type { Deps } from '../deps.js';
import type { Act } from '../staff/rights-rules.js';
import { may } from '../staff/rights-rules.js';
import { scopeFor, scopesAllow } from '../staff/scope-rules.js';
import { requestsPerMinute } from '../tokens/rules.js';
import { hashToken, isToken } from '../tokens/secret.js';
import { Problem } from './problem.js';

const realm = 'Bearer realm="fratrie"';
const challenge = (more = '') => ({ headers: { 'www-authenticate': `${realm}${more}` } });

/** The live token of a request that may do these acts, or what RFC 6750 answers. */
export async function bearerOf(deps: Deps, request: FastifyRequest, acts: readonly Act[]): Promise<UsedToken> {
  const header = request.headers.authorization;
  if (header === undefined)
    throw new Problem(401, 'unauthorized', 'Donnez un jeton : Authorization: Bearer fratrie_….', challenge());
  const text = /^Bearer +([^\s]+) *$/i.exec(header)?.[1];
  const refuse = (detail: string) => new Problem(401, 'invalid_token', detail, challenge(', error="invalid_token"'));
  if (text === undefined || !isToken(text)) throw refuse('Ce n’est pas un jeton de Fratrie.');
  const token = await inOneStatement(deps, (db) => useToken(db, hashToken(text), deps.now()));
  if (token === undefined) throw refuse('Ce jeton a pris fin, ou a été retiré.');
  limit(deps, token);
  if (token.role === null) throw refuse('La personne qui a fait ce jeton n’a plus ce droit.');
  const lacking = acts.find((act) => !scopesAllow(token.scopes, act));
  if (lacking !== undefined) throw lacksScope(lacking);
  const { role } = token;
  if (!acts.every((act) => may(role, act)))
    throw new Problem(403, 'not_allowed', 'Cet acte n’est pas permis à ce jeton.');
  return token;
}

export function lacksScope(act: Act): Problem {
  const scope = scopeFor(act);
  const needs = scope === undefined ? '' : ` Il faut le droit « ${scope} ».`;
  const named = scope === undefined ? '' : `, scope="${scope}"`;
  return new Problem(403, 'insufficient_scope', `Ce jeton ne permet pas cet acte.${needs}`, {
    ...challenge(`, error="insufficient_scope"${named}`),
    about: scope === undefined ? {} : { scope },
  });
}

function limit(deps: Deps, token: UsedToken): void {
  if (token.windowCount <= requestsPerMinute * deps.config.throttleScale) return;
  const seconds = Math.max(1, Math.ceil((token.windowAt.getTime() + 60_000 - deps.now().getTime()) / 1000));
  throw new Problem(429, 'too_many_requests', `Trop de demandes. Essayez encore dans ${seconds} secondes.`, {
    headers: { 'retry-after': String(seconds) },
  });
}
