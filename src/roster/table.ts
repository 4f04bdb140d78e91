// A table of text (CSV) to rows of cells, whatever program wrote it: marks of encoding, semicolons, commas or tabs, quotes.
import { DeliveryRefused } from './findings.js';
import type { XmlFile } from './xml.js';

export type Row = { readonly line: number; readonly cells: readonly string[] };

export type Table = {
  readonly file: XmlFile;
  /** As written, blanks around trimmed. */
  readonly header: readonly string[];
  readonly headerLine: number;
  /** Below the header, without the empty ones. */
  readonly rows: () => Iterable<Row>;
};

const limits = { bytes: 64 * 1024 ** 2, columns: 500, cell: 20_000 };

/** Whether a file that begins so may be a table: text in lines, of which one of the first has several cells. */
export function looksLikeTable(start: Buffer): boolean {
  const [first, second] = [start[0], start[1]];
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const text = wide ? start.toString('latin1').replaceAll('\0', '') : start.toString('latin1');
  // Blanks beside, no text holds a control sign.
  if (/(?![\t-\r])\p{Cc}/u.test(text.replace(/[\x80-\x9f]/g, ''))) return false;
  return text
    .split(/[\r\n]+/)
    .slice(0, 2)
    .some((line) => /[;,\t]/.test(line));
}

/** UTF-8 or UTF-16 by their mark, else UTF-8 where it is that, else the letters of Windows. */
function decode(bytes: Buffer, name: string): string {
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    if (label === 'utf-8') return new TextDecoder('windows-1252').decode(bytes);
    throw new DeliveryRefused(
      'FILE_ENCODING',
      name,
      1,
      `Le fichier « ${name} » est coupé ou abîmé : son texte est illisible.`,
    );
  }
}

export async function readTable(file: XmlFile): Promise<Table> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of await file.open()) {
    parts.push(part);
    size += part.length;
    if (size > limits.bytes)
      throw new DeliveryRefused('FILE_LIMIT', file.name, null, `Le fichier « ${file.name} » dépasse 64 Mo.`);
  }
  const text = decode(Buffer.concat(parts), file.name);
  // Spreadsheets write the separator before the header, for each other.
  const told = /^sep=([;,\t])(\r\n|\n|\r)/i.exec(text);
  const start = told?.[0].length ?? 0;
  const separator = told?.[1] ?? guessSeparator(text);
  const rows = () => parse(text, start, told === null ? 1 : 2, separator, file.name);
  const [header] = rows();
  if (header === undefined)
    throw new DeliveryRefused('FILE_EMPTY', file.name, null, `Le fichier « ${file.name} » n’a aucune ligne.`);
  return {
    file,
    header: header.cells.map((cell) => cell.trim()),
    headerLine: header.line,
    rows: function* () {
      let isHeader = true;
      for (const row of rows()) {
        if (!isHeader) yield row;
        isHeader = false;
      }
    },
  };
}

/** Of the first line that holds something, outside quotes. */
function guessSeparator(text: string): string {
  const line = /[^\r\n]+/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const count = (sign: string) => line.split(sign).length;
  return [';', '\t', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Rows as RFC 4180 tells them, any line end, rows of empty cells left out. */
function* parse(text: string, start: number, firstLine: number, separator: string, name: string): Generator<Row> {
  const refuse = (code: 'FILE_NOT_WELL_FORMED' | 'FILE_LIMIT', line: number, why: string): never => {
    throw new DeliveryRefused(code, name, line, `Le fichier « ${name} » est refusé à la ligne ${line} : ${why}`);
  };
  // Never beyond the cell: a line may be as long as its file.
  const bare = new RegExp(`[^\\r\\n${separator.replace(/[\\\]^-]/, '\\$&')}]*`, 'y');
  let at = start;
  let line = firstLine;
  while (at < text.length) {
    const rowLine = line;
    const cells: string[] = [];
    for (let more = true; more; ) {
      let cell = '';
      if (text[at] === '"') {
        const opened = line;
        for (at += 1; ; at += 1) {
          const end = text.indexOf('"', at);
          if (end < 0) refuse('FILE_NOT_WELL_FORMED', opened, 'un guillemet y est ouvert et n’est jamais fermé.');
          const part = text.slice(at, end);
          line += part.split(/\r\n|\r|\n/).length - 1;
          cell += part;
          at = end + 1;
          if (text[at] !== '"') break;
          cell += '"';
        }
      }
      bare.lastIndex = at;
      const rest = bare.exec(text)?.[0] ?? '';
      cell += rest;
      at += rest.length;
      more = text[at] === separator;
      if (more) at += 1;
      if (cell.length > limits.cell) refuse('FILE_LIMIT', rowLine, `une case dépasse ${limits.cell} signes.`);
      cells.push(cell);
      if (cells.length > limits.columns) refuse('FILE_LIMIT', rowLine, `elle a plus de ${limits.columns} cases.`);
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    line += 1;
    if (cells.some((cell) => cell.trim() !== '')) yield { line: rowLine, cells };
  }
}

/** A heading as it is compared: « Prénom Élève* » and « prenom_eleve » are one. */
export const headingKey = (heading: string): string =>
  heading
    .normalize('NFD')
    .replace(/œ/gi, 'oe')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** The places of columns by the key of their heading; a heading written several times has several. */
export function columnsOf(table: Table): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [at, heading] of table.header.entries()) {
    const key = headingKey(heading);
    if (key !== '') places.set(key, [...(places.get(key) ?? []), at]);
  }
  return places;
}

/** Reads cells of a row by what their column means: each meaning with the keys of its possible headings. */
export function cellReader<Meaning extends string>(
  table: Table,
  meanings: Readonly<Record<Meaning, readonly string[]>>,
): { readonly has: (meaning: Meaning) => boolean; readonly read: (row: Row, meaning: Meaning) => string } {
  const columns = columnsOf(table);
  const places = new Map<string, number>();
  for (const [meaning, keys] of Object.entries(meanings) as [Meaning, readonly string[]][]) {
    const found = keys.flatMap((key) => columns.get(key) ?? []);
    if (found[0] !== undefined) places.set(meaning, found[0]);
  }
  return {
    has: (meaning) => places.has(meaning),
    read: (row, meaning) => row.cells[places.get(meaning) ?? -1]?.trim() ?? '',
  };
}

/** Refuses a table without the columns that it must have, all of them at once. */
export function askColumns(table: Table, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const [name] = [table.file.name];
  throw new DeliveryRefused(
    'COLUMN_MISSING',
    name,
    table.headerLine,
    `Il manque dans « ${name} » ${missing.length > 1 ? 'les colonnes' : 'la colonne'} ${missing.map((one) => `« ${one} »`).join(', ')}.`,
  );
}
