// One school as an operator sees it: how it is described, which services are open there.

import { readCatalogue, readOpenings } from '../db/services.js';
import { listTeam } from '../db/team.js';
import type { Deps } from '../deps.js';
import { readSchool } from '../people/school-actions.js';
import type { Opening, Service } from '../services/rules.js';

export type ServiceHere = { readonly service: Service; readonly opening: Opening | undefined };

/** Undefined when there is no such school. Services of another kind of school are left out. */
export async function readNetworkSchool(deps: Deps, uai: string) {
  const school = await readSchool(deps, uai);
  if (school === undefined) return undefined;
  const openings = await readOpenings(deps.db, [uai]);
  const services = (await readCatalogue(deps.db))
    .filter(({ schoolKinds }) => schoolKinds.includes(school.kind))
    .map((service): ServiceHere => ({ service, opening: openings.find(({ slug }) => slug === service.slug) }));
  const staffed = (await listTeam(deps.db, uai, deps.now())).length > 0;
  return { school, services, staffed };
}
