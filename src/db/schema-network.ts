// What belongs to the network and to its staff together.
import type { GeneratedAlways } from 'kysely';
import type { ApprovableAct, ApprovalDecision } from '../approvals/rules.js';

export type NetworkSettingTable = {
  name: string;
  value: unknown;
  setAt: Date;
  setBy: number | null;
};

export type ApprovalTable = {
  id: GeneratedAlways<number>;
  reference: string;
  schoolUai: string;
  act: ApprovableAct;
  digest: string;
  summary: string;
  count: number;
  askedBy: number;
  askedAt: Date;
  expiresAt: Date;
  decision: ApprovalDecision | null;
  answeredBy: number | null;
  answeredAt: Date | null;
  usedAt: Date | null;
};
