import assert from 'node:assert/strict';
import { inTransaction } from '../src/audit/actions.js';
import { queueMail } from '../src/mail/queue.js';
import { onBothDatabases } from './harness.js';
const job = { kind: 'confirm_mail', accountId: 7 };
onBothDatabases('a job is promised by the commit, and not by a rollback', async (deps) => {
    await assert.rejects(inTransaction(deps, async (tx) => {
        await queueMail(tx, deps, job);
        throw new Error('the business fails');
    }), /the business fails/);
    const seen = [];
    const note = async (one) => {
        seen.push(one);
    };
    assert.equal(await deps.jobs.drain('mail', note), 0);
    await inTransaction(deps, (tx) => queueMail(tx, deps, job));
    assert.equal(await deps.jobs.drain('mail', note), 1);
    assert.deepEqual(seen, [job]);
    assert.equal(await deps.jobs.drain('mail', note), 0, 'a job that was done is not done again');
});
onBothDatabases('a job that fails waits, then is tried again', async (deps) => {
    await inTransaction(deps, (tx) => queueMail(tx, deps, job));
    let tries = 0;
    const failing = async () => {
        tries += 1;
        throw new Error('no answer');
    };
    await deps.jobs.drain('mail', failing);
    await deps.jobs.drain('mail', failing);
    assert.equal(tries, 1, 'not before its time');
    await deps.jobs.drain('mail', failing, { evenLater: true });
    assert.equal(tries, 2);
    const done = [];
    await deps.jobs.drain('mail', async (one) => void done.push(one.kind), { evenLater: true });
    assert.deepEqual(done, ['confirm_mail']);
});
