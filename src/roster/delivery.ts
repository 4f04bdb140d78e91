// From what a person gives to the files of one delivery, XML or tables: folders are walked, archives opened, and each
// file is told by what it contains, never by its name.
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Archive, type ArchiveLimits, archiveLimits, isTar, openZip, unpackTar } from './archive.js';
import { DeliveryRefused, type Finding } from './findings.js';
import { countedTogether, type DeliveryLimits, networkLimits, tooMany } from './limits.js';
import { looksLikeTable } from './table.js';
import { looksLikeXml, type XmlFile } from './xml.js';

/** A file or folder of a delivery: a path, or one that is told under another name than its own. */
export type Delivered = string | { readonly path: string; readonly name: string };

export type Delivery = {
  readonly files: readonly XmlFile[];
  /** Tables of text: a delivery of their own, where there is no XML. */
  readonly tables: readonly XmlFile[];
  /** More of them are not read together. */
  readonly mostTables: number;
  /** What was left aside, and why. */
  readonly findings: readonly Finding[];
  /** Closes archives and removes what was unpacked. */
  readonly close: () => Promise<void>;
};

type Content = 'empty' | 'xml' | 'table' | 'zip' | 'gzip' | 'tar' | 'other';

const deepest = 6;
const most = 20_000;

/**
 * Finds the files of a delivery. Throws DeliveryRefused; closes what it had opened. `unpacking` hears of the folder that
 * is made for what cannot be read in place.
 */
