// What became of deliveries: for the operator, for the parent, for an application that fetches them, and trying anew.

import { sql } from 'kysely';
import type { DeliveryLine, DeliveryState, EventBody, EventKind } from '../events/rules.js';
import type { LogoutLine } from '../sso/rules.js';
import type { Db, Tx } from './open.js';

export type ListedDelivery = DeliveryLine & { readonly clientId: number };

export type DeliveryFilter = {
  readonly clientId?: number | undefined;
  readonly state?: DeliveryState | undefined;
  readonly kind?: EventKind | undefined;
  /** From this moment on, and before that one. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
  readonly offset?: number;
};

const stateOf = sql<DeliveryState>`case when d.done_at is not null then 'done' when d.parked_at is not null then 'parked' else 'waiting' end`;

/** The newest first. */
export async function listDeliveries(db: Db, filter: DeliveryFilter): Promise<readonly ListedDelivery[]> {
  const { clientId, state, kind, since, until, limit, offset = 0 } = filter;
  const { rows } = await sql<ListedDelivery>`
    select d.id, d.client_id, c.name as client_name, d.kind, d.at, ${stateOf} as state, d.tries, d.last_tried_at, d.next_at,
      d.last_answer, d.done_at
    from delivery d join client c on c.id = d.client_id
    where ${clientId === undefined ? sql`true` : sql`d.client_id = ${clientId}::bigint`}
      and ${state === undefined ? sql`true` : sql`${stateOf} = ${state}`}
      and ${kind === undefined ? sql`true` : sql`d.kind = ${kind}`}
      and ${since === undefined ? sql`true` : sql`d.at >= ${since}::timestamptz`}
      and ${until === undefined ? sql`true` : sql`d.at < ${until}::timestamptz`}
    order by d.id desc limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

export type DeliveryInFull = ListedDelivery & {
  readonly key: string;
  readonly body: EventBody;
  /** It is posted; without that the application fetches it. */
  readonly posted: boolean;
  readonly clientRemoved: boolean;
  readonly erased: boolean;
};

export async function findDelivery(db: Db, id: number): Promise<DeliveryInFull | undefined> {
  const { rows } = await sql<DeliveryInFull>`
    select d.id, d.client_id, c.name as client_name, d.kind, d.at, ${stateOf} as state, d.tries, d.last_tried_at, d.next_at,
      d.last_answer, d.done_at, d.key, d.body, c.events_url is not null as posted, c.removed_at is not null as client_removed,
      d.body->'guardians' = '[]' and d.body->'pupils' = '[]' and exists (
        select from client_subject n where n.client_id = d.client_id and n.account_id = any(d.account_ids)
          and (n.withdrawn_at is not null or n.times_given > 1)) as erased
    from delivery d join client c on c.id = d.client_id where d.id = ${id}::bigint`.execute(db);
  return rows[0];
}

export type UntoldLogout = LogoutLine & { readonly clientId: number };

export async function listUntoldLogouts(db: Db, limit: number): Promise<readonly UntoldLogout[]> {
  const { rows } = await sql<UntoldLogout>`
    select s.id, s.client_id, c.name as client_name, s.since, s.tries, s.next_at, s.given_up_at, s.last_answer
    from client_session s join client c on c.id = s.client_id
    where (s.told_at is null and s.last_answer is not null) or s.given_up_at is not null
    order by s.id desc limit ${limit}`.execute(db);
  return rows;
}

export type DeliveryFigures = { readonly clientId: number; readonly waiting: number; readonly parked: number };

export async function countDeliveries(db: Db): Promise<readonly DeliveryFigures[]> {
  const { rows } = await sql<DeliveryFigures>`
    select client_id, count(*) filter (where parked_at is null) as waiting, count(*) filter (where parked_at is not null) as parked
    from delivery where done_at is null group by client_id order by client_id`.execute(db);
  return rows;
}

/** What is not done is tried from now on, for three days again: one delivery, or all of a client. Returns how many. */
export async function retryDeliveries(
  tx: Tx,
  which: { readonly id: number } | { readonly clientId: number },
  now: Date,
): Promise<number> {
  const chosen = 'id' in which ? sql`d.id = ${which.id}` : sql`d.client_id = ${which.clientId}`;
  const { rows } = await sql<{ id: number }>`
    with again as (
      update delivery d set parked_at = null, tries = 0, trying_since = null,
        next_at = case when c.events_url is null then null else ${now}::timestamptz end
      from client c where c.id = d.client_id and c.removed_at is null and d.done_at is null and ${chosen}
      returning d.id, d.client_id
    ), woken as (
      update client set paused_until = null where id in (select client_id from again)
    )
    select id from again`.execute(tx);
  return rows.length;
}

/** What was done since then is sent again, under the same keys and in the same order. Returns how many. */
export async function replayDeliveries(tx: Tx, clientId: number, since: Date, now: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with again as (
      update delivery d set done_at = null, tries = 0, trying_since = null, next_at = ${now}::timestamptz
      from client c
      where c.id = d.client_id and c.id = ${clientId} and c.removed_at is null and c.events_url is not null
        and d.done_at is not null and d.at >= ${since}::timestamptz
      returning d.id, d.client_id, d.account_ids
    ), waiting as (
      insert into delivery_account (delivery_id, client_id, account_id)
      select again.id, again.client_id, unnest(again.account_ids) from again
    )
    select id from again`.execute(tx);
  return rows.length;
}

/** The client whose token this is, or was until a moment that is to come; undefined when nobody's. */
export async function findClientByEventsToken(
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<{ readonly id: number; readonly publicId: string } | undefined> {
  return await db
    .selectFrom('client')
    .select(['id', 'publicId'])
    .where((eb) =>
      eb.or([
        eb('eventsTokenHash', '=', tokenHash),
        eb.and([eb('oldEventsTokenHash', '=', tokenHash), eb('oldEventsUntil', '>', now)]),
      ]),
    )
    .where('removedAt', 'is', null)
    .executeTakeFirst();
}

export type FetchedDelivery = {
  readonly id: number;
  readonly key: string;
  readonly body: EventBody;
  readonly at: Date;
};

/** A client's events after a number, in order. */
export async function readDeliveries(
  db: Db,
  clientId: number,
  after: number,
  limit: number,
): Promise<readonly FetchedDelivery[]> {
  return await db
    .selectFrom('delivery')
    .select(['id', 'key', 'body', 'at'])
    .where('clientId', '=', clientId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** A client that asks for what comes after a number has all that came before. Only where nothing is posted to it. */
export async function acknowledgeDeliveries(db: Db, clientId: number, upTo: number, now: Date): Promise<void> {
  await sql`
    with taken as (
      update delivery d set done_at = ${now}::timestamptz, last_tried_at = ${now}::timestamptz, last_answer = 'fetched'
      from client c
      where c.id = d.client_id and c.events_url is null and d.client_id = ${clientId} and d.id <= ${upTo} and d.done_at is null
      returning d.id
    )
    delete from delivery_account where delivery_id in (select id from taken)`.execute(db);
}

/** What one application was told of one grouping. */
export type ToldService = {
  readonly name: string;
  /** `next_sign_in`: it takes no events, and learns of it when the parent next enters. */
  readonly state: DeliveryState | 'next_sign_in';
  readonly doneAt: Date | null;
  readonly nextAt: Date | null;
  readonly lastAnswer: string | null;
};

/** The applications that know the account which went on, or the closed one, and what each knows of their grouping. */
export async function servicesToldOf(db: Db, groupingId: number): Promise<readonly ToldService[]> {
  const { rows } = await sql<ToldService>`
    select c.name,
      case when d.id is not null then ${stateOf}
        when c.events_secret is not null and o.fanned_at is null then 'waiting' else 'next_sign_in' end as state,
      d.done_at, d.next_at, d.last_answer
    from grouping m
    join outbox o on o.kind = 'account_grouped' and o.account_id = m.kept_id and (o.payload->>'absorbedId')::bigint = m.absorbed_id
    join client c on c.removed_at is null
    left join delivery d on d.outbox_id = o.id and d.client_id = c.id
    where m.id = ${groupingId} and (d.id is not null or exists (
      select 1 from client_subject s where s.client_id = c.id and s.account_id in (m.kept_id, m.absorbed_id)
        and s.given_at <= m.at and (s.withdrawn_at is null or s.withdrawn_at > m.at)))
    order by c.name, c.id`.execute(db);
  return rows;
}
