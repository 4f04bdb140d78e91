// From a promised job to a mail that has left. The same job makes the same mail at each try: same token, same
// Message-ID, so that a mail server that answered too late does not make a second one.
import { inTransaction } from '../audit/actions.js';
import { findBreakTold, findGroupingTold, findLetterTold, findUnprovedMail, saveMailToken } from '../db/mails.js';
import type { Deps } from '../deps.js';
import { translator } from '../i18n/translator.js';
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import type { MailJob } from './rules.js';
import { hashMailToken, mintMailToken } from './tokens.js';
import { type Mail, MailRefused } from './transport.js';
import {
  type Sender,
  type Written,
  writeBreakNotice,
  writeConfirmation,
  writeGroupingNotice,
  writeRecoveryNotice,
} from './writing.js';

const confirmationHours = 72;

type Ready = { readonly to: string; readonly written: Written };

/** What the mail says now, or undefined when there is nothing to say any more. */
async function prepare(deps: Deps, job: MailJob, jobId: string): Promise<Ready | undefined> {
  const t = translator('fr', deps.config.timeZone);
  const sender: Sender = { network: deps.config.networkName, address: deps.config.publicUrl };
  switch (job.kind) {
    case 'confirm_mail':
      return await prepareConfirmation(deps, job.accountId, jobId, sender);
    case 'grouping_notice': {
      const told = await findGroupingTold(deps.db, job.groupingId, job.side);
      return told && { to: job.to, written: writeGroupingNotice(t, sender, job.side, told) };
    }
    case 'break_notice': {
      const told = await findBreakTold(deps.db, job.breakId);
      return told && { to: job.to, written: writeBreakNotice(t, sender, told) };
    }
    case 'recovery_letter_notice': {
      const told = await findLetterTold(deps.db, job.letterId, job.moment);
      return told && { to: job.to, written: writeRecoveryNotice(t, sender, job.moment, told) };
    }
    default:
      return never(job);
  }
}

async function prepareConfirmation(
  deps: Deps,
  accountId: number,
  jobId: string,
  sender: Sender,
): Promise<Ready | undefined> {
  const mail = await findUnprovedMail(deps.db, accountId);
  if (mail === undefined) return undefined;
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + confirmationHours * 3_600_000);
  const token = mintMailToken(deps.keys, 'confirm_mail', jobId);
  const tokenHash = hashMailToken(deps.keys, 'confirm_mail', token);
  await inTransaction(deps, (tx) => saveMailToken(tx, { accountId, tokenHash, mail, now, expiresAt }));
  const link = `${sender.address}${href('mailToken', { token })}`;
  const t = translator('fr', deps.config.timeZone);
  return { to: mail, written: writeConfirmation(t, sender, link, expiresAt) };
}

async function send(deps: Deps, job: MailJob, jobId: string): Promise<void> {
  const ready = await prepare(deps, job, jobId);
  if (ready === undefined) {
    deps.log.info({ mail: job.kind, job: jobId }, 'mail no longer needed');
    return;
  }
  const { mailFrom: from, networkName } = deps.config;
  const mail: Mail = {
    messageId: `<${jobId}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    from: { name: networkName, address: from },
    to: ready.to,
    ...ready.written,
  };
  try {
    await deps.mail.send(mail);
    deps.log.info({ mail: job.kind, job: jobId }, 'mail sent');
  } catch (error) {
    if (!(error instanceof MailRefused)) {
      deps.log.warn({ mail: job.kind, job: jobId, error: messageOf(error) }, 'mail delayed');
      throw error;
    }
    // The other side will never take it: no later try would help.
    deps.log.warn({ mail: job.kind, job: jobId, status: error.status }, 'mail refused');
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Sends mails as they are promised, until the queues close. */
export async function sendMails(deps: Deps): Promise<void> {
  await deps.jobs.work('mail', (job, jobId) => send(deps, job, jobId));
}

/** Sends now every mail that is due (or, with `evenLater`, waits for another try). Returns how many were tried. */
export async function deliverMails(deps: Deps, options?: { readonly evenLater?: boolean }): Promise<number> {
  return await deps.jobs.drain('mail', (job, jobId) => send(deps, job, jobId), options);
}
