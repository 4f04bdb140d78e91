// The tables as TypeScript sees them: camelCase here, snake_case in migrations/, mapped by one plug-in in open.ts.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type {
  AccountState,
  AttachmentBeganCause,
  AttachmentEndedCause,
  HoldCause,
  OutboxKind,
  TokenPurpose,
} from '../accounts/rules.js';
import type { BreakReasonKind, GroupingProof } from '../grouping/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Civility, LinkLevel, RegisterSource, SchoolKind } from '../people/rules.js';
import type { StaffRole } from '../staff/rules.js';

/** A JSON column: read as T, written as a JSON text. */
type Json<T> = ColumnType<T, string, string>;

export type SchoolTable = {
  uai: string;
  name: string;
  kind: SchoolKind;
  addressLines: Generated<string>;
  town: Generated<string>;
  phone: Generated<string>;
  openingHours: Generated<string>;
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

export type AccountTable = {
  id: GeneratedAlways<number>;
  identifier: string;
  state: AccountState;
  passwordHash: string | null;
  passwordSetAt: Date | null;
  mail: string | null;
  mailConfirmedAt: Date | null;
  language: Generated<string>;
  version: Generated<number>;
  proofVersion: Generated<number>;
  createdAt: Date;
  activatedAt: Date | null;
  closedAt: Date | null;
  closedInto: number | null;
  isOpen: GeneratedAlways<boolean>;
};

export type StaffTable = {
  id: GeneratedAlways<number>;
  mail: string;
  name: Generated<string>;
  passwordHash: string | null;
  totpSecret: Uint8Array | null;
  totpLastStep: number | null;
  createdAt: Date;
  enrolledAt: Date | null;
  leftAt: Date | null;
};

export type StaffRoleTable = {
  id: GeneratedAlways<number>;
  staffId: number;
  schoolUai: string;
  role: StaffRole;
  since: Date;
  until: Date | null;
};

export type SessionTable = {
  id: GeneratedAlways<number>;
  accountId: number | null;
  staffId: number | null;
  tokenHash: Uint8Array;
  createdAt: Date;
  seenAt: Date;
  provedAt: Date;
  endedAt: Date | null;
  endedCause: string | null;
  schoolUai: string | null;
  address: Generated<string>;
  agent: Generated<string>;
};

export type LetterTable = {
  id: GeneratedAlways<number>;
  number: string;
  accountId: number;
  schoolUai: string;
  purpose: 'activation' | 'recovery';
  codeHash: string;
  tokenHash: Uint8Array;
  issuedAt: Date;
  issuedBy: number | null;
  lastDay: CivilDate;
  usedAt: Date | null;
  replacedAt: Date | null;
  diedAt: Date | null;
  birthDateTries: Generated<number>;
};

export type ActivationTable = {
  id: GeneratedAlways<number>;
  letterId: number;
  tokenHash: Uint8Array;
  proof: 'letter_code' | 'letter_token';
  proofVersion: number;
  createdAt: Date;
  expiresAt: Date;
  birthDatesCheckedAt: Date | null;
  usedAt: Date | null;
};

export type SingleUseTokenTable = {
  id: GeneratedAlways<number>;
  purpose: TokenPurpose;
  accountId: number | null;
  staffId: number | null;
  tokenHash: Uint8Array;
  subject: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  cancelledAt: Date | null;
};

export type ThrottleTable = {
  subject: Uint8Array;
  failures: number;
  windowStartedAt: Date;
  inARow: number;
  blockedUntil: Date | null;
};

export type GroupingTable = {
  id: GeneratedAlways<number>;
  reference: string;
  keptId: number;
  absorbedId: number;
  proof: GroupingProof;
  at: Date;
};

export type AccountBreakTable = {
  id: GeneratedAlways<number>;
  reference: string;
  schoolUai: string;
  fromAccountId: number;
  toAccountId: number;
  staffId: number;
  reasonKind: BreakReasonKind;
  reason: string;
  at: Date;
};

export type AttachmentTable = {
  id: GeneratedAlways<number>;
  accountId: number;
  guardianId: number;
  since: Date;
  until: Date | null;
  beganCause: AttachmentBeganCause;
  endedCause: AttachmentEndedCause | null;
  beganGroupingId: number | null;
  endedGroupingId: number | null;
  beganBreakId: number | null;
  endedBreakId: number | null;
};

export type HoldTable = {
  id: GeneratedAlways<number>;
  attachmentId: number | null;
  linkId: number | null;
  cause: HoldCause;
  reason: Generated<string>;
  since: Date;
  until: Date | null;
};

export type GroupingIntentTable = {
  id: GeneratedAlways<number>;
  sessionId: number;
  keptId: number;
  absorbedId: number;
  proof: GroupingProof;
  keptProofVersion: number;
  absorbedProofVersion: number;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  cancelledAt: Date | null;
};

export type OutboxTable = {
  id: GeneratedAlways<number>;
  eventId: string;
  kind: OutboxKind;
  accountId: number;
  payload: Json<unknown>;
  at: Date;
};

export type AuditEventTable = {
  seq: number;
  at: Date;
  kind: string;
  actor: Json<unknown>;
  data: Json<unknown>;
  hmac: Uint8Array;
};

export type Database = {
  school: SchoolTable;
  pupilRecord: PupilRecordTable;
  guardianRecord: GuardianRecordTable;
  link: LinkTable;
  importRun: ImportRunTable;
  importRunSchool: { importId: number; schoolUai: string };
  account: AccountTable;
  staff: StaffTable;
  staffRole: StaffRoleTable;
  session: SessionTable;
  letter: LetterTable;
  activation: ActivationTable;
  singleUseToken: SingleUseTokenTable;
  throttle: ThrottleTable;
  grouping: GroupingTable;
  accountBreak: AccountBreakTable;
  attachment: AttachmentTable;
  hold: HoldTable;
  groupingIntent: GroupingIntentTable;
  outbox: OutboxTable;
  auditEvent: AuditEventTable;
  auditHead: { onlyRow: Generated<boolean>; seq: number; hmac: Uint8Array };
};
