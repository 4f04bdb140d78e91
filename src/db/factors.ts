// Second factors, recovery codes, and passwords that wait for one.
import { sql } from 'kysely';
import type { ProofMethod } from '../signin/session-rules.js';
import type { Db, Tx } from './open.js';

export type FactorKind = 'application' | 'passkey';
export type FactorRow = {
  readonly id: number;
  readonly kind: FactorKind;
  /** Given by its owner to a passkey; else ''. */
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};

export async function listFactors(db: Db, accountId: number): Promise<FactorRow[]> {
  return await db
    .selectFrom('factor')
    .select(['id', 'kind', 'name', 'createdAt', 'usedAt'])
    .where('accountId', '=', accountId)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute();
}

export async function hasFactor(db: Db, accountId: number): Promise<boolean> {
  return (await listFactors(db, accountId)).length > 0;
}

/** False when the account has an application already. */
export async function insertApplication(
  tx: Tx,
  made: { readonly accountId: number; readonly secret: Uint8Array; readonly step: number; readonly now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    insert into factor (account_id, kind, totp_secret, totp_last_step, created_at)
    values (${made.accountId}::bigint, 'application', ${made.secret}::bytea, ${made.step}::bigint, ${made.now}::timestamptz)
    on conflict (account_id) where removed_at is null and kind = 'application' do nothing
    returning id`.execute(tx);
  return rows.length === 1;
}

export type SealedApplication = { readonly id: number; readonly secret: Uint8Array };

export async function findApplication(db: Db, accountId: number): Promise<SealedApplication | undefined> {
  const { rows } = await sql<SealedApplication>`
    select id, totp_secret as secret from factor
    where account_id = ${accountId} and removed_at is null and kind = 'application'`.execute(db);
  return rows[0];
}

/** Uses up a time step; false when it, or a later one, was used already: a code works once, whatever races. */
export async function spendFactorStep(tx: Tx, factorId: number, step: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update factor set totp_last_step = ${step}::bigint, used_at = ${now}::timestamptz
    where id = ${factorId} and removed_at is null and totp_last_step < ${step}::bigint returning id`.execute(tx);
  return rows.length === 1;
}

/** Removes a factor; with the last one the recovery codes go too. False when it was gone. */
export async function removeFactor(tx: Tx, accountId: number, factorId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update factor set removed_at = ${now}::timestamptz, totp_secret = null, credential_id = null, public_key = null
    where id = ${factorId} and account_id = ${accountId} and removed_at is null returning id`.execute(tx);
  if (rows.length === 0) return false;
  if (!(await hasFactor(tx, accountId))) await replaceRecoveryCodes(tx, accountId, now);
  return true;
}

/** Codes made before are worth nothing any more. */
export async function replaceRecoveryCodes(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx
    .updateTable('recoveryBatch')
    .set({ replacedAt: now })
    .where('accountId', '=', accountId)
    .where('replacedAt', 'is', null)
    .execute();
}

export async function insertRecoveryCodes(
  tx: Tx,
  made: {
    readonly accountId: number;
    readonly nonce: Uint8Array;
    readonly hashes: readonly Uint8Array[];
    readonly now: Date;
  },
): Promise<void> {
  const { accountId, nonce, now: createdAt } = made;
  const { id } = await tx
    .insertInto('recoveryBatch')
    .values({ accountId, nonce, createdAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('recoveryCode')
    .values(made.hashes.map((codeHash) => ({ batchId: id, codeHash })))
    .execute();
}

export type RecoveryBatch = { readonly nonce: Uint8Array; readonly createdAt: Date; readonly left: number };

export async function findRecoveryBatch(db: Db, accountId: number): Promise<RecoveryBatch | undefined> {
  const { rows } = await sql<RecoveryBatch>`
    select b.nonce, b.created_at,
      (select count(*)::integer from recovery_code c where c.batch_id = b.id and c.used_at is null) as "left"
    from recovery_batch b where b.account_id = ${accountId} and b.replaced_at is null`.execute(db);
  return rows[0];
}

export async function spendRecoveryCode(tx: Tx, accountId: number, codeHash: Uint8Array, now: Date): Promise<boolean> {
  const { rows } = await sql<{ batchId: number }>`
    update recovery_code c set used_at = ${now}::timestamptz
    from recovery_batch b
    where b.id = c.batch_id and b.account_id = ${accountId} and b.replaced_at is null
      and c.code_hash = ${codeHash}::bytea and c.used_at is null
    returning c.batch_id`.execute(tx);
  return rows.length === 1;
}

export type NewSecondStep = {
  readonly tokenHash: Uint8Array;
  readonly accountId: number;
  readonly proofVersion: number;
  readonly sessionId: number | null;
  /** When the person was proved, if not now. */
  readonly provedAt?: Date | null;
  readonly methods: readonly ProofMethod[];
  readonly now: Date;
  readonly expiresAt: Date;
};

export async function insertSecondStep(tx: Tx, { now: createdAt, methods, ...step }: NewSecondStep): Promise<void> {
  await tx
    .insertInto('secondStep')
    .values({ ...step, methods: [...methods], createdAt })
    .execute();
}

export type SecondStep = {
  readonly id: number;
  readonly accountId: number;
  readonly identifier: string;
  readonly proofVersion: number;
  readonly sessionId: number | null;
  readonly provedAt: Date | null;
  readonly methods: readonly ProofMethod[];
};

/** A password that waits, of an account that has not changed since. */
export async function findSecondStep(db: Db, tokenHash: Uint8Array, now: Date): Promise<SecondStep | undefined> {
  return await db
    .selectFrom('secondStep')
    .innerJoin('account', 'account.id', 'secondStep.accountId')
    .select(['secondStep.id', 'account.id as accountId', 'account.identifier'])
    .select(['secondStep.proofVersion', 'secondStep.sessionId', 'secondStep.provedAt', 'secondStep.methods'])
    .where('secondStep.tokenHash', '=', tokenHash)
    .where('secondStep.usedAt', 'is', null)
    .where('secondStep.expiresAt', '>', now)
    .whereRef('secondStep.proofVersion', '=', 'account.proofVersion')
    .where('account.state', '=', 'active')
    .executeTakeFirst();
}

export async function consumeSecondStep(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update second_step set used_at = ${now}::timestamptz
    where id = ${id} and used_at is null and expires_at > ${now}::timestamptz returning id`.execute(tx);
  return rows.length === 1;
}
