// A mail is promised inside the business transaction, and written when it is sent.
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import type { MailJob } from './rules.js';

/** Promises a mail: it leaves after the commit, and not at all when `tx` is rolled back. */
export async function queueMail(tx: Tx, deps: Deps, mail: MailJob): Promise<void> {
  await deps.jobs.send(tx, 'mail', mail);
}
