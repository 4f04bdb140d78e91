// A service provider's request: read, checked, and answered once.
import { createHmac } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { holdSession, openClientSession } from '../db/client-sessions.js';
import { findClient } from '../db/clients.js';
import { answerOnce } from '../db/saml.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { href } from '../routes.js';
import { type ParentSession, sessionLimits } from '../signin/rules.js';
import { claimsOf } from '../sso/claim-actions.js';
import type { ClientOf } from '../sso/rules.js';
import { enterSubject } from '../sso/subjects.js';
import { decodePosted, decodeRedirected } from './encoding.js';
import { encryptAssertion } from './encryption.js';
import { samlKey } from './keys.js';
import { claimedIssuer, readAuthnRequest } from './reading.js';
import {
  type AuthnRequest,
  consumerOf,
  type Denial,
  messageFault,
  type NameIdFormat,
  type RequestFault,
} from './rules.js';
import { checkQuery, readSigned, signRoot } from './signatures.js';
import { assertionXml, denialXml, responseXml } from './writing.js';
import { everyElement, readXml, type XmlElement } from './xml.js';

export type SamlClient = ClientOf<'saml'>;

/** A message as it came, still encoded; with the query that carried it, for its signature. */
export type Incoming =
  | { readonly binding: 'post'; readonly message: string }
  | { readonly binding: 'redirect'; readonly message: string; readonly search: string };

export type Received = { readonly client: SamlClient; readonly message: XmlElement; readonly signed: boolean };

export const entityId = ({ config }: Pick<Deps, 'config'>): string => `${config.publicUrl}${href('samlMetadata')}`;
export const newId = ({ random }: Pick<Deps, 'random'>): string => `_${Buffer.from(random(20)).toString('hex')}`;

/** The message of a registered client, checked with the client's own keys where it is signed. */
export async function receive(
  deps: Deps,
  incoming: Incoming,
  parameter: 'SAMLRequest' | 'SAMLResponse',
): Promise<Outcome<Received, RequestFault>> {
  const { binding, message: encoded } = incoming;
  const xml = binding === 'post' ? decodePosted(encoded) : decodeRedirected(encoded);
  const read = xml === undefined ? undefined : readXml(xml);
  if (xml === undefined || read?.ok !== true) return refused('not a message');
  const client = await findClient(deps.db, 'saml', claimedIssuer(read.value));
  if (client === undefined) return refused('unknown issuer');
  const certificates = client.settings.signingCertificates;
  if (incoming.binding === 'redirect') {
    // A message by redirect is signed in its address alone.
    if (everyElement(read.value).some(({ name }) => name === 'Signature')) return refused('bad signature');
    const checked = checkQuery(incoming.search, parameter, certificates);
    if (!checked.ok && checked.why === 'bad_signature') return refused('bad signature');
    return done({ client, message: read.value, signed: checked.ok });
  }
  const signed = readSigned(xml, certificates);
  if (signed.ok) return done({ client, message: signed.value, signed: true });
  if (signed.why === 'bad_signature') return refused('bad signature');
  return done({ client, message: read.value, signed: false });
}

export type Accepted = { readonly client: SamlClient; readonly request: AuthnRequest; readonly consumer: string };

export async function acceptRequest(deps: Deps, incoming: Incoming): Promise<Outcome<Accepted, RequestFault>> {
  const received = await receive(deps, incoming, 'SAMLRequest');
  if (!received.ok) return received;
  const { client, message, signed } = received.value;
  if (client.settings.requestsSigned && !signed) return refused('unsigned');
  const request = readAuthnRequest(message);
  if (request === undefined || request.issuer !== client.publicId) return refused('not a message');
  const fault = messageFault(request, `${deps.config.publicUrl}${href('samlSignOn')}`, signed, deps.now());
  if (fault !== undefined) return refused(fault);
  const consumer = consumerOf(client.settings, request);
  return consumer === undefined ? refused('foreign address') : done({ client, request, consumer });
}

/** What is left of a request once it is accepted. */
export type Asked = { readonly requestId: string; readonly consumer: string; readonly format: NameIdFormat };

