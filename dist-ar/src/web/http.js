import { defaultLocale } from '../i18n/locales.js';
import { spokenLanguage } from '../i18n/messages.js';
import { translator } from '../i18n/translator.js';
import { href, internalPath } from '../routes.js';
import { isProofFresh, sessionLimits, } from '../signin/rules.js';
import { formToken, isFormToken, isSameSitePost } from './csrf.js';
import { offeredLanguage } from './language.js';
import { Forbidden, WrongForm } from './problems.js';
import { renderPage } from './render.js';
import { cookieName, cookieOptions } from './session.js';
export const page = (content, extras = {}) => ({ status: 200, page: content, ...extras });
/** The same form again, values kept, with what must be mended. */
export const refusal = (content, extras = {}) => ({ status: 422, page: content, ...extras });
/** After a post, and wherever another page answers better. */
export const redirect = (location, extras = {}) => ({ status: 303, location, ...extras });
/** A file to keep (letters): never shown in the browser, never under a public address. The name is ASCII. */
export const download = (file) => ({ status: 200, file });
/** Where a page may come back to after a sign-in or a proof: one of our own pages, or `otherwise`. */
export function returnPath(given, otherwise) {
    return internalPath(typeof given === 'string' ? given : undefined) ?? otherwise;
}
/** Only for a parent who is signed in; anyone else signs in first and comes back to this page. */
export function requireParent(handler) {
    return (visit) => visit.session?.kind === 'parent'
        ? handler({ ...visit, session: visit.session })
        : redirect(href('signIn', whyAndBack(visit)));
}
/** The same, with a password proved less than five minutes ago: asked before a form is shown, never while one is sent. */
export function requireFreshParent(handler) {
    return requireParent((visit) => isProofFresh(visit.session, visit.deps.now())
        ? handler(visit)
        : redirect(href('freshProof', { retour: pathWithWhy(visit) })));
}
/** The page asked for, with the word that says why: told after the proof, or nobody would ever read it. */
function pathWithWhy({ path, query }) {
    return (typeof query.motif === 'string' ? internalPath(`${path}?motif=${query.motif}`) : undefined) ?? path;
}
/** Only for a member of staff who is signed in (which school and role: the school's own actions check it). */
export function requireStaff(handler) {
    return (visit) => visit.session?.kind === 'staff'
        ? handler({ ...visit, session: visit.session })
        : redirect(href('staffSignIn', whyAndBack(visit)));
}
function whyAndBack(visit) {
    const query = {};
    if (visit.sessionDeath !== undefined)
        query.motif = visit.sessionDeath === 'idle' ? 'absent' : 'fini';
    const back = internalPath(visit.path);
    if (back !== undefined)
        query.retour = back;
    return query;
}
export function pagesOf(app, deps, site, find) {
    const answer = (handler, posted) => async (request, reply) => {
        const { visit, cookies, owner } = await visitOf(request, deps, site, find);
        const made = posted ? await answerPost(request, visit, owner, handler) : await handler(visit);
        return await send(reply, deps, made, cookies);
    };
    return {
        get: (path, handler) => void app.get(path, answer(handler, false)),
        post: (path, handler) => void app.post(path, answer(handler, true)),
    };
}
async function visitOf(request, deps, site, find) {
    const https = deps.config.publicUrl.startsWith('https:');
    const cookie = (name) => request.cookies[cookieName(name, https)];
    const token = cookie(site);
    const chosen = spokenLanguage(cookie('language'));
    const { session, death } = token === undefined ? { session: undefined } : await find(site, token, chosen);
    const cookies = [];
    let visitor = cookie('visitor');
    if (death !== undefined)
        cookies.push({ name: site, value: undefined });
    if (session === undefined && !/^[\w-]{22}$/.test(visitor ?? '')) {
        visitor = Buffer.from(deps.random(16)).toString('base64url');
        cookies.push({ name: 'visitor', value: visitor });
    }
    const owner = session === undefined ? { visitor: visitor ?? '' } : { sessionId: session.id };
    const own = session?.kind === 'parent' ? session.language : null;
    // What the account knows serves this browser until it is closed: error pages and the way out speak it too.
    if (chosen === undefined && own !== null)
        cookies.push({ name: 'language', value: own });
    // The school's desk is in French.
    const t = translator(site === 'parent' ? (chosen ?? own ?? defaultLocale) : defaultLocale, deps.config.timeZone);
    const offered = site === 'parent' && chosen === undefined && own === null
        ? offeredLanguage(request.headers['accept-language'])
        : undefined;
    const path = request.url.split('?', 1)[0] ?? '/';
    const visit = {
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
            ...(session?.kind === 'parent'
                ? { signedIn: { name: session.identifier, idleMinutes: sessionLimits.parent.idleMinutes } }
                : {}),
        },
        body: request.body,
        query: request.query,
        params: request.params,
        path,
        address: request.ip,
        agent: request.headers['user-agent'] ?? '',
        requestId: request.id,
        cookie,
        fromOwnPage: request.headers['sec-fetch-site'] === 'same-origin',
        session,
        sessionDeath: death,
    };
    return { visit, cookies, owner };
}
/** Runs the handler of a post that comes from one of our own forms, drawn for this session or this browser. */
async function answerPost(request, visit, owner, handler) {
    const { config, keys } = visit.deps;
    const own = [config.publicUrl];
    // On loopback the same server has several names (localhost, 127.0.0.1) and a test takes the port it finds.
    if (!config.production && request.headers.host !== undefined)
        own.push(`http://${request.headers.host}`);
    if (!isSameSitePost(request.headers, own))
        throw new Forbidden();
    const fields = typeof request.body === 'object' && request.body !== null ? request.body : {};
    const given = '_csrf' in fields && typeof fields._csrf === 'string' ? fields._csrf : '';
    if (isFormToken(keys.csrf, owner, given))
        return await handler(visit);
    // A form that outlived its session was drawn for it: its sender signs in again.
    if (visit.sessionDeath === undefined)
        throw new WrongForm();
    return redirect(href(visit.site === 'parent' ? 'signIn' : 'staffSignIn', whyAndBack(visit)));
}
async function send(reply, deps, answer, first) {
    const https = deps.config.publicUrl.startsWith('https:');
    for (const cookie of [...first, ...(answer.cookies ?? [])]) {
        const name = cookieName(cookie.name, https);
        if (cookie.value === undefined)
            reply.clearCookie(name, cookieOptions(cookie, https));
        else
            reply.setCookie(name, cookie.value, cookieOptions(cookie, https));
    }
    if (answer.headers !== undefined)
        reply.headers({ ...answer.headers });
    reply.code(answer.status);
    if (answer.location !== undefined)
        return await reply.header('location', answer.location).send();
    if (answer.file !== undefined) {
        const { bytes, name, type } = answer.file;
        reply.type(type).header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '-')}"`);
        return await reply.send(Buffer.from(bytes));
    }
    reply.type('text/html; charset=utf-8');
    return await reply.send(answer.page === undefined ? '' : renderPage(answer.page));
}
