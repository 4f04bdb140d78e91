// Grants, tokens and waiting requests of OpenID Connect. Each statement that finds or spends one of them reads the
// session and the account that it hangs on with it: what belongs to a session that is over is not found.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './open.js';

export type TokenKind = 'code' | 'access' | 'refresh';
type Payload = Readonly<Record<string, unknown>>;

/** The instants that decide what is still alive: now, and the birth before which a session is too old. */
export type Living = { readonly now: Date; readonly bornAfter: Date };

/** Rows `g` (grant), `s` (session), `a` (account), `c` (client), `n` (the name that the client knows), all of them alive. */
const livingOwner = ({ now, bornAfter }: Living): RawBuilder<unknown> => sql`
  s.id = g.session_id and a.id = s.account_id and c.id = g.client_id
  and n.client_id = g.client_id and n.account_id = g.account_id
  and g.expires_at > ${now}::timestamptz
  and s.ended_at is null and s.created_at > ${bornAfter}::timestamptz
  and a.state = 'active' and c.removed_at is null
  and n.withdrawn_at is null and n.given_at <= g.created_at`;

const livingGrant = (living: Living): RawBuilder<unknown> => sql`g.revoked_at is null and ${livingOwner(living)}`;

export type NewGrant = {
  readonly id: string;
  readonly sessionId: number;
  readonly clientId: number;
  readonly payload: Payload;
  readonly now: Date;
  readonly expiresAt: Date;
};

/** False when the session, its account or the client's name of it is over. It waits for whoever is ending them. */
export async function insertGrant(db: Db, made: NewGrant): Promise<boolean> {
  const { id, sessionId, clientId, payload, now, expiresAt } = made;
  const { rows } = await sql`
    with live as (
      select s.id, s.account_id from account a
        join session s on s.account_id = a.id
        join client_subject n on n.account_id = a.id and n.client_id = ${clientId} and n.withdrawn_at is null
      where s.id = ${sessionId} and s.ended_at is null and a.state = 'active' for share
    )
    insert into oidc_grant (id, session_id, client_id, account_id, payload, created_at, expires_at)
    select ${id}::text, live.id, ${clientId}::bigint, live.account_id, ${JSON.stringify(payload)}::jsonb,
      ${now}::timestamptz, ${expiresAt}::timestamptz
    from live returning id`.execute(db);
  return rows.length > 0;
}

export async function findGrant(db: Db, id: string, living: Living): Promise<Payload | undefined> {
  const { rows } = await sql<{ payload: Payload }>`
    select g.payload from oidc_grant g, session s, account a, client c, client_subject n
    where g.id = ${id} and ${livingGrant(living)}`.execute(db);
  return rows[0]?.payload;
}

/** Everything that came of one code is dead. */
export async function revokeGrant(db: Db, id: string, now: Date): Promise<void> {
  await sql`update oidc_grant set revoked_at = ${now}::timestamptz where id = ${id} and revoked_at is null`.execute(db);
}

export type NewToken = {
  readonly hash: Uint8Array;
  readonly kind: TokenKind;
  readonly grantId: string;
  readonly payload: Payload;
  readonly now: Date;
  readonly expiresAt: Date;
};

/**
 * False when the session that it would hang on is over: it waits for whoever is ending it. A grant that a second hand has
 * revoked meanwhile does not stop the first one's answer: it gets tokens that are dead.
 */
export async function insertToken(db: Db, made: NewToken, living: Living): Promise<boolean> {
  const { hash, kind, grantId, payload, now, expiresAt } = made;
  const { rows } = await sql`
    with live as (
      select g.id from oidc_grant g, session s, account a, client c, client_subject n
      where g.id = ${grantId} and ${livingOwner(living)} for share of s
    )
    insert into oidc_token (token_hash, kind, grant_id, payload, created_at, expires_at)
    select ${hash}::bytea, ${kind}::text, live.id, ${JSON.stringify(payload)}::jsonb, ${now}::timestamptz,
      ${expiresAt}::timestamptz
    from live returning kind`.execute(db);
  return rows.length > 0;
}

