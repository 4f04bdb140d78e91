// An operator keeps the catalogue, one service at a time: what the command does with the whole file.
import { inTransaction } from '../audit/actions.js';
import {
  countOpenings,
  findCatalogueEntry,
  openEverywhere,
  readCatalogueEntries,
  retireService,
  writeOrder,
  writeService,
} from '../db/catalogue.js';
import { listClients } from '../db/clients.js';
import { findService } from '../db/services.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor, type By } from '../staff/rights.js';
import { type CatalogueEntry, movedOrder, type Service } from './rules.js';

export async function readEntries(deps: Deps): Promise<readonly CatalogueEntry[]> {
  return await readCatalogueEntries(deps.db);
}

export async function readEntry(deps: Deps, slug: string): Promise<CatalogueEntry | undefined> {
  return await findCatalogueEntry(deps.db, slug);
}

/** What goes when a service is withdrawn: the schools that have it open, and the application that it leads to. */
export async function whatWithdraws(deps: Deps, slug: string) {
  const application = (await listClients(deps.db)).find(({ serviceSlug }) => serviceSlug === slug);
  return { schools: await countOpenings(deps.db, slug), application: application?.name };
}

export type CatalogueRefusal = 'not_allowed' | 'taken' | 'no_service';

/** A new service comes last; one that was withdrawn comes back. `openedByDefault` opens it where it was never opened. */
export async function saveService(
  deps: Deps,
  asked: { readonly service: Service; readonly openedByDefault: boolean; readonly isNew: boolean },
  by: By,
): Promise<Outcome<void, CatalogueRefusal>> {
  const { service, openedByDefault, isNew } = asked;
  return await inTransaction<Outcome<void, CatalogueRefusal>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'manage_catalogue');
    if (actor === undefined) return refused('not_allowed');
    const held = await findCatalogueEntry(tx, service.slug);
    if (isNew && held !== undefined) return refused('taken');
    if (!isNew && held === undefined) return refused('no_service');
    await writeService(tx, service, openedByDefault);
    if (openedByDefault && held?.openedByDefault !== true)
      await openEverywhere(tx, service.slug, civilDateOf(deps.now(), deps.config.timeZone));
    record({ actor, kind: 'service_saved', data: { slug: service.slug, openedByDefault } });
    return done(undefined);
  });
}

/** One place up or down. */
export async function moveService(
  deps: Deps,
  asked: { readonly slug: string; readonly by: -1 | 1 },
  by: By,
): Promise<Outcome<void, CatalogueRefusal>> {
  return await inTransaction<Outcome<void, CatalogueRefusal>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'manage_catalogue');
    if (actor === undefined) return refused('not_allowed');
    const held = (await readCatalogueEntries(tx)).map(({ slug }) => slug);
    if (!held.includes(asked.slug)) return refused('no_service');
    const slugs = movedOrder(held, asked.slug, asked.by);
    await writeOrder(tx, slugs);
    record({ actor, kind: 'services_listed', data: { slugs } });
    return done(undefined);
  });
}

export async function withdrawService(deps: Deps, slug: string, by: By): Promise<Outcome<void, CatalogueRefusal>> {
  return await inTransaction<Outcome<void, CatalogueRefusal>>(deps, async (tx, record) => {
    const actor = await actorFor(deps, tx, by, 'manage_catalogue');
    if (actor === undefined) return refused('not_allowed');
    if ((await findService(tx, slug)) === undefined) return refused('no_service');
    await retireService(tx, slug, deps.now());
    record({ actor, kind: 'service_withdrawn', data: { slug } });
    return done(undefined);
  });
}
