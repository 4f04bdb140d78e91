// A client's request that waits while its parent signs in. Its token is known to the browser alone.
import { sql } from 'kysely';
import type { Db } from './open.js';

export async function insertSignOn(
  db: Db,
  made: {
    readonly tokenHash: Uint8Array;
    readonly clientId: number;
    readonly params: Readonly<Record<string, unknown>>;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  const { now, params, ...rest } = made;
  await db
    .insertInto('signOn')
    .values({ ...rest, params: JSON.stringify(params), createdAt: now })
    .execute();
}

export type SignOn = { readonly clientId: number; readonly params: Readonly<Record<string, unknown>> };

/** What waits under this token since `createdAt`, without using it up. */
export async function findSignOn(
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<(SignOn & { readonly createdAt: Date }) | undefined> {
  return await db
    .selectFrom('signOn')
    .select(['clientId', 'params', 'createdAt'])
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
}

/** Uses it up, once. */
export async function consumeSignOn(db: Db, tokenHash: Uint8Array, now: Date): Promise<SignOn | undefined> {
  const { rows } = await sql<SignOn>`
    update sign_on set used_at = ${now} where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}
    returning client_id, params`.execute(db);
  return rows[0];
}
