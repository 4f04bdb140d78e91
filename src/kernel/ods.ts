// A table as an OpenDocument spreadsheet (ISO/IEC 26300): every cell is a text, so nothing in it is ever a formula, and
// no date or code is read as a number.
import { writeZip } from './zip.js';

const type = 'application/vnd.oasis.opendocument.spreadsheet';
const named = (name: string) => `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`;

/** What XML cannot hold goes; several blanks, tabs and line ends are told by elements, or a reader would fold them. */
function textOf(cell: string): string {
  const escaped = cell
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^ | (?= )| $/g, '<text:s/>')
    .replaceAll('\t', '<text:tab/>');
  return escaped
    .split(/\r\n?|\n/)
    .map((line) => `<text:p>${line}</text:p>`)
    .join('');
}

const cellOf = (cell: string): string =>
  cell === ''
    ? '<table:table-cell/>'
    : `<table:table-cell office:value-type="string">${textOf(cell)}</table:table-cell>`;

export function writeOds(title: string, rows: readonly (readonly string[])[]): Uint8Array {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const lines = rows.map((row) => `<table:table-row>${row.map(cellOf).join('')}</table:table-row>`);
  const attribute = textOf(title)
    .replace(/<[^>]*>/g, ' ')
    .trim()
    .replaceAll('"', '&quot;');
  const content =
    `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content xmlns:office="${named('office')}"` +
    ` xmlns:table="${named('table')}" xmlns:text="${named('text')}" office:version="1.3"><office:body>` +
    `<office:spreadsheet><table:table table:name="${attribute}">` +
    `<table:table-column table:number-columns-repeated="${columns}"/>${lines.join('')}` +
    '</table:table></office:spreadsheet></office:body></office:document-content>\n';
  const entry = (path: string, kind: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${kind}"/>`;
  const manifest =
    `<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="${named('manifest')}"` +
    ` manifest:version="1.3">${entry('/', type)}${entry('content.xml', 'text/xml')}</manifest:manifest>\n`;
  // The type comes first and is not packed: programs look for it there.
  return writeZip([
    { name: 'mimetype', bytes: Buffer.from(type), stored: true },
    { name: 'content.xml', bytes: Buffer.from(content) },
    { name: 'META-INF/manifest.xml', bytes: Buffer.from(manifest) },
  ]);
}
