// A school's own register, in the browser: received, read, shown, then applied or given up. What takes time is a job of
// src/uploads/work.ts; here is what a person asks.
import { inTransaction } from '../audit/actions.js';
import { listChanges, listFirstChanges } from '../db/upload-changes.js';
import {
  askToApply,
  beginArrival,
  countUploads,
  endArrival,
  endUpload,
  findProgress,
  findUpload,
  insertUpload,
  listImports,
  type UploadRow,
} from '../db/uploads.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { uploadMinutes } from '../web/upload.js';
import { type ComingFile, keepUpload, removeUpload, type UploadRefusal } from './files.js';
import {
  type ChangeAction,
  type ChangeKind,
  type ChangeList,
  type ChangeLists,
  type Confirmation,
  confirmationsFor,
  peopleAtOnce,
  uploadLimits,
} from './rules.js';

const shownImports = 50;
const aDay = 86_400_000;

/** The history of a school's imports, and the upload that is open. */
export async function readImports(deps: Deps, desk: Desk) {
  const { staffId, sessionId, schoolUai, address } = desk;
  deps.log.info(
    { page: 'imports', staff: staffId, session: sessionId, token: desk.tokenId, school: schoolUai, address },
    'desk read',
  );
  const [imports, { openId }] = await Promise.all([
    listImports(deps.db, schoolUai, shownImports),
    countUploads(deps.db, schoolUai, deps.now()),
  ]);
  return { imports, openId };
}

export async function readUpload(deps: Deps, desk: Desk, id: number): Promise<UploadRow | undefined> {
  await noteReading(deps, desk, 'import', { reference: String(id) });
  return await findUpload(deps.db, desk.schoolUai, id);
}

/** Whom an upload that waits would change: the first of each list. */
export async function readFirstChanges(deps: Deps, id: number): Promise<ChangeLists> {
  return await listFirstChanges(deps.db, id, peopleAtOnce);
}

/** One page of one list. */
export async function readChanges(
  deps: Deps,
  id: number,
  what: ChangeKind,
  action: ChangeAction,
  page: number,
): Promise<ChangeList> {
  return await listChanges(deps.db, id, { what, action, limit: peopleAtOnce, offset: (page - 1) * peopleAtOnce });
}

export async function readProgress(deps: Deps, desk: Desk, id: number) {
  return await findProgress(deps.db, desk.schoolUai, id);
}

export type ReceiveRefusal =
  | { readonly kind: UploadRefusal | 'not_allowed' | 'too_often' | 'arriving' }
  | { readonly kind: 'already_open'; readonly id: number };

/** Keeps the files that a browser sends, and promises their reading. Of one school, one request at a time. */
export async function receiveUpload(
  deps: Deps,
  desk: Desk,
  files: AsyncIterable<ComingFile>,
): Promise<Outcome<{ readonly id: number }, ReceiveRefusal>> {
  const { schoolUai } = desk;
  const folder = Buffer.from(deps.random(16)).toString('hex');
  const now = deps.now();
  const stale = new Date(now.getTime() - (uploadMinutes + 1) * 60_000);
  if (!(await beginArrival(deps.db, { schoolUai, folder, now, stale }))) return refused({ kind: 'arriving' });
  try {
    return await receiveAlone(deps, desk, folder, files);
  } finally {
    await endArrival(deps.db, folder);
  }
}

