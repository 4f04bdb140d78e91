// A table for a spreadsheet: semicolons, as French ones expect, a BOM so that accents are read, and nothing in a cell that
// a spreadsheet would run.

/** A text that begins like a formula is preceded by an apostrophe: the spreadsheet then shows it as text. */
function cell(text: string): string {
  const harmless =
    /^[\s\p{C}]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(`\uFEFF${rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`);
}
