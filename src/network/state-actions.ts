// The state of this installation, for the page « État », the command and the interface alike.
import { readAuditHead } from '../db/audit.js';
import { countJobs, lastTidy, readMigrations } from '../db/network.js';
import type { Deps } from '../deps.js';

/** How this installation is: what an operator tells whoever helps him. */
export async function readState(deps: Deps) {
  const head = await readAuditHead(deps.db);
  return {
    database: deps.config.database.kind,
    migrations: await readMigrations(deps.db),
    jobs: await countJobs(deps.db),
    tidied: await lastTidy(deps.db),
    audit: { seq: head.seq, hmac: Buffer.from(head.hmac).toString('hex').slice(0, 16) },
    address: deps.config.publicUrl,
    production: deps.config.production,
    mails: deps.config.smtpUrl === undefined ? ('files' as const) : ('smtp' as const),
  };
}
