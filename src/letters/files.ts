// Where letters lie on disk: secrets on paper, readable by their owner alone, whole or not there at all.
import { link, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../config.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { PaperFile } from './formats.js';

export type CannotWrite = {
  readonly kind: 'cannot_write' | 'file_exists';
  readonly path: string;
  readonly detail: string;
};

/** A file that is whole on disk under a name of its own, not yet under the one it was made for. */
export type PendingFile = {
  /** Gives it its name, unless another file has it by now: the answer is the name under which it lies. */
  readonly publish: () => Promise<string>;
  readonly discard: () => Promise<void>;
};

const pendingName = (path: string, serial: string) => `${path}.${serial}.part`;

/** Writes the bytes whole beside `path`; refuses when something lies at `path` already: it may hold live letters. */
export async function writePending(
  path: string,
  bytes: Uint8Array,
  serial: string,
): Promise<Outcome<PendingFile, CannotWrite>> {
  const pending = pendingName(path, serial);
  try {
    if (await exists(path)) return refused({ kind: 'file_exists', path, detail: 'EEXIST' });
    const file = await open(pending, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(path);
  } catch (error) {
    await unlink(pending).catch(() => undefined);
    return refused({ kind: 'cannot_write', path, detail: codeOf(error) });
  }
  return done({
    publish: async () => {
      try {
        // Unlike a renaming, a link never takes the place of a file.
        await link(pending, path);
      } catch {
        return pending;
      }
      await unlink(pending);
      await syncFolder(path);
      return path;
    },
    discard: async () => await unlink(pending).catch(() => undefined),
  });
}

/** Whether letters could be written at `path`, asked before the long work. */
export async function checkPlace(path: string): Promise<CannotWrite | undefined> {
  if (await exists(path)) return { kind: 'file_exists', path, detail: 'EEXIST' };
  return (await exists(dirname(path))) ? undefined : { kind: 'cannot_write', path, detail: 'ENOENT' };
}

/** The file of letters made at the desk, under the number of the first, until it is fetched. */
export async function deskLetterPath(config: Config, number: string, kind: PaperFile = 'pdf'): Promise<string> {
  const folder = join(config.dataFolder, 'letters');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${number}.${kind}`);
}

/** Reads the file of a letter made at the desk and removes it: it is served once. Undefined when it was fetched before. */
export async function takeDeskLetter(
  config: Config,
  number: string,
  kind: PaperFile = 'pdf',
): Promise<Buffer | undefined> {
  return isNumber(number) ? await takeFile(await deskLetterPath(config, number, kind)) : undefined;
}

/**
 * The same for letters that are known to live: a server that was stopped right after its commit left their paper under
 * the name that it had before.
 */
export async function takeLivingLetters(config: Config, number: string, kind: PaperFile): Promise<Buffer | undefined> {
  if (!isNumber(number)) return undefined;
  const path = await deskLetterPath(config, number, kind);
  return (await takeFile(path)) ?? (await takeFile(pendingName(path, number)));
}

const isNumber = (number: string): boolean => /^\d{4}-\d{1,12}$/.test(number);

async function takeFile(path: string): Promise<Buffer | undefined> {
  try {
    const bytes = await readFile(path);
    // Of two who fetch at once, only who removes it has it.
    await unlink(path);
    return bytes;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes (or counts) the desk's files, whole or not, that lie there since before an instant; returns how many. */
export async function removeOldLetters(config: Config, before: Date, onlyCount: boolean): Promise<number> {
  const folder = join(config.dataFolder, 'letters');
  let count = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/^\d{4}-\d{1,12}\.(pdf|csv|ods)(\.[\w-]+\.part)?$/.test(name)) continue;
    const path = join(folder, name);
    // Whoever fetches it just now takes it away himself.
    const written = await stat(path).catch(() => undefined);
    if (written === undefined || written.mtime >= before) continue;
    if (!onlyCount) await unlink(path).catch(() => undefined);
    count += 1;
  }
  return count;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
