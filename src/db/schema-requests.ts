// The tables of migrations/0013: requests, and the schools that answer them.
import type { Generated, GeneratedAlways } from 'kysely';
import type { GroupingProof, RequestReason } from '../grouping/rules.js';
import type { RequestDecision, RequestState, VoidCause } from '../requests/rules.js';
import type { Json } from './schema-registers.js';

export type GroupingRequestTable = {
  id: GeneratedAlways<number>;
  reference: string;
  keptId: number;
  absorbedId: number;
  proof: GroupingProof;
  keptProofVersion: number;
  absorbedProofVersion: number;
  reasons: Json<readonly RequestReason[]>;
  doubts: Json<readonly string[]>;
  state: RequestState;
  createdAt: Date;
  decidedAt: Date | null;
  operatorReason: string | null;
  expiresAt: Date | null;
  endedAt: Date | null;
  voidCause: VoidCause | null;
  groupingId: number | null;
};

export type GroupingRequestSchoolTable = {
  requestId: number;
  schoolUai: string;
  told: boolean;
  decision: RequestDecision | null;
  staffId: number | null;
  reason: string | null;
  decidedAt: Date | null;
  reminders: Generated<number>;
};
