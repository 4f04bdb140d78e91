// The addresses of OpenID Connect. The library answers programs; the pages in between are ours.
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import type { Deps } from '../deps.js';
import { never } from '../kernel/outcome.js';
import { discoveryPaths, oidcRoutes } from '../program-paths.js';
import { href, routes } from '../routes.js';
import { closeSession } from '../signin/sessions.js';
import { clientProblem, notOpened } from '../sso/entry-http.js';
import { askReturn, letReturn } from '../sso/return-http.js';
import { line, readForm } from '../web/form.js';
import { type Answer, type Pages, page, redirect, requireParent, type Visit } from '../web/http.js';
import { handOver, leadingTo } from '../web/send.js';
import { answerEntry, readEntry } from './entry-actions.js';
import { openProvider } from './open-provider.js';
import { ClientSignOutPage } from './pages.js';
import { type Asking, buildProvider } from './provider.js';
import { entryStep } from './rules.js';
import { readSignOut, type SignOutParams } from './sign-out-actions.js';

export async function openIdConnect(app: FastifyInstance, deps: Deps, parents: Pages): Promise<void> {
  const askings = new WeakMap<IncomingMessage, Asking>();
  const provider = openProvider(deps, (keys) => buildProvider(deps, keys, askings));

  const throughBrowser = async (visit: Visit): Promise<Answer> => {
    const library = await provider();
    const session = visit.session?.kind === 'parent' ? visit.session : undefined;
    const { view, requestId } = visit;
    return {
      status: 200,
      handOver: async (request, response) => {
        askings.set(request, { session, view, requestId });
        await library.callback()(prepared(deps, request), response);
      },
    };
  };
  parents.get(oidcRoutes.authorization, throughBrowser);
  parents.get(`${oidcRoutes.authorization}/:request`, throughBrowser);
  parents.get(oidcRoutes.end_session, async (visit) => await signOut(visit, await provider()));
  // A post from another site comes without our cookie: the browser is sent to the same question as an address.
  for (const path of [oidcRoutes.authorization, oidcRoutes.end_session])
    parents.outside.post(path, (visit) => asAddress(visit, path));
  parents.post(routes.clientSignOut, async (visit) => await confirmSignOut(visit, await provider()));
  parents.get(routes.oidcEntry, showEntry);
  parents.post(
    routes.oidcEntry,
    requireParent(async (visit) => {
      const entry = await readEntry(deps, visit.params.request ?? '');
      return await letReturn(visit, entry?.client);
    }),
  );

  await app.register(async (programs) => {
    // The library reads the bodies itself, and only forms.
    programs.removeAllContentTypeParsers();
    programs.addContentTypeParser('*', (_request, _body, done) => done(null));
    const answer = async (_: FastifyRequest, reply: FastifyReply) => {
      const library = await provider();
      return await handOver(reply, async (raw, response) => {
        await library.callback()(prepared(deps, raw), response);
      });
    };
    // Public, and true for longer than an hour: a new key is published a day before it signs.
    const kept = async (request: FastifyRequest, reply: FastifyReply) =>
      await answer(request, reply.header('cache-control', 'public, max-age=3600'));
    for (const url of [...discoveryPaths, oidcRoutes.jwks])
      programs.route({ method: ['GET', 'OPTIONS'], url, handler: kept });
    programs.route({ method: ['GET', 'POST', 'OPTIONS'], url: oidcRoutes.userinfo, handler: answer });
    const posted = ['token', 'introspection', 'revocation', 'pushed_authorization_request'] as const;
    for (const name of posted) programs.route({ method: ['POST', 'OPTIONS'], url: oidcRoutes[name], handler: answer });
  });
}

/** What the library believes of its own address comes from our settings, never from the request. */
function prepared({ config }: Deps, request: IncomingMessage): IncomingMessage {
  const { host, protocol } = new URL(config.publicUrl);
  request.headers.host = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  delete request.headers['x-forwarded-host'];
  return request;
}

