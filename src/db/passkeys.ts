// Passkeys: the public halves of keys that telephones and computers keep, of parents and of staff.
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

/** Whose second factor it is: a parent's account, or a member of staff. */
export type Holder = { readonly accountId: number } | { readonly staffId: number };

const heldBy = (holder: Holder) =>
  'staffId' in holder ? sql`staff_id = ${holder.staffId}::bigint` : sql`account_id = ${holder.accountId}::bigint`;

export async function listPasskeys(db: Db, holder: Holder): Promise<Passkey[]> {
  const { rows } = await sql<Passkey>`
    select id as factor_id, credential_id, public_key, sign_count, transports from factor
    where ${heldBy(holder)} and removed_at is null and kind = 'passkey' order by id`.execute(db);
  return rows;
}

export type NewPasskey = Omit<Passkey, 'factorId'> & {
  readonly holder: Holder;
  readonly name: string;
  readonly now: Date;
};

/** False when the key is there already. */
export async function insertPasskey(tx: Tx, { holder, ...made }: NewPasskey): Promise<boolean> {
  const [accountId, staffId] = 'staffId' in holder ? [null, holder.staffId] : [holder.accountId, null];
  const { rows } = await sql<{ id: number }>`
    insert into factor (account_id, staff_id, kind, name, credential_id, public_key, sign_count, transports, created_at)
    values (${accountId}::bigint, ${staffId}::bigint, 'passkey', ${made.name}::text, ${made.credentialId}::text,
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
