// What must hold after anything: I1 to I4 and I6, V2 to V7 and V10 of docs/invariants.md, read from the tables.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { verifyAudit } from '../src/audit/verifying.js';
import type { Deps } from '../src/deps.js';

// What happened before the part of the chain that was removed is told by no event any more.
const told = "> coalesce((select through from audit_base), '-infinity')";

/** Each query lists what breaks a rule: it must list nothing. */
const faults: readonly (readonly [string, string])[] = [
  [
    'I1: a guardian record with a live entitling link hangs on exactly one account that is not closed',
    `select g.id from guardian_record g
     where exists (select 1 from link l where l.guardian_id = g.id and l.until is null and l.entitling)
       and 1 <> (select count(*) from attachment a join account c on c.id = a.account_id
                 where a.guardian_id = g.id and a.until is null and c.state <> 'closed')`,
  ],
  [
    'I3: nothing that opens a closed account is alive',
    `select c.id from account c where c.state = 'closed' and (
       exists (select 1 from attachment a where a.account_id = c.id and a.until is null)
       or exists (select 1 from session s where s.account_id = c.id and s.ended_at is null)
       or exists (select 1 from letter l where l.account_id = c.id and l.used_at is null and l.replaced_at is null and l.died_at is null)
       or exists (select 1 from activation v join letter l on l.id = v.letter_id where l.account_id = c.id and v.used_at is null)
       or exists (select 1 from single_use_token t where t.account_id = c.id and t.used_at is null and t.cancelled_at is null)
       or exists (select 1 from factor f where f.account_id = c.id and f.removed_at is null)
       or exists (select 1 from recovery_batch b where b.account_id = c.id and b.replaced_at is null)
       or exists (select 1 from second_step x where x.account_id = c.id and x.used_at is null)
       or exists (select 1 from grouping_intent i where c.id in (i.kept_id, i.absorbed_id) and i.used_at is null and i.cancelled_at is null))`,
  ],
  [
    'I4: every absorbed account is closed into the account that its grouping kept',
    `select m.id from grouping m join account b on b.id = m.absorbed_id
     where b.state <> 'closed' or b.closed_into is distinct from m.kept_id`,
  ],
  [
    'I4, V10: closed accounts point to a live account, without a cycle',
    `with recursive way as (
       select id as origin, closed_into as target, 1 as steps from account where closed_into is not null
       union all
       select way.origin, c.closed_into, steps + 1 from way join account c on c.id = way.target
       where c.closed_into is not null and steps < 100)
     select origin from way where steps >= 100 or target = origin`,
  ],
  [
    'a grouping moved exactly what it ended',
    `select m.id from grouping m where
       (select coalesce(array_agg(guardian_id order by guardian_id), '{}') from attachment where ended_grouping_id = m.id)
       <> (select coalesce(array_agg(guardian_id order by guardian_id), '{}') from attachment where began_grouping_id = m.id)`,
  ],
  [
    'a break moved exactly what it ended',
    `select m.id from account_break m where
       (select coalesce(array_agg(guardian_id order by guardian_id), '{}') from attachment where ended_break_id = m.id)
       <> (select coalesce(array_agg(guardian_id order by guardian_id), '{}') from attachment where began_break_id = m.id)`,
  ],
  [
    'V6: one outbox row per grouping',
    `select m.id from grouping m where m.at ${told} and 1 <> (select count(*) from outbox o where o.kind = 'account_grouped'
       and (o.payload->>'absorbedId')::bigint = m.absorbed_id and o.account_id = m.kept_id)`,
  ],
  [
    'V6: one outbox row per break',
    `select m.id from account_break m where m.at ${told} and 1 <> (select count(*) from outbox o where o.kind = 'account_broken'
       and (o.payload->>'newAccountId')::bigint = m.to_account_id and o.account_id = m.from_account_id)`,
  ],
  [
    'V6: no outbox row without its act',
    `select o.id from outbox o
     where o.kind = 'account_grouped' and not exists (select 1 from grouping m where m.absorbed_id = (o.payload->>'absorbedId')::bigint)
        or o.kind = 'account_broken' and not exists (select 1 from account_break m where m.to_account_id = (o.payload->>'newAccountId')::bigint)
        or o.kind = 'account_closed' and not exists (
          select 1 from account c where c.id = o.account_id and c.state = 'closed' and c.closed_into is null)`,
  ],
  [
    'V6, V7: one outbox row and one audit event per account closed into no other one',
    `select c.id from account c where c.state = 'closed' and c.closed_into is null and (
       c.closed_at ${told} and 1 <> (select count(*) from outbox o where o.kind = 'account_closed' and o.account_id = c.id)
       or c.closed_at ${told} and 1 <> (select count(*) from audit_event e where e.kind = 'account_closed' and (e.data->>'accountId')::bigint = c.id))`,
  ],
  [
    'V7: no closing is told that did not happen',
    `select e.seq from audit_event e where e.kind = 'account_closed' and not exists (
       select 1 from account c where c.id = (e.data->>'accountId')::bigint and c.state = 'closed' and c.closed_into is null)`,
  ],
  [
    'V7: one audit event per grouping, and none without',
    `select 1 from (select id from grouping where at ${told}) m full join
       (select (data->>'groupingId')::bigint as id from audit_event where kind = 'accounts_grouped') e on m.id = e.id
     group by coalesce(m.id, e.id) having count(*) <> 1 or bool_or(m.id is null) or bool_or(e.id is null)`,
  ],
  [
    'a request is decided by those who were asked, or by the operator',
    `select r.id from grouping_request r where r.operator_reason is null and r.decided_at is not null and case
       when r.state = 'refused' then not exists (select 1 from grouping_request_school d where d.request_id = r.id and d.decision = 'refused')
       else not exists (select 1 from grouping_request_school d where d.request_id = r.id)
         or exists (select 1 from grouping_request_school d where d.request_id = r.id and d.decision is distinct from 'accepted') end`,
  ],
  [
    'a request that is done was fulfilled by the grouping of its two accounts',
    `select r.id from grouping_request r join grouping m on m.id = r.grouping_id
     where not (m.kept_id in (r.kept_id, r.absorbed_id) and m.absorbed_id in (r.kept_id, r.absorbed_id))`,
  ],
  [
    'no request waits for an account that a grouping closed',
    `select r.id from grouping_request r join grouping m on m.absorbed_id in (r.kept_id, r.absorbed_id) where r.state in ('open', 'accepted')`,
  ],
  [
    'V7: one audit event for the beginning of each request, one for its end, and none without',
    `select 1 from (select id, state from grouping_request where created_at ${told}) r full join
       (select (data->>'requestId')::bigint as id, count(*) filter (where kind = 'request_opened') as opened,
          count(*) filter (where kind = 'request_ended' or data->>'state' = 'refused') as ended
        from audit_event where kind in ('request_opened', 'request_answered', 'request_ended') group by 1) e on r.id = e.id
     where r.id is null or e.opened is distinct from 1 or e.ended is distinct from (case when r.state in ('open', 'accepted') then 0 else 1 end)`,
  ],
  [
    'V7: one audit event per break, and none without',
    `select 1 from (select id from account_break where at ${told}) m full join
       (select (data->>'breakId')::bigint as id from audit_event where kind = 'account_broken') e on m.id = e.id
     group by coalesce(m.id, e.id) having count(*) <> 1 or bool_or(m.id is null) or bool_or(e.id is null)`,
  ],
];

export async function assertInvariants(deps: Deps): Promise<void> {
  for (const [rule, query] of faults) {
    const { rows } = await sql.raw(query).execute(deps.db);
    assert.deepEqual(rows, [], rule);
  }
  const chain = await verifyAudit(deps);
  assert.ok(chain.intact, `I6: ${JSON.stringify(chain)}`);
}