/**
 * The client's name for a session: the same for the two of them (until the parent takes the client's name of him back), nothing
 * that one could guess, and it says which kind of name goes with it, for the day of the sign-out. A transient name is this
 * one itself.
 */
export function sessionIndexOf(
  deps: Pick<Deps, 'keys'>,
  sessionId: number,
  clientId: number,
  format: NameIdFormat,
  timesGiven: number,
): string {
  const name = ['saml-session', sessionId, clientId, format, timesGiven].join('\0');
  const signs = createHmac('sha256', deps.keys.token).update(name, 'utf8').digest().subarray(0, 20).toString('hex');
  return `_${format === 'persistent' ? 'p' : 't'}${signs}`;
}

export const formatOfIndex = (index: string): NameIdFormat => (index.startsWith('_t') ? 'transient' : 'persistent');

/** The signed response for the browser to carry, base64 apart; refused when it was given before, or the session is over. */
export async function answer(
  deps: Deps,
  client: SamlClient,
  session: ParentSession,
  asked: Asked,
): Promise<Outcome<string, 'answered before' | 'over'>> {
  const { id: sessionId, accountId } = session;
  const { format, consumer, requestId } = asked;
  const now = deps.now();
  if (!(await answerOnce(deps.db, client.id, requestId, now))) return refused('answered before');
  const entered = await enter(deps, client, session, format);
  if (entered === undefined) return refused('over');
  const { subject, sessionIndex } = entered;
  const claims = await claimsOf(deps, client, accountId);
  deps.log.info({ session: sessionId, client: client.id }, 'assertion given');
  const key = await samlKey(deps);
  const id = newId(deps);
  const assertion = signRoot(
    assertionXml({
      id,
      now,
      idp: entityId(deps),
      sp: client.publicId,
      consumer,
      inResponseTo: requestId,
      nameId: { format, value: format === 'persistent' ? subject : sessionIndex },
      sessionIndex,
      provedAt: session.provedAt,
      sessionEnds: new Date(session.createdAt.getTime() + sessionLimits.parent.wholeHours * 3_600_000),
      attributes: claims,
      attributeNames: client.settings.attributeNames ?? 'basic',
    }),
    id,
    key,
  );
  const { encryptionCertificates, cipher = 'aes256-gcm' } = client.settings;
  const [certificate] = encryptionCertificates;
  const carried = certificate === undefined ? assertion : await encryptAssertion(assertion, certificate, cipher);
  const responseId = newId(deps);
  const head = { id: responseId, now, idp: entityId(deps), destination: consumer, inResponseTo: requestId };
  return done(signRoot(responseXml(head, carried), responseId, key));
}

/** The client knows the parent from now on, and hears of the end of his session. Undefined when that is over, or he took the name back. */
async function enter(
  deps: Deps,
  client: SamlClient,
  { id: sessionId, accountId }: ParentSession,
  format: NameIdFormat,
): Promise<{ readonly subject: string; readonly sessionIndex: string } | undefined> {
  return await inTransaction(deps, async (tx) => {
    const whose = { sessionId, clientId: client.id, accountId };
    if (!(await holdSession(tx, whose))) return undefined;
    const given = await enterSubject(deps, tx, client, accountId);
    if (given === undefined) return undefined;
    const { subject, timesGiven } = given;
    const sessionIndex = sessionIndexOf(deps, sessionId, client.id, format, timesGiven);
    const opened = await openClientSession(tx, { ...whose, reference: sessionIndex, now: deps.now() });
    return opened ? { subject, sessionIndex } : undefined;
  });
}

/** The signed response that says why there is no assertion. */
export async function deny(deps: Deps, asked: Pick<Asked, 'requestId' | 'consumer'>, denial: Denial): Promise<string> {
  const id = newId(deps);
  const head = { id, now: deps.now(), idp: entityId(deps), destination: asked.consumer, inResponseTo: asked.requestId };
  return signRoot(denialXml(head, denial), id, await samlKey(deps));
}
