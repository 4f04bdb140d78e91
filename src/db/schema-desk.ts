// The tables of migrations/0070 and after: what a school's desk keeps beside the accounts.
import type { GeneratedAlways } from 'kysely';
import type { DuplicateAnswer } from '../duplicates/rules.js';
import type { ReadPage } from '../journal/rules.js';
import type { ProtectionKind } from '../protection/rules.js';
import type { SuspendableState } from '../suspension/rules.js';
import type { TokenTables } from './schema-tokens.js';

type ReadingTable = {
  id: GeneratedAlways<number>;
  at: Date;
  staffId: number;
  /** Null: an operator. */
  schoolUai: string | null;
  page: ReadPage;
  accountId: number | null;
  reference: string | null;
  address: string;
  tokenId: number | null;
};

type SuspensionTable = {
  id: GeneratedAlways<number>;
  accountId: number;
  schoolUai: string | null;
  staffId: number | null;
  reason: string;
  at: Date;
  formerState: SuspendableState | null;
  endedAt: Date | null;
  endedBy: number | null;
  endReason: string | null;
};

type DuplicateAnswerTable = {
  oneId: number;
  otherId: number;
  schoolUai: string;
  answer: DuplicateAnswer;
  staffId: number;
  at: Date;
};

type PupilsToldApartTable = {
  oneId: number;
  otherId: number;
  schoolUai: string;
  staffId: number;
  at: Date;
};

type ProtectionTable = {
  id: GeneratedAlways<number>;
  schoolUai: string;
  guardianId: number | null;
  pupilId: number | null;
  reasonKind: ProtectionKind;
  reason: string;
  hides: boolean;
  staffId: number;
  at: Date;
  endedAt: Date | null;
  endedBy: number | null;
  endReason: string | null;
};

export type DeskTables = TokenTables & {
  protection: ProtectionTable;
  duplicateAnswer: DuplicateAnswerTable;
  pupilsToldApart: PupilsToldApartTable;
  reading: ReadingTable;
  suspension: SuspensionTable;
};
