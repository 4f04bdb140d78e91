// Identities of other providers that parents linked to their accounts, and those who are on their way to one.
import { sql } from 'kysely';
import type { Db, Tx } from './open.js';

export type FederationStep = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly sessionId: number | null;
  readonly back: string;
};

/** A step as it waits. */
export type WaitingStep = FederationStep & { readonly createdAt: Date };

export async function insertFederationStep(
  db: Db,
  made: FederationStep & { readonly tokenHash: Uint8Array; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  const { now, ...rest } = made;
  await db
    .insertInto('federationStep')
    .values({ ...rest, createdAt: now })
    .execute();
}

/** Takes it away: one answer of the provider is listened to, whatever comes after. */
export async function takeFederationStep(db: Db, tokenHash: Uint8Array, now: Date): Promise<WaitingStep | undefined> {
  const { rows } = await sql<WaitingStep>`
    delete from federation_step where token_hash = ${tokenHash}::bytea and expires_at > ${now}::timestamptz
    returning state, nonce, verifier, session_id, back, created_at`.execute(db);
  return rows[0];
}

/** Where a step leads, for the page that sends there. */
export async function findFederationStep(
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<FederationStep | undefined> {
  return await db
    .selectFrom('federationStep')
    .select(['state', 'nonce', 'verifier', 'sessionId', 'back'])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
}

export type Identity = { readonly issuer: string; readonly subject: string };

export type LinkedAccount = {
  readonly accountId: number;
  readonly identifier: string;
  readonly proofVersion: number;
  readonly hasFactor: boolean;
};

/** The account that an identity opens now: active, and proved since nothing about it changed. */
export async function findLinkedAccount(db: Db, { issuer, subject }: Identity): Promise<LinkedAccount | undefined> {
  const { rows } = await sql<LinkedAccount>`
    select a.id as account_id, a.identifier, a.proof_version,
      exists (select from factor f where f.account_id = a.id and f.removed_at is null) as has_factor
    from linked_identity l join account a on a.id = l.account_id and a.proof_version = l.proof_version
    where l.issuer = ${issuer} and l.subject = ${subject} and l.unlinked_at is null and a.state = 'active'`.execute(db);
  return rows[0];
}

/**
 * Links an identity to the account of a live session. False when it opens another account now, or the session is over.
 * A link that opens nothing any more (its account closed, or its secrets changed) gives way.
 */
export async function insertLinkedIdentity(
  tx: Tx,
  made: Identity & { readonly accountId: number; readonly sessionId: number; readonly now: Date },
): Promise<boolean> {
  const { issuer, subject, accountId, sessionId, now } = made;
  await sql`
    update linked_identity l set unlinked_at = ${now}::timestamptz from account a
    where a.id = l.account_id and l.issuer = ${issuer} and l.subject = ${subject} and l.unlinked_at is null
      and (a.id = ${accountId} or a.state <> 'active' or a.proof_version <> l.proof_version)`.execute(tx);
  const { rows } = await sql`
    insert into linked_identity (account_id, issuer, subject, proof_version, linked_at)
    select a.id, ${issuer}::text, ${subject}::text, a.proof_version, ${now}::timestamptz
    from account a join session s on s.account_id = a.id
    where a.id = ${accountId} and a.state = 'active' and s.id = ${sessionId} and s.ended_at is null
    on conflict (issuer, subject) where unlinked_at is null do nothing
    returning id`.execute(tx);
  return rows.length > 0;
}

export async function hasLinkedIdentity(db: Db, accountId: number, issuer: string): Promise<boolean> {
  const { rows } = await sql`
    select l.id from linked_identity l join account a on a.id = l.account_id and a.proof_version = l.proof_version
    where l.account_id = ${accountId} and l.issuer = ${issuer} and l.unlinked_at is null`.execute(db);
  return rows.length > 0;
}

/** A way in is over: proofs of before are void with it. False when there was none. One statement. */
export async function endLinkedIdentities(tx: Tx, accountId: number, issuer: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    with over as (
      update linked_identity set unlinked_at = ${now}::timestamptz
      where account_id = ${accountId} and issuer = ${issuer} and unlinked_at is null returning id
    )
    update account set version = version + 1, proof_version = proof_version + 1
    where id = ${accountId} and exists (select from over) returning id`.execute(tx);
  return rows.length > 0;
}
