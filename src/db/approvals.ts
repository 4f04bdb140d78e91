// Acts that wait for a second person of the same school.
import { type RawBuilder, sql } from 'kysely';
import type { ApprovableAct, ApprovalDecision, ApprovalRow } from '../approvals/rules.js';
import type { Role } from '../staff/rights-rules.js';
import type { Db, Tx } from './open.js';

export type NewApproval = {
  readonly reference: string;
  readonly schoolUai: string;
  readonly act: ApprovableAct;
  readonly digest: string;
  readonly summary: string;
  readonly count: number;
  readonly askedBy: number;
  readonly askedAt: Date;
  readonly expiresAt: Date;
};

const columns = sql`
  p.id, p.reference, p.act, p.digest, p.summary, p.count, p.asked_by, coalesce(nullif(s.name, ''), s.mail) as asker,
  p.asked_at, p.expires_at, p.decision, p.answered_at, p.used_at`;

/** Asks once: the same order of the same person that still waits is the same question. One that came too late gives way. */
export async function insertApproval(tx: Tx, asked: NewApproval): Promise<string> {
  const { reference, schoolUai, act, digest, summary, count, askedBy, askedAt, expiresAt } = asked;
  await sql`
    delete from approval where school_uai = ${schoolUai} and act = ${act} and digest = ${digest} and asked_by = ${askedBy}
      and decision is null and expires_at <= ${askedAt}`.execute(tx);
  const { rows } = await sql<{ reference: string }>`
    insert into approval (reference, school_uai, act, digest, summary, count, asked_by, asked_at, expires_at)
    values (${reference}, ${schoolUai}, ${act}, ${digest}, ${summary}, ${count}::integer, ${askedBy}::bigint,
      ${askedAt}::timestamptz, ${expiresAt}::timestamptz)
    on conflict (school_uai, act, digest, asked_by) where decision is null and used_at is null
    do update set summary = excluded.summary
    returning reference`.execute(tx);
  const made = rows[0];
  if (made === undefined) throw new Error('an approval was not written');
  return made.reference;
}

/** Orders of one person are weighed one after the other. */
export async function lockOrders(tx: Tx, staffId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(4127006, hashtext(${String(staffId)}))`.execute(tx);
}

/**
 * How many letters (those made one by one too) and links, or accounts in files, a person ordered since then, without those that
 * were approved.
 */
export async function countOrdered(
  db: Db,
  asked: { readonly schoolUai: string; readonly staffId: number; readonly act: ApprovableAct; readonly since: Date },
): Promise<number> {
  const { schoolUai, staffId, act, since } = asked;
  const ordered =
    act === 'letters'
      ? sql`select coalesce(jsonb_array_length(b.chosen), 0) + coalesce(jsonb_array_length(b.linked), 0) as count
          from letter_batch b where b.school_uai = ${schoolUai} and b.staff_id = ${staffId}::bigint and b.asked_at > ${since}
          union all select count(*) from letter l
          where l.school_uai = ${schoolUai} and l.issued_by = ${staffId}::bigint and l.batch_id is null and l.issued_at > ${since}`
      : sql`select (e.data->>'count')::integer as count from audit_event e
          where e.data->>'school' = ${schoolUai} and e.actor->>'type' = 'staff' and e.kind = 'accounts_exported'
            and (e.actor->>'staffId')::bigint = ${staffId}::bigint and e.at > ${since}`;
  const { rows } = await sql<{ count: number }>`
    select (greatest(0, coalesce((select sum(o.count) from (${ordered}) o), 0) - coalesce((
      select sum(p.count) from approval p where p.school_uai = ${schoolUai} and p.asked_by = ${staffId}::bigint and p.act = ${act}
        and p.used_at > ${since}), 0)))::integer as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The last question about this very order, of this person. */
export async function findApproval(
  db: Db,
  asked: { readonly schoolUai: string; readonly act: ApprovableAct; readonly digest: string; readonly askedBy: number },
): Promise<ApprovalRow | undefined> {
  const { rows } = await sql<ApprovalRow>`
    select ${columns} from approval p join staff s on s.id = p.asked_by
    where p.school_uai = ${asked.schoolUai} and p.act = ${asked.act} and p.digest = ${asked.digest}
      and p.asked_by = ${asked.askedBy}
    order by p.id desc limit 1`.execute(db);
  return rows[0];
}

/** Of one school: those that wait, then the last ones answered. */
export async function listApprovals(db: Db, schoolUai: string, now: Date, atMost: number): Promise<ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`
    select ${columns} from approval p join staff s on s.id = p.asked_by
    where p.school_uai = ${schoolUai} and (p.decision is not null or p.expires_at > ${now})
    order by p.decision is not null, p.id desc limit ${atMost}::integer`.execute(db);
  return rows;
}

