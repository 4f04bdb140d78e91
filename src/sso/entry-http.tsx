// /entrer/:signOn: a parent who came from a client signs in, proves himself again where the client asks it, and goes on.
import { childrenSeen } from '../people/actions.js';
import { withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { minutesUntil } from '../signin/http.js';
import { policyOfFormTo } from '../web/headers.js';
import type { ParentVisit } from '../web/http.js';
import { type Answer, type Pages, page, redirect, requireParent, type Visit } from '../web/http.js';
import { admit } from './admission.js';
import { CarriedPage, ClientProblemPage, NotOpenedPage } from './client-pages.js';
import { askReturn, letReturn } from './return-http.js';
import type { Client, Protocol } from './rules.js';
import { endWaiting, findWaiting, type Waiting, waitForParent } from './sign-on-actions.js';

/** To the page where the parent signs in; the request is kept there. */
export async function waitAtEntry(
  visit: Visit,
  clientId: number,
  params: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const waiting = await waitForParent(visit.deps, clientId, params, visit.address);
  if (waiting.ok) return redirect(href('entry', { signOn: waiting.value }));
  return {
    status: 429,
    page: (
      <ClientProblemPage
        view={visit.view}
        code="too many requests"
        requestId={visit.requestId}
        waitMinutes={minutesUntil(visit, waiting.why.until)}
      />
    ),
  };
}

/** What a protocol does with a request that waited. */
export type Enter = {
  /** The parent is signed in and admitted. `renewed`: he gave a secret for this very request. */
  readonly go: (
    visit: ParentVisit,
    waiting: Pick<Waiting, 'client' | 'params'> & { readonly renewed: boolean },
  ) => Promise<Answer>;
  /** The request (`passive`) allows no page of ours, and one would be needed. */
  readonly absent?: (visit: Visit, client: Client, params: Waiting['params']) => Promise<Answer>;
};

type Protocols = Readonly<Partial<Record<Protocol, Enter>>>;

export function entryPages(parents: Pages, protocols: Protocols): void {
  const enter = requireParent(async (visit) => await enterSignedIn(visit, protocols));
  parents.get(routes.entry, async (visit) => {
    if (visit.session !== undefined) return await enter(visit);
    const waiting = await findWaiting(visit.deps, visit.params.signOn ?? '');
    return (waiting && (await absent(visit, waiting, protocols))) ?? (await enter(visit));
  });
  parents.post(
    routes.entry,
    requireParent(async (visit) => {
      const waiting = await findWaiting(visit.deps, visit.params.signOn ?? '');
      return await letReturn(visit, waiting?.client);
    }),
  );
}

async function enterSignedIn(visit: ParentVisit, protocols: Protocols): Promise<Answer> {
  const token = visit.params.signOn ?? '';
  const waiting = await findWaiting(visit.deps, token);
  if (waiting === undefined) return clientProblem(visit, 'expired');
  const { client, params } = waiting;
  const renewed = visit.session.provedAt >= waiting.askedAt;
  if (params.fresh === true && !renewed)
    return (await absent(visit, waiting, protocols)) ?? redirect(href('freshProof', { retour: visit.path }));
  const refusal = await notOpened(visit, client);
  if (refusal !== undefined) return (await absent(visit, waiting, protocols)) ?? refusal;
  // What SAML answers is carried by a page of its own; a CAS service gets a redirect.
  const asked = await askReturn(visit, client, params.service);
  if (asked !== undefined) return (await absent(visit, waiting, protocols)) ?? asked;
  const protocol = protocols[client.protocol];
  if (protocol === undefined || !(await endWaiting(visit.deps, token))) return clientProblem(visit, 'expired');
  return await protocol.go(visit, { client, params, renewed });
}

async function absent(visit: Visit, { client, params }: Waiting, protocols: Protocols): Promise<Answer | undefined> {
  const told = params.passive === true ? protocols[client.protocol]?.absent : undefined;
  if (told === undefined || !(await endWaiting(visit.deps, visit.params.signOn ?? ''))) return undefined;
  return await told(visit, client, params);
}

/** The page of a client that no school of the account opened; undefined when it is admitted. `back` leads to the client. */
export async function notOpened(visit: ParentVisit, client: Client, back?: string): Promise<Answer | undefined> {
  const { deps, session } = visit;
  if ((await admit(deps, client, session.accountId)).ok) return undefined;
  const children = await childrenSeen(deps, session.accountId);
  const schools = new Map(children.map(({ schoolName, schoolPhone }) => [schoolName, schoolPhone]));
  return {
    status: 403,
    page: (
      <NotOpenedPage
        view={withHelp(visit.view, children)}
        client={client.name}
        {...(back === undefined ? {} : { back })}
        schools={[...schools].map(([name, phone]) => ({ name, phone }))}
      />
    ),
  };
}

/** A request that cannot be answered by sending its reader back: `code` is for whoever keeps the client. */
export function clientProblem(visit: Visit, code: string): Answer {
  visit.deps.log.warn({ request: visit.requestId, path: routeOf(visit), code }, 'client refused');
  return { status: 400, page: <ClientProblemPage view={visit.view} code={code} requestId={visit.requestId} /> };
}

const routeOf = ({ path }: Visit) => (path.startsWith('/entrer/') ? routes.entry : path);

/** What the browser posts to a registered address of a client. */
export function carried(
  visit: Visit,
  client: Pick<Client, 'name'>,
  address: string,
  fields: Readonly<Record<string, string>>,
): Answer {
  return page(<CarriedPage view={visit.view} client={client.name} address={address} fields={fields} />, {
    headers: { 'content-security-policy': policyOfFormTo(new URL(address).origin) },
  });
}
