// What applications are told of later, written with the change itself.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from './open.js';

/**
 * What the account sees, or whether it opens, changed otherwise than by a grouping, a break or its end: one row, to be
 * written by the statement that makes the change, when `only` holds.
 */
export const accountChanged = (
  eventId: string,
  accountId: number,
  at: Date,
  only: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> => sql`
  insert into outbox (event_id, kind, account_id, payload, at)
  select ${eventId}::uuid, 'account_changed', ${accountId}::bigint, jsonb_build_object('accountId', ${accountId}::bigint), ${at}::timestamptz
  where ${only}`;

/** Of one account whose change is written by other statements of the same transaction. */
export async function tellChanged(tx: Tx, eventId: string, accountId: number, at: Date): Promise<void> {
  await accountChanged(eventId, accountId, at).execute(tx);
}

/**
 * Of the accounts whose children an import or a school's choice changed, those that some application knows: one row each, numbered after `seed`.
 * The accounts are locked since before the links were written, so that a name given meanwhile waits, and reads what was written.
 */
export async function tellLinks(tx: Tx, seed: string, at: Date): Promise<void> {
  await sql`
    with touched as (
      select coalesce(n.guardian_id, g.record_id) as guardian_id
      from plan_link n
      left join plan_guardian g on g.source_id = n.guardian_source_id and g.school_uai = n.school_uai
      where n.action in ('added', 'changed', 'ended')
    ), concerned as (
      select distinct a.account_id from touched join attachment a on a.guardian_id = touched.guardian_id and a.until is null
    )
    insert into outbox (event_id, kind, account_id, payload, at)
    select md5(${seed} || account_id)::uuid, 'account_changed', account_id, jsonb_build_object('accountId', account_id), ${at}::timestamptz
    from concerned
    where exists (
      select from client_subject s join client c on c.id = s.client_id and c.removed_at is null and c.events_secret is not null
      where s.account_id = concerned.account_id and s.withdrawn_at is null)
    order by account_id`.execute(tx);
}
