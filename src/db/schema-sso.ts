// The tables of migrations/0040 and 0105: applications that parents are signed in to, and what each was given.
import type { Generated, GeneratedAlways } from 'kysely';
import type { ClientSettings, KeyAlgorithm, Protocol, SigningPurpose, SubjectType } from '../sso/rules.js';
import type { Json } from './schema-registers.js';

export type ClientTable = {
  id: GeneratedAlways<number>;
  publicId: string;
  protocol: Protocol;
  name: string;
  settings: Json<ClientSettings>;
  claims: string[];
  schoolUais: string[] | null;
  serviceSlug: string | null;
  subjectType: SubjectType;
  secretHash: Uint8Array | null;
  eventsUrl: string | null;
  eventsSecret: Uint8Array | null;
  eventsTokenHash: Uint8Array | null;
  createdAt: Date;
  removedAt: Date | null;
  pausedUntil: Generated<Date | null>;
  oldSecretHash: Uint8Array | null;
  oldSecretUntil: Date | null;
  oldEventsSecret: Uint8Array | null;
  oldEventsTokenHash: Uint8Array | null;
  oldEventsUntil: Date | null;
};

/** migrations/0105 */
export type ClientSecretShownTable = { clientId: number; sessionId: number; sealed: Uint8Array; madeAt: Date };

export type ClientSubjectTable = {
  id: GeneratedAlways<number>;
  clientId: number;
  accountId: number;
  subject: string;
  givenAt: Date;
  withdrawnAt: Date | null;
  timesGiven: Generated<number>;
};

export type ClientSessionTable = {
  id: GeneratedAlways<number>;
  sessionId: number;
  clientId: number;
  accountId: number;
  reference: string;
  since: Date;
  endedAt: Generated<Date | null>;
  toldAt: Date | null;
  tries: Generated<number>;
  nextAt: Date | null;
  lastAnswer: string | null;
  givenUpAt: Date | null;
};

export type SigningKeyTable = {
  kid: string;
  purpose: SigningPurpose;
  algorithm: KeyAlgorithm;
  publicJwk: Json<Record<string, unknown>>;
  privateSealed: Uint8Array;
  certificate: string | null;
  createdAt: Date;
  signsFrom: Date;
  retiredAt: Date | null;
};

export type SignOnTable = {
  id: GeneratedAlways<number>;
  tokenHash: Uint8Array;
  clientId: number;
  params: Json<Record<string, unknown>>;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
};

export type SsoTables = {
  client: ClientTable;
  clientSecretShown: ClientSecretShownTable;
  clientSubject: ClientSubjectTable;
  clientSession: ClientSessionTable;
  signingKey: SigningKeyTable;
  signOn: SignOnTable;
};
