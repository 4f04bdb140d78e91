// What SAML needs beside the tables of all clients: which requests were answered, and whose sessions a sign-out names.
import { sql } from 'kysely';
import type { Db, Tx } from './open.js';

/** True the first time that a request is given. One statement. */
export async function answerOnce(db: Db, clientId: number, requestId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ at: Date }>`
    insert into saml_request (client_id, request_id, at)
    values (${clientId}::bigint, ${requestId}::text, ${now}::timestamptz)
    on conflict do nothing returning at`.execute(db);
  return rows.length > 0;
}

export type NamedSessions = {
  readonly clientId: number;
  readonly nameId: string;
  /** None: all sessions of that name. */
  readonly sessionIndexes: readonly string[];
  readonly now: Date;
};

/**
 * Ends the portal's sessions that a client names, among those in which it was entered; it knows of its own part. Answers
 * their ids.
 */
export async function endNamedSessions(tx: Tx, named: NamedSessions): Promise<readonly number[]> {
  const { clientId, nameId, sessionIndexes, now } = named;
  const { rows } = await sql<{ id: number }>`
    with named as (
      select c.id, c.session_id from client_session c
      where c.client_id = ${clientId} and c.ended_at is null
        and (${sessionIndexes.length === 0}::boolean or c.reference = any(${[...sessionIndexes]}::text[]))
        and (c.reference = ${nameId}::text or exists (
          select from client_subject u
          where u.client_id = c.client_id and u.account_id = c.account_id and u.subject = ${nameId}::text))
    ), told as (
      update client_session c set told_at = coalesce(c.told_at, ${now}::timestamptz), last_answer = 'by the client'
      from named where c.id = named.id
    )
    update session s set ended_at = ${now}::timestamptz, ended_cause = 'signed_out'
    from named where s.id = named.session_id and s.ended_at is null returning s.id`.execute(tx);
  return rows.map(({ id }) => id);
}
