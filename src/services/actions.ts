// The operator keeps the catalogue and opens its services; parents read what their children's schools have open.
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import type { Child } from '../db/children.js';
import { listClients } from '../db/clients.js';
import type { Tx } from '../db/open.js';
import { findSchoolKind, getSchoolName, schoolExists, writeContactMail } from '../db/schools.js';
import {
  findService,
  type LinkOfSchool,
  readContacts,
  readLinks,
  readOpenings,
  removeOpening,
  replaceCatalogue,
  replaceLinks,
  type SchoolContact,
  writeOpening,
} from '../db/services.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { type Client, startAddress } from '../sso/rules.js';
import { actorFor, type By } from '../staff/rights.js';
import {
  type ChildOf,
  dueToTell,
  type LinkKind,
  nextOpening,
  type OpenedService,
  type Opening,
  type SchoolLink,
  type Service,
  servicesFor,
} from './rules.js';

const actor = { type: 'command' } as const;

/** The catalogue becomes this list. */
export async function importCatalogue(deps: Deps, services: readonly Service[]): Promise<void> {
  await inTransaction(deps, async (tx, record) => {
    await replaceCatalogue(tx, services, deps.now());
    record({ actor, kind: 'services_listed', data: { slugs: services.map(({ slug }) => slug) } });
  });
}

export type OpeningRefusal = 'no_service' | 'no_school' | 'wrong_kind' | 'not_open' | 'not_allowed';

/** An operator acts at any school, a head at his own. */
async function actorAt(deps: Deps, tx: Tx, by: By, school: string): Promise<Actor | undefined> {
  if (by === 'command' || !('schoolUai' in by)) return await actorFor(deps, tx, by, 'open_services');
  return by.schoolUai === school ? await actorFor(deps, tx, by, 'manage_services') : undefined;
}

/** Opens a service at a school, or changes its days there. */
export async function openService(
  deps: Deps,
  opening: Opening,
  by: By = 'command',
): Promise<Outcome<void, OpeningRefusal>> {
  return await inTransaction<Outcome<void, OpeningRefusal>>(deps, async (tx, record) => {
    const actor = await actorAt(deps, tx, by, opening.schoolUai);
    if (actor === undefined) return refused('not_allowed');
    const service = await findService(tx, opening.slug);
    if (service === undefined) return refused('no_service');
    const kind = await findSchoolKind(tx, opening.schoolUai);
    if (kind === undefined) return refused('no_school');
    if (!service.schoolKinds.includes(kind)) return refused('wrong_kind');
    await writeOpening(tx, opening);
    const { slug, schoolUai: school, opensOn, closesOn, dueOn } = opening;
    record({ actor, kind: 'service_opened', data: { slug, school, opensOn, closesOn, dueOn } });
    return done(undefined);
  });
}

/** Closes a service at a school at once. */
export async function closeService(
  deps: Deps,
  slug: string,
  school: string,
  by: By = 'command',
): Promise<Outcome<void, OpeningRefusal>> {
  return await inTransaction<Outcome<void, OpeningRefusal>>(deps, async (tx, record) => {
    const actor = await actorAt(deps, tx, by, school);
    if (actor === undefined) return refused('not_allowed');
    if (!(await removeOpening(tx, slug, school))) return refused('not_open');
    record({ actor, kind: 'service_closed', data: { slug, school } });
    return done(undefined);
  });
}

export type SchoolSettings = {
  /** Null: of the whole network. */
  readonly school: string | null;
  /** The kinds given are replaced; the others stay. */
  readonly links: Readonly<Partial<Record<LinkKind, readonly SchoolLink[]>>>;
  readonly contactMail?: string | undefined;
};

/** Sets what a school (or the network) shows beside its services. Answers the school's name. */
export async function setSchool(deps: Deps, asked: SchoolSettings): Promise<Outcome<string | null, 'no_school'>> {
  const { school, links, contactMail } = asked;
  return await inTransaction<Outcome<string | null, 'no_school'>>(deps, async (tx, record) => {
    if (school !== null && !(await schoolExists(tx, school))) return refused('no_school');
    const kinds = (Object.keys(links) as LinkKind[]).filter((kind) => links[kind] !== undefined);
    if (kinds.length > 0)
      await replaceLinks(
        tx,
        school,
        kinds,
        kinds.flatMap((kind) => links[kind] ?? []),
      );
    if (school !== null && contactMail !== undefined) await writeContactMail(tx, school, contactMail);
    record({ actor, kind: 'school_set', data: { school, links: kinds, contactMail: contactMail !== undefined } });
    return done(school === null ? null : await getSchoolName(tx, school));
  });
}

export type ServicesOfChild = {
  readonly services: readonly (OpenedService & { readonly due: ReturnType<typeof dueToTell> })[];
  readonly nextOpening: ReturnType<typeof nextOpening>;
};

/** What each of these children's schools has open today for their guardian, in the order of the children. */
export async function servicesOfChildren(deps: Deps, children: readonly ChildOf[]): Promise<ServicesOfChild[]> {
  const openings = await readOpenings(
    deps.db,
    children.map((child) => child.schoolUai),
  );
  const today = civilDateOf(deps.now(), deps.config.timeZone);
  return children.map((child) => ({
    services: servicesFor(child, openings, today).map((one) => ({ ...one, due: dueToTell(one, today) })),
    nextOpening: nextOpening(child, openings, today),
  }));
}

/** Where the tiles of applications that know parents by us lead, by the tile's name. */
export async function startsOfTiles(deps: Deps): Promise<ReadonlyMap<string, string>> {
  const clients = (await listClients(deps.db)) as readonly Client[];
  return new Map(
    clients.flatMap((client) =>
      client.serviceSlug === null ? [] : [[client.serviceSlug, startAddress(client, deps.config.publicUrl)] as const],
    ),
  );
}

export type AroundServices = { readonly links: readonly LinkOfSchool[]; readonly contacts: readonly SchoolContact[] };

/** Links and contacts of the children's schools. */
export async function readAround(deps: Deps, children: readonly Child[]): Promise<AroundServices> {
  const schools = [...new Set(children.map((child) => child.schoolUai))];
  const [links, contacts] = await Promise.all([readLinks(deps.db, schools), readContacts(deps.db, schools)]);
  return { links, contacts };
}
