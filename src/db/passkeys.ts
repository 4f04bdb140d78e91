// Passkeys: the public halves of keys that parents' telephones keep.
import { sql } from 'kysely';
import type { Db, Tx } from './open.js';

export type Passkey = {
  readonly factorId: number;
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly signCount: number;
  /** With commas. */
  readonly transports: string;
};

export async function listPasskeys(db: Db, accountId: number): Promise<Passkey[]> {
  const { rows } = await sql<Passkey>`
    select id as factor_id, credential_id, public_key, sign_count, transports from factor
    where account_id = ${accountId} and removed_at is null and kind = 'passkey' order by id`.execute(db);
  return rows;
}

export type NewPasskey = Omit<Passkey, 'factorId'> & {
  readonly accountId: number;
  readonly name: string;
  readonly now: Date;
};

/** False when the key is there already. */
export async function insertPasskey(tx: Tx, made: NewPasskey): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    insert into factor (account_id, kind, name, credential_id, public_key, sign_count, transports, created_at)
    values (${made.accountId}::bigint, 'passkey', ${made.name}::text, ${made.credentialId}::text,
      ${made.publicKey}::bytea, ${made.signCount}::bigint, ${made.transports}::text, ${made.now}::timestamptz)
    on conflict (credential_id) where removed_at is null and kind = 'passkey' do nothing
    returning id`.execute(tx);
  return rows.length === 1;
}

/** Notes what the key counted; false when it was taken away, or counted as far before (a key that does not count says 0). */
export async function spendPasskey(tx: Tx, factorId: number, signCount: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update factor set sign_count = ${signCount}::bigint, used_at = ${now}::timestamptz
    where id = ${factorId} and removed_at is null
      and (sign_count < ${signCount}::bigint or (sign_count = 0 and ${signCount}::bigint = 0))
    returning id`.execute(tx);
  return rows.length === 1;
}
