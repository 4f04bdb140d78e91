// Second factors that a school asked to remove.
import { sql } from 'kysely';
import type { Db, Tx } from './open.js';

export type FactorReset = {
  readonly id: number;
  readonly accountId: number;
  /** That asked. */
  readonly schoolUai: string;
  readonly dueAt: Date;
};

/** The one that waits for its hour, or is due. */
export async function findFactorReset(db: Db, accountId: number): Promise<FactorReset | undefined> {
  const { rows } = await sql<FactorReset>`
    select id, account_id, school_uai, due_at from factor_reset
    where account_id = ${accountId} and done_at is null and stopped_at is null`.execute(db);
  return rows[0];
}

export type NewFactorReset = {
  readonly accountId: number;
  readonly schoolUai: string;
  readonly askedBy: number;
  readonly reason: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
};

/** Undefined when one waits already. */
export async function insertFactorReset(tx: Tx, made: NewFactorReset): Promise<number | undefined> {
  const row = await tx
    .insertInto('factorReset')
    .values(made)
    .onConflict((conflict) =>
      conflict.column('accountId').where('doneAt', 'is', null).where('stoppedAt', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Answers the hour that its mail tells; undefined when the reset is erased by now. */
export async function saveResetLink(tx: Tx, id: number, linkHash: Uint8Array): Promise<Date | undefined> {
  const saved = tx.updateTable('factorReset').set({ linkHash }).where('id', '=', id).returning('dueAt');
  return (await saved.executeTakeFirst())?.dueAt;
}

export type LinkedReset = FactorReset & { readonly stopped: boolean };

/** What a link of a mail stops, or has stopped; undefined when it is unknown or came too late. */
export async function findLinkedReset(db: Db, linkHash: Uint8Array, now: Date): Promise<LinkedReset | undefined> {
  const { rows } = await sql<LinkedReset>`
    select id, account_id, school_uai, due_at, stopped_at is not null as stopped from factor_reset
    where link_hash = ${linkHash}::bytea and done_at is null
      and (stopped_at is not null or due_at > ${now}::timestamptz)`.execute(db);
  return rows[0];
}

/** False when it was stopped, or done, before: one of both happens, whatever races. */
export async function stopFactorReset(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update factor_reset set stopped_at = ${now}::timestamptz
    where id = ${id} and done_at is null and stopped_at is null and due_at > ${now}::timestamptz returning id`.execute(
    tx,
  );
  return rows.length === 1;
}

/** Removes the factors and recovery codes of an active account whose reset is due; answers its number, once. */
export async function carryOutFactorReset(tx: Tx, accountId: number, now: Date): Promise<number | undefined> {
  const at = sql`${now}::timestamptz`;
  const { rows } = await sql<{ id: number }>`
    with due as (
      update factor_reset r set done_at = ${at} from account a
      where r.account_id = ${accountId} and r.done_at is null and r.stopped_at is null and r.due_at <= ${at}
        and a.id = r.account_id and a.state = 'active'
      returning r.id
    ), factors as (
      update factor set removed_at = ${at}, totp_secret = null, credential_id = null, public_key = null from due
      where account_id = ${accountId} and removed_at is null
    ), codes as (
      update recovery_batch set replaced_at = ${at} from due where account_id = ${accountId} and replaced_at is null
    )
    select id from due`.execute(tx);
  return rows[0]?.id;
}
