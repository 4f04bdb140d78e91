// The whole chain read again, and what was found kept for the operators: asked on their page, by command, or every night.

import { readAuditHead } from '../db/audit.js';
import { endCheck, insertCheck, listChecks } from '../db/audit-checks.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { actorFor } from '../staff/rights.js';
import type { Operator } from '../staff/rules.js';
import { inOneStatement, inTransaction } from './actions.js';
import { type ChainReport, verifyAudit } from './verifying.js';

/** What the queue carries. */
export type CheckJob = { readonly checkId: number };

const shownChecks = 20;
const keptChecks = 400;
/** A check that nobody ended by then died with its server. */
const staleMinutes = 60;

/** Promises a check; one that waits already is the same. */
export async function askCheck(deps: Deps, operator: Operator): Promise<Outcome<void, 'not_allowed'>> {
  return await inTransaction<Outcome<void, 'not_allowed'>>(deps, async (tx) => {
    if ((await actorFor(deps, tx, operator, 'verify_audit')) === undefined) return refused('not_allowed');
    const checkId = await insertCheck(tx, { staffId: operator.staffId, ...moment(deps) });
    if (checkId !== undefined) await deps.jobs.send(tx, 'audit', { checkId });
    return done(undefined);
  });
}

/** Checks now, and keeps what was found: for a command. */
export async function checkAudit(deps: Deps): Promise<ChainReport> {
  const checkId = await inTransaction(deps, (tx) => insertCheck(tx, { staffId: null, ...moment(deps) }));
  return await run(deps, checkId);
}

/** Works on checks as they are promised, until the queues close. */
export async function workOnChecks(deps: Deps): Promise<void> {
  await deps.jobs.work('audit', async ({ checkId }) => void (await run(deps, checkId)));
}

/** Does now what is due. Returns how many were run. */
export async function drainChecks(deps: Deps): Promise<number> {
  return await deps.jobs.drain('audit', async ({ checkId }) => void (await run(deps, checkId)));
}

async function run(deps: Deps, checkId: number | undefined): Promise<ChainReport> {
  const head = await readAuditHead(deps.db);
  const report = await verifyAudit(deps);
  const broken = report.intact ? null : { at: report.brokenAt, why: report.why };
  if (broken !== null) deps.log.error(broken, 'audit chain broken');
  const found = { headSeq: head.seq, headHmac: head.hmac, events: report.intact ? report.events : null, broken };
  if (checkId !== undefined) await inOneStatement(deps, (db) => endCheck(db, checkId, found, deps.now(), keptChecks));
  return report;
}

function moment(deps: Deps): { readonly now: Date; readonly stale: Date } {
  const now = deps.now();
  return { now, stale: new Date(now.getTime() - staleMinutes * 60_000) };
}

/** The head of the chain now, and the last checks. */
export async function readChecks(deps: Deps) {
  const [head, checks] = await Promise.all([readAuditHead(deps.db), listChecks(deps.db, shownChecks)]);
  return { head, checks };
}

/** Where the chain is broken, by the last check that ended; undefined while nobody found anything wrong. */
export async function findBroken(deps: Deps) {
  const last = (await listChecks(deps.db, shownChecks)).find((check) => check.endedAt !== null);
  return last?.why == null || last.brokenAt === null ? undefined : { at: last.brokenAt, why: last.why };
}
