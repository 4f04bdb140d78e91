// Makes the letters of a batch. The letters live, and the batch has ended, by one transaction: a job that comes back finds
// nothing to do, or begins again.
import { inOneStatement, inTransaction, type RecordEvent } from '../audit/actions.js';
import { type ClaimedBatch, claimBatch, endBatch, noteDrawn } from '../db/letter-batches.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { issue, type LettersMade } from '../letters/actions.js';
import { deskLetterPath } from '../letters/files.js';
import { fileOf } from '../letters/formats.js';
import { planLetters } from '../letters/recipients.js';
import { queueMail } from '../mail/queue.js';
import { stillHoldsRight } from '../staff/rights.js';
import { type BatchJob, mostTries } from './rules.js';

/** Works on batches as they are promised, until the queues close. */
export async function makeBatches(deps: Deps): Promise<void> {
  await deps.jobs.work('letters', (job) => workOn(deps, job));
}

/** Does now what is due. Returns how many jobs were run. */
export async function drainBatches(deps: Deps): Promise<number> {
  return await deps.jobs.drain('letters', (job) => workOn(deps, job));
}

async function workOn(deps: Deps, { batchId }: BatchJob): Promise<void> {
  const batch = await inOneStatement(deps, (db) => claimBatch(db, batchId));
  if (batch === undefined) return;
  if (batch.tries > mostTries) return await giveUp(deps, batch);
  try {
    await make(deps, batch);
  } catch (error) {
    const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
    deps.log.error(
      { batch: batchId, error: [name, ...stack.split('\n').filter((line) => /^\s+at /.test(line))].join('\n') },
      'letters stopped',
    );
    await giveUp(deps, batch);
  }
}

async function giveUp(deps: Deps, batch: ClaimedBatch): Promise<void> {
  await inOneStatement(deps, (db) => endBatch(db, batch.id, { state: 'failed', now: deps.now() }));
}

async function make(deps: Deps, batch: ClaimedBatch): Promise<void> {
  const { id, schoolUai, division, situation, reissue, paper, actor } = batch;
  const wanted = {
    school: schoolUai,
    division: division ?? undefined,
    situation,
    reissue,
    chosen: batch.chosen ?? undefined,
  };
  // Who was counted, and no one whom an import has brought since. Whether a link still serves is asked again when the mail leaves.
  const linkable = { ...wanted, chosen: batch.linked ?? undefined };
  const mailable = batch.links
    ? (await planLetters(deps.db, linkable, civilDateOf(deps.now(), deps.config.timeZone))).mailable
    : [];
  const end = async (tx: Tx, record: RecordEvent, made?: LettersMade) => {
    const mails = await sendLinks(deps, tx, record, batch, mailable);
    const letters =
      made === undefined
        ? {}
        : {
            ...{ letterIds: made.ids, divisions: made.divisions },
            ...{ firstNumber: made.firstNumber, replaced: made.replaced },
          };
    if (!(await endBatch(tx, id, { state: 'ready', now: deps.now(), mails, ...letters })))
      throw new Error('a batch ended while it was made');
  };
  const mayMake = (tx: Tx) => stillHoldsRight(deps, tx, batch, 'make_letters');
  const issued = await issue(
    deps,
    {
      ...wanted,
      actor,
      mayMake,
      made: end,
      paper: { on: paper, whileDrawing: (drawn) => noteDrawn(deps.db, id, drawn) },
    },
    (number) => deskLetterPath(deps.config, number, fileOf(paper)),
  );
  if (!issued.ok) {
    if (issued.why.kind !== 'unknown_division') return await giveUp(deps, batch);
  } else if (issued.value.letters > 0) return;
  // Nobody to write to: there may still be links to send.
  const ended = await inTransaction(deps, async (tx, record) => {
    if (!(await mayMake(tx))) return false;
    await end(tx, record);
    return true;
  });
  if (!ended) await giveUp(deps, batch);
}

type Mailable = Awaited<ReturnType<typeof planLetters>>['mailable'];

/** Active accounts with a proved address get a link to a new password, never a code on paper. */
async function sendLinks(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  batch: ClaimedBatch,
  mailable: Mailable,
): Promise<number> {
  for (const { identifier } of mailable) await queueMail(tx, deps, { kind: 'reset_password', identifier });
  if (mailable.length > 0)
    record({
      kind: 'password_links_sent',
      actor: batch.actor,
      data: { batchId: batch.id, school: batch.schoolUai, accountIds: mailable.map(({ accountId }) => accountId) },
    });
  return mailable.length;
}
