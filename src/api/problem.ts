// What the JSON interface says when it does not do what was asked: RFC 9457, with the sentences of the desk and a code that
// does not change.
import type { FastifyReply } from 'fastify';

export const problemType = 'application/problem+json; charset=utf-8';

/** What programs may rely on; a new one may come, none changes its meaning. */
export const problemCodes = [
  'unauthorized',
  'invalid_token',
  'insufficient_scope',
  'not_allowed',
  'not_found',
  'invalid_request',
  'unsupported_media_type',
  'too_large',
  'too_many_requests',
  'too_many_today',
  'key_reused',
  'key_in_progress',
  'changed',
  'not_possible',
  'already_open',
  'unconfirmed',
  'needs_approval',
  'one_at_a_time',
  'gone',
  'already_there',
  'busy',
  'unavailable',
  'broken',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

type More = {
  readonly headers?: Readonly<Record<string, string>>;
  /** More members of the document, told by its code. */
  readonly about?: Readonly<Record<string, unknown>>;
};

/** Thrown on the way to an answer. */
export class Problem extends Error {
  readonly statusCode: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly more: More;

  constructor(statusCode: number, code: ProblemCode, detail: string, more: More = {}) {
    super(code);
    this.statusCode = statusCode;
    this.code = code;
    this.detail = detail;
    this.more = more;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Demande mal écrite',
  401: 'Jeton absent ou refusé',
  403: 'Pas permis',
  404: 'Introuvable',
  409: 'En conflit avec ce qui est',
  410: 'N’est plus là',
  412: 'A changé entre-temps',
  413: 'Trop grand',
  415: 'Forme inconnue',
  422: 'Impossible',
  428: 'Version à donner',
  429: 'Trop de demandes',
  500: 'Erreur',
  503: 'Indisponible',
};

export const notFound = () => new Problem(404, 'not_found', 'Il n’y a rien à cette adresse, ou pas pour ce jeton.');
export const notAllowed = () => new Problem(403, 'not_allowed', 'Cet acte n’est pas, ou plus, permis.');
/** An act that was refused: not permitted, or of something that is not there. */
export const refusedAs = (why: string): Problem => (why === 'not_allowed' ? notAllowed() : notFound());
/** What was seen is not what is. */
export const changed = (detail = 'Ce compte vient de changer. Vérifiez, puis essayez encore.') =>
  new Problem(412, 'changed', detail);

export function problemText(problem: Problem, request: string): string {
  const { statusCode: status, code, detail, more } = problem;
  const title = titles[status] ?? 'Refusé';
  return JSON.stringify({ type: 'about:blank', title, status, code, detail, request, ...more.about });
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const text = problemText(problem, reply.request.id);
  return reply
    .code(problem.statusCode)
    .headers({ ...problem.more.headers })
    .type(problemType)
    .send(text);
}
