// The tables of migrations/0070 and after: what a school's desk keeps beside the accounts.
import type { GeneratedAlways } from 'kysely';
import type { ReadPage } from '../journal/rules.js';

export type ReadingTable = {
  id: GeneratedAlways<number>;
  at: Date;
  staffId: number;
  schoolUai: string;
  page: ReadPage;
  accountId: number | null;
  reference: string | null;
  address: string;
};