const longestAddress = 8000;

function asAddress(visit: Visit, path: string): Answer {
  const fields = typeof visit.body === 'object' && visit.body !== null ? Object.entries(visit.body) : [];
  const asked = new URLSearchParams(
    fields.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)])),
  );
  const address = `${path}?${asked}`;
  return address.length > longestAddress ? clientProblem(visit, 'too long') : redirect(address);
}

/** The door: on to the sign-in, to a fresh proof, back to the client, or a page that says why not. */
async function showEntry(visit: Visit): Promise<Answer> {
  const { deps, path } = visit;
  const request = visit.params.request ?? '';
  const entry = await readEntry(deps, request);
  if (entry === undefined) return clientProblem(visit, 'expired');
  const session = visit.session?.kind === 'parent' ? visit.session : undefined;
  const step = entryStep(entry, session);
  switch (step) {
    case 'sign_in':
      return redirect(href('signIn', { retour: path }));
    case 'prove_again':
      return redirect(href('freshProof', { retour: path }));
    case 'go_on':
      if (session !== undefined) await answerEntry(deps, request, { login: session });
      return redirect(entry.resume);
    case 'ask_return': {
      const asked = session && (await askReturn({ ...visit, session }, entry.client, entry.redirectUri));
      if (asked !== undefined) return asked;
      if (session !== undefined) await answerEntry(deps, request, { login: session });
      return redirect(entry.resume);
    }
    case 'tell_login_required':
      await answerEntry(deps, request, { error: 'login_required' });
      return redirect(entry.resume);
    case 'tell_level':
      await answerEntry(deps, request, { error: 'unmet_authentication_requirements' });
      return redirect(entry.resume);
    case 'not_opened':
      if (session !== undefined) {
        const refusal = await notOpened({ ...visit, session }, entry.client, entry.resume);
        await answerEntry(deps, request, refusal === undefined ? { login: session } : { error: 'access_denied' });
        if (refusal !== undefined) return refusal;
      }
      return redirect(entry.resume);
    default:
      return never(step);
  }
}

async function signOut(visit: Visit, provider: Provider): Promise<Answer> {
  const given = (name: string) => {
    const value = visit.query[name];
    return typeof value === 'string' && value.length <= 8000 ? value : '';
  };
  const asked = {
    idTokenHint: given('id_token_hint'),
    clientId: given('client_id'),
    to: given('post_logout_redirect_uri'),
    state: given('state'),
  };
  const session = visit.session?.kind === 'parent' ? visit.session : undefined;
  const wish = await readSignOut(visit.deps, provider, asked, session);
  if (session === undefined || wish.own) return await signedOut(visit, wish.target);
  const { client, target } = wish;
  const shown = { clientId: client?.publicId ?? '', to: target === undefined ? '' : asked.to, state: asked.state };
  const answer = page(<ClientSignOutPage view={visit.view} client={client?.name} asked={shown} />);
  return target === undefined ? answer : leadingTo(new URL(target).origin, answer);
}

async function confirmSignOut(visit: Visit, provider: Provider): Promise<Answer> {
  const form = readForm(visit.t, visit.body, {
    client_id: line({ max: 500 }),
    post_logout_redirect_uri: line({ max: 2000 }),
    state: line({ max: 8000 }),
  });
  const { client_id: clientId, post_logout_redirect_uri: to, state } = form.values;
  const asked: SignOutParams = { idTokenHint: '', clientId, to, state };
  const wish = await readSignOut(visit.deps, provider, asked, undefined);
  return await signedOut(visit, wish.target);
}

async function signedOut(visit: Visit, target: string | undefined): Promise<Answer> {
  if (visit.session !== undefined) await closeSession(visit.deps, visit.session, 'signed_out');
  return redirect(target ?? href('signIn', { motif: 'deconnecte' }), {
    cookies: [{ name: 'parent', value: undefined }],
    headers: { 'clear-site-data': '"cache", "storage"' },
  });
}
