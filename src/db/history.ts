// What happened to one account: from the chain of events, and from the tables that remember for longer than it does.
import { sql } from 'kysely';
import type { Db } from './open.js';

export type ChainedEvent = {
  readonly at: Date;
  readonly kind: string;
  /** The application that an event names. */
  readonly client: string | null;
};

/** The chain's events that name this account, latest first. */
export async function eventsOfAccount(db: Db, accountId: number, limit: number): Promise<ChainedEvent[]> {
  const { rows } = await sql<ChainedEvent>`
    select at, kind,
      case when kind = 'client_withdrawn' then (select c.name from client c where c.id = (data->>'clientId')::bigint) end as client
    from audit_event where account_ids @> array[${accountId}::bigint]
    order by seq desc limit ${limit}`.execute(db);
  return rows;
}

export type LastingEvent = {
  readonly at: Date;
  readonly kind: 'opened' | 'grouped' | 'broken' | 'left';
  readonly reference: string | null;
  /** The account that closed, or the school that acted. */
  readonly about: string | null;
};

/**
 * What is never removed while the account lives: its opening, its groupings, and the breaks that took records out of it
 * or made it.
 */
export async function lastingEvents(db: Db, accountId: number): Promise<LastingEvent[]> {
  const { rows } = await sql<LastingEvent>`
    select activated_at as at, 'opened' as kind, null as reference, null as about
      from account where id = ${accountId} and activated_at is not null
    union all
    select m.at, 'grouped', m.reference, b.identifier
      from grouping m join account b on b.id = m.absorbed_id where m.kept_id = ${accountId}
    union all
    select k.at, 'left', k.reference, s.name
      from account_break k join school s on s.uai = k.school_uai where k.from_account_id = ${accountId}
    union all
    select k.at, 'broken', k.reference, s.name
      from account_break k join school s on s.uai = k.school_uai where k.to_account_id = ${accountId}
    order by at desc`.execute(db);
  return rows;
}

export type ReceiptFound = {
  readonly id: number;
  readonly reference: string;
  readonly at: Date;
  readonly absorbedIdentifier: string;
  readonly guardianIds: readonly number[];
};

/** The grouping of this reference that this account kept. */
export async function findReceipt(db: Db, accountId: number, reference: string): Promise<ReceiptFound | undefined> {
  const { rows } = await sql<ReceiptFound>`
    select m.id, m.reference, m.at, b.identifier as absorbed_identifier,
      coalesce((select jsonb_agg(t.guardian_id) from attachment t where t.began_grouping_id = m.id), '[]') as guardian_ids
    from grouping m join account b on b.id = m.absorbed_id
    where m.kept_id = ${accountId} and m.reference = ${reference}`.execute(db);
  return rows[0];
}

export type OwnBreak = { readonly at: Date; readonly schoolName: string; readonly schoolPhone: string };

/**
 * The breaks after an instant that took records out of this account which are not back in it, latest first; where it says so,
 * only of records that were in it then.
 */
export async function breaksFrom(
  db: Db,
  accountId: number,
  after: Date,
  only: 'any' | 'there_then' = 'any',
): Promise<OwnBreak[]> {
  const then = only === 'any' ? sql`true` : sql`e.since <= ${after}`;
  const { rows } = await sql<OwnBreak>`
    select k.at, s.name as school_name, s.phone as school_phone
    from account_break k join school s on s.uai = k.school_uai
    where k.from_account_id = ${accountId} and k.at >= ${after} and exists (
      select 1 from attachment e
      where e.account_id = ${accountId} and e.ended_break_id = k.id and ${then} and not exists (
        select 1 from attachment n where n.guardian_id = e.guardian_id and n.account_id = ${accountId} and n.until is null
      )
    )
    order by k.at desc, k.id desc`.execute(db);
  return rows;
}
