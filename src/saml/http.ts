// /saml: metadata, and the sign-in that a service provider asks for. A sign-in that nobody asked for does not exist here.
import { href, routes } from '../routes.js';
import { carried, clientProblem, type Enter, notOpened, waitAtEntry } from '../sso/entry-http.js';
import { isUnknownTo } from '../sso/return-actions.js';
import { type Answer, answerProgram, type Pages, type ParentVisit, redirect, type Visit } from '../web/http.js';
import {
  type Accepted,
  type Asked,
  acceptRequest,
  answer,
  deny,
  entityId,
  type Incoming,
  type SamlClient,
} from './actions.js';
import { encodePosted } from './encoding.js';
import { fieldsOf, posted, redirected } from './incoming.js';
import { samlKeys } from './keys.js';
import { samlLogoutPages } from './logout-http.js';
import { type Denial, denialOf, formatOf, relayOf } from './rules.js';
import { metadataXml } from './writing.js';

export function samlPages(parents: Pages): void {
  parents.outside.get(routes.samlMetadata, showMetadata);
  parents.get(routes.samlSignOn, async (visit) => await signOn(visit, redirected(visit), visit.query.RelayState));
  parents.outside.post(
    routes.samlSignOn,
    async (visit) => await signOn(visit, posted(visit), fieldsOf(visit).RelayState),
  );
  samlLogoutPages(parents);
}

async function showMetadata({ deps }: Visit): Promise<Answer> {
  const { published } = await samlKeys(deps);
  const { publicUrl } = deps.config;
  const xml = metadataXml({
    entityId: entityId(deps),
    signOn: `${publicUrl}${href('samlSignOn')}`,
    logout: `${publicUrl}${href('samlLogout')}`,
    certificates: published.flatMap(({ certificate }) => certificate ?? []),
  });
  return answerProgram('application/samlmetadata+xml', xml);
}

/** A parent's request on its way: what /entrer keeps of it. */
type Kept = Asked & { readonly relayState: string | undefined; readonly passive: boolean };

async function signOn(visit: Visit, incoming: Incoming, relayState: unknown): Promise<Answer> {
  const accepted = await acceptRequest(visit.deps, incoming);
  if (!accepted.ok) return clientProblem(visit, accepted.why);
  const { client, request } = accepted.value;
  const kept = keep(accepted.value, relayOf(relayState));
  const denial = denialOf(client, request);
  if (denial !== undefined) return await denied(visit, client, kept, denial);
  const session = visit.session?.kind === 'parent' ? visit.session : undefined;
  // A message that was posted comes without our cookies: whether somebody is there shows on the next page.
  const unseen = incoming.binding === 'post';
  if (!unseen && kept.passive && (session === undefined || request.fresh))
    return await denied(visit, client, kept, 'NoPassive');
  if (session === undefined || request.fresh) {
    const params = { ...kept, fresh: request.fresh };
    return await waitAtEntry(visit, client.id, params);
  }
  const parent = { ...visit, session };
  const refusal = await notOpened(parent, client);
  if (refusal !== undefined) return kept.passive ? await denied(visit, client, kept, 'RequestDenied') : refusal;
  // He is asked first, on a page of ours.
  if (await isUnknownTo(visit.deps, client, session.accountId))
    return kept.passive
      ? await denied(visit, client, kept, 'NoPassive')
      : await waitAtEntry(visit, client.id, { ...kept, fresh: false });
  return await give(parent, client, kept);
}

function keep({ client, request, consumer }: Accepted, relayState: string | undefined): Kept {
  const format = formatOf(client.settings, request.nameIdFormat) ?? client.settings.nameIdFormat;
  return { requestId: request.id, consumer, format, relayState, passive: request.passive };
}

/** The way on from /entrer. */
export const enterProvider = {
  go: async (visit, { client, params }) => await give(visit, client as SamlClient, params as Kept),
  absent: async (visit, client, params) => await denied(visit, client as SamlClient, params as Kept, 'NoPassive'),
} satisfies Enter;

async function give(visit: ParentVisit, client: SamlClient, kept: Kept): Promise<Answer> {
  const given = await answer(visit.deps, client, visit.session, kept);
  if (!given.ok) return given.why === 'over' ? redirect(href('signIn')) : clientProblem(visit, given.why);
  return sent(visit, client, kept, given.value);
}

async function denied(visit: Visit, client: SamlClient, kept: Kept, denial: Denial): Promise<Answer> {
  return sent(visit, client, kept, await deny(visit.deps, kept, denial));
}

function sent(visit: Visit, client: SamlClient, { consumer, relayState }: Kept, response: string): Answer {
  return carried(visit, client, consumer, {
    SAMLResponse: encodePosted(response),
    ...(relayState === undefined ? {} : { RelayState: relayState }),
  });
}
