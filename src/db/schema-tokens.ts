// The tables of migrations/0125: tokens of programs, what they did in a day, what they were answered.
import type { Generated, GeneratedAlways } from 'kysely';

type ApiTokenTable = {
  id: GeneratedAlways<number>;
  schoolUai: string | null;
  staffId: number;
  name: string;
  scopes: string[];
  tokenHash: Uint8Array;
  nonce: string | null;
  madeAt: Date;
  endsAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  revokedBy: number | null;
  windowAt: Date | null;
  windowCount: Generated<number>;
};

type ApiTokenDayTable = { tokenId: number; act: string; day: string; count: number };

type ApiAnswerTable = {
  tokenId: number;
  keyHash: Uint8Array;
  requestHash: Uint8Array;
  begunAt: Date;
  status: number | null;
  body: string | null;
};

export type TokenTables = {
  apiToken: ApiTokenTable;
  apiTokenDay: ApiTokenDayTable;
  apiAnswer: ApiAnswerTable;
};
