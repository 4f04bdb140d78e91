// `tidy`: everything that is due, a few rows at a time, each lot in a transaction of its own with its audit event. What a
// crash interrupts is done by the next run: nothing remembers how far a run had come but the rows themselves.
import { inOneStatement, inTransaction } from '../audit/actions.js';
import { cutAudit } from '../audit/verifying.js';
import { countEventsBefore } from '../db/audit.js';
import { shortenLog } from '../db/health.js';
import { noteTidied } from '../db/network.js';
import { readNetworkSettings } from '../db/network-settings.js';
import { listFallenRequests } from '../db/requests.js';
import { findGoneGuardians, findGonePupils, findRightsLost, findRightsRegained, findToClose } from '../db/retention.js';
import { countStale, type LogKind, logKinds, removeStale } from '../db/retention-logs.js';
import { clearDeadStaging, countDeadStaging } from '../db/staging.js';
import type { Deps } from '../deps.js';
import { removeOldLetters } from '../letters/files.js';
import { settleRequests } from '../requests/actions.js';
import { remindSchools } from '../requests/reminding-actions.js';
import { forgetUploads } from '../uploads/work.js';
import { closeRightless, eraseGone, noteRights } from './people-actions.js';
import { cutoffsAt, keptWith, type TidyCounts, type TidyKind, tidyKinds } from './rules.js';
import { remindSleepers } from './sleep-actions.js';
import { byPages, type Tidying } from './tidying.js';

/** Rows that one transaction touches: pages are served in between. */
const atOnce = 500;

type Work = (tidying: Tidying) => Promise<number>;

async function removeOld({ deps, cutoffs, dryRun, atOnce: limit }: Tidying, what: LogKind): Promise<number> {
  if (dryRun) return await countStale(deps.db, what, cutoffs);
  let count = 0;
  for (;;) {
    const lot = await inTransaction(deps, async (tx, record) => {
      const removed = await removeStale(tx, what, cutoffs, limit);
      if (removed > 0) record({ kind: 'tidied', actor: { type: 'command' }, data: { what, count: removed } });
      return removed;
    });
    count += lot;
    if (lot < limit) return count;
  }
}

async function cutEvents({ deps, cutoffs, dryRun, atOnce: limit }: Tidying): Promise<number> {
  if (dryRun) return await countEventsBefore(deps.db, cutoffs.log);
  let count = 0;
  for (;;) {
    const lot = await cutAudit(deps, cutoffs.log, limit);
    count += lot;
    if (lot < limit) return count;
  }
}

const logWork = Object.fromEntries(
  logKinds.map((kind): [LogKind, Work] => [kind, (tidying) => removeOld(tidying, kind)]),
) as Record<LogKind, Work>;

type SleepKind = 'sleep_warnings' | 'last_sleep_warnings' | 'accounts_asleep';

/** Warnings and sleep are decided together, account by account. */
const work: Readonly<Record<Exclude<TidyKind, SleepKind>, Work>> = {
  ...logWork,
  staging: ({ deps, now, dryRun }) => (dryRun ? countDeadStaging(deps.db, now) : clearDeadStaging(deps.db, now)),
  requests_void: ({ deps, now, dryRun }) =>
    dryRun ? listFallenRequests(deps.db, now).then((found) => found.length) : settleRequests(deps),
  request_reminders: ({ deps, dryRun }) => remindSchools(deps, dryRun),
  events: cutEvents,
  desk_letters: ({ deps, cutoffs, dryRun }) => removeOldLetters(deps.config, cutoffs.deskLetter, dryRun),
  upload_files: ({ deps, cutoffs, dryRun }) => forgetUploads(deps, cutoffs.upload, dryRun),
  accounts_closed: (tidying) =>
    byPages(tidying, (page) => findToClose(tidying.deps.db, tidying.cutoffs, page), closeRightless(tidying)),
  rights_lost: (tidying) =>
    byPages(tidying, (page) => findRightsLost(tidying.deps.db, page), noteRights(tidying, 'rights_lost')),
  rights_regained: (tidying) =>
    byPages(tidying, (page) => findRightsRegained(tidying.deps.db, page), noteRights(tidying, 'rights_regained')),
  guardians_erased: (tidying) =>
    byPages(
      tidying,
      (page) => findGoneGuardians(tidying.deps.db, tidying.cutoffs, page),
      eraseGone(tidying, 'guardian_record'),
    ),
  pupils_erased: (tidying) =>
    byPages(
      tidying,
      (page) => findGonePupils(tidying.deps.db, tidying.cutoffs, page),
      eraseGone(tidying, 'pupil_record'),
    ),
};

const isSleepKind = (kind: TidyKind): kind is SleepKind =>
  kind === 'sleep_warnings' || kind === 'last_sleep_warnings' || kind === 'accounts_asleep';

/** Does (or with `dryRun` only counts) what is due now. Safe beside a running server and beside itself. */
export async function tidy(
  deps: Deps,
  { dryRun, atOnce: limit = atOnce }: { readonly dryRun: boolean; readonly atOnce?: number },
): Promise<TidyCounts> {
  const now = deps.now();
  const kept = keptWith(await readNetworkSettings(deps.db));
  const cutoffs = cutoffsAt(now, deps.config.timeZone, kept);
  const tidying: Tidying = { deps, now, cutoffs, kept, dryRun, atOnce: limit };
  const counts = {} as Record<TidyKind, number>;
  for (const kind of tidyKinds) if (!isSleepKind(kind)) counts[kind] = await work[kind](tidying);
  const done = { ...counts, ...(await remindSleepers(tidying)) };
  if (dryRun) return done;
  if (deps.config.database.kind === 'embedded') await shortenLog(deps.db);
  const changed = Object.values(done).reduce((sum, count) => sum + count, 0);
  await inOneStatement(deps, (db) => noteTidied(db, { beganAt: now, endedAt: deps.now(), done: changed }));
  return done;
}
