// What is held about the owner of one account, table by table: test/own-data.test.ts walks the schema, and every column
// that leads to an account or to a guardian record is read here or listed there with the reason why it is not.
import { sql } from 'kysely';
import type { OwnDataField, OwnDataSection } from '../own-data/rules.js';
import type { Db } from './open.js';

export type OwnRow = Readonly<Partial<Record<OwnDataField, string | Date | null>>>;

/** Sections that are read here; the records and the children come from the queries that the pages use. */
type Section = Exclude<OwnDataSection, 'records' | 'children' | 'corrections'>;

/** Never a secret or its hash, another account's identity, a member of staff, a protection, nor who asked for it. */
const queries: Readonly<Record<Section, (account: number) => ReturnType<typeof sql<OwnRow>>>> = {
  account: (id) => sql<OwnRow>`
    select identifier, state, mail, mail_confirmed_at, pending_mail, language, created_at, activated_at, password_set_at
    from account where id = ${id}`,
  disowned: (id) => sql<OwnRow>`
    select s.name as school, h.since, h.until
    from attachment a
    join guardian_record g on g.id = a.guardian_id
    join school s on s.uai = g.school_uai
    join link l on l.guardian_id = a.guardian_id
    join hold h on h.link_id = l.id and h.cause = 'not_my_child'
    where a.account_id = ${id} and h.since >= a.since and (a.until is null or h.since < a.until) order by h.id`,
  attachments: (id) => sql<OwnRow>`
    select s.name as school, a.since, a.began_cause as cause, a.until
    from attachment a join guardian_record g on g.id = a.guardian_id join school s on s.uai = g.school_uai
    where a.account_id = ${id} order by a.id`,
  letters: (id) => sql<OwnRow>`
    select l.number, s.name as school, l.purpose, l.issued_at, l.last_day, l.used_at, l.replaced_at, l.died_at
    from letter l join school s on s.uai = l.school_uai where l.account_id = ${id} order by l.id`,
  activations: (id) => sql<OwnRow>`
    select l.number, v.proof, v.created_at, v.expires_at, v.used_at
    from activation v join letter l on l.id = v.letter_id where l.account_id = ${id} order by v.id`,
  sessions: (id) => sql<OwnRow>`
    select created_at, seen_at, ended_at, ended_cause as cause, address, agent from session where account_id = ${id} order by id`,
  factors: (id) => sql<OwnRow>`
    select kind, name, created_at, used_at, removed_at as ended_at from factor where account_id = ${id} order by id`,
  codes: (id) => sql<OwnRow>`
    select b.created_at, b.replaced_at, c.used_at
    from recovery_batch b join recovery_code c on c.batch_id = b.id where b.account_id = ${id} order by b.id, c.used_at`,
  resets: (id) => sql<OwnRow>`
    select s.name as school, r.asked_at as created_at, r.done_at as decided_at, r.stopped_at as ended_at
    from factor_reset r join school s on s.uai = r.school_uai where r.account_id = ${id} order by r.id`,
  links: (id) => sql<OwnRow>`
    select purpose, subject as mail, created_at, expires_at, used_at from single_use_token where account_id = ${id} order by id`,
  mails: (id) => sql<OwnRow>`
    select data->>'kind' as kind, data->>'what' as what, created_on as at
    from pgboss.job where name = 'mail' and (data->>'accountId')::bigint = ${id} order by created_on`,
  groupings: (id) => sql<OwnRow>`
    select m.reference, m.at, m.proof, b.identifier as closed_identifier
    from grouping m join account b on b.id = m.absorbed_id where m.kept_id = ${id} order by m.id`,
  intents: (id) => sql<OwnRow>`
    select created_at, proof, expires_at, used_at from grouping_intent where kept_id = ${id} order by id`,
  // The other account's owner asked: that he did is told by mail, not who he is.
  requests: (id) => sql<OwnRow>`
    select reference, created_at, state, decided_at, ended_at
    from grouping_request where ${id}::bigint in (kept_id, absorbed_id) order by id`,
  breaks: (id) => sql<OwnRow>`
    select b.reference, s.name as school, b.at
    from account_break b join school s on s.uai = b.school_uai
    where ${id}::bigint in (b.from_account_id, b.to_account_id) order by b.id`,
  objections: (id) => sql<OwnRow>`
    select m.reference, o.at, o.lifted_at from objection o join grouping m on m.id = o.grouping_id
    where o.account_id = ${id} order by o.id`,
  clients: (id) => sql<OwnRow>`
    select c.name, u.subject, u.given_at as since, u.withdrawn_at as until
    from client_subject u join client c on c.id = u.client_id where u.account_id = ${id} order by u.id`,
  clientSessions: (id) => sql<OwnRow>`
    select c.name, u.since, coalesce(u.ended_at, u.told_at) as ended_at
    from client_session u join client c on c.id = u.client_id where u.account_id = ${id} order by u.id`,
  told: (id) => sql<OwnRow>`select kind, at from outbox where account_id = ${id} order by id`,
  events: (id) => sql<OwnRow>`
    select kind, at, case when (actor->>'accountId')::bigint = ${id} then actor->>'address' end as address
    from audit_event where account_ids @> array[${id}::bigint] order by seq`,
};

export async function readOwnRows(db: Db, accountId: number): Promise<ReadonlyMap<OwnDataSection, readonly OwnRow[]>> {
  const read = new Map<OwnDataSection, readonly OwnRow[]>();
  for (const [section, query] of Object.entries(queries)) {
    const { rows } = await query(accountId).execute(db);
    read.set(section as Section, rows);
  }
  return read;
}
