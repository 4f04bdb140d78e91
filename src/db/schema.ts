// The tables as TypeScript sees them: camelCase here, snake_case in migrations/, mapped by one plug-in in open.ts.
import type { Generated, GeneratedAlways } from 'kysely';
import type { AttachmentBeganCause, AttachmentEndedCause, HoldCause, OutboxKind } from '../accounts/rules.js';
import type { CorrectionField, CorrectionState } from '../corrections/rules.js';
import type { BreakReasonKind, GroupingProof, ObjectionSide } from '../grouping/rules.js';
import type {
  AccountTable,
  ActivationTable,
  FactorResetTable,
  FactorTable,
  LetterTable,
  RecoveryBatchTable,
  RecoveryCodeTable,
  SecondStepTable,
  SessionTable,
  SingleUseTokenTable,
  StaffRoleTable,
  StaffTable,
  ThrottleTable,
} from './schema-accounts.js';
import type { LetterBatchTable } from './schema-batches.js';
import type { DeskTables } from './schema-desk.js';
import type { DeliveryAccountTable, DeliveryTable } from './schema-events.js';
import type { FederationTables } from './schema-federation.js';
import type { ApprovalTable, AuditCheckTable, NetworkLookTable, NetworkSettingTable } from './schema-network.js';
import type { OidcTables } from './schema-oidc.js';
import type {
  GuardianRecordTable,
  ImportRunTable,
  Json,
  LinkTable,
  PupilRecordTable,
  SchoolTable,
} from './schema-registers.js';
import type { GroupingRequestSchoolTable, GroupingRequestTable } from './schema-requests.js';
import type { SchoolLinkTable, ServiceOpeningTable, ServiceTable } from './schema-services.js';
import type { SsoTables } from './schema-sso.js';
import type { UploadArrivalTable, UploadChangeTable, UploadTable } from './schema-uploads.js';

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
  groupingId: number | null;
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
  objectionId: number | null;
  suspensionId: number | null;
};

export type ObjectionLinkTable = {
  tokenHash: Uint8Array;
  groupingId: number;
  side: ObjectionSide;
  createdAt: Date;
  expiresAt: Date;
};

export type ObjectionTable = {
  id: GeneratedAlways<number>;
  groupingId: number;
  side: ObjectionSide;
  accountId: number;
  at: Date;
  liftedAt: Date | null;
  liftedBy: number | null;
  liftedReason: string | null;
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

export type CorrectionTable = {
  id: GeneratedAlways<number>;
  reference: string;
  accountId: number;
  schoolUai: string;
  guardianId: number;
  pupilId: number | null;
  field: CorrectionField;
  wanted: string;
  createdAt: Date;
  state: CorrectionState;
  answeredAt: Date | null;
  staffId: number | null;
  reason: string | null;
};

export type OutboxTable = {
  id: GeneratedAlways<number>;
  eventId: string;
  kind: OutboxKind;
  accountId: number;
  payload: Json<unknown>;
  at: Date;
  fannedAt: Generated<Date | null>;
};

export type AuditEventTable = {
  seq: number;
  at: Date;
  kind: string;
  actor: Json<unknown>;
  data: Json<unknown>;
  hmac: Uint8Array;
};

export type Database = DeskTables &
  OidcTables &
  FederationTables &
  SsoTables & {
    school: SchoolTable;
    pupilRecord: PupilRecordTable;
    guardianRecord: GuardianRecordTable;
    link: LinkTable;
    upload: UploadTable;
    uploadArrival: UploadArrivalTable;
    uploadChange: UploadChangeTable;
    letterBatch: LetterBatchTable;
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
    factor: FactorTable;
    factorReset: FactorResetTable;
    recoveryBatch: RecoveryBatchTable;
    recoveryCode: RecoveryCodeTable;
    secondStep: SecondStepTable;
    grouping: GroupingTable;
    accountBreak: AccountBreakTable;
    attachment: AttachmentTable;
    hold: HoldTable;
    objectionLink: ObjectionLinkTable;
    objection: ObjectionTable;
    groupingIntent: GroupingIntentTable;
    groupingRequest: GroupingRequestTable;
    groupingRequestSchool: GroupingRequestSchoolTable;
    correction: CorrectionTable;
    outbox: OutboxTable;
    delivery: DeliveryTable;
    deliveryAccount: DeliveryAccountTable;
    networkLook: NetworkLookTable;
    networkSetting: NetworkSettingTable;
    approval: ApprovalTable;
    auditCheck: AuditCheckTable;
    service: ServiceTable;
    serviceOpening: ServiceOpeningTable;
    schoolLink: SchoolLinkTable;
    auditEvent: AuditEventTable;
    auditBase: {
      onlyRow: Generated<boolean>;
      seq: number;
      hmac: Uint8Array;
      through: Date;
      cutAt: Date;
      signature: Uint8Array;
    };
    auditHead: { onlyRow: Generated<boolean>; seq: number; hmac: Uint8Array };
  };
