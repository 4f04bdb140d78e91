import { sql } from 'kysely';
import type { Session } from '../signin/rules.js';
import type { ProofMethod, SessionEndCause } from '../signin/session-rules.js';
import type { Db, Tx } from './open.js';
import { hasPasskey } from './staff.js';
import { givingTriesBack, type TakenTries } from './throttle.js';

export type SessionOwner =
  | { readonly accountId: number }
  | { readonly staffId: number; readonly schoolUai: string | null };

export type NewSession = {
  readonly owner: SessionOwner;
  readonly tokenHash: Uint8Array;
  readonly now: Date;
  readonly address: string;
  readonly agent: string;
  readonly methods?: readonly ProofMethod[];
};

export async function insertSession(tx: Tx, made: NewSession): Promise<number> {
  const { owner, tokenHash, now, address, agent, methods = [] } = made;
  const { id } = await tx
    .insertInto('session')
    .values({
      ...owner,
      tokenHash,
      createdAt: now,
      seenAt: now,
      provedAt: now,
      address,
      agent: agent.slice(0, 200),
      methods: [...methods],
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type ProvedSession = Omit<NewSession, 'owner'> & {
  readonly accountId: number;
  readonly proofVersion: number;
  /** How many sessions the account may have, this one included. */
  readonly atOnce: number;
  /** When the person was proved, if not now. */
  readonly provedAt?: Date | undefined;
  /** The try that the proof took, if it was not given back yet: it did not fail. */
  readonly tries?: TakenTries;
};

/**
 * A session for an account that was proved outside this transaction: none when its state or secrets changed since, not
 * even when the change is being committed right now (the row is locked and read anew). Of too many sessions, those
 * that were used least lately end. One statement.
 */
export async function insertProvedSession(db: Db, made: ProvedSession): Promise<number | undefined> {
  const { accountId, proofVersion, tokenHash, now, address, agent, methods = [], atOnce, tries } = made;
  const { provedAt = now } = made;
  const at = sql`${now}::timestamptz`;
  const { rows } = await sql<{ id: number }>`
    with proved as (
      select id from account where id = ${accountId} and state = 'active' and proof_version = ${proofVersion} for share
    ),
    ${tries === undefined ? sql`` : sql`${givingTriesBack(tries, sql`(select count(*) from proved) >= 0`)},`}
    crowded as (
      update session set ended_at = ${at}, ended_cause = 'replaced'
      where id in (
        select s.id from session s join proved on proved.id = s.account_id where s.ended_at is null
        order by s.seen_at desc, s.id desc offset ${atOnce - 1}::integer)
    )
    insert into session (account_id, token_hash, created_at, seen_at, proved_at, address, agent, methods)
    select id, ${tokenHash}::bytea, ${at}, ${at}, ${provedAt}::timestamptz, ${address}::text, ${agent.slice(0, 200)}::text,
      array(select jsonb_array_elements_text(${JSON.stringify(methods)}::jsonb))
    from proved returning id`.execute(db);
  return rows[0]?.id;
}

export type PreviousSignIn = { readonly createdAt: Date; readonly address: string; readonly agent: string };

/** When the account's session before this one was opened, and from where. */
export async function findPreviousSignIn(
  db: Db,
  accountId: number,
  sessionId: number,
): Promise<PreviousSignIn | undefined> {
  return await db
    .selectFrom('session')
    .select(['createdAt', 'address', 'agent'])
    .where('accountId', '=', accountId)
    .where('id', '<', sessionId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type FoundSession = { readonly session: Session; readonly endedAt: Date | null };

/**
 * The session of a token, whether ended or not, as long as its person may have one: an account that is not active and
 * a member of staff who left have none.
 */
export async function findSession(
  db: Db,
  kind: Session['kind'],
  tokenHash: Uint8Array,
): Promise<FoundSession | undefined> {
  const columns = ['session.id', 'session.createdAt', 'session.seenAt', 'session.provedAt', 'session.endedAt'] as const;
  if (kind === 'parent') {
    const row = await db
      .selectFrom('session')
      .innerJoin('account', 'account.id', 'session.accountId')
      .select([...columns, 'session.methods', 'account.id as accountId', 'account.identifier', 'account.language'])
      .where('session.tokenHash', '=', tokenHash)
      .where('account.state', '=', 'active')
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { endedAt, ...session } = row;
    return { session: { kind, ...session }, endedAt };
  }
  const row = await db
    .selectFrom('session')
    .innerJoin('staff', 'staff.id', 'session.staffId')
    .select([...columns, 'staff.id as staffId', 'session.schoolUai'])
    .select([sql<boolean>`staff.totp_secret is not null`.as('application'), hasPasskey.as('passkey')])
    .where('session.tokenHash', '=', tokenHash)
    .where('staff.leftAt', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { endedAt, application, passkey, ...session } = row;
  return { session: { kind, ...session, factors: { application, passkey } }, endedAt };
}

export async function writeSessionSeen(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.updateTable('session').set({ seenAt: now }).where('id', '=', id).where('endedAt', 'is', null).execute();
}

/** Replaces the token of a live session. False when another request rotated or ended it first. */
export async function rotateSession(
  tx: Tx,
  rotation: { readonly id: number; readonly from: Uint8Array; readonly to: Uint8Array; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('session')
    .set({ tokenHash: rotation.to, seenAt: rotation.now })
    .where('id', '=', rotation.id)
    .where('tokenHash', '=', rotation.from)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function writeSessionProved(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.updateTable('session').set({ provedAt: now }).where('id', '=', id).where('endedAt', 'is', null).execute();
}

/** The school that a member of staff works for, in this session alone. */
export async function writeSessionSchool(tx: Tx, id: number, schoolUai: string): Promise<void> {
  await tx.updateTable('session').set({ schoolUai }).where('id', '=', id).where('endedAt', 'is', null).execute();
}

export async function endSession(tx: Tx, id: number, cause: SessionEndCause, now: Date): Promise<void> {
  await tx
    .updateTable('session')
    .set({ endedAt: now, endedCause: cause })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute();
}

/** Ends the live sessions of an account, but one when asked; returns how many. */
export async function endSessionsOfAccount(
  tx: Tx,
  accountId: number,
  cause: SessionEndCause,
  now: Date,
  exceptId?: number,
): Promise<number> {
  let query = tx
    .updateTable('session')
    .set({ endedAt: now, endedCause: cause })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null);
  if (exceptId !== undefined) query = query.where('id', '<>', exceptId);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Ends the live sessions of a member of staff, but one when asked; returns how many. */
export async function endSessionsOfStaff(
  tx: Tx,
  staffId: number,
  cause: SessionEndCause,
  now: Date,
  exceptId?: number,
): Promise<number> {
  let query = tx
    .updateTable('session')
    .set({ endedAt: now, endedCause: cause })
    .where('staffId', '=', staffId)
    .where('endedAt', 'is', null);
  if (exceptId !== undefined) query = query.where('id', '<>', exceptId);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}
