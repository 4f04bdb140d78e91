// CAS tickets: given while a session lives, spent in one statement that looks at all that they hang on.
import { sql } from 'kysely';
import type { SpentTicket } from '../cas/rules.js';
import type { Db } from './open.js';

export type NewTicket = {
  readonly ticketHash: Uint8Array;
  readonly clientId: number;
  readonly sessionId: number;
  readonly accountId: number;
  readonly service: string;
  readonly renewed: boolean;
  readonly now: Date;
  readonly expiresAt: Date;
};

/**
 * False when the session, its account or the client's name of it is over: nothing was given. One statement, which holds them.
 */
export async function insertTicket(db: Db, made: NewTicket): Promise<boolean> {
  const { ticketHash, clientId, sessionId, accountId, service, renewed, now, expiresAt } = made;
  const { rows } = await sql<{ sessionId: number }>`
    with live as (
      select s.id, s.account_id from account a
        join session s on s.account_id = a.id
        join client_subject n on n.account_id = a.id and n.client_id = ${clientId} and n.withdrawn_at is null
      where a.id = ${accountId} and a.state = 'active' and s.id = ${sessionId} and s.ended_at is null for share
    )
    insert into cas_ticket (ticket_hash, client_id, session_id, account_id, service, renewed, created_at, expires_at)
    select ${ticketHash}::bytea, ${clientId}::bigint, live.id, live.account_id, ${service}::text, ${renewed}::boolean,
      ${now}::timestamptz, ${expiresAt}::timestamptz
    from live returning session_id`.execute(db);
  return rows.length > 0;
}

export type Validation = SpentTicket & {
  readonly clientId: number;
  readonly accountId: number;
  /** The client's name of the account; null when the ticket is not good. */
  readonly subject: string | null;
  /** When a secret was last proved in the session. */
  readonly provedAt: Date | null;
};

/**
 * Spends a ticket, whatever comes of it, and opens the client's session when it is good: all in one statement, so that
 * of any number of tries one wins, and none once the account or the session is over. The account is held before the
 * ticket and the session, in the order of whoever ends them. Undefined: there is no such ticket to spend.
 */
export async function spendTicket(
  db: Db,
  tried: {
    readonly ticket: string;
    readonly ticketHash: Uint8Array;
    readonly service: string;
    readonly renew: boolean;
    /** The account may enter the client now. */
    readonly admitted: boolean;
    readonly now: Date;
    /** Sessions opened, and used, after these instants live. */
    readonly liveSince: { readonly created: Date; readonly seen: Date };
  },
): Promise<Validation | undefined> {
  const { ticket, ticketHash, service, renew, admitted, now, liveSince } = tried;
  const { rows } = await sql<Validation>`
    with owner as (
      select a.id, a.state from account a join cas_ticket t on t.account_id = a.id
      where t.ticket_hash = ${ticketHash}::bytea and t.used_at is null for share of a
    ), spent as (
      update cas_ticket set used_at = ${now}::timestamptz from owner
      where ticket_hash = ${ticketHash}::bytea and used_at is null and account_id = owner.id
      returning client_id, session_id, account_id, renewed,
        service = ${service}::text as same_service, expires_at > ${now}::timestamptz as in_time
    ), live as (
      select s.id, s.proved_at from session s join spent on spent.session_id = s.id join owner on owner.id = s.account_id and owner.state = 'active'
      where s.ended_at is null and s.created_at > ${liveSince.created}::timestamptz
        and s.seen_at > ${liveSince.seen}::timestamptz
      for share of s
    ), good as (
      select live.id, live.proved_at, n.subject from live join spent on true join client c on c.id = spent.client_id
        join client_subject n on n.client_id = c.id and n.account_id = spent.account_id and n.withdrawn_at is null
      where c.removed_at is null and ${admitted}::boolean
    ), opened as (
      insert into client_session (session_id, client_id, account_id, reference, since)
      select good.id, spent.client_id, spent.account_id, ${ticket}::text, ${now}::timestamptz from spent join good on true
      where spent.in_time and spent.same_service and (spent.renewed or not ${renew}::boolean)
    )
    select spent.client_id, spent.account_id, spent.renewed, spent.same_service, spent.in_time,
      good.id is not null as alive, good.subject, good.proved_at
    from spent left join good on true`.execute(db);
  return rows[0];
}

export type TicketOwner = { readonly clientId: number; readonly accountId: number };

/** Whose ticket it is, and for which client, while it may be spent. */
export async function findTicketOwner(db: Db, ticketHash: Uint8Array): Promise<TicketOwner | undefined> {
  const { rows } = await sql<TicketOwner>`
    select client_id, account_id from cas_ticket where ticket_hash = ${ticketHash}::bytea and used_at is null`.execute(
    db,
  );
  return rows[0];
}

/** The address that a ticket was given for, as long as the ticket is remembered. */
export async function findTicketService(db: Db, ticketHash: Uint8Array): Promise<string | undefined> {
  const { rows } = await sql<{ service: string }>`
    select service from cas_ticket where ticket_hash = ${ticketHash}::bytea`.execute(db);
  return rows[0]?.service;
}
