// Work promised for later (mails, the imports and letters of a desk), kept by pg-boss in the same database, so that a promise is part of the business transaction. See docs/decisions.
import { type Db as BossDb, fromKysely, fromPglite, PgBoss, type QueueOptions } from 'pg-boss';
import type { CheckJob } from '../audit/checking.js';
import type { BatchJob } from '../batches/rules.js';
import type { MailJob } from '../mail/rules.js';
import type { UploadJob } from '../uploads/rules.js';
import type { OpenDb, Tx } from './open.js';

/** A queue's name and the jobs that it carries: ids and purposes, never a secret. */
export type JobQueues = { mail: MailJob; upload: UploadJob; letters: BatchJob; audit: CheckJob };

export type Handler<Job> = (job: Job, jobId: string) => Promise<void>;

export type Jobs = {
  /** Promises a job inside the business transaction: a rollback promises nothing. */
  readonly send: <Queue extends keyof JobQueues>(tx: Tx, queue: Queue, job: JobQueues[Queue]) => Promise<void>;
  /** Runs jobs as they come, until `close`. One that throws is tried again, later and later. */
  readonly work: <Queue extends keyof JobQueues>(queue: Queue, handler: Handler<JobQueues[Queue]>) => Promise<void>;
  /** Runs every job that is due (or, with `evenLater`, waits for another try) at once. Returns how many were run. */
  readonly drain: <Queue extends keyof JobQueues>(
    queue: Queue,
    handler: Handler<JobQueues[Queue]>,
    options?: { readonly evenLater?: boolean },
  ) => Promise<number>;
  readonly close: () => Promise<void>;
};

const aWeek = { retentionSeconds: 7 * 24 * 3600, deleteAfterSeconds: 7 * 24 * 3600 };

const queues: Readonly<Record<keyof JobQueues, QueueOptions>> = {
  // Tries after about 1, 2, 4 … minutes, at most one an hour: two days of a mail server's absence lose nothing.
  mail: { retryLimit: 60, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600, expireInSeconds: 300, ...aWeek },
  // Long work, one at a time in each process. Who does it says every few seconds that he lives: what a stopped server
  // left is given back within a minute or two. How often it is begun in all is the work's own affair.
  upload: { retryLimit: 10, retryDelay: 5, expireInSeconds: 4 * 3600, heartbeatSeconds: 30, ...aWeek },
  letters: { retryLimit: 10, retryDelay: 5, expireInSeconds: 4 * 3600, heartbeatSeconds: 30, ...aWeek },
  audit: { retryLimit: 3, retryDelay: 30, expireInSeconds: 3600, heartbeatSeconds: 30, ...aWeek },
};
const queueNames = Object.keys(queues) as (keyof JobQueues)[];

function adapter(driver: OpenDb['driver']): BossDb {
  if (driver.kind === 'embedded') return fromPglite(driver.pglite);
  return { executeSql: (text, values) => driver.pool.query(text, values) };
}

// A desk promises mails and work in its own transaction, under its own role (0095): it adds jobs and reads none, for they carry
// mails of everybody. Granted once: two starts at once would clash.
const forDesks = `do $$ begin
  if not has_table_privilege('fratrie_desk', 'pgboss.job', 'insert') or has_table_privilege('fratrie_desk', 'pgboss.job', 'select') then
    revoke all on all tables in schema pgboss from fratrie_desk;
    grant usage on schema pgboss to fratrie_desk;
    grant select on pgboss.queue to fratrie_desk;
    grant insert, select (id) on pgboss.job, pgboss.job_common to fratrie_desk;
  end if;
end $$`;

/**
 * Opens the queues on a database that is already open. `upkeep` is for the one long-lived process: it gives
 * crashed jobs back, and removes old ones.
 */
export async function openJobs(
  driver: OpenDb['driver'],
  onError: (error: Error) => void,
  upkeep = false,
): Promise<Jobs> {
  const embedded = driver.kind === 'embedded';
  const boss = new PgBoss({
    db: adapter(driver),
    backend: embedded ? 'pglite' : 'postgres',
    supervise: upkeep,
    schedule: false,
    reindex: !embedded,
    monitorVacuum: !embedded,
  });
  boss.on('error', onError);
  await boss.start();
  await adapter(driver).executeSql(forDesks);
  // Also fills the cache of queues: `send` must ask nothing outside its transaction (it would hang on PGlite).
  for (const queue of queueNames)
    if ((await boss.getQueue(queue)) === null) await boss.createQueue(queue, queues[queue]);
  return {
    send: async (tx, queue, job) => {
      await boss.send(queue, job, { db: fromKysely(tx.withoutPlugins()) });
    },
    work: async (queue, handler) => {
      await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: 2 }, async (jobs) => {
        for (const job of jobs) await handler(job.data as never, job.id);
      });
    },
    drain: async (queue, handler, options) => {
      const evenLater = options?.evenLater === true;
      for (let run = 0; ; ) {
        const jobs = await boss.fetch(queue, { batchSize: 100, ignoreStartAfter: evenLater });
        for (const job of jobs) {
          try {
            await handler(job.data as never, job.id);
            await boss.complete(queue, job.id);
          } catch (error) {
            await boss.fail(queue, job.id, { message: error instanceof Error ? error.message : String(error) });
          }
        }
        run += jobs.length;
        // With `evenLater` a second look would find at once what has just failed.
        if (jobs.length === 0 || evenLater) return run;
      }
    },
    close: () => boss.stop({ graceful: upkeep, timeout: 10_000 }),
  };
}
