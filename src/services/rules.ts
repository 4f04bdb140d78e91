// The catalogue of services: what its file may say, and which of them a child's school offers a guardian today.
import type { CivilDate } from '../kernel/civil-date.js';
import type { LinkLevel, SchoolKind } from '../people/rules.js';

/** One text in some languages; French always. */
export type Words = Readonly<Record<string, string>> & { readonly fr: string };

export const serviceIcons = [
  'bars',
  'book',
  'bus',
  'calendar',
  'clipboard',
  'coins',
  'cutlery',
  'fork',
  'key',
  'letter',
  'list',
  'mail',
  'pencil',
  'people',
  'school',
  'sun',
] as const;
export type ServiceIcon = (typeof serviceIcons)[number];

export type Service = {
  readonly slug: string;
  readonly names: Words;
  readonly details: Words;
  readonly explanations: Words;
  readonly icon: ServiceIcon;
  readonly address: string | null;
  readonly schoolKinds: readonly SchoolKind[];
  readonly linkLevels: readonly LinkLevel[];
};

export type Opening = {
  readonly slug: string;
  readonly schoolUai: string;
  readonly opensOn: CivilDate;
  readonly closesOn: CivilDate | null;
  readonly dueOn: CivilDate | null;
};

export type OpenedService = Service & Opening;

/** What decides which services are for a child and its guardian. */
export type ChildOf = { readonly schoolUai: string; readonly schoolKind: SchoolKind; readonly level: LinkLevel };

const isFor = (service: OpenedService, child: ChildOf): boolean =>
  service.schoolUai === child.schoolUai &&
  service.schoolKinds.includes(child.schoolKind) &&
  service.linkLevels.includes(child.level);

/** The services that a child's school has open on `today` for a guardian of this level; both days are included. */
export function servicesFor(child: ChildOf, openings: readonly OpenedService[], today: CivilDate): OpenedService[] {
  return openings.filter(
    (one) => isFor(one, child) && one.opensOn <= today && (one.closesOn === null || one.closesOn >= today),
  );
}

/** The next day on which one opens, when a child has none today. */
export function nextOpening(
  child: ChildOf,
  openings: readonly OpenedService[],
  today: CivilDate,
): CivilDate | undefined {
  return openings
    .filter((one) => isFor(one, child) && one.opensOn > today)
    .map((one) => one.opensOn)
    .sort()[0];
}

/** A day by which something must be done is told while it is to come. */
export const dueToTell = ({ dueOn }: Opening, today: CivilDate): CivilDate | undefined =>
  dueOn !== null && dueOn >= today ? dueOn : undefined;

export type LinkKind = 'ent' | 'site' | 'useful';
export type SchoolLink = { readonly kind: LinkKind; readonly label: string; readonly address: string };

/** An https address without a name or password in it, as it will be shown and followed; else undefined. */
export function webAddress(typed: string): string | undefined {
  if (typed.length > 500 || !URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}

/** A service of the catalogue and its days at one school; undefined: closed there. */
export type ServiceAtSchool = { readonly service: Service; readonly opening: Opening | undefined };

/** A service as its operator sees it. */
export type CatalogueEntry = Service & {
  /** Opened in each school of its kinds from the day on which it, or the school, came. */
  readonly openedByDefault: boolean;
  /** Schools that have it open. */
  readonly schools: number;
};

/** The same order with one service a place up or down; the first stays first, the last stays last. */
export function movedOrder(slugs: readonly string[], slug: string, by: -1 | 1): readonly string[] {
  const from = slugs.indexOf(slug);
  const to = from + by;
  if (from < 0 || to < 0 || to >= slugs.length) return slugs;
  const moved = [...slugs];
  moved.splice(from, 1);
  moved.splice(to, 0, slug);
  return moved;
}
