// The tables of migrations/0001: what the schools' registers say.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Civility, LinkLevel, RegisterSource, SchoolKind } from '../people/rules.js';

/** A JSON column: read as T, written as a JSON text. */
export type Json<T> = ColumnType<T, string, string>;

export type SchoolTable = {
  uai: string;
  name: string;
  kind: SchoolKind;
  addressLines: Generated<string>;
  town: Generated<string>;
  phone: Generated<string>;
  openingHours: Generated<string>;
  contactMail: Generated<string>;
  letterNote: Generated<string>;
  letterSignature: Generated<string>;
  entitles: Generated<LinkLevel>;
  registerSource: RegisterSource | null;
  registerExportedAt: Date | null;
  createdAt: Date;
};

type RegisterKey = { source: RegisterSource; scope: string; sourceId: string; schoolUai: string };

export type PupilRecordTable = RegisterKey & {
  id: GeneratedAlways<number>;
  familyName: string;
  usageName: string | null;
  firstName: string;
  birthDate: CivilDate | null;
  sex: string | null;
  division: string | null;
  ine: string | null;
  contentDigest: string;
  protectedSince: Date | null;
  createdAt: Date;
  goneAt: Date | null;
  searchKey: GeneratedAlways<string>;
};

export type GuardianRecordTable = RegisterKey & {
  id: GeneratedAlways<number>;
  civility: Civility | null;
  familyName: string;
  usageName: string | null;
  firstName: string;
  mail: string | null;
  phone: string | null;
  organisation: Generated<boolean>;
  contentDigest: string;
  protectedSince: Date | null;
  createdAt: Date;
  goneAt: Date | null;
  erasedAt: Date | null;
  searchKey: GeneratedAlways<string>;
};

export type LinkTable = {
  id: GeneratedAlways<number>;
  pupilId: number;
  guardianId: number;
  kinship: string;
  level: LinkLevel;
  entitling: boolean;
  raw: string;
  since: Date;
  until: Date | null;
};

export type ImportRunTable = {
  id: GeneratedAlways<number>;
  source: RegisterSource;
  exportedAt: Date | null;
  appliedAt: Date;
  staffId: number | null;
  report: Json<unknown>;
};
