import { sql } from 'kysely';
const bySubject = (a, b) => Buffer.compare(a.subject, b.subject);
/**
 * The statement that takes one try from each subject, before the secret is looked at, and returns the subjects that had
 * one left: of fifty at once, no more than the limit are granted. A try that succeeds is given back.
 */
export function takingTries(counted, now) {
    // In one order, so that two people behind one address wait and never deadlock.
    const sorted = counted.toSorted(bySubject);
    const limitOf = (pick) => sql `case t.subject ${sql.join(sorted.map(({ subject, limit }) => sql `when ${subject}::bytea then ${pick(limit)}::integer`), sql ` `)} end`;
    const at = sql `${now}::timestamptz`;
    const over = sql `(t.blocked_until is not null
    or t.window_started_at <= ${at} - ${limitOf((limit) => limit.windowMinutes)} * interval '1 minute')`;
    return sql `
    insert into throttle as t (subject, failures, window_started_at, in_a_row, blocked_until)
    values ${sql.join(sorted.map(({ subject }) => sql `(${subject}::bytea, 1, ${at}, 1, null)`))}
    on conflict (subject) do update set
      failures = case when ${over} then 1 else t.failures + 1 end,
      window_started_at = case when ${over} then ${at} else t.window_started_at end,
      in_a_row = t.in_a_row + 1,
      blocked_until = case
        when (case when ${over} then 1 else t.failures + 1 end) >= ${limitOf((limit) => limit.tries)}
        then ${at} + ${limitOf((limit) => limit.waitMinutes)} * interval '1 minute' end
    where (t.blocked_until is null or t.blocked_until <= ${at})
      and t.in_a_row < ${limitOf((limit) => limit.inARow)}
    returning t.subject`;
}
export async function takeTries(db, counted, now) {
    const { rows } = await takingTries(counted, now).execute(db);
    return rows.map(({ subject }) => Buffer.from(subject));
}
/**
 * Common table expressions (`held`, `given`, `gone`) that give tries back, for a statement that does more: what it locks
 * first (accounts, as everywhere) is asked in `after`. Who failed at nothing leaves no row: else whoever types names at
 * random fills the disk.
 */
export function givingTriesBack({ subjects, forgiven }, after = sql `true`) {
    const forgave = forgiven === undefined ? sql `false` : sql `subject = ${forgiven}::bytea`;
    return sql `
    held as (
      select subject, greatest(failures - 1, 0) as failures,
        case when ${forgave} then 0 else greatest(in_a_row - 1, 0) end as in_a_row
      from throttle where subject in (${sql.join(subjects)}) and ${after}
      order by subject for update
    ),
    given as (
      update throttle t set failures = held.failures, in_a_row = held.in_a_row, blocked_until = null
      from held where t.subject = held.subject and held.failures + held.in_a_row > 0
    ),
    gone as (
      delete from throttle t using held where t.subject = held.subject and held.failures + held.in_a_row = 0
    )`;
}
export async function giveTriesBack(db, taken) {
    if (taken.subjects.length > 0)
        await sql `with ${givingTriesBack(taken)} select 1`.execute(db);
}
/** Forgets a subject's failures: its owner proved himself in another way (a letter). */
export async function forgetTries(tx, subject) {
    await tx.deleteFrom('throttle').where('subject', '=', subject).execute();
}
export async function readTries(db, subject) {
    return await db
        .selectFrom('throttle')
        .select(['blockedUntil', 'inARow'])
        .where('subject', '=', subject)
        .executeTakeFirst();
}
