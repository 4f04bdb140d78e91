// Starts processes that really race on PostgreSQL, and lets them go all at once.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { TestDeps } from './harness.js';
import type { Proposal } from './proposals.js';
import { type Order, type Report, startLine } from './racer.js';

export type Racers = {
  /** Runs the confirmations spread over the processes, all started in the same instant; answers in their order. */
  readonly confirmAll: (confirmations: readonly Proposal[]) => Promise<RaceAnswer[]>;
  readonly close: () => void;
};

export type RaceAnswer =
  | {
      readonly ok: true;
      readonly value:
        | { readonly kind: 'done'; readonly grouping: { readonly reference: string } }
        | { readonly kind: 'shown_again' };
    }
  | { readonly ok: false; readonly why: string }
  | { readonly thrown: string };

export async function startRacers(deps: TestDeps, processes: number): Promise<Racers> {
  const { db, open } = deps;
  assert.ok(open.driver.kind === 'postgres');
  const url = open.driver.pool.options.connectionString;
  const waiting = new Map<number, (answer: unknown) => void>();
  const children = await Promise.all(
    Array.from({ length: processes }, async () => {
      const child = fork(fileURLToPath(new URL('./racer.js', import.meta.url)), {
        env: { ...process.env, DATABASE_URL: url, FRATRIE_RACER: '1' },
      });
      await new Promise<void>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', () => reject(new Error('a racer ended before the race')));
        child.on('message', (report: Report) =>
          report.id === 0 ? resolve() : waiting.get(report.id)?.(report.answer),
        );
      });
      return child;
    }),
  );
  let serial = 0;
  return {
    confirmAll: async (confirmations) =>
      await db.connection().execute(async (line) => {
        await sql`select pg_advisory_lock(${startLine}::bigint)`.execute(line);
        const answers = confirmations.map((confirm, index) => {
          serial += 1;
          const order: Order = { id: serial, confirm };
          const answer = new Promise<unknown>((resolve) => waiting.set(order.id, resolve));
          children[index % children.length]?.send(order);
          return answer as Promise<RaceAnswer>;
        });
        for (let inLine = 0; inLine < confirmations.length; ) {
          const { rows } = await sql<{ n: number }>`
            select count(*) as n from pg_locks where locktype = 'advisory' and objid = ${startLine} and not granted
              and database = (select oid from pg_database where datname = current_database())`.execute(line);
          inLine = rows[0]?.n ?? 0;
        }
        await sql`select pg_advisory_unlock(${startLine}::bigint)`.execute(line);
        return await Promise.all(answers);
      }),
    close: () => {
      for (const child of children) child.disconnect();
    },
  };
}
