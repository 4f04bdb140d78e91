// Work promised for later (mails now; letters, imports and deliveries may follow), kept by pg-boss in the same
// database, so that a promise is part of the business transaction. See docs/decisions.
import { fromKysely, fromPglite, PgBoss } from 'pg-boss';
const queues = ['mail'];
// Tries after about 1, 2, 4 … minutes, at most one an hour: two days of a mail server's absence lose nothing.
const queueOptions = {
    retryLimit: 60,
    retryDelay: 30,
    retryBackoff: true,
    retryDelayMax: 3600,
    expireInSeconds: 300,
    retentionSeconds: 7 * 24 * 3600,
    deleteAfterSeconds: 7 * 24 * 3600,
};
function adapter(driver) {
    if (driver.kind === 'embedded')
        return fromPglite(driver.pglite);
    return { executeSql: (text, values) => driver.pool.query(text, values) };
}
/**
 * Opens the queues on a database that is already open. `upkeep` is for the one long-lived process: it gives
 * crashed jobs back, and removes old ones.
 */
export async function openJobs(driver, onError, upkeep = false) {
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
    // Also fills the cache of queues: `send` must ask nothing outside its transaction (it would hang on PGlite).
    for (const queue of queues)
        if ((await boss.getQueue(queue)) === null)
            await boss.createQueue(queue, queueOptions);
    return {
        send: async (tx, queue, job) => {
            await boss.send(queue, job, { db: fromKysely(tx.withoutPlugins()) });
        },
        work: async (queue, handler) => {
            await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: 2 }, async (jobs) => {
                for (const job of jobs)
                    await handler(job.data, job.id);
            });
        },
        drain: async (queue, handler, options) => {
            const evenLater = options?.evenLater === true;
            for (let run = 0;;) {
                const jobs = await boss.fetch(queue, { batchSize: 100, ignoreStartAfter: evenLater });
                for (const job of jobs) {
                    try {
                        await handler(job.data, job.id);
                        await boss.complete(queue, job.id);
                    }
                    catch (error) {
                        await boss.fail(queue, job.id, { message: error instanceof Error ? error.message : String(error) });
                    }
                }
                run += jobs.length;
                // With `evenLater` a second look would find at once what has just failed.
                if (jobs.length === 0 || evenLater)
                    return run;
            }
        },
        close: () => boss.stop({ graceful: upkeep, timeout: 10_000 }),
    };
}
