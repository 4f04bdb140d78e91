// The tables of migrations/0042, 0120 and 0121: identities that other providers keep, and the sign-in of staff under way.
import type { GeneratedAlways } from 'kysely';

type LinkedIdentityTable = {
  id: GeneratedAlways<number>;
  accountId: number;
  issuer: string;
  subject: string;
  proofVersion: number;
  linkedAt: Date;
  unlinkedAt: Date | null;
};

type FederationStepTable = {
  tokenHash: Uint8Array;
  state: string;
  nonce: string;
  verifier: string;
  sessionId: number | null;
  back: string;
  createdAt: Date;
  expiresAt: Date;
};

type StaffSecondStepTable = {
  tokenHash: Uint8Array;
  staffId: number;
  createdAt: Date;
  expiresAt: Date;
};

type StaffIdentityTable = {
  id: GeneratedAlways<number>;
  staffId: number;
  issuer: string;
  subject: string;
  linkedAt: Date;
  unlinkedAt: Date | null;
};

export type FederationTables = {
  staffIdentity: StaffIdentityTable;
  linkedIdentity: LinkedIdentityTable;
  federationStep: FederationStepTable;
  staffSecondStep: StaffSecondStepTable;
};
