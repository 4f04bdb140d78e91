// The letters of schools.
import { sql } from 'kysely';
import type { CivilDate } from '../kernel/civil-date.js';
import type { LetterPurpose } from '../letters/rules.js';
import type { SchoolKind } from '../people/rules.js';
import type { Db, Tx } from './open.js';

export type LetterSchoolRow = {
  readonly uai: string;
  readonly name: string;
  readonly kind: SchoolKind;
  readonly addressLines: string;
  readonly town: string;
  readonly phone: string;
  readonly openingHours: string;
  readonly letterNote: string;
  readonly letterSignature: string;
};

export async function findLetterSchool(db: Db, uai: string): Promise<LetterSchoolRow | undefined> {
  return await db
    .selectFrom('school')
    .select(['uai', 'name', 'kind', 'addressLines', 'town', 'phone', 'openingHours', 'letterNote', 'letterSignature'])
    .where('uai', '=', uai)
    .executeTakeFirst();
}

/** `count` numbers that no other letter has or will have. */
export async function drawLetterNumbers(db: Db, count: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select nextval('letter_number') as number from generate_series(1, ${count}::integer)`.execute(db);
  return rows.map(({ number }) => number);
}

export type NewLetter = {
  readonly accountId: number;
  readonly number: string;
  readonly purpose: LetterPurpose;
  readonly codeHash: string;
  readonly tokenHash: Uint8Array;
};

export type LettersWrite = {
  readonly schoolUai: string;
  readonly letters: readonly NewLetter[];
  readonly issuedBy: number | null;
  readonly issuedAt: Date;
  readonly lastDay: CivilDate;
};

export type LettersWritten = {
  readonly letters: readonly { readonly id: number; readonly accountId: number; readonly purpose: LetterPurpose }[];
  /** Former letters of these accounts and this school that opened something until now. */
  readonly replaced: number;
};

/**
 * Writes letters, at most one an account, and ends what they replace: the school's former letters, and what waits to
 * be done with the accounts (mails to confirm, passwords to reset). Every proof made before is void. The accounts must
 * be locked by an earlier statement.
 */
export async function insertLetters(tx: Tx, write: LettersWrite): Promise<LettersWritten> {
  const { schoolUai, letters, issuedBy, issuedAt, lastDay } = write;
  const ids = JSON.stringify(letters.map(({ accountId }) => accountId));
  const accountIds = sql`select value::bigint from jsonb_array_elements_text(${ids}::jsonb)`;
  const today = sql`${issuedAt}::timestamptz`;
  const former = await sql<{ id: number }>`
    update letter set replaced_at = ${today} where account_id in (${accountIds}) and school_uai = ${schoolUai}
      and used_at is null and replaced_at is null and died_at is null
    returning id`.execute(tx);
  await sql`
    with cancelled as (
      update single_use_token set cancelled_at = ${today}
      where account_id in (${accountIds}) and purpose in ('confirm_mail', 'reset_password')
        and used_at is null and cancelled_at is null
    )
    update account set version = version + 1, proof_version = proof_version + 1 where id in (${accountIds})`.execute(
    tx,
  );
  const rows = letters.map(({ accountId, number, purpose, codeHash, tokenHash }) => ({
    account_id: accountId,
    number,
    purpose,
    code_hash: codeHash,
    token_hash: Buffer.from(tokenHash).toString('hex'),
  }));
  const made = await sql<{ id: number; accountId: number; purpose: LetterPurpose }>`
    insert into letter (number, account_id, school_uai, purpose, code_hash, token_hash, issued_at, issued_by, last_day)
    select r.number, r.account_id, ${schoolUai}, r.purpose, r.code_hash, decode(r.token_hash, 'hex'), ${today},
      ${issuedBy}::bigint, ${lastDay}::date
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(account_id bigint, number text, purpose text, code_hash text, token_hash text)
    order by r.number
    returning id, account_id, purpose`.execute(tx);
  return { letters: made.rows, replaced: former.rows.length };
}

/** Whether a letter of this number was written: asked when the answer to a commit was lost. */
export async function letterExists(db: Db, number: string): Promise<boolean> {
  const found = await db.selectFrom('letter').select('id').where('number', '=', number).executeTakeFirst();
  return found !== undefined;
}
