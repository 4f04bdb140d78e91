// The tables of migrations/0002: accounts, staff, and what opens them.
import type { Generated, GeneratedAlways } from 'kysely';
import type { AccountState, TokenPurpose } from '../accounts/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Locale } from '../kernel/locale.js';
import type { LetterProof, LetterPurpose } from '../letters/rules.js';
import type { ProofMethod } from '../signin/session-rules.js';
import type { Role } from '../staff/rights-rules.js';

export type AccountTable = {
  id: GeneratedAlways<number>;
  identifier: string;
  state: AccountState;
  passwordHash: string | null;
  passwordSetAt: Date | null;
  mail: string | null;
  mailConfirmedAt: Date | null;
  pendingMail: string | null;
  pendingMailAt: Date | null;
  /** Chosen by its owner; null until he did. */
  language: Locale | null;
  version: Generated<number>;
  proofVersion: Generated<number>;
  createdAt: Date;
  activatedAt: Date | null;
  closedAt: Date | null;
  closedInto: number | null;
  sleepWarnedAt: Date | null;
  sleepWarnedAgainAt: Date | null;
  rightlessSince: Date | null;
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
  /** The school whose link opened the access; null: the network's. */
  vouchedBy: Generated<string | null>;
  /** Of that link; null: the command. */
  linkMadeBy: Generated<number | null>;
};

export type StaffRoleTable = {
  id: GeneratedAlways<number>;
  staffId: number;
  /** Null: of the whole network. */
  schoolUai: string | null;
  role: Role;
  since: Date;
  until: Date | null;
  /** When it ends by itself. */
  endsAt: Date | null;
  givenBy: number | null;
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
  methods: Generated<ProofMethod[]>;
};

export type LetterTable = {
  id: GeneratedAlways<number>;
  number: string;
  accountId: number;
  schoolUai: string;
  purpose: LetterPurpose;
  codeHash: string;
  tokenHash: Uint8Array;
  issuedAt: Date;
  issuedBy: number | null;
  lastDay: CivilDate;
  usedAt: Date | null;
  replacedAt: Date | null;
  diedAt: Date | null;
  birthDateTries: Generated<number>;
  batchId: number | null;
  /** Of 0131. */
  division: string | null;
  handed: boolean | null;
  handedAt: Date | null;
};

export type ActivationTable = {
  id: GeneratedAlways<number>;
  letterId: number;
  tokenHash: Uint8Array;
  proof: LetterProof;
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
  /** Of a link of staff: the school that made it; null: the network. */
  vouchedBy: Generated<string | null>;
  madeBy: Generated<number | null>;
};

export type ThrottleTable = {
  subject: Uint8Array;
  failures: number;
  windowStartedAt: Date;
  inARow: number;
  blockedUntil: Date | null;
};

export type FactorTable = {
  id: GeneratedAlways<number>;
  accountId: number | null;
  staffId: number | null;
  kind: 'application' | 'passkey';
  name: Generated<string>;
  totpSecret: Uint8Array | null;
  totpLastStep: number | null;
  credentialId: string | null;
  publicKey: Uint8Array | null;
  signCount: number | null;
  transports: string | null;
  createdAt: Date;
  usedAt: Date | null;
  removedAt: Date | null;
};

export type FactorResetTable = {
  id: GeneratedAlways<number>;
  accountId: number;
  schoolUai: string;
  askedBy: number;
  reason: string;
  askedAt: Date;
  dueAt: Date;
  doneAt: Date | null;
  stoppedAt: Date | null;
  linkHash: Uint8Array | null;
};

export type RecoveryBatchTable = {
  id: GeneratedAlways<number>;
  accountId: number;
  nonce: Uint8Array;
  createdAt: Date;
  replacedAt: Date | null;
};

export type RecoveryCodeTable = { batchId: number; codeHash: Uint8Array; usedAt: Date | null };

export type SecondStepTable = {
  id: GeneratedAlways<number>;
  tokenHash: Uint8Array;
  accountId: number;
  proofVersion: number;
  sessionId: number | null;
  provedAt: Generated<Date | null>;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  methods: Generated<ProofMethod[]>;
};
