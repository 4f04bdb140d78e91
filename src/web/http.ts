// Between Fastify and the features: a request becomes a Visit, a handler gives an Answer. A handler reads the form,
// calls one action, switches over its outcome, and renders or redirects; it never touches Fastify.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { Deps } from '../deps.js';
import { defaultLocale } from '../i18n/locales.js';
import { spokenLanguage } from '../i18n/messages.js';
import { type T, translator } from '../i18n/translator.js';
import { href, internalPath } from '../routes.js';
import { isProofFresh, type ParentSession, type Session, type StaffSession } from '../signin/rules.js';
import type { SessionDeath } from '../signin/session-rules.js';
import { type FormOwner, formToken, isFormToken, isSameSitePost, ownOrigins } from './csrf.js';
import { postedField } from './form.js';
import { offeredLanguage } from './language.js';
import { Forbidden, NotFound, WrongForm } from './problems.js';
import { type FindTarget, send, towards } from './send.js';
import { type CookieName, cookieName, type FindSession, personOf, type SetCookie, type Site } from './session.js';
import { nothingSent, openUpload, type Sent } from './upload.js';
import type { View } from './view.js';

export type Visit = Sent & {
  readonly deps: Deps;
  readonly site: Site;
  readonly t: T;
  /** For the page: token, path, who is signed in. */
  readonly view: View;
  readonly query: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, string>>;
  readonly path: string;
  /** The query as it was sent, undecoded: what a signature of SAML was made of. */
  readonly search: string;
  readonly address: string;
  readonly agent: string;
  readonly authorization: string;
  readonly requestId: string;
  readonly cookie: (name: CookieName) => string | undefined;
  /** The request was made from one of our own pages: a browser that is too old to say so counts as another's. */
  readonly fromOwnPage: boolean;
  readonly session: Session | undefined;
  /** Why the session of the cookie is over, when there was one. */
  readonly sessionDeath: SessionDeath | undefined;
};

export type ParentVisit = Visit & { readonly session: ParentSession };
export type StaffVisit = Visit & { readonly session: StaffSession };
export type Handler<V extends Visit = Visit> = (visit: V) => Answer | Promise<Answer>;

export type Answer = {
  readonly status: number;
  readonly page?: VNode;
  readonly location?: string;
  readonly file?: { readonly bytes: Uint8Array; readonly name: string; readonly type: string };
  /** For another program: XML, JSON, plain text. */
  readonly document?: { readonly text: string; readonly type: string };
  /** A library answers by itself, under our headers. */
  readonly handOver?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly cookies?: readonly SetCookie[];
  readonly headers?: Readonly<Record<string, string>>;
};

type Extras = Pick<Answer, 'cookies' | 'headers'>;

export const page = (content: VNode, extras: Extras = {}): Answer => ({ status: 200, page: content, ...extras });
/** The same form again, values kept, with what must be mended. */
export const refusal = (content: VNode, extras: Extras = {}): Answer => ({ status: 422, page: content, ...extras });
/** After a post, and wherever another page answers better. */
export const redirect = (location: string, extras: Extras = {}): Answer => ({ status: 303, location, ...extras });
/** A file to keep (letters): never shown in the browser, never under a public address. The name is ASCII. */
export const download = (file: NonNullable<Answer['file']>): Answer => ({ status: 200, file });

/** An answer to another program, which shows it to nobody. */
export const answerProgram = (type: string, text: string): Answer => ({ status: 200, document: { type, text } });

/** Where a page may come back to after a sign-in or a proof: one of our own pages, or `otherwise`. */
export function returnPath(given: unknown, otherwise: string): string {
  return internalPath(typeof given === 'string' ? given : undefined) ?? otherwise;
}

/** Only for a parent who is signed in; anyone else signs in first and comes back to this page. */
export function requireParent(handler: Handler<ParentVisit>): Handler {
  return (visit) =>
    visit.session?.kind === 'parent'
      ? handler({ ...visit, session: visit.session })
      : redirect(href('signIn', whyAndBack(visit)));
}

/** The same, with a password proved less than five minutes ago: asked before a form is shown, never while one is sent. */
export function requireFreshParent(handler: Handler<ParentVisit>): Handler {
  return requireParent((visit) =>
    isProofFresh(visit.session, visit.deps.now())
      ? handler(visit)
      : redirect(href('freshProof', { retour: pathWithWhy(visit) })),
  );
}

/** The page asked for, with the word that says why: told after the proof, or nobody would ever read it. */
function pathWithWhy({ path, query }: Visit): string {
  return (typeof query.motif === 'string' ? internalPath(`${path}?motif=${query.motif}`) : undefined) ?? path;
}

/** Only for a member of staff who is signed in (which school and role: the school's own actions check it). */
export function requireStaff(handler: Handler<StaffVisit>): Handler {
  return (visit) =>
    visit.session?.kind === 'staff'
      ? handler({ ...visit, session: visit.session })
      : redirect(href('staffSignIn', whyAndBack(visit)));
}

function whyAndBack(visit: Visit): Record<string, string> {
  const query: Record<string, string> = {};
  if (visit.sessionDeath !== undefined) query.motif = visit.sessionDeath === 'idle' ? 'absent' : 'fini';
  const back = internalPath(visit.path);
  if (back !== undefined) query.retour = back;
  return query;
}

