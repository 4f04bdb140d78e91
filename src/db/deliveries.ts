// From the outbox to deliveries, and from deliveries to what was sent. Each function is one statement or says so.
import { sql } from 'kysely';
import type { AccountState, OutboxKind } from '../accounts/rules.js';
import type { EventBody } from '../events/rules.js';
import type { SubjectType } from '../sso/rules.js';
import type { Db, Tx } from './open.js';

export type OutboxRow = {
  readonly id: number;
  readonly kind: OutboxKind;
  readonly accountId: number;
  readonly payload: unknown;
  readonly at: Date;
  readonly state: AccountState;
};

// One process at a time makes deliveries, until its commit: their numbers are in the order in which others see them.
const fanOutLock = 7_204_046;

/** The oldest rows not turned into deliveries yet; none while another process is at it. */
export async function takeOutbox(tx: Tx, limit: number): Promise<readonly OutboxRow[]> {
  const { rows: locks } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${fanOutLock}::bigint) as mine`.execute(tx);
  if (locks[0]?.mine !== true) return [];
  const { rows } = await sql<OutboxRow>`
    select o.id, o.kind, o.account_id, o.payload, o.at, a.state
    from outbox o join account a on a.id = o.account_id
    where o.fanned_at is null order by o.id limit ${limit}`.execute(tx);
  return rows;
}

export async function markFanned(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length > 0)
    await tx
      .updateTable('outbox')
      .set({ fannedAt: now })
      .where('id', 'in', [...ids])
      .execute();
}

/** These accounts and those into which they closed, through any chain. */
export async function withHolders(tx: Tx, accountIds: readonly number[]): Promise<readonly number[]> {
  if (accountIds.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    with recursive way as (
      select id, closed_into from account where id in (${sql.join(accountIds)})
      union
      select a.id, a.closed_into from way join account a on a.id = way.closed_into
    )
    select id from way order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** A client that is told of events, and the names it knows of some accounts. */
export type ConcernedClient = {
  readonly id: number;
  readonly subjectType: SubjectType;
  readonly claims: readonly string[];
  readonly schoolUais: readonly string[] | null;
  readonly serviceSlug: string | null;
  readonly posted: boolean;
  /** By account. */
  readonly subjects: Readonly<Record<string, string>>;
};

/**
 * The clients that take events and know one of these accounts by a name that was not taken back; or `only` this one, by the
 * name that it had last.
 */
export async function clientsKnowing(
  tx: Tx,
  accountIds: readonly number[],
  only?: number,
): Promise<readonly ConcernedClient[]> {
  const which = only === undefined ? sql`s.withdrawn_at is null` : sql`c.id = ${only}::bigint`;
  const { rows } = await sql<ConcernedClient>`
    select c.id, c.subject_type, c.claims, c.school_uais, c.service_slug, c.events_url is not null as posted,
      jsonb_object_agg(s.account_id::text, s.subject) as subjects
    from client_subject s join client c on c.id = s.client_id and c.removed_at is null and c.events_secret is not null
    where s.account_id in (${sql.join(accountIds)}) and ${which}
    group by c.id order by c.id`.execute(tx);
  return rows;
}

export type NewDelivery = {
  readonly key: string;
  readonly clientId: number;
  readonly outboxId: number;
  readonly body: EventBody;
  readonly at: Date;
  /** Null: the client fetches it. */
  readonly nextAt: Date | null;
  readonly accountIds: readonly number[];
};

/** One statement. */
export async function insertDeliveries(tx: Tx, made: readonly NewDelivery[]): Promise<void> {
  if (made.length === 0) return;
  const rows = made.map(({ accountIds, ...one }) => ({ ...one, accountIds: [...new Set(accountIds)] }));
  await sql`
    with made as (
      insert into delivery (key, client_id, outbox_id, kind, body, account_ids, at, next_at)
      select g.key, g."clientId", g."outboxId", g.body->>'kind', g.body,
        array(select value::bigint from jsonb_array_elements_text(g."accountIds")), g.at, g."nextAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as g(key uuid, "clientId" bigint, "outboxId" bigint, body jsonb, "accountIds" jsonb, at timestamptz, "nextAt" timestamptz)
      returning id, client_id, account_ids
    )
    insert into delivery_account (delivery_id, client_id, account_id)
    select made.id, made.client_id, unnest(made.account_ids) from made`.execute(tx);
}

/** True of a delivery `d` when nothing before it about one of its accounts waits: one account is told in order. */
const itsTurn = sql`not exists (
  select 1 from delivery_account mine
  join delivery_account earlier on earlier.client_id = mine.client_id and earlier.account_id = mine.account_id
    and earlier.delivery_id < mine.delivery_id
  where mine.delivery_id = d.id)`;

export type DueDelivery = {
  readonly id: number;
  readonly key: string;
  readonly clientId: number;
  readonly body: EventBody;
  readonly at: Date;
  readonly tries: number;
  readonly tryingSince: Date;
  readonly publicId: string;
  readonly eventsUrl: string;
  readonly eventsSecret: Uint8Array;
  /** The one of before, while it holds too. */
  readonly oldEventsSecret: Uint8Array | null;
  readonly oldEventsUntil: Date | null;
};

/** Deliveries whose time and turn have come, a few of each client; each is given to one caller until `leaseEnds`. */
export async function claimDeliveries(
  db: Db,
  claim: { readonly now: Date; readonly leaseEnds: Date; readonly limit: number; readonly perClient: number },
): Promise<readonly DueDelivery[]> {
  const { now, leaseEnds, limit, perClient } = claim;
  const at = sql`${now}::timestamptz`;
  const { rows } = await sql<DueDelivery>`
    with due as (
      -- An import may have changed thousands of accounts: a grouping does not wait for them.
      select d.id, row_number() over (partition by d.client_id order by d.kind = 'account-changed', d.id) as place
      from delivery d join client c on c.id = d.client_id
      where d.done_at is null and d.parked_at is null and d.next_at <= ${at}
        and c.removed_at is null and c.events_url is not null and (c.paused_until is null or c.paused_until <= ${at})
        and ${itsTurn}
    ), picked as (
      select d.id from delivery d join due on due.id = d.id and due.place <= ${perClient}
      where d.done_at is null and d.parked_at is null and d.next_at <= ${at}
      order by due.place, d.id limit ${limit} for update of d skip locked
    )
    update delivery d set next_at = ${leaseEnds}::timestamptz, tries = tries + 1, last_tried_at = ${at},
      trying_since = coalesce(trying_since, ${at})
    from picked, client c
    where picked.id = d.id and c.id = d.client_id
    returning d.id, d.key, d.client_id, d.body, d.at, d.tries, d.trying_since, c.public_id, c.events_url, c.events_secret,
      c.old_events_secret, c.old_events_until`.execute(db);
  return rows.toSorted((one, other) => one.id - other.id);
}

export type DeliveryAnswer = {
  readonly id: number;
  readonly clientId: number;
  readonly lastAnswer: string;
  readonly next: { readonly done: Date } | { readonly parked: Date } | { readonly at: Date };
  /** Until when nothing else goes to this client; undefined: it answered. */
  readonly pausedUntil: Date | undefined;
};

/** What came of a try. One that was done meanwhile (sent twice) stays done. One statement. */
export async function writeDeliveryAnswer(db: Db, answer: DeliveryAnswer): Promise<void> {
  const { id, clientId, next, pausedUntil = null } = answer;
  const done = 'done' in next ? next.done : null;
  const parked = 'parked' in next ? next.parked : null;
  const at = 'at' in next ? next.at : null;
  await sql`
    with answered as (
      update delivery set done_at = ${done}::timestamptz, parked_at = ${parked}::timestamptz,
        next_at = coalesce(${at}::timestamptz, next_at), last_answer = ${answer.lastAnswer.slice(0, 200)}
      where id = ${id} and done_at is null
    ), freed as (
      delete from delivery_account where delivery_id = ${id} and ${done}::timestamptz is not null
    )
    update client set paused_until = ${pausedUntil}::timestamptz
    where id = ${clientId} and paused_until is distinct from ${pausedUntil}::timestamptz`.execute(db);
}
