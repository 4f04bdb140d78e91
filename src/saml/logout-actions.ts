// The end of a session: asked by a service provider, or told to it.
import { inTransaction } from '../audit/actions.js';
import type { DueLogout } from '../db/client-sessions.js';
import { findLastSubject } from '../db/client-subjects.js';
import { findClientById } from '../db/clients.js';
import { answerOnce, endNamedSessions } from '../db/saml.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { href } from '../routes.js';
import { entityId, formatOfIndex, type Incoming, newId, receive, type SamlClient } from './actions.js';
import { samlKey } from './keys.js';
import { readLogoutRequest } from './reading.js';
import { messageFault, type RequestFault } from './rules.js';
import { signRoot } from './signatures.js';
import { logoutRequestXml, logoutResponseXml } from './writing.js';

export type LoggedOut = {
  readonly client: SamlClient;
  readonly requestId: string;
  /** The sessions of the portal that ended. */
  readonly sessions: readonly number[];
};

/** Ends what a service provider names. Its word is taken for sessions that it was entered in, signed, and once. */
export async function logOutFor(deps: Deps, incoming: Incoming): Promise<Outcome<LoggedOut, RequestFault>> {
  const received = await receive(deps, incoming, 'SAMLRequest');
  if (!received.ok) return received;
  const { client, message, signed } = received.value;
  if (!signed) return refused('unsigned');
  const request = readLogoutRequest(message);
  if (request === undefined || request.issuer !== client.publicId) return refused('not a message');
  const now = deps.now();
  const fault = messageFault(request, `${deps.config.publicUrl}${href('samlLogout')}`, signed, now);
  if (fault !== undefined) return refused(fault);
  const { id: requestId, nameId, sessionIndexes } = request;
  return await inTransaction<Outcome<LoggedOut, RequestFault>>(deps, async (tx) => {
    if (!(await answerOnce(tx, client.id, requestId, now))) return refused('answered before');
    const sessions = await endNamedSessions(tx, { clientId: client.id, nameId, sessionIndexes, now });
    for (const session of sessions) deps.log.info({ session, client: client.id }, 'session ended by a client');
    return done({ client, requestId, sessions });
  });
}

export function logoutResponse(
  deps: Deps,
  destination: string,
  inResponseTo: string,
): { readonly id: string; readonly xml: string } {
  const id = newId(deps);
  return { id, xml: logoutResponseXml({ id, now: deps.now(), idp: entityId(deps), destination, inResponseTo }) };
}

/** What is posted to a service provider whose session is over, without a browser; undefined when it cannot be told so. */
export async function logoutEnvelope(
  deps: Deps,
  due: Pick<DueLogout, 'clientId' | 'accountId' | 'reference'>,
): Promise<{ readonly url: string; readonly id: string; readonly body: string } | undefined> {
  const client = await findClientById(deps.db, due.clientId);
  if (client?.protocol !== 'saml') return undefined;
  const url = client.settings.logout.find(({ binding }) => binding === 'soap')?.location;
  const format = formatOfIndex(due.reference);
  const value = format === 'transient' ? due.reference : await findLastSubject(deps.db, client.id, due.accountId);
  if (url === undefined || value === undefined) return undefined;
  const id = newId(deps);
  const told = { id, now: deps.now(), idp: entityId(deps), sp: client.publicId, destination: url };
  const xml = logoutRequestXml({ ...told, nameId: { format, value }, sessionIndex: due.reference });
  const signed = signRoot(xml, id, await samlKey(deps));
  const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
  return { url, id, body: `<soap:Envelope xmlns:soap="${soap}"><soap:Body>${signed}</soap:Body></soap:Envelope>` };
}
