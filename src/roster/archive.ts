// Opens zip and tar archives without trusting them: no path out of the archive, no link, no nested archive, no bomb.
// A zip is read in place; a tar, which has no index, is unpacked into a temporary folder of ours.
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline as pipeStreams, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { DeliveryRefused } from './findings.js';
import type { XmlFile } from './xml.js';

export type ArchiveLimits = {
  readonly entries: number;
  /** Unpacked bytes for each packed byte, looked at beyond `ratioFrom` unpacked bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
  readonly totalBytes: number;
};

export const archiveLimits: ArchiveLimits = {
  entries: 20_000,
  ratio: 200,
  ratioFrom: 1024 ** 2,
  totalBytes: 4 * 1024 ** 3,
};

/** A file of an archive; `path` is its name inside. */
export type PackedFile = XmlFile & { readonly path: string };

export type Archive = {
  readonly files: readonly PackedFile[];
  /** Unpacked, all of it. */
  readonly bytes: number;
  readonly close: () => void;
};

function unsafe(archive: string, why: string): DeliveryRefused {
  return new DeliveryRefused('ARCHIVE_UNSAFE', archive, null, `L’archive « ${archive} » est refusée : ${why}`);
}

const damaged = 'elle est coupée ou abîmée. Copiez-la de nouveau.';

function checkPath(archive: string, path: string): void {
  if (/^([a-z]:|[/\\])/i.test(path) || path.split(/[/\\]/).includes('..') || path.includes('\0'))
    throw unsafe(archive, 'un de ses fichiers porte un chemin qui sort de l’archive.');
}

function checkSizes(archive: string, packed: number, unpacked: number, limits: ArchiveLimits): void {
  if (unpacked > limits.totalBytes)
    throw unsafe(archive, 'ouverte, seule ou avec les autres, elle serait trop grosse.');
  if (unpacked > limits.ratioFrom && unpacked > packed * limits.ratio)
    throw unsafe(archive, `ouverte, elle serait plus de ${limits.ratio} fois plus grosse. C’est peut-être un piège.`);
}

/** Opens a zip: all of its index is checked before a byte is unpacked. The caller closes it. */
export async function openZip(path: string, name: string, limits = archiveLimits): Promise<Archive> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch {
    throw unsafe(name, damaged);
  }
  try {
    const entries = await readIndex(zip, name, limits);
    const bytes = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    checkSizes(name, (await stat(path)).size, bytes, limits);
    const files = entries.map((entry) => ({
      path: entry.fileName,
      name: `${name}/${entry.fileName}`,
      open: async () => checkedBytes(zip, entry, name),
    }));
    return { files, bytes, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readIndex(zip: ZipFile, name: string, limits: ArchiveLimits): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      checkPath(name, entry.fileName);
      if (entry.fileName.endsWith('/')) continue;
      // A Unix link is told in the upper half of the attributes.
      if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000) throw unsafe(name, 'elle contient un lien.');
      if (entry.isEncrypted()) throw unsafe(name, 'elle est protégée par un mot de passe. Ouvrez-la d’abord.');
      if (!entry.canDecodeFileData())
        throw unsafe(name, 'sa méthode de compression n’est pas connue. Ouvrez-la d’abord.');
      entries.push(entry);
      if (entries.length > limits.entries) throw unsafe(name, `elle contient plus de ${limits.entries} fichiers.`);
      checkSizes(name, entry.compressedSize, entry.uncompressedSize, limits);
    }
  } catch (error) {
    if (error instanceof DeliveryRefused) throw error;
    // yauzl validates paths too, before us.
    throw unsafe(
      name,
      /invalid (relative|absolute)|absolute path|relative path/.test(String(error))
        ? 'un de ses fichiers porte un chemin qui sort de l’archive.'
        : damaged,
    );
  }
  return entries;
}

async function* checkedBytes(zip: ZipFile, entry: Entry, name: string): AsyncGenerator<Buffer> {
  let sum = 0;
  try {
    for await (const bytes of await zip.openReadStreamPromise(entry)) {
      sum = crc32(bytes as Buffer, sum);
      yield bytes as Buffer;
    }
  } catch {
    throw unsafe(name, damaged);
  }
  if (sum !== entry.crc32) throw unsafe(name, damaged);
}

/** True when these first bytes (262 or more) are those of a tar. */
export const isTar = (start: Buffer): boolean => start.toString('latin1', 257, 262) === 'ustar';

/** Unpacks the regular files of a tar, gzipped or not, into `folder`, which must be empty and ours. */
export async function unpackTar(
  path: string,
  name: string,
  folder: string,
  gzipped: boolean,
  limits = archiveLimits,
): Promise<Archive> {
  const files: PackedFile[] = [];
  const written: Promise<void>[] = [];
  let fault: unknown;
  const onReadEntry = (entry: ReadEntry) => {
    try {
      checkEntry(entry, name, files.length, limits);
    } catch (error) {
      fault ??= error;
    }
    if (fault !== undefined || entry.type === 'Directory') {
      entry.resume();
      return;
    }
    const copy = join(folder, `${files.length}`);
    files.push({ path: entry.path, name: `${name}/${entry.path}`, open: async () => createReadStream(copy) });
    written.push(pipeline(entry, createWriteStream(copy, { flags: 'wx', mode: 0o600 })));
  };
  const parser = new Parser({ strict: true, onReadEntry });
  parser.on('error', () => {
    fault ??= unsafe(name, damaged);
  });
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'error', 'abort']) parser.on(event, () => resolve());
  });
  // What follows the end of a tar is for nobody: the parser would heap it up, ever more slowly.
  let over = false;
  parser.on('eof', () => {
    over = true;
  });
  let unpacked = 0;
  try {
    const packed = (await stat(path)).size;
    let start: Buffer | undefined = Buffer.alloc(0);
    for await (const read of gzipped ? gunzip(path) : createReadStream(path)) {
      let bytes = read as Buffer;
      unpacked += bytes.length;
      checkSizes(name, packed, unpacked, limits);
      if (fault !== undefined) throw fault;
      if (start !== undefined) {
        bytes = Buffer.concat([start, bytes]);
        start = bytes.length < 512 ? bytes : undefined;
        if (start !== undefined) continue;
        // The parser itself would unpack what is packed twice, uncounted.
        if (!isTar(bytes)) throw unsafe(name, 'elle ne contient pas une archive tar. Ouvrez-la d’abord.');
      }
      if (!over && !parser.write(bytes))
        await Promise.race([new Promise((resolve) => parser.once('drain', resolve)), ended]);
    }
    if (start !== undefined) throw unsafe(name, damaged);
    parser.end();
    await ended;
    await Promise.all(written);
    if (fault !== undefined) throw fault;
  } catch (error) {
    throw error instanceof DeliveryRefused ? error : unsafe(name, damaged);
  }
  return { files, bytes: unpacked, close: () => {} };
}

function gunzip(path: string): Readable {
  const plain = createGunzip();
  // With a callback, not `pipe`: a fault of the reading then reaches whoever reads the plain bytes.
  pipeStreams(createReadStream(path), plain, () => {});
  return plain;
}

function checkEntry(entry: ReadEntry, name: string, count: number, limits: ArchiveLimits): void {
  checkPath(name, entry.path);
  if (count >= limits.entries) throw unsafe(name, `elle contient plus de ${limits.entries} fichiers.`);
  switch (entry.type) {
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
    case 'Directory':
      return;
    case 'Link':
    case 'SymbolicLink':
      throw unsafe(name, 'elle contient un lien.');
    default:
      throw unsafe(name, 'elle contient autre chose que des fichiers.');
  }
}