/**
 * A person (`s`) whose live role at a school (`r`) comes from the asker: given by him, or by whoever he gave one to at the school
 * or in the network, ended since or not; or whose access was opened by a link that one of them made, and could use himself. Such
 * a person is no second one for what he asks.
 */
const isMadeBy = (askedBy: number | RawBuilder<unknown>, schoolUai: string) => sql`
  exists (
    with recursive made as (
      select ${askedBy}::bigint as id
      union
      select p.id from made join staff p on p.link_made_by = made.id or exists (
        select 1 from staff_role g
        where g.staff_id = p.id and g.given_by = made.id and (g.school_uai = ${schoolUai} or g.school_uai is null))
    ) select 1 from made where made.id in (r.given_by, s.link_made_by))`;

/** Of a row of `approval`: this person's live role at the school comes from whoever asks. */
const comesFromAsker = (schoolUai: string, staffId: number) => sql`exists (
  select 1 from staff_role r join staff s on s.id = r.staff_id
  where r.staff_id = ${staffId} and r.school_uai = ${schoolUai} and r.until is null
    and ${isMadeBy(sql`approval.asked_by`, schoolUai)})`;

/** How many wait that this person may answer: not his own, nor those of whom his role comes from. */
export async function countWaitingApprovals(db: Db, schoolUai: string, staffId: number, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from approval
    where school_uai = ${schoolUai} and decision is null and expires_at > ${now} and asked_by <> ${staffId}
      and not ${comesFromAsker(schoolUai, staffId)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function findApprovalOf(db: Db, schoolUai: string, reference: string): Promise<ApprovalRow | undefined> {
  const { rows } = await sql<ApprovalRow>`
    select ${columns} from approval p join staff s on s.id = p.asked_by
    where p.school_uai = ${schoolUai} and p.reference = ${reference}`.execute(db);
  return rows[0];
}

/** Who may answer a question of this person now, by name: with a role that may, and not through himself. */
export async function answerersOf(
  db: Db,
  asked: { readonly schoolUai: string; readonly askedBy: number; readonly now: Date; readonly roles: readonly Role[] },
): Promise<{ readonly staffId: number; readonly name: string }[]> {
  const { schoolUai, askedBy, now, roles } = asked;
  const { rows } = await sql<{ staffId: number; name: string }>`
    select s.id as staff_id, coalesce(nullif(s.name, ''), s.mail) as name
    from staff_role r join staff s on s.id = r.staff_id and s.enrolled_at is not null and s.left_at is null
    where r.school_uai = ${schoolUai} and r.until is null and (r.ends_at is null or r.ends_at > ${now})
      and r.role in (${sql.join(roles)}) and s.id <> ${askedBy} and not ${isMadeBy(askedBy, schoolUai)}
    order by name, s.id`.execute(db);
  return rows;
}

/**
 * The answer of another person, once. Undefined when it was answered, came too late, is one's own question, or that of whom
 * one's role here comes from.
 */
export async function answerApproval(
  tx: Tx,
  answer: {
    readonly schoolUai: string;
    readonly reference: string;
    readonly decision: ApprovalDecision;
    readonly staffId: number;
    readonly now: Date;
    readonly usableUntil: Date;
  },
): Promise<{ readonly id: number } | undefined> {
  const { rows } = await sql<{ id: number }>`
    update approval set decision = ${answer.decision}, answered_by = ${answer.staffId}::bigint,
      answered_at = ${answer.now}::timestamptz, expires_at = ${answer.usableUntil}::timestamptz
    where school_uai = ${answer.schoolUai} and reference = ${answer.reference} and decision is null
      and expires_at > ${answer.now}
      and asked_by <> ${answer.staffId} and not ${comesFromAsker(answer.schoolUai, answer.staffId)}
    returning id`.execute(tx);
  return rows[0];
}

/** Uses an approval up. False when there is none for this very order. */
export async function spendApproval(
  tx: Tx,
  asked: {
    readonly schoolUai: string;
    readonly act: ApprovableAct;
    readonly digest: string;
    readonly askedBy: number;
    readonly now: Date;
  },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update approval set used_at = ${asked.now}::timestamptz
    where id = (
      select id from approval
      where school_uai = ${asked.schoolUai} and act = ${asked.act} and digest = ${asked.digest}
        and asked_by = ${asked.askedBy} and decision = 'accepted' and used_at is null and expires_at > ${asked.now}
      order by id limit 1
    ) and used_at is null
    returning id`.execute(tx);
  return rows.length === 1;
}
