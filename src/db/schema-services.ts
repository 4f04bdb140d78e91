// The tables of migrations/0014: the catalogue of services and the links of schools.
import type { Generated, GeneratedAlways } from 'kysely';
import type { CivilDate } from '../kernel/civil-date.js';
import type { LinkLevel, SchoolKind } from '../people/rules.js';
import type { LinkKind, ServiceIcon, Words } from '../services/rules.js';
import type { Json } from './schema-registers.js';

export type ServiceTable = {
  slug: string;
  position: number;
  names: Json<Words>;
  details: Json<Words>;
  explanations: Json<Words>;
  icon: ServiceIcon;
  address: string | null;
  schoolKinds: SchoolKind[];
  linkLevels: LinkLevel[];
  openedByDefault: Generated<boolean>;
  retiredAt: Date | null;
};

export type ServiceOpeningTable = {
  slug: string;
  schoolUai: string;
  opensOn: CivilDate;
  closesOn: CivilDate | null;
  dueOn: CivilDate | null;
};

export type SchoolLinkTable = {
  id: GeneratedAlways<number>;
  schoolUai: string | null;
  kind: LinkKind;
  label: string;
  address: string;
  position: number;
};
