// A second process on the same database: opens it, then does what its parent asks at the moment the parent chooses.
// The start is an advisory lock that the parent holds and lets go: all racers leave the line in the same instant.
import { sql } from 'kysely';
import { openJobs } from '../src/db/jobs.js';
import { openPostgres } from '../src/db/open.js';
import { confirmGrouping } from '../src/grouping/actions.js';
import { makeDeps } from './harness.js';
export const startLine = 40_001;
async function run() {
    const open = await openPostgres(process.env.DATABASE_URL ?? '', () => undefined);
    const jobs = await openJobs(open.driver, () => undefined);
    const deps = await makeDeps({ on: { open, jobs }, seed: 'real' });
    process.on('message', (order) => {
        void (async () => {
            await sql `select pg_advisory_lock_shared(${startLine}::bigint), pg_advisory_unlock_shared(${startLine}::bigint)`.execute(deps.db);
            let answer;
            try {
                answer = await confirmGrouping(deps, order.confirm.parent, order.confirm.digest);
            }
            catch (error) {
                answer = { thrown: String(error) };
            }
            process.send?.({ id: order.id, answer });
        })();
    });
    process.on('disconnect', () => process.exit(0));
    process.send?.({ id: 0, answer: 'ready' });
}
if (process.env.FRATRIE_RACER === '1')
    await run();
