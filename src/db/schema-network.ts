// What belongs to the network and to its staff together.
import type { GeneratedAlways } from 'kysely';
import type { ApprovableAct, ApprovalDecision } from '../approvals/rules.js';
import type { BrokenWhy } from '../audit/verifying.js';

/** migrations/0108 */
export type NetworkLookTable = {
  stage: 'draft' | 'live';
  name: string;
  colour: string | null;
  logo: string | null;
  version: string;
  setAt: Date;
};

export type NetworkSettingTable = {
  name: string;
  value: unknown;
  setAt: Date;
  setBy: number | null;
};

/** The table of 0118. */
export type AuditCheckTable = {
  id: GeneratedAlways<number>;
  askedAt: Date;
  askedBy: number | null;
  endedAt: Date | null;
  headSeq: number | null;
  headHmac: Uint8Array | null;
  events: number | null;
  brokenAt: number | null;
  why: BrokenWhy | null;
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