async function receiveAlone(
  deps: Deps,
  desk: Desk,
  folder: string,
  files: AsyncIterable<ComingFile>,
): Promise<Outcome<{ readonly id: number }, ReceiveRefusal>> {
  const { schoolUai, staffId } = desk;
  const against = await countUploads(deps.db, schoolUai, new Date(deps.now().getTime() - aDay));
  if (against.openId !== null) return refused({ kind: 'already_open', id: against.openId });
  if (against.recent >= uploadLimits.perDay) return refused({ kind: 'too_often' });
  const kept = await keepUpload(deps.config, folder, files);
  if (!kept.ok) return refused({ kind: kept.why });
  // When its answer is lost, the files stay: a reading may need them, and `tidy` knows those that nobody needs.
  const made = await inTransaction(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'load_register'))) return 'not_allowed';
    const upload = { schoolUai, staffId, receivedAt: deps.now(), folder, files: kept.value };
    const uploadId = await insertUpload(tx, upload);
    if (uploadId === undefined) return undefined;
    await deps.jobs.send(tx, 'upload', { uploadId });
    const bytes = kept.value.reduce((sum, file) => sum + file.bytes, 0);
    record({
      kind: 'upload_received',
      actor: staffActor(desk),
      data: { uploadId, school: schoolUai, files: kept.value.length, bytes },
    });
    return uploadId;
  });
  if (typeof made === 'number') return done({ id: made });
  await removeUpload(deps.config, folder);
  if (made === 'not_allowed') return refused({ kind: 'not_allowed' });
  // A request that took longer than any may, and another one that came meanwhile.
  const { openId } = await countUploads(deps.db, schoolUai, deps.now());
  return refused(openId === null ? { kind: 'interrupted' } : { kind: 'already_open', id: openId });
}

export type ApplyRefusal =
  | { readonly kind: 'not_allowed' | 'unknown' | 'over' }
  | { readonly kind: 'unconfirmed'; readonly missing: readonly Confirmation[] };

/** Why an upload cannot be applied now, asked before a code or a count is spent on it. */
export async function whyNotApplied(
  deps: Pick<Deps, 'db'>,
  desk: Desk,
  id: number,
  confirmed: readonly string[],
): Promise<ApplyRefusal | undefined> {
  const upload = await findUpload(deps.db, desk.schoolUai, id);
  if (upload === undefined) return { kind: 'unknown' };
  if (upload.state !== 'ready') return { kind: 'over' };
  const missing = confirmationsFor(upload.report?.asked ?? []).filter((one) => !confirmed.includes(one));
  return missing.length > 0 ? { kind: 'unconfirmed', missing } : undefined;
}

/** Promises that the upload is applied, as it was shown. */
export async function applyUpload(
  deps: Deps,
  desk: Desk,
  id: number,
  confirmed: readonly string[],
): Promise<Outcome<void, ApplyRefusal>> {
  return await inTransaction<Outcome<void, ApplyRefusal>>(deps, async (tx) => {
    if (!(await holdsRight(deps, tx, desk, 'apply_register'))) return refused({ kind: 'not_allowed' });
    const why = await whyNotApplied({ db: tx }, desk, id, confirmed);
    if (why !== undefined) return refused(why);
    if (!(await askToApply(tx, id, desk.schoolUai, staffActor(desk)))) return refused({ kind: 'over' });
    await deps.jobs.send(tx, 'upload', { uploadId: id });
    return done(undefined);
  });
}

/** Gives an upload up: nothing of it was written, its files go. Not while it is being applied. */
export async function abandonUpload(
  deps: Deps,
  desk: Desk,
  id: number,
): Promise<Outcome<void, 'not_allowed' | 'unknown' | 'over'>> {
  type Given = Outcome<{ readonly folder: string }, 'not_allowed' | 'unknown' | 'over'>;
  const given = await inTransaction<Given>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'load_register'))) return refused('not_allowed');
    const upload = await findUpload(tx, desk.schoolUai, id);
    if (upload === undefined) return refused('unknown');
    const now = deps.now();
    if (!(await endUpload(tx, id, { state: 'abandoned', from: ['reading', 'ready'], now }))) return refused('over');
    record({ kind: 'upload_abandoned', actor: staffActor(desk), data: { uploadId: id, school: desk.schoolUai } });
    return done({ folder: upload.folder });
  });
  if (!given.ok) return given;
  await removeUpload(deps.config, given.value.folder);
  return done(undefined);
}