/** One of the two sites on one host: its own cookie, its own sessions. */
export type Pages = {
  readonly get: (path: string, handler: Handler) => void;
  readonly post: (path: string, handler: Handler) => void;
  /**
   * What another application's program, or its page through a browser, asks or posts: no cookie is read or set, so
   * nothing is done in the name of whoever is signed in, and no form of ours was drawn for it.
   */
  readonly outside: {
    readonly get: (path: string, handler: Handler) => void;
    readonly post: (path: string, handler: Handler) => void;
  };
};

export type FindLook = (deps: Deps) => Promise<View['look']>;

export function pagesOf(
  app: FastifyInstance,
  deps: Deps,
  site: Site,
  find: FindSession,
  findTarget: FindTarget = async () => undefined,
  findLook: FindLook = async () => undefined,
): Pages {
  const answer = (handler: Handler, posted: boolean) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { visit, cookies, owner } = await visitOf(request, deps, site, find, findLook);
    const upload = await openUpload(request);
    try {
      const made = posted
        ? await answerPost(request, { ...visit, ...upload.sent }, owner, handler)
        : await handler(visit);
      const back = returnPath(posted ? postedField(upload.sent.body, 'retour') : visit.query.retour, '');
      return await send(reply, deps, await towards(findTarget, back, made), cookies);
    } finally {
      await upload.close();
    }
  };
  const outside = (handler: Handler) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { visit } = await visitOf(request, deps, site, find, findLook, {});
    return await send(reply, deps, await handler(visit), []);
  };
  return {
    get: (path, handler) => void app.get(path, answer(handler, false)),
    post: (path, handler) => void app.post(path, answer(handler, true)),
    outside: {
      get: (path, handler) => void app.get(path, outside(handler)),
      post: (path, handler) => void app.post(path, outside(handler)),
    },
  };
}

async function visitOf(
  request: FastifyRequest,
  deps: Deps,
  site: Site,
  find: FindSession,
  findLook: FindLook,
  sent: Readonly<Record<string, string | undefined>> = request.cookies,
) {
  const https = deps.config.publicUrl.startsWith('https:');
  const cookie = (name: CookieName): string | undefined => sent[cookieName(name, https)];
  const token = cookie(site);
  const chosen = spokenLanguage(cookie('language'));
  const { session, death } = token === undefined ? { session: undefined } : await find(site, token, chosen);

  const cookies: SetCookie[] = [];
  let visitor = cookie('visitor');
  if (death !== undefined) cookies.push({ name: site, value: undefined });
  if (session === undefined && !/^[\w-]{22}$/.test(visitor ?? '')) {
    visitor = Buffer.from(deps.random(16)).toString('base64url');
    cookies.push({ name: 'visitor', value: visitor });
  }
  const owner: FormOwner = session === undefined ? { visitor: visitor ?? '' } : { sessionId: session.id };
  const own = session?.kind === 'parent' ? session.language : null;
  // What the account knows serves this browser until it is closed: error pages and the way out speak it too.
  if (chosen === undefined && own !== null) cookies.push({ name: 'language', value: own });
  // The school's desk is in French.
  const t = translator(site === 'parent' ? (chosen ?? own ?? defaultLocale) : defaultLocale, deps.config.timeZone);
  const offered =
    site === 'parent' && chosen === undefined && own === null
      ? offeredLanguage(request.headers['accept-language'])
      : undefined;
  const [path = '/', ...queries] = request.url.split('?');
  const look = await findLook(deps);
  const visit: Visit = {
    deps,
    site,
    t,
    view: {
      t,
      // Made when a form is drawn: a post that redirects draws none.
      get csrf() {
        return formToken(deps.keys.csrf, owner, deps.random);
      },
      path,
      offered,
      look,
      ...personOf(session),
    },
    ...nothingSent(request),
    query: request.query as Record<string, unknown>,
    params: request.params as Record<string, string>,
    path,
    search: queries.join('?'),
    address: request.ip,
    agent: request.headers['user-agent'] ?? '',
    authorization: request.headers.authorization ?? '',
    requestId: request.id,
    cookie,
    fromOwnPage: request.headers['sec-fetch-site'] === 'same-origin',
    session,
    sessionDeath: death,
  };
  return { visit, cookies, owner };
}

/** Runs the handler of a post that comes from one of our own forms, drawn for this session or this browser. */
async function answerPost(request: FastifyRequest, visit: Visit, owner: FormOwner, handler: Handler): Promise<Answer> {
  const { config, keys } = visit.deps;
  const headers = request.headers as Record<string, string | undefined>;
  if (!isSameSitePost(headers, ownOrigins(config, headers.host))) throw new Forbidden();
  if (isFormToken(keys.csrf, owner, postedField(visit.body, '_csrf'))) return await handler(visit);
  // A form that outlived its session was drawn for it: its sender signs in again.
  if (visit.sessionDeath === undefined) throw new WrongForm();
  return redirect(href(visit.site === 'parent' ? 'signIn' : 'staffSignIn', whyAndBack(visit)));
}

/** An id of an address; anything else names nothing. */
export function readId(given: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(given)) throw new NotFound();
  return Number(given);
}
