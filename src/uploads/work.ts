// The work behind an upload, one job after the other: reading it against the register, applying it as it was shown. A job
// that a stopped server left is begun again: reading changes nothing, and applying is one transaction that also ends the
// upload, so it is done or not.
import { inOneStatement, inTransaction } from '../audit/actions.js';
import type { Tx } from '../db/open.js';
import { keepChanges } from '../db/upload-changes.js';
import {
  type ClaimedUpload,
  claimUpload,
  endUpload,
  findForgotten,
  noteRowsRead,
  openFolders,
  showUpload,
} from '../db/uploads.js';
import type { Deps } from '../deps.js';
import { importRoster } from '../roster/actions.js';
import type { Finding } from '../roster/findings.js';
import type { ImportOrder } from '../roster/order.js';
import { type ImportReport, type Told, tell } from '../roster/report.js';
import { stillHoldsRight } from '../staff/rights.js';
import { deliveredPaths, removeStrayUploads, removeUpload } from './files.js';
import { mostTries, type UploadJob } from './rules.js';

/** Works on uploads as they are promised, until the queues close. */
export async function workOnUploads(deps: Deps): Promise<void> {
  await deps.jobs.work('upload', (job) => workOn(deps, job));
}

/** Does now what is due. Returns how many jobs were run. */
export async function drainUploads(deps: Deps): Promise<number> {
  return await deps.jobs.drain('upload', (job) => workOn(deps, job));
}

async function workOn(deps: Deps, { uploadId }: UploadJob): Promise<void> {
  const upload = await inOneStatement(deps, (db) => claimUpload(db, uploadId));
  // Given up, or done before by a server that could not say so any more.
  if (upload === undefined) return;
  deps.log.info({ upload: uploadId, state: upload.state, tries: upload.tries }, 'upload begun');
  if (upload.tries > mostTries) return await stopUpload(deps, upload, 'failed', []);
  try {
    if (upload.state === 'reading') await read(deps, upload, []);
    else await apply(deps, upload);
  } catch (error) {
    const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
    // Without the message: a driver's may quote the values that were at work.
    deps.log.error(
      { upload: uploadId, error: [name, ...stack.split('\n').filter((line) => /^\s+at /.test(line))].join('\n') },
      'upload stopped',
    );
    await stopUpload(deps, upload, 'failed', []);
  }
}

function orderOf(deps: Deps, upload: ClaimedUpload, rest: Partial<ImportOrder>): ImportOrder {
  return {
    paths: deliveredPaths(deps.config, upload.folder, upload.files),
    format: undefined,
    school: upload.schoolUai,
    ownRegister: true,
    dryRun: true,
    acceptDrop: true,
    acceptOlder: true,
    operator: { type: 'system' },
    whileReading: (rows) => noteRowsRead(deps.db, upload.id, rows),
    ...rest,
  };
}

/** Reads and compares; what must be confirmed is told with the figures. `reasons`: why it is read once more. */
async function read(deps: Deps, upload: ClaimedUpload, reasons: readonly Told[]): Promise<void> {
  const looked = async (tx: Tx, report: ImportReport) => {
    // Given up meanwhile: nobody's name is kept for it.
    if (await showUpload(tx, upload.id, report, reasons)) await keepChanges(tx, upload.id);
  };
  const outcome = await importRoster(deps, orderOf(deps, upload, { looked }));
  if (!outcome.ok) await stopUpload(deps, upload, 'refused', outcome.why.reasons.map(tell), outcome.why.report);
}

async function apply(deps: Deps, upload: ClaimedUpload): Promise<void> {
  const { actor, report } = upload;
  if (actor === null || report === null) throw new Error('an upload is applied by somebody, as it was shown');
  const accepted = (code: string) => report.asked.some((one) => one.code === code);
  const order = orderOf(deps, upload, {
    dryRun: false,
    acceptDrop: accepted('TOO_MANY_ENDINGS'),
    acceptOlder: accepted('OLDER_THAN_LAST'),
    operator: actor,
    shown: report,
    mayApply: (tx) => mayApply(deps, tx, upload),
    applied: async (tx, applied, importId) => {
      const ended = { state: 'applied', from: ['applying'], now: deps.now(), report: applied, importId } as const;
      if (!(await endUpload(tx, upload.id, ended))) throw new Error('an upload ended while it was applied');
    },
  });
  const outcome = await importRoster(deps, order);
  if (outcome.ok) {
    await removeUpload(deps.config, upload.folder);
    return;
  }
  const reasons = outcome.why.reasons.map(tell);
  // The register is no longer the one that was compared, or somebody else must decide: it is shown again, not lost.
  const again = outcome.why.reasons.every(
    ({ code, severity }) => severity === 'ask' || code === 'CHANGED_SINCE' || code === 'NOT_ALLOWED',
  );
  if (again) await read(deps, upload, reasons);
  else await stopUpload(deps, upload, 'refused', reasons, outcome.why.report);
}

/** The role of who asked may have ended since. */
async function mayApply(deps: Deps, tx: Tx, { actor, schoolUai }: ClaimedUpload): Promise<Finding | undefined> {
  if (actor?.type === 'staff' && (await stillHoldsRight(deps, tx, { ...actor, schoolUai }, 'apply_register')))
    return undefined;
  const sentence = 'La personne qui a demandé l’import n’en a plus le droit : rien n’est chargé.';
  return { severity: 'refuse', code: 'NOT_ALLOWED', file: null, line: null, sentence };
}

/** Ends an upload of which nothing was written; its files go. */
async function stopUpload(
  deps: Deps,
  upload: ClaimedUpload,
  state: 'refused' | 'failed',
  reasons: readonly Told[],
  report?: ImportReport,
): Promise<void> {
  const ended = { state, from: ['reading', 'applying'], now: deps.now(), reasons, ...(report && { report }) } as const;
  if (await inOneStatement(deps, (db) => endUpload(db, upload.id, ended)))
    await removeUpload(deps.config, upload.folder);
}

/** For `tidy`: gives up (or counts) what nobody applied since an instant, and removes folders that belong to nothing. */
export async function forgetUploads(deps: Deps, before: Date, onlyCount: boolean): Promise<number> {
  let count = 0;
  for (const { id, folder } of await findForgotten(deps.db, before)) {
    if (!onlyCount) {
      const ended = await inTransaction(deps, async (tx, record) => {
        const done = await endUpload(tx, id, { state: 'abandoned', from: ['reading', 'ready'], now: deps.now() });
        if (done) record({ kind: 'tidied', actor: { type: 'command' }, data: { what: 'upload_files', count: 1 } });
        return done;
      });
      if (!ended) continue;
      await removeUpload(deps.config, folder);
    }
    count += 1;
  }
  return count + (await removeStrayUploads(deps.config, await openFolders(deps.db), before, onlyCount));
}
