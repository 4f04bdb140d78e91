// May this account enter this application, and of which children may it know? Asked at each sign-in to it, wherever a ticket or
// a token of it is used, and for each claim and each event.
import { type Child, childrenOf } from '../db/children.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { servicesOfChildren } from '../services/actions.js';
import type { ChildOf } from '../services/rules.js';
import { type AdmissionRefusal, type Client, isServed, isUnbound, mayEnter } from './rules.js';

type Bounds = Pick<Client, 'schoolUais' | 'serviceSlug'>;

/** A child, and the names of the tiles that are open to it today for its guardian. */
export type AskedChild<C extends ChildOf = Child> = { readonly child: C; readonly tiles: ReadonlySet<string> };

/** The same children, in their order, with what their schools opened to them. */
export async function withTiles<C extends ChildOf>(
  deps: Deps,
  children: readonly C[],
): Promise<readonly AskedChild<C>[]> {
  const opened = await servicesOfChildren(deps, children);
  return children.map((child, index) => ({
    child,
    tiles: new Set(opened[index]?.services.map(({ slug }) => slug)),
  }));
}

const asked = <C extends ChildOf>({ serviceSlug }: Bounds, { child, tiles }: AskedChild<C>) => ({
  schoolUai: child.schoolUai,
  opened: serviceSlug === null ? null : tiles.has(serviceSlug),
});

/** Those of whom this client may know: the one answer for claims, for events and for the parent's own page. */
export const servedAmong = <C extends ChildOf>(client: Bounds, children: readonly AskedChild<C>[]): readonly C[] =>
  children.filter((one) => isServed(client, asked(client, one))).map(({ child }) => child);

/** The children of an account of whom this client may know now. */
export async function childrenServed(deps: Deps, client: Bounds, accountId: number): Promise<readonly Child[]> {
  return servedAmong(client, await withTiles(deps, await childrenOf(deps.db, accountId)));
}

export const isAdmitted = (client: Bounds, children: readonly AskedChild[]): boolean =>
  mayEnter(
    client,
    children.map((one) => asked(client, one)),
  );

export async function admit(deps: Deps, client: Bounds, accountId: number): Promise<Outcome<void, AdmissionRefusal>> {
  if (isUnbound(client)) return done(undefined);
  const children = await withTiles(deps, await childrenOf(deps.db, accountId));
  return isAdmitted(client, children) ? done(undefined) : refused('not_opened');
}
