// Accounts for the guardian records that an import newly entitles, many at a time.
import { sql } from 'kysely';
import type { Tx } from './open.js';
import type { Run } from './roster-plan.js';

/**
 * A record of a new school joins the one account that holds all the live attachments of its source id. The accounts
 * must be locked by an earlier statement.
 */
export async function joinSiblingAccounts(tx: Tx, run: Run, now: Date): Promise<void> {
  await sql`
    with owner as (
      select n.scope, n.source_id, min(a.account_id) as account_id
      from (select distinct scope, source_id from plan_account) n
      join guardian_record g on g.source = ${run.source} and g.scope = n.scope and g.source_id = n.source_id
      join attachment a on a.guardian_id = g.id and a.until is null
      group by n.scope, n.source_id having count(distinct a.account_id) = 1
    ), joining as (
      select owner.account_id, g.id as guardian_id, n.scope, n.source_id
      from owner join plan_account n using (scope, source_id)
      join guardian_record g on g.source = ${run.source} and g.scope = n.scope and g.source_id = n.source_id and g.school_uai = n.school_uai
    ), attached as (
      insert into attachment (account_id, guardian_id, since, began_cause)
      select account_id, guardian_id, ${now}::timestamptz, 'import' from joining
    ), raised as (
      update account set version = version + 1 where id in (select account_id from joining)
    )
    delete from plan_account n using owner where n.scope = owner.scope and n.source_id = owner.source_id`.execute(tx);
}

export type AccountToMake = { readonly number: number; readonly firstName: string; readonly usedName: string };

/** Numbers the accounts that are left to make, one for each source id. Returns how many. */
export async function numberNewAccounts(tx: Tx): Promise<number> {
  await sql`create temp table plan_new_account on commit drop as
    select row_number() over (order by scope, source_id)::integer as number, scope, source_id, min(first_name) as first_name, min(used_name) as used_name
    from plan_account group by scope, source_id`.execute(tx);
  const { rows } = await sql<{ made: number }>`select count(*) as made from plan_new_account`.execute(tx);
  return rows[0]?.made ?? 0;
}

export async function readNewAccounts(tx: Tx, from: number, to: number): Promise<AccountToMake[]> {
  const { rows } = await sql<AccountToMake>`
    select number, first_name, used_name from plan_new_account where number between ${from} and ${to} order by number`.execute(
    tx,
  );
  return rows;
}

export type NewIdentifier = { readonly number: number; readonly identifier: string };

/**
 * Makes the accounts, to activate, and attaches their records. Returns the numbers whose identifier somebody has
 * already; nothing is made for those. No identifier may come twice in the list.
 */
export async function insertAccounts(
  tx: Tx,
  run: Run,
  identifiers: readonly NewIdentifier[],
  now: Date,
): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    with wanted as (
      select number, identifier from json_to_recordset(${JSON.stringify(identifiers)}::json) as w(number integer, identifier text)
    ), made as (
      insert into account (identifier, state, created_at)
      select identifier, 'to_activate', ${now}::timestamptz from wanted order by number
      on conflict (identifier) do nothing
      returning id, identifier
    ), attached as (
      insert into attachment (account_id, guardian_id, since, began_cause)
      select made.id, g.id, ${now}::timestamptz, 'import'
      from made
      join wanted using (identifier)
      join plan_new_account p using (number)
      join plan_account n on n.scope = p.scope and n.source_id = p.source_id
      join guardian_record g on g.source = ${run.source} and g.scope = n.scope and g.source_id = n.source_id and g.school_uai = n.school_uai
    )
    select number from wanted where identifier not in (select identifier from made) order by number`.execute(tx);
  return rows.map((row) => row.number);
}
