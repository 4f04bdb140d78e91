// /cas: the addresses of CAS 3.0. Proxies are refused: no service acts for a parent at another one.
import { href, routes } from '../routes.js';
import { closeSession } from '../signin/sessions.js';
import { carried, clientProblem, type Enter, notOpened, waitAtEntry } from '../sso/entry-http.js';
import { isUnknownTo } from '../sso/return-actions.js';
import type { ClientOf } from '../sso/rules.js';
import { type Answer, answerProgram, type Pages, type ParentVisit, redirect, type Visit } from '../web/http.js';
import { findService, giveTicket, validateTicket } from './actions.js';
import { jsonVerdict, plainVerdict, proxyRefusal, type Verdict, xmlVerdict } from './answers.js';
import { withTicket } from './rules.js';

export function casPages(parents: Pages): void {
  parents.get(routes.casLogin, logIn);
  parents.get(routes.casLogout, logOut);
  parents.outside.get(routes.casValidate, async (visit) =>
    answerProgram('text/plain; charset=utf-8', plainVerdict(await validate(visit))),
  );
  for (const [path, proxies] of [
    [routes.casServiceValidate, false],
    [routes.casP3ServiceValidate, false],
    [routes.casProxyValidate, true],
    [routes.casP3ProxyValidate, true],
  ] as const)
    parents.outside.get(path, async (visit) => inFormat(visit, await validate(visit, proxies)));
  parents.outside.get(routes.casProxy, () => answerProgram(xml, proxyRefusal()));
}

const xml = 'application/xml; charset=utf-8';

/** A parameter given once, as text. */
function one(visit: Visit, name: string): string | undefined {
  const value = Object.hasOwn(visit.query, name) ? visit.query[name] : undefined;
  return typeof value === 'string' && value !== '' && !value.includes('\0') ? value : undefined;
}

/** `renew`, `gateway`: set by being there; some clients write « false ». */
const isSet = (visit: Visit, name: string): boolean =>
  Object.hasOwn(visit.query, name) && !['', 'false'].includes(String(visit.query[name]));

type Asked = { readonly service: string; readonly method: 'GET' | 'POST' };

async function logIn(visit: Visit): Promise<Answer> {
  if (!Object.hasOwn(visit.query, 'service')) return redirect(href('home'));
  const service = one(visit, 'service');
  const client = service === undefined ? undefined : await findService(visit.deps, service);
  if (service === undefined || client === undefined) return clientProblem(visit, 'unknown service');
  const renew = isSet(visit, 'renew');
  const gateway = isSet(visit, 'gateway') && !renew;
  const asked: Asked = { service, method: one(visit, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET' };
  if (visit.session?.kind !== 'parent') return gateway ? redirect(service) : await wait(visit, client, asked, renew);
  if (renew) return await wait(visit, client, asked, renew);
  const parent = { ...visit, session: visit.session };
  const refusal = await notOpened(parent, client);
  // A service that only looks whether somebody is there shows him no page of ours.
  if (refusal !== undefined) return gateway ? redirect(service) : refusal;
  if (await isUnknownTo(visit.deps, client, parent.session.accountId))
    return gateway ? redirect(service) : await wait(visit, client, asked, false);
  return await give(parent, client, asked, false);
}

async function wait(visit: Visit, client: ClientOf<'cas'>, asked: Asked, fresh: boolean): Promise<Answer> {
  return await waitAtEntry(visit, client.id, { ...asked, fresh });
}

/** The way on from /entrer. */
export const enterService: Enter = {
  go: async (visit, { client, params, renewed }) => {
    const { service, method } = params as Asked;
    return await give(visit, client as ClientOf<'cas'>, { service, method }, renewed);
  },
};

async function give(
  visit: ParentVisit,
  client: ClientOf<'cas'>,
  { service, method }: Asked,
  renewed: boolean,
): Promise<Answer> {
  const ticket = await giveTicket(visit.deps, visit.session, { client, service, renewed });
  if (ticket === undefined) return redirect(href('casLogin', { service }));
  return method === 'POST' ? carried(visit, client, service, { ticket }) : redirect(withTicket(service, ticket));
}

/** Signs out of everything, then to a registered service or to the sign-in page. */
async function logOut(visit: Visit): Promise<Answer> {
  if (visit.session !== undefined) await closeSession(visit.deps, visit.session, 'signed_out');
  const service = one(visit, 'service');
  const known = service !== undefined && (await findService(visit.deps, service)) !== undefined;
  return redirect(known ? service : href('signIn', { motif: 'deconnecte' }), {
    cookies: [{ name: 'parent', value: undefined }],
  });
}

async function validate(visit: Visit, proxies = false): Promise<Verdict> {
  const [ticket, service] = [one(visit, 'ticket'), one(visit, 'service')];
  if (ticket === undefined || service === undefined) return { failure: 'INVALID_REQUEST', ticket: '' };
  if (ticket.startsWith('PT-') && !proxies) return { failure: 'INVALID_TICKET_SPEC', ticket };
  const verdict = await validateTicket(visit.deps, { ticket, service, renew: isSet(visit, 'renew') });
  // The ticket is spent: whoever asks to proxy is told so, not half signed in.
  if ('success' in verdict && Object.hasOwn(visit.query, 'pgtUrl'))
    return { failure: 'UNAUTHORIZED_SERVICE_PROXY', ticket };
  return verdict;
}

function inFormat(visit: Visit, verdict: Verdict): Answer {
  return one(visit, 'format')?.toUpperCase() === 'JSON'
    ? answerProgram('application/json; charset=utf-8', jsonVerdict(verdict))
    : answerProgram(xml, xmlVerdict(verdict));
}
