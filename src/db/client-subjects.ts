// The names under which applications know accounts: given, taken back, given again.
import { sql } from 'kysely';
import type { Db, Tx } from './open.js';

export type GivenName = {
  readonly subject: string;
  /** How often it was given: a name taken back and given again belongs to other sign-ins than before. */
  readonly timesGiven: number;
};

/** The name under which a client knows an account now. */
export async function findSubject(db: Db, clientId: number, accountId: number): Promise<GivenName | undefined> {
  return await db
    .selectFrom('clientSubject')
    .select(['subject', 'timesGiven'])
    .where('clientId', '=', clientId)
    .where('accountId', '=', accountId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
}

/** The name that a client knew last, also when it was taken back: what a sign-out of then is told with. */
export async function findLastSubject(db: Db, clientId: number, accountId: number): Promise<string | undefined> {
  const found = await db
    .selectFrom('clientSubject')
    .select('subject')
    .where('clientId', '=', clientId)
    .where('accountId', '=', accountId)
    .orderBy('givenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.subject;
}

/** Whether the parent took the client's name of this account back. */
export async function isWithdrawn(db: Db, clientId: number, accountId: number): Promise<boolean> {
  const { rows } = await sql`
    select bool_and(withdrawn_at is not null) from client_subject
    where client_id = ${clientId} and account_id = ${accountId} having bool_and(withdrawn_at is not null)`.execute(db);
  return rows.length > 0;
}

/**
 * Records that the client knows the account under this name, or finds the name that it knows already. A name taken back is
 * given again from now on, once, and the client is told. Never the name of another account.
 */
export async function recordSubject(
  tx: Tx,
  given: {
    readonly clientId: number;
    readonly accountId: number;
    readonly subject: string;
    readonly eventId: string;
    readonly now: Date;
  },
): Promise<GivenName> {
  const { clientId, accountId, subject, eventId, now } = given;
  const at = sql`${now}::timestamptz`;
  const { rows: again } = await sql<GivenName>`
    with back as (
      update client_subject set withdrawn_at = null, given_at = ${at}, times_given = times_given + 1
      where client_id = ${clientId} and account_id = ${accountId} and subject = ${subject} and withdrawn_at is not null
      returning subject, times_given
    ), told as (
      insert into outbox (event_id, kind, account_id, payload, at)
      select ${eventId}::uuid, 'client_returned', ${accountId}::bigint, jsonb_build_object('clientId', ${clientId}::bigint), ${at}
      from back
    )
    select subject, times_given from back`.execute(tx);
  if (again[0] !== undefined) return again[0];
  const known = await recordFirstSubject(tx, given);
  if (known === undefined) throw new Error('a subject belongs to another account');
  return known;
}

/** The same without giving again what was taken back: undefined then. */
export async function recordFirstSubject(
  tx: Tx,
  {
    clientId,
    accountId,
    subject,
    now,
  }: { readonly clientId: number; readonly accountId: number; readonly subject: string; readonly now: Date },
): Promise<GivenName | undefined> {
  await sql`
    insert into client_subject (client_id, account_id, subject, given_at)
    values (${clientId}::bigint, ${accountId}::bigint, ${subject}, ${now}::timestamptz) on conflict do nothing`.execute(
    tx,
  );
  return await findSubject(tx, clientId, accountId);
}

export type Withdrawal = {
  readonly clientId: number;
  readonly accountId: number;
  readonly eventId: string;
  readonly now: Date;
};

/**
 * Takes a client's name of an account back, in one statement with all that hangs on it: grants (hence codes and tokens),
 * tickets, sign-ins, whose ends are now to be told, and the records in what it was or will be told of the account and of those
 * that closed into it. The account must be locked by an earlier statement: whoever enters the client holds it too. False
 * when the client does not know the account.
 */
export async function writeWithdrawal(tx: Tx, { clientId, accountId, eventId, now }: Withdrawal): Promise<boolean> {
  const at = sql`${now}::timestamptz`;
  const its = sql`client_id = ${clientId} and account_id = ${accountId} and exists (select from gone)`;
  const { rows } = await sql`
    with recursive mine (id) as (
      select ${accountId}::bigint
      union
      select a.id from account a join mine on a.closed_into = mine.id
    ), gone as (
      update client_subject n set withdrawn_at = ${at} from account a
      where a.id = n.account_id and a.state = 'active'
        and n.client_id = ${clientId} and n.account_id = ${accountId} and n.withdrawn_at is null
      returning n.id
    ), grants as (
      update oidc_grant set revoked_at = ${at} where ${its} and revoked_at is null
    ), tickets as (
      update cas_ticket set used_at = ${at} where ${its} and used_at is null
    ), sessions as (
      update client_session set ended_at = ${at} where ${its} and ended_at is null and told_at is null
    ), bare as (
      update delivery d set body = d.body || '{"guardians": [], "pupils": []}' || case
        when d.body ? 'sees' and d.body->>'subject' in (
          select n.subject from client_subject n where n.client_id = ${clientId} and n.account_id in (select id from mine))
        then '{"sees": {"guardians": [], "pupils": []}}'::jsonb else '{}' end
      where d.client_id = ${clientId} and d.account_ids && array(select id from mine) and exists (select from gone)
    ), told as (
      insert into outbox (event_id, kind, account_id, payload, at)
      select ${eventId}::uuid, 'client_withdrawn', ${accountId}::bigint, jsonb_build_object('clientId', ${clientId}::bigint), ${at}
      from gone
    )
    select id from gone`.execute(tx);
  return rows.length > 0;
}
