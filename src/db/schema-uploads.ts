// The tables of migrations/0060: what a school sends in the browser.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Actor } from '../audit/events.js';
import type { ImportReport, Told } from '../roster/report.js';
import type { ChangeAction, ChangedField, ChangeKind, UploadedFile, UploadState } from '../uploads/rules.js';
import type { Json } from './schema-registers.js';

type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>;

/** The table of 0146. */
export type UploadChangeTable = {
  id: GeneratedAlways<number>;
  uploadId: number;
  what: ChangeKind;
  action: ChangeAction;
  familyName: string;
  firstName: string;
  division: string | null;
  pupilName: string | null;
  fields: Json<readonly ChangedField[]>;
  accounts: number | null;
  account: 'none' | 'loses' | 'keeps' | null;
};

/** The table of 0116. */
export type UploadArrivalTable = { schoolUai: string; folder: string; since: Date };

export type UploadTable = {
  id: GeneratedAlways<number>;
  schoolUai: string;
  staffId: number;
  receivedAt: Date;
  folder: string;
  files: Json<readonly UploadedFile[]>;
  state: Generated<UploadState>;
  rowsRead: Generated<number>;
  tries: Generated<number>;
  report: JsonOrNull<ImportReport>;
  reasons: JsonOrNull<readonly Told[]>;
  actor: JsonOrNull<Actor>;
  importId: number | null;
  endedAt: Date | null;
};
