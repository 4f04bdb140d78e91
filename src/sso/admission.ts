// May this account enter this application? Asked at each sign-in to it, and again for each claim.
import { childrenOf } from '../db/children.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { servicesOfChildren } from '../services/actions.js';
import { type AdmissionFacts, type AdmissionRefusal, type Client, mayEnter } from './rules.js';

export async function admissionFacts(
  deps: Deps,
  client: Pick<Client, 'serviceSlug'>,
  accountId: number,
): Promise<AdmissionFacts> {
  const children = await childrenOf(deps.db, accountId);
  const childSchools = children.map((child) => child.schoolUai);
  const { serviceSlug } = client;
  if (serviceSlug === null) return { childSchools, openedBy: null };
  const opened = await servicesOfChildren(deps, children);
  const openedBy = children
    .filter((_, index) => opened[index]?.services.some(({ slug }) => slug === serviceSlug))
    .map((child) => child.schoolUai);
  return { childSchools, openedBy };
}

export async function admit(
  deps: Deps,
  client: Pick<Client, 'schoolUais' | 'serviceSlug'>,
  accountId: number,
): Promise<Outcome<void, AdmissionRefusal>> {
  // Bound to no school: an application of the network itself.
  if (client.schoolUais === null && client.serviceSlug === null) return done(undefined);
  const facts = await admissionFacts(deps, client, accountId);
  return mayEnter(client, facts) ? done(undefined) : refused('not_opened');
}
