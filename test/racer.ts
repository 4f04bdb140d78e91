// A second process on the same database: opens it, then does what its parent asks at the moment the parent chooses.
// The start is an advisory lock that the parent holds and lets go: all racers leave the line in the same instant.
import { sql } from 'kysely';
import { openJobs } from '../src/db/jobs.js';
import { openPostgres } from '../src/db/open.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { makeDeps } from './harness.js';
import type { Proposal } from './proposals.js';

export const startLine = 40_001;

export type Order = { readonly id: number; readonly confirm: Proposal };
export type Report = { readonly id: number; readonly answer: unknown };

async function run(): Promise<void> {
  const open = await openPostgres(process.env.DATABASE_URL ?? '', () => undefined);
  const jobs = await openJobs(open.driver, () => undefined);
  const deps = await makeDeps({ on: { open, jobs }, seed: 'real' });
  process.on('message', (order: Order) => {
    void (async () => {
      await sql`select pg_advisory_lock_shared(${startLine}::bigint), pg_advisory_unlock_shared(${startLine}::bigint)`.execute(
        deps.db,
      );
      let answer: unknown;
      try {
        answer = await confirmGrouping(deps, order.confirm.parent, order.confirm.digest);
      } catch (error) {
        answer = { thrown: String(error) };
      }
      process.send?.({ id: order.id, answer } satisfies Report);
    })();
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ id: 0, answer: 'ready' } satisfies Report);
}

if (process.env.FRATRIE_RACER === '1') await run();
