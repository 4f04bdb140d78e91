// Which applications a session of the portal signed its parent in to, and which of them must be told that it is over.
import { sql } from 'kysely';
import type { Protocol } from '../sso/rules.js';
import type { Db, Tx } from './open.js';

export type NewClientSession = {
  readonly sessionId: number;
  readonly clientId: number;
  readonly accountId: number;
  /** What the protocol calls it there. */
  readonly reference: string;
  readonly now: Date;
};

/**
 * False when the session, or its account, is over. Holds both until the transaction ends: whoever ends them, or takes a name
 * back, waits, or was first.
 */
export async function holdSession(
  tx: Tx,
  { sessionId, accountId }: Pick<NewClientSession, 'sessionId' | 'accountId'>,
): Promise<boolean> {
  const { rows } = await sql`
    select s.id from account a join session s on s.account_id = a.id
    where s.id = ${sessionId} and a.id = ${accountId} and s.ended_at is null and a.state = 'active' for share`.execute(
    tx,
  );
  return rows.length > 0;
}

/**
 * False when the session, or its account, is over: nothing was opened. One statement, which holds the account and then
 * the session, in the order of whoever ends them.
 */
export async function openClientSession(tx: Db, made: NewClientSession): Promise<boolean> {
  const { sessionId, clientId, accountId, reference, now } = made;
  const { rows } = await sql<{ id: number }>`
    with live as (
      select s.id from account a join session s on s.account_id = a.id
      where s.id = ${sessionId} and s.account_id = ${accountId} and s.ended_at is null and a.state = 'active' for share
    )
    insert into client_session (session_id, client_id, account_id, reference, since)
    select live.id, ${clientId}::bigint, ${accountId}::bigint, ${reference}, ${now}::timestamptz from live
    on conflict (client_id, reference) do update set reference = excluded.reference
      where client_session.session_id = excluded.session_id
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Whether the client knows the account by a name that it keeps, and hears of the end of this very session. */
export async function isClientSessionOpen(
  db: Db,
  { clientId, accountId, reference }: Pick<NewClientSession, 'clientId' | 'accountId' | 'reference'>,
): Promise<boolean> {
  const { rows } = await sql`
    select c.id from client_session c
      join session s on s.id = c.session_id
      join client_subject n on n.client_id = c.client_id and n.account_id = c.account_id
    where c.client_id = ${clientId} and c.reference = ${reference} and c.account_id = ${accountId}
      and c.told_at is null and c.ended_at is null and s.ended_at is null and n.withdrawn_at is null`.execute(db);
  return rows.length > 0;
}

/** A client that must be told of a sign-out. */
export type DueLogout = {
  readonly id: number;
  readonly clientId: number;
  readonly protocol: Protocol;
  readonly accountId: number;
  readonly reference: string;
  readonly tries: number;
};

/**
 * Client sessions that are over (their parent took the client's name back, or the portal's session has ended, or is older than
 * `liveSince`) and whose client has not been told, oldest first; each is given to one caller until `retryAt`, by which its answer is written.
 */
export async function claimDueLogouts(
  db: Db,
  due: { readonly now: Date; readonly liveSince: Date; readonly retryAt: Date; readonly limit: number },
): Promise<DueLogout[]> {
  const { rows } = await sql<DueLogout>`
    with due as (
      select c.id from client_session c join session s on s.id = c.session_id
      where c.told_at is null and (c.next_at is null or c.next_at <= ${due.now})
        and (c.ended_at is not null or s.ended_at is not null or s.created_at <= ${due.liveSince})
      order by c.id limit ${due.limit} for update of c skip locked
    )
    update client_session c set next_at = ${due.retryAt}, tries = tries + 1
    from due, client where due.id = c.id and client.id = c.client_id
    returning c.id, c.client_id, client.protocol, c.account_id, c.reference, c.tries`.execute(db);
  return rows.toSorted((a, b) => a.id - b.id);
}

/** What came of telling a client. Without `toldAt` it is tried again at `nextAt`. */
export async function writeLogoutAnswer(
  db: Db,
  answer: {
    readonly id: number;
    readonly toldAt: Date | null;
    readonly nextAt: Date | null;
    readonly lastAnswer: string;
    readonly givenUpAt?: Date | null;
  },
): Promise<void> {
  const { id, toldAt, nextAt, lastAnswer, givenUpAt = null } = answer;
  await db
    .updateTable('clientSession')
    .set({ toldAt, nextAt, lastAnswer: lastAnswer.slice(0, 200), givenUpAt })
    .where('id', '=', id)
    .execute();
}
