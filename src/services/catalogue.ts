// The services that schools offer on this network. A short list until the catalogue is the operator's to write.
import type { SchoolKind } from '../people/rules.js';

export type Service = {
  /** Its place in the address of its page. */
  readonly slug: 'bourse' | 'orientation';
  readonly messages: 'service.scholarship' | 'service.orientation';
  readonly icon: 'clipboard' | 'fork';
  readonly kinds: readonly SchoolKind[];
};

const services: readonly Service[] = [
  { slug: 'bourse', messages: 'service.scholarship', icon: 'clipboard', kinds: ['college', 'lycee'] },
  { slug: 'orientation', messages: 'service.orientation', icon: 'fork', kinds: ['college', 'lycee'] },
];

/** What a school of this kind opens for its pupils. */
export function servicesOf(kind: SchoolKind): readonly Service[] {
  return services.filter((service) => service.kinds.includes(kind));
}

export function serviceNamed(slug: string): Service | undefined {
  return services.find((service) => service.slug === slug);
}
