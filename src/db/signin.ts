import { sql } from 'kysely';
import type { AccountState } from '../accounts/rules.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Db, Tx } from './open.js';

export type LetterCredential = {
  readonly id: number;
  readonly codeHash: string;
  readonly usedAt: Date | null;
  readonly replacedAt: Date | null;
  readonly diedAt: Date | null;
  readonly lastDay: CivilDate;
};

export type Credentials = {
  readonly accountId: number;
  readonly identifier: string;
  readonly state: AccountState;
  readonly proofVersion: number;
  readonly passwordHash: string | null;
  readonly letters: readonly LetterCredential[];
};

/**
 * What may prove an account: its password, and its letters (live ones first, then the most recent), at most `letters`
 * of them. One query, whether or not the account exists.
 */
export async function findCredentials(db: Db, identifier: string, letters: number): Promise<Credentials | undefined> {
  const { rows } = await sql<Omit<Credentials, 'letters'> & Nullable<LetterCredential>>`
    select a.id as account_id, a.identifier, a.state, a.proof_version, a.password_hash,
      l.id, l.code_hash, l.used_at, l.replaced_at, l.died_at, l.last_day
    from account a
    left join lateral (
      select * from letter where account_id = a.id
      order by (used_at is null and replaced_at is null and died_at is null) desc, issued_at desc, id desc
      limit ${letters}
    ) l on true
    where a.identifier = ${identifier}`.execute(db);
  const [first] = rows;
  if (first === undefined) return undefined;
  const { accountId, state, proofVersion, passwordHash } = first;
  return {
    accountId,
    identifier: first.identifier,
    state,
    proofVersion,
    passwordHash,
    letters: rows.flatMap(({ id, codeHash, lastDay, usedAt, replacedAt, diedAt }) =>
      id === null || codeHash === null || lastDay === null
        ? []
        : [{ id, codeHash, lastDay, usedAt, replacedAt, diedAt }],
    ),
  };
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

/** The same password under today's parameters; nothing when it was changed meanwhile. */
export async function replacePasswordHash(tx: Tx, accountId: number, from: string, to: string): Promise<void> {
  await tx
    .updateTable('account')
    .set({ passwordHash: to })
    .where('id', '=', accountId)
    .where('passwordHash', '=', from)
    .execute();
}
