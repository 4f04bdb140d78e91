// The form of a service and its line in the catalogue's file are two ways to say one thing: one reader judges both.
import { locales } from '../kernel/locale.js';
import type { Service } from './rules.js';

const textNames = ['names', 'details', 'explanations'] as const;
/** `names-fr`, `details-ar`…: one field for each text and language. */
export const serviceTexts: readonly string[] = textNames.flatMap((name) =>
  locales.map((locale) => `${name}-${locale}`),
);

export type ServiceTyped = {
  readonly slug: string;
  readonly address: string;
  readonly icon: string;
  readonly schoolKinds: readonly string[];
  readonly linkLevels: readonly string[];
  readonly openedByDefault: string;
  readonly texts: Readonly<Record<string, string>>;
};

export const emptyService: ServiceTyped = {
  slug: '',
  address: '',
  icon: 'list',
  schoolKinds: [],
  linkLevels: ['legal'],
  openedByDefault: 'no',
  texts: {},
};

export function typedService(service: Service, openedByDefault: boolean): ServiceTyped {
  const { slug, icon, schoolKinds, linkLevels } = service;
  const texts = Object.fromEntries(
    textNames.flatMap((name) => locales.map((locale) => [`${name}-${locale}`, service[name][locale] ?? ''])),
  );
  const opening = openedByDefault ? 'yes' : 'no';
  return { slug, icon, schoolKinds, linkLevels, address: service.address ?? '', openedByDefault: opening, texts };
}

/** As the file of the catalogue writes it. */
export function lineOfService({ slug, icon, schoolKinds, linkLevels, address, texts }: ServiceTyped): unknown {
  const words = (name: string) =>
    Object.fromEntries(
      locales
        .map((locale) => [locale, texts[`${name}-${locale}`] ?? ''] as const)
        .filter(([locale, text]) => locale === 'fr' || text !== ''),
    );
  return {
    slug,
    icon,
    schoolKinds,
    linkLevels,
    address: address === '' ? null : address,
    names: words('names'),
    details: words('details'),
    explanations: words('explanations'),
  };
}
