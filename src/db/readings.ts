// What staff read at a desk: who, when, which page, of whom. Beside the audit chain, which tells what changed.
import { sql } from 'kysely';
import type { ReadPage } from '../journal/rules.js';
import type { Db } from './open.js';

export type ReadingWrite = {
  readonly staffId: number;
  /** Of a program that reads in his name. */
  readonly tokenId: number | null;
  /** Null: an operator. */
  readonly schoolUai: string | null;
  readonly page: ReadPage;
  readonly accountId: number | null;
  readonly reference: string | null;
  readonly address: string;
  readonly now: Date;
  /** The same page read again since then by the same person is the same reading. */
  readonly since: Date;
};

export async function insertReading(db: Db, write: ReadingWrite): Promise<void> {
  const { staffId, tokenId, schoolUai, page, accountId, reference } = write;
  await sql`
    insert into reading (at, staff_id, token_id, school_uai, page, account_id, reference, address)
    select ${write.now}::timestamptz, ${staffId}::bigint, ${tokenId}::bigint, ${schoolUai}::text, ${page}, ${accountId}::bigint, ${reference}::text, ${write.address}
    where not exists (
      select 1 from reading r where r.staff_id = ${staffId} and r.token_id is not distinct from ${tokenId}::bigint and r.at > ${write.since}::timestamptz and r.school_uai is not distinct from ${schoolUai}::text
        and r.page = ${page} and r.account_id is not distinct from ${accountId}::bigint
        and r.reference is not distinct from ${reference}::text)`.execute(db);
}
