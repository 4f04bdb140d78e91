// The catalogue as its operator keeps it, one service at a time; and what a school would lose of it.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/civil-date.js';
import type { CatalogueEntry, Service } from '../services/rules.js';
import type { Db, Tx } from './open.js';

const entries = (slug?: string) => sql<CatalogueEntry>`
  select s.slug, s.names, s.details, s.explanations, s.icon, s.address, s.school_kinds, s.link_levels, s.opened_by_default,
    (select count(*) from service_opening o where o.slug = s.slug) as schools
  from service s where s.retired_at is null and ${slug === undefined ? sql`true` : sql`s.slug = ${slug}`} order by s.position`;

export async function readCatalogueEntries(db: Db): Promise<readonly CatalogueEntry[]> {
  return (await entries().execute(db)).rows;
}

export async function findCatalogueEntry(db: Db, slug: string): Promise<CatalogueEntry | undefined> {
  return (await entries(slug).execute(db)).rows[0];
}

/** One that is there keeps its place; a new one, or one that comes back, is the last. */
export async function writeService(tx: Tx, service: Service, openedByDefault: boolean): Promise<void> {
  const { slug, names, details, explanations, schoolKinds, linkLevels, icon, address } = service;
  const row = {
    names: JSON.stringify(names),
    details: JSON.stringify(details),
    explanations: JSON.stringify(explanations),
    icon,
    address,
    schoolKinds: [...schoolKinds],
    linkLevels: [...linkLevels],
    openedByDefault,
  };
  const last = sql<number>`(select coalesce(max(position), -1) + 1 from service)`;
  await tx
    .insertInto('service')
    .values({ slug, ...row, position: last, retiredAt: null })
    .onConflict((conflict) =>
      conflict.column('slug').doUpdateSet({
        ...row,
        position: sql<number>`case when service.retired_at is null then service.position else ${last} end`,
        retiredAt: null,
      }),
    )
    .execute();
}

export async function writeOrder(tx: Tx, slugs: readonly string[]): Promise<void> {
  for (const [position, slug] of slugs.entries())
    await tx.updateTable('service').set({ position }).where('slug', '=', slug).execute();
}

export async function retireService(tx: Tx, slug: string, now: Date): Promise<void> {
  await tx.updateTable('service').set({ retiredAt: now }).where('slug', '=', slug).execute();
}

/** In the schools of its kinds that have not opened it. */
export async function openEverywhere(tx: Tx, slug: string, from: CivilDate): Promise<void> {
  await sql`
    insert into service_opening (slug, school_uai, opens_on)
    select s.slug, c.uai, ${from}::date from service s join school c on c.kind = any (s.school_kinds)
    where s.slug = ${slug} on conflict do nothing`.execute(tx);
}

/** What a school that comes has open from its first day. */
export async function openByDefaultAt(tx: Tx, uai: string, from: CivilDate): Promise<void> {
  await sql`
    insert into service_opening (slug, school_uai, opens_on)
    select s.slug, c.uai, ${from}::date from service s join school c on c.kind = any (s.school_kinds)
    where c.uai = ${uai} and s.opened_by_default and s.retired_at is null on conflict do nothing`.execute(tx);
}

export async function countOpenings(db: Db, slug: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from service_opening where slug = ${slug}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Parents of this school who see a service for a child of it, and these children. */
export async function countWhoSees(
  db: Db,
  schoolUai: string,
  slug: string,
): Promise<{ readonly accounts: number; readonly pupils: number }> {
  const { rows } = await sql<{ accounts: number; pupils: number }>`
    select count(distinct a.account_id) as accounts, count(distinct l.pupil_id) as pupils
    from service s
    join link l on l.level = any (s.link_levels) and l.entitling and l.until is null
    join guardian_record g on g.id = l.guardian_id and g.school_uai = ${schoolUai}
    join attachment a on a.guardian_id = g.id and a.until is null
    where s.slug = ${slug}`.execute(db);
  return rows[0] ?? { accounts: 0, pupils: 0 };
}
