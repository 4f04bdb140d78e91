// /saml/slo: a service provider signs its parent out of everything.
import { href, routes } from '../routes.js';
import { carried, clientProblem } from '../sso/entry-http.js';
import { type Answer, type Pages, redirect, type Visit } from '../web/http.js';
import type { SetCookie } from '../web/session.js';
import type { Incoming } from './actions.js';
import { encodePosted, encodeRedirected } from './encoding.js';
import { fieldsOf, posted, redirected } from './incoming.js';
import { samlKey } from './keys.js';
import { logOutFor, logoutResponse } from './logout-actions.js';
import { relayOf } from './rules.js';
import { signQuery, signRoot } from './signatures.js';

export function samlLogoutPages(parents: Pages): void {
  parents.get(routes.samlLogout, async (visit) => await logOut(visit, redirected(visit), visit.query.RelayState));
  parents.outside.post(
    routes.samlLogout,
    async (visit) => await logOut(visit, posted(visit), fieldsOf(visit).RelayState),
  );
}

async function logOut(visit: Visit, incoming: Incoming, given: unknown): Promise<Answer> {
  const { deps, session } = visit;
  const out = await logOutFor(deps, incoming);
  if (!out.ok) return clientProblem(visit, out.why);
  const { client, requestId, sessions } = out.value;
  const gone = session !== undefined && sessions.includes(session.id);
  const cookies: readonly SetCookie[] = gone ? [{ name: 'parent', value: undefined }] : [];
  const back = client.settings.logout.find(({ binding }) => binding !== 'soap');
  if (back === undefined) return redirect(href('signIn', { motif: 'deconnecte' }), { cookies });
  const to = back.responseLocation ?? back.location;
  const relayState = relayOf(given);
  const [{ id, xml }, key] = [logoutResponse(deps, to, requestId), await samlKey(deps)];
  if (back.binding === 'post') {
    const relay: Record<string, string> = relayState === undefined ? {} : { RelayState: relayState };
    return { ...carried(visit, client, to, { SAMLResponse: encodePosted(signRoot(xml, id, key)), ...relay }), cookies };
  }
  const parameters = [
    ['SAMLResponse', encodeRedirected(xml)] as const,
    ...(relayState === undefined ? [] : [['RelayState', relayState] as const]),
  ];
  return redirect(`${to}${to.includes('?') ? '&' : '?'}${signQuery(parameters, key)}`, { cookies });
}