export type FoundToken = { readonly payload: Payload; readonly consumedAt: Date | null };

/** A token that lives, or that was consumed: shown again, it tells that it was stolen. */
export async function findToken(
  db: Db,
  kind: TokenKind,
  hash: Uint8Array,
  living: Living,
): Promise<FoundToken | undefined> {
  const { rows } = await sql<FoundToken>`
    select t.payload, t.consumed_at from oidc_token t
      join oidc_grant g on g.id = t.grant_id, session s, account a, client c, client_subject n
    where t.token_hash = ${hash}::bytea and t.kind = ${kind} and t.expires_at > ${living.now}::timestamptz
      and ${livingGrant(living)}`.execute(db);
  return rows[0];
}

/**
 * Spends a code, or a refresh token that is replaced: true for one caller alone. Whoever comes second shows that two
 * hands hold it: the same statement then kills all that came of it.
 */
export async function consumeToken(db: Db, kind: TokenKind, hash: Uint8Array, living: Living): Promise<boolean> {
  const { rows } = await sql`
    update oidc_token t set consumed_at = ${living.now}::timestamptz
    from oidc_grant g, session s, account a, client c, client_subject n
    where t.token_hash = ${hash}::bytea and t.kind = ${kind} and t.consumed_at is null
      and t.expires_at > ${living.now}::timestamptz and g.id = t.grant_id and ${livingGrant(living)}
    returning t.kind`.execute(db);
  return rows.length > 0;
}

/** The grant of a token that another caller consumed. */
export async function revokeGrantOfToken(db: Db, kind: TokenKind, hash: Uint8Array, now: Date): Promise<void> {
  await sql`
    update oidc_grant g set revoked_at = ${now}::timestamptz from oidc_token t
    where t.token_hash = ${hash}::bytea and t.kind = ${kind} and t.consumed_at is not null
      and g.id = t.grant_id and g.revoked_at is null`.execute(db);
}

export async function removeToken(db: Db, kind: TokenKind, hash: Uint8Array): Promise<void> {
  await db.deleteFrom('oidcToken').where('tokenHash', '=', hash).where('kind', '=', kind).execute();
}

export type RequestKind = 'entry' | 'pushed';

export async function writeRequest(
  db: Db,
  made: {
    readonly hash: Uint8Array;
    readonly kind: RequestKind;
    readonly payload: Payload;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  const { hash, kind, payload, now, expiresAt } = made;
  await db
    .insertInto('oidcRequest')
    .values({ idHash: hash, kind, payload: JSON.stringify(payload), createdAt: now, expiresAt, consumedAt: null })
    .onConflict((conflict) => conflict.column('idHash').doUpdateSet({ payload: JSON.stringify(payload) }))
    .execute();
}

export type FoundRequest = { readonly payload: Payload; readonly createdAt: Date; readonly consumedAt: Date | null };

export async function findRequest(
  db: Db,
  kind: RequestKind,
  hash: Uint8Array,
  now: Date,
): Promise<FoundRequest | undefined> {
  return await db
    .selectFrom('oidcRequest')
    .select(['payload', 'createdAt', 'consumedAt'])
    .where('idHash', '=', hash)
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
}

/** True for one caller alone. */
export async function consumeRequest(db: Db, kind: RequestKind, hash: Uint8Array, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('oidcRequest')
    .set({ consumedAt: now })
    .where('idHash', '=', hash)
    .where('kind', '=', kind)
    .where('consumedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function removeRequest(db: Db, kind: RequestKind, hash: Uint8Array): Promise<void> {
  await db.deleteFrom('oidcRequest').where('idHash', '=', hash).where('kind', '=', kind).execute();
}

/** False when a client's proof was seen before. */
export async function insertSeen(db: Db, hash: Uint8Array, expiresAt: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('oidcSeen')
    .values({ idHash: hash, expiresAt })
    .onConflict((conflict) => conflict.column('idHash').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
