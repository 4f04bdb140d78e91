// The catalogue, what each school has opened of it, and the links that schools give.
import type { LinkKind, OpenedService, Opening, SchoolLink, Service } from '../services/rules.js';
import type { Db, Tx } from './open.js';

const columns = ['slug', 'names', 'details', 'explanations', 'icon', 'address', 'schoolKinds', 'linkLevels'] as const;

export async function readCatalogue(db: Db): Promise<Service[]> {
  return await db
    .selectFrom('service')
    .select([...columns])
    .where('retiredAt', 'is', null)
    .orderBy('position')
    .execute();
}

export async function findService(db: Db, slug: string): Promise<Service | undefined> {
  return await db
    .selectFrom('service')
    .select([...columns])
    .where('slug', '=', slug)
    .where('retiredAt', 'is', null)
    .executeTakeFirst();
}

/** What these schools have opened, whatever the day, in the catalogue's order. */
export async function readOpenings(db: Db, schools: readonly string[]): Promise<OpenedService[]> {
  if (schools.length === 0) return [];
  return await db
    .selectFrom('serviceOpening as o')
    .innerJoin('service as s', 's.slug', 'o.slug')
    .select([
      's.slug',
      's.names',
      's.details',
      's.explanations',
      's.icon',
      's.address',
      's.schoolKinds',
      's.linkLevels',
    ])
    .select(['o.schoolUai', 'o.opensOn', 'o.closesOn', 'o.dueOn'])
    .where('o.schoolUai', 'in', [...new Set(schools)])
    .where('s.retiredAt', 'is', null)
    .orderBy('s.position')
    .execute();
}

/** The catalogue becomes this list: services that it no longer names are retired, and come back when it does. */
export async function replaceCatalogue(tx: Tx, services: readonly Service[], now: Date): Promise<void> {
  await tx.updateTable('service').set({ retiredAt: now }).where('retiredAt', 'is', null).execute();
  for (const [position, service] of services.entries()) {
    const row = {
      ...service,
      position,
      names: JSON.stringify(service.names),
      details: JSON.stringify(service.details),
      explanations: JSON.stringify(service.explanations),
      schoolKinds: [...service.schoolKinds],
      linkLevels: [...service.linkLevels],
      retiredAt: null,
    };
    const { slug: _, ...changed } = row;
    await tx
      .insertInto('service')
      .values(row)
      .onConflict((conflict) => conflict.column('slug').doUpdateSet(changed))
      .execute();
  }
}

/** Opens a service at a school from a day, or changes the days of one that is open. */
export async function writeOpening(tx: Tx, opening: Opening): Promise<void> {
  const { slug: _, schoolUai: __, ...days } = opening;
  await tx
    .insertInto('serviceOpening')
    .values(opening)
    .onConflict((conflict) => conflict.columns(['schoolUai', 'slug']).doUpdateSet(days))
    .execute();
}

/** False when it was not open there. */
export async function removeOpening(tx: Tx, slug: string, schoolUai: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('serviceOpening')
    .where('slug', '=', slug)
    .where('schoolUai', '=', schoolUai)
    .returning('slug')
    .executeTakeFirst();
  return gone !== undefined;
}

export type LinkOfSchool = SchoolLink & { readonly schoolUai: string | null };

/** The links of these schools and those of the network. */
export async function readLinks(db: Db, schools: readonly string[]): Promise<LinkOfSchool[]> {
  return await db
    .selectFrom('schoolLink')
    .select(['schoolUai', 'kind', 'label', 'address'])
    .where((eb) =>
      eb.or([eb('schoolUai', 'is', null), ...(schools.length === 0 ? [] : [eb('schoolUai', 'in', [...schools])])]),
    )
    .orderBy('schoolUai', (order) => order.asc().nullsFirst())
    .orderBy('position')
    .execute();
}

/** The links of these kinds become these, for one school or (null) for the network. */
export async function replaceLinks(
  tx: Tx,
  schoolUai: string | null,
  kinds: readonly LinkKind[],
  links: readonly SchoolLink[],
): Promise<void> {
  await tx
    .deleteFrom('schoolLink')
    .where('schoolUai', 'is not distinct from', schoolUai)
    .where('kind', 'in', [...kinds])
    .execute();
  if (links.length === 0) return;
  await tx
    .insertInto('schoolLink')
    .values(links.map((link, position) => ({ ...link, schoolUai, position })))
    .execute();
}

export type SchoolContact = {
  readonly uai: string;
  readonly contactMail: string;
  readonly openingHours: string;
};

export async function readContacts(db: Db, schools: readonly string[]): Promise<SchoolContact[]> {
  if (schools.length === 0) return [];
  return await db
    .selectFrom('school')
    .select(['uai', 'contactMail', 'openingHours'])
    .where('uai', 'in', [...schools])
    .execute();
}
