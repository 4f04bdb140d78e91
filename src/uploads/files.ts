// Where the files of an upload lie: a folder of its own under the data folder, each file under its number. Nothing that
// a browser says names anything on the disk.
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { Delivered } from '../roster/delivery.js';
import { shownName, type UploadedFile, uploadLimits } from './rules.js';

/** A file as it comes in. */
export type ComingFile = {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** After its bytes: it was longer than one file may be. */
  readonly isCut: () => boolean;
};

export type UploadRefusal =
  | 'nothing'
  | 'too_many_files'
  | 'file_too_large'
  | 'too_large'
  /** The browser stopped before the end. */
  | 'interrupted'
  | 'cannot_write';

const root = (config: Config) => join(config.dataFolder, 'imports');
const isFolder = (folder: string) => /^[0-9a-f]{32}$/.test(folder);

/** Writes files as they come; what was written is removed again when they are refused. */
export async function keepUpload(
  config: Config,
  folder: string,
  files: AsyncIterable<ComingFile>,
): Promise<Outcome<readonly UploadedFile[], UploadRefusal>> {
  const place = join(root(config), folder);
  let outcome: Outcome<readonly UploadedFile[], UploadRefusal>;
  try {
    await mkdir(place, { recursive: true, mode: 0o700 });
    outcome = await writeAll(place, files);
  } catch (error) {
    outcome = refused(error instanceof UploadStopped ? error.why : whyOf(error));
  }
  if (!outcome.ok) await removeUpload(config, folder);
  return outcome;
}

class UploadStopped extends Error {
  readonly why: UploadRefusal;

  constructor(why: UploadRefusal) {
    super(why);
    this.why = why;
  }
}

const diskCodes = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EIO', 'EMFILE', 'ENOENT', 'EPERM']);

function whyOf(error: unknown): UploadRefusal {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'FST_FILES_LIMIT') return 'too_many_files';
  return diskCodes.has(code) ? 'cannot_write' : 'interrupted';
}

async function writeAll(
  place: string,
  files: AsyncIterable<ComingFile>,
): Promise<Outcome<readonly UploadedFile[], UploadRefusal>> {
  const kept: UploadedFile[] = [];
  let total = 0;
  for await (const file of files) {
    let bytes = 0;
    const counted = async function* () {
      for await (const part of file.bytes) {
        bytes += part.length;
        total += part.length;
        if (total > uploadLimits.totalBytes) throw new UploadStopped('too_large');
        yield part;
      }
    };
    await pipeline(counted, createWriteStream(join(place, `${kept.length}`), { flags: 'wx', mode: 0o600 }));
    if (file.isCut()) return refused('file_too_large');
    if (file.name === '' && bytes === 0) {
      // A field of files that nobody filled sends one empty file without a name.
      await rm(join(place, `${kept.length}`));
      continue;
    }
    kept.push({ name: shownName(file.name), bytes });
    if (kept.length > uploadLimits.files) return refused('too_many_files');
  }
  return kept.length === 0 ? refused('nothing') : done(kept);
}

/** What the importer is given: where each file lies, and the name that its sender knows. */
export function deliveredPaths(config: Config, folder: string, files: readonly UploadedFile[]): Delivered[] {
  return files.map(({ name }, index) => ({ path: join(root(config), folder, `${index}`), name }));
}

export async function removeUpload(config: Config, folder: string): Promise<void> {
  if (!isFolder(folder)) throw new RangeError('not the folder of an upload');
  await rm(join(root(config), folder), { recursive: true, force: true });
}

/** Removes (or counts) the folders of no open upload that lie there since before an instant. */
export async function removeStrayUploads(
  config: Config,
  open: ReadonlySet<string>,
  before: Date,
  onlyCount: boolean,
): Promise<number> {
  let count = 0;
  for (const folder of await readdir(root(config)).catch(() => [])) {
    if (!isFolder(folder) || open.has(folder)) continue;
    const made = await stat(join(root(config), folder)).catch(() => undefined);
    if (made === undefined || made.mtime >= before) continue;
    if (!onlyCount) await removeUpload(config, folder);
    count += 1;
  }
  return count;
}
