// Accounts for the guardian records that an import newly entitles, many at a time.
import { sql } from 'kysely';
import { makeFindable } from './roster-plan.js';
/** A record of a new school joins the one account that holds all the live attachments of its source id. */
export async function joinSiblingAccounts(tx, now) {
    await sql `
    with joining as (
      select owner.account_id, g.record_id as guardian_id
      from plan_owner owner
      join plan_account n using (scope, source_id)
      join plan_guardian g on g.source_id = n.source_id and g.school_uai = n.school_uai and g.action <> 'ended'
    ), attached as (
      insert into attachment (account_id, guardian_id, since, began_cause)
      select account_id, guardian_id, ${now}::timestamptz, 'import' from joining
    ), raised as (
      update account set version = version + 1 where id in (select account_id from joining)
    )
    delete from plan_account n using plan_owner owner where n.scope = owner.scope and n.source_id = owner.source_id`.execute(tx);
}
/** Numbers the accounts that are left to make, one for each source id, and finds their records. Returns how many. */
export async function numberNewAccounts(tx) {
    await sql `create temp table plan_new_account on commit drop as
    select row_number() over (order by scope, source_id)::integer as number, scope, source_id, min(first_name) as first_name, min(used_name) as used_name
    from plan_account group by scope, source_id`.execute(tx);
    await makeFindable(tx, 'plan_new_account', 'number', ['scope', 'source_id']);
    await sql `create temp table plan_new_attachment on commit drop as
    select p.number, g.record_id as guardian_id
    from plan_new_account p
    join plan_account n on n.scope = p.scope and n.source_id = p.source_id
    join plan_guardian g on g.source_id = n.source_id and g.school_uai = n.school_uai and g.action <> 'ended'`.execute(tx);
    await makeFindable(tx, 'plan_new_attachment', 'number', []);
    const { rows } = await sql `select count(*) as made from plan_new_account`.execute(tx);
    return rows[0]?.made ?? 0;
}
export async function readNewAccounts(tx, from, to) {
    const { rows } = await sql `
    select number, first_name, used_name from plan_new_account where number between ${from} and ${to} order by number`.execute(tx);
    return rows;
}
/**
 * Makes the accounts, to activate, and attaches their records. Returns the numbers whose identifier somebody has
 * already; nothing is made for those. No identifier may come twice in the list.
 */
export async function insertAccounts(tx, identifiers, now) {
    const { rows } = await sql `
    with wanted as (
      select number, identifier from json_to_recordset(${JSON.stringify(identifiers)}::json) as w(number integer, identifier text)
    ), made as (
      insert into account (identifier, state, created_at)
      select identifier, 'to_activate', ${now}::timestamptz from wanted order by number
      on conflict (identifier) do nothing
      returning id, identifier
    ), attached as (
      insert into attachment (account_id, guardian_id, since, began_cause)
      select made.id, n.guardian_id, ${now}::timestamptz, 'import'
      from made join wanted using (identifier) join plan_new_attachment n using (number)
    )
    select number from wanted where identifier not in (select identifier from made) order by number`.execute(tx);
    return rows.map((row) => row.number);
}