export async function openDelivery(
  delivered: readonly Delivered[],
  {
    limits = networkLimits,
    unpacking,
  }: { readonly limits?: DeliveryLimits; readonly unpacking?: (folder: string) => void } = {},
): Promise<Delivery> {
  const files: XmlFile[] = [];
  const tables: XmlFile[] = [];
  const findings: Finding[] = [];
  const archives: Archive[] = [];
  let folder: string | undefined;
  let unpacked = 0;
  const close = async () => {
    for (const archive of archives) archive.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };

  const addArchive = async (path: string, name: string, content: Content) => {
    const left = { ...archiveLimits, totalBytes: limits.archiveBytes - unpacked };
    const archive =
      content === 'zip' ? await openZip(path, name, left) : await unpack(path, name, content === 'gzip', left);
    archives.push(archive);
    unpacked += archive.bytes;
    if (isWorkbook(archive.files.map((file) => file.path)))
      throw new DeliveryRefused(
        'ROOT_UNKNOWN',
        name,
        null,
        `« ${name} » est un classeur. Dans votre tableur, enregistrez chaque feuille au format CSV, puis envoyez les CSV.`,
      );
    for (const file of archive.files) {
      if (isHidden(file.path)) continue;
      const inside = contentOf(await startOf(file));
      if (inside === 'zip' || inside === 'gzip' || inside === 'tar')
        throw new DeliveryRefused(
          'ARCHIVE_UNSAFE',
          file.name,
          null,
          `L’archive « ${name} » est refusée : elle contient une autre archive. Ouvrez-la d’abord.`,
        );
      if (inside === 'xml') files.push(file);
      else if (inside === 'table' && !/\.xml$/i.test(file.path)) tables.push(file);
      else if (/\.xml$/i.test(file.path)) throw notXml(file.name, inside);
      else findings.push(ignored(file.name));
    }
  };
  const unpack = async (path: string, name: string, gzipped: boolean, left: ArchiveLimits) => {
    if (folder === undefined) {
      folder = await mkdtemp(join(tmpdir(), 'fratrie-import-'));
      unpacking?.(folder);
    }
    return await unpackTar(path, name, await mkdtemp(join(folder, 'archive-')), gzipped, left);
  };
  const addFile = async (path: string, name: string, asked: boolean) => {
    const content = contentOf(await readStart(path, name));
    if (content === 'zip' || content === 'gzip' || content === 'tar') await addArchive(path, name, content);
    else if (content === 'xml') files.push({ name, open: async () => createReadStream(path) });
    else if (content === 'table' && !/\.(xml|zip|tgz|gz)$/i.test(name))
      tables.push({ name, open: async () => createReadStream(path) });
    else if (asked || /\.(xml|zip|tgz|gz)$/i.test(name)) throw notXml(name, content);
    else findings.push(ignored(name));
  };
  const addFolder = async (path: string, name: string, depth: number) => {
    const entries = await readdir(path, { withFileTypes: true });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const [inner, shown] = [join(path, entry.name), `${name}/${entry.name}`];
      if (isHidden(entry.name)) continue;
      if (entry.isDirectory() && depth < deepest) await addFolder(inner, shown, depth + 1);
      else if (entry.isFile()) await addFile(inner, shown, false);
      else findings.push(ignored(shown));
      if (files.length + tables.length > most)
        throw new DeliveryRefused(
          'FILE_LIMIT',
          name,
          null,
          `Le dossier « ${name} » contient plus de ${most} fichiers.`,
        );
    }
  };

  try {
    for (const given of delivered) {
      const { path, name } = typeof given === 'string' ? { path: given, name: basename(given) || given } : given;
      const shown = typeof given === 'string' ? given : name;
      const found = await stat(path).catch(() => undefined);
      if (found === undefined)
        throw new DeliveryRefused(
          'FILE_MISSING',
          shown,
          null,
          `Le fichier « ${shown} » n’existe pas ou ne peut pas être lu.`,
        );
      if (found.isDirectory()) await addFolder(path, name, 1);
      else if (found.isFile()) await addFile(path, name, true);
      else throw new DeliveryRefused('FILE_MISSING', shown, null, `« ${shown} » n’est ni un fichier ni un dossier.`);
    }
    if (files.length + tables.length === 0)
      throw new DeliveryRefused(
        'NOTHING_TO_IMPORT',
        null,
        null,
        'Il n’y a aucun fichier XML ni aucun tableau dans ce que vous avez donné.',
      );
    if (files.length > limits.xmlFiles) throw tooMany('fichiers XML', limits.xmlFiles);
    return {
      files: files.map(countedTogether(limits.xmlBytes)),
      tables: tables.map(countedTogether(limits.tableBytes)),
      mostTables: limits.tables,
      findings,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The zip of a spreadsheet program: Excel's, or LibreOffice's. */
const isWorkbook = (paths: readonly string[]): boolean =>
  paths.includes('[Content_Types].xml') || (paths.includes('mimetype') && paths.includes('content.xml'));

/** Files that computers add by themselves, and the grammar that comes with AAF deliveries. */
function isHidden(path: string): boolean {
  const parts = path.split('/');
  return parts.includes('__MACOSX') || (parts.at(-1) ?? '').startsWith('.') || /\.dtd$/i.test(path);
}

function ignored(name: string): Finding {
  return {
    severity: 'inform',
    code: 'FILE_IGNORED',
    file: name,
    line: null,
    sentence: `Le fichier « ${name} » n’est ni un fichier XML ni un tableau : il n’est pas lu.`,
  };
}

function notXml(name: string, content: Content): DeliveryRefused {
  return content === 'empty'
    ? new DeliveryRefused(
        'FILE_EMPTY',
        name,
        null,
        `Le fichier « ${name} » est vide (0 octet). Faites l’export de nouveau.`,
      )
    : new DeliveryRefused(
        'FILE_NOT_WELL_FORMED',
        name,
        1,
        `Le fichier « ${name} » n’est ni du XML, ni un tableau (CSV), ni une archive zip ou tar.gz.`,
      );
}

async function readStart(path: string, name: string): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    throw new DeliveryRefused('FILE_MISSING', name, null, `Le fichier « ${name} » ne peut pas être lu.`);
  } finally {
    await handle?.close();
  }
}

async function startOf(file: XmlFile): Promise<Buffer> {
  let start = Buffer.alloc(0);
  for await (const bytes of await file.open()) {
    start = Buffer.concat([start, bytes]);
    if (start.length >= 512) break;
  }
  return start;
}

function contentOf(start: Buffer): Content {
  if (start.length === 0) return 'empty';
  if (start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5)) return 'zip';
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (isTar(start)) return 'tar';
  if (looksLikeXml(start)) return 'xml';
  return looksLikeTable(start) ? 'table' : 'other';
}
