// The neutral roster: what every foreign format is brought to before anything is compared or written.
// Rows arrive in batches, in the order of the files, so that memory does not grow with the delivery.
import type { CivilDate } from '../kernel/civil-date.js';
import type { Civility, LinkLevel, RegisterSource, SchoolKind } from '../people/rules.js';

/** Where a row was read: the number of the file in the delivery and its line (1 is the first). */
export type Position = { readonly file: number; readonly line: number };

/** A school as the delivery names it. `sourceId` is what pupils refer to (`schoolKey`). */
export type SourceSchool = Position & {
  readonly sourceId: string;
  readonly scope: string;
  readonly uai: string;
  readonly name: string;
  readonly kind: SchoolKind;
  readonly addressLines: string;
  readonly town: string;
  readonly phone: string;
};

export type SourcePupil = Position & {
  readonly sourceId: string;
  readonly schoolKey: string;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly firstName: string;
  readonly birthDate: CivilDate | null;
  readonly sex: 'F' | 'M' | null;
  readonly ine: string | null;
  readonly division: string | null;
  /** False for a pupil that the file lists although he has left the school. */
  readonly present: boolean;
};

/** The division of a pupil, where a format tells it apart from the pupil. */
export type SourceDivision = { readonly pupilId: string; readonly division: string };

export type SourceGuardian = Position & {
  readonly sourceId: string;
  /** Null where the format does not say it: the schools are then those of the guardian's pupils. */
  readonly schoolKey: string | null;
  readonly civility: Civility | null;
  readonly familyName: string;
  readonly usageName: string | null;
  readonly firstName: string;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly organisation: boolean;
};

export type SourceLink = Position & {
  readonly pupilId: string;
  readonly guardianId: string;
  readonly kinship: string;
  readonly level: LinkLevel;
  readonly entitling: boolean;
  readonly raw: string;
};

/**
 * The key of a row that was read but cannot be trusted: what the register said before stays as it is. `links` names a
 * pupil whose links cannot all be read.
 */
export type HeldKey = { readonly kind: 'pupil' | 'guardian' | 'links'; readonly sourceId: string };

export type RosterBatch = {
  readonly schools: SourceSchool[];
  readonly pupils: SourcePupil[];
  readonly divisions: SourceDivision[];
  readonly guardians: SourceGuardian[];
  readonly links: SourceLink[];
  readonly held: HeldKey[];
};

export function emptyBatch(): RosterBatch {
  return { schools: [], pupils: [], divisions: [], guardians: [], links: [], held: [] };
}

/** Rows in a batch, of all kinds. */
export function batchSize(batch: RosterBatch): number {
  let size = 0;
  for (const rows of Object.values(batch)) size += rows.length;
  return size;
}

/** What a delivery is, known before its rows are read. */
export type RosterHead = {
  readonly source: RegisterSource;
  /** When the register was exported; null when no file says it. */
  readonly exportedAt: Date | null;
  /** The one school of the delivery, for a format that has one. */
  readonly uai: string | null;
};

export type Roster = {
  readonly head: RosterHead;
  readonly batches: AsyncIterable<RosterBatch>;
  /** False when the delivery, once read, had no guardians: those of the register then stay as they are. */
  readonly hasGuardians: () => boolean;
  /** The name of the file that a row's number stands for. */
  readonly fileName: (file: number) => string | null;
};
