// The tables of migrations/0041: what the provider of OpenID Connect remembers.
import type { Json } from './schema-registers.js';

type OidcGrantTable = {
  id: string;
  sessionId: number;
  clientId: number;
  accountId: number;
  payload: Json<Record<string, unknown>>;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
};

type OidcTokenTable = {
  tokenHash: Uint8Array;
  kind: 'code' | 'access' | 'refresh';
  grantId: string;
  payload: Json<Record<string, unknown>>;
  createdAt: Date;
  expiresAt: Date;
  consumedAt: Date | null;
};

type OidcRequestTable = {
  idHash: Uint8Array;
  kind: 'entry' | 'pushed';
  payload: Json<Record<string, unknown>>;
  createdAt: Date;
  expiresAt: Date;
  consumedAt: Date | null;
};

type OidcSeenTable = {
  idHash: Uint8Array;
  expiresAt: Date;
};

export type OidcTables = {
  oidcGrant: OidcGrantTable;
  oidcToken: OidcTokenTable;
  oidcRequest: OidcRequestTable;
  oidcSeen: OidcSeenTable;
};
