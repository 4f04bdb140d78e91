// The services of one school, for its head.
import { countWhoSees } from '../db/catalogue.js';
import { listClients } from '../db/clients.js';
import { readCatalogue, readOpenings } from '../db/services.js';
import type { Deps } from '../deps.js';
import type { Desk } from '../staff/rules.js';
import type { ServiceAtSchool } from './rules.js';

/** The catalogue's services for this kind of school, with their days here. */
export async function readServicesHere(deps: Deps, desk: Desk): Promise<readonly ServiceAtSchool[]> {
  const openings = await readOpenings(deps.db, [desk.schoolUai]);
  return (await readCatalogue(deps.db))
    .filter(({ schoolKinds }) => schoolKinds.includes(desk.schoolKind))
    .map((service) => ({ service, opening: openings.find(({ slug }) => slug === service.slug) }));
}

export async function readServiceHere(deps: Deps, desk: Desk, slug: string): Promise<ServiceAtSchool | undefined> {
  return (await readServicesHere(deps, desk)).find(({ service }) => service.slug === slug);
}

/** Whose tile goes when it is closed here, and into which application they come no more by this school. */
export async function whoLoses(deps: Deps, desk: Desk, slug: string) {
  const application = (await listClients(deps.db)).find(({ serviceSlug }) => serviceSlug === slug);
  return { ...(await countWhoSees(deps.db, desk.schoolUai, slug)), application: application?.name };
}
