import { sql } from 'kysely';
import type { TryLimit } from '../signin/rules.js';
import type { Db, Tx } from './open.js';

export type CountedSubject = { readonly subject: Buffer; readonly limit: TryLimit };

const bySubject = (a: CountedSubject, b: CountedSubject): number => Buffer.compare(a.subject, b.subject);

/**
 * Takes one try from each subject, before the secret is looked at, and returns the subjects that had one left. One
 * statement: of fifty at once, no more than the limit are granted. A try that succeeds is given back.
 */
export async function reserveTries(tx: Tx, counted: readonly CountedSubject[], now: Date): Promise<Buffer[]> {
  // In one order, so that two people behind one address wait and never deadlock.
  const sorted = counted.toSorted(bySubject);
  const limitOf = (pick: (limit: TryLimit) => number) =>
    sql`case t.subject ${sql.join(
      sorted.map(({ subject, limit }) => sql`when ${subject}::bytea then ${pick(limit)}::integer`),
      sql` `,
    )} end`;
  const ms = 60_000;
  const at = sql`${now}::timestamptz`;
  const over = sql`(t.blocked_until is not null
    or t.window_started_at <= ${at} - ${limitOf((limit) => limit.windowMinutes)} * interval '1 minute')`;
  const rows = sorted.map(({ subject, limit }) => {
    const blocked = limit.tries <= 1 ? new Date(now.getTime() + limit.waitMinutes * ms) : null;
    return sql`(${subject}::bytea, 1, ${at}, 1, ${blocked}::timestamptz)`;
  });
  const { rows: granted } = await sql<{ subject: Uint8Array }>`
    insert into throttle as t (subject, failures, window_started_at, in_a_row, blocked_until)
    values ${sql.join(rows)}
    on conflict (subject) do update set
      failures = case when ${over} then 1 else t.failures + 1 end,
      window_started_at = case when ${over} then ${at} else t.window_started_at end,
      in_a_row = t.in_a_row + 1,
      blocked_until = case
        when (case when ${over} then 1 else t.failures + 1 end) >= ${limitOf((limit) => limit.tries)}
        then ${at} + ${limitOf((limit) => limit.waitMinutes)} * interval '1 minute' end
    where (t.blocked_until is null or t.blocked_until <= ${at})
      and t.in_a_row < ${limitOf((limit) => limit.inARow)}
    returning t.subject`.execute(tx);
  return granted.map(({ subject }) => Buffer.from(subject));
}

/** Gives a try back to each subject; those of `forgiven` also start a new row of failures. */
export async function giveTriesBack(
  tx: Tx,
  subjects: readonly Uint8Array[],
  forgiven: readonly Uint8Array[],
): Promise<void> {
  if (subjects.length === 0) return;
  const none = Buffer.alloc(1);
  await sql`
    with held as (
      select subject from throttle where subject in (${sql.join(subjects)}) order by subject for update
    )
    update throttle t set failures = greatest(t.failures - 1, 0), blocked_until = null,
      in_a_row = case when t.subject in (${sql.join([none, ...forgiven])}) then 0 else greatest(t.in_a_row - 1, 0) end
    from held where t.subject = held.subject`.execute(tx);
  // Who failed at nothing leaves no row: else whoever types names at random fills the disk.
  await tx
    .deleteFrom('throttle')
    .where('subject', 'in', [...subjects])
    .where('failures', '=', 0)
    .where('inARow', '=', 0)
    .execute();
}

/** Forgets a subject's failures: its owner proved himself in another way (a letter). */
export async function forgetTries(tx: Tx, subject: Uint8Array): Promise<void> {
  await tx.deleteFrom('throttle').where('subject', '=', subject).execute();
}

export type ThrottleState = { readonly blockedUntil: Date | null; readonly inARow: number };

export async function readTries(db: Db, subject: Uint8Array): Promise<ThrottleState | undefined> {
  return await db
    .selectFrom('throttle')
    .select(['blockedUntil', 'inARow'])
    .where('subject', '=', subject)
    .executeTakeFirst();
}
