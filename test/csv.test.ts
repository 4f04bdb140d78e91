// A file for a spreadsheet: read as it was written, and harmless when it is opened.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeCsv } from '../src/kernel/csv.js';

const text = (rows: string[][]) => Buffer.from(writeCsv(rows)).toString();

test('a cell that begins like a formula is shown as text', () => {
  for (const evil of ['=1+1', '+33612345678', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =HYPERLINK("x")', '\u200b=1', '＝1'])
    assert.match(text([[evil]]), /^\uFEFF"?'/, JSON.stringify(evil));
  assert.equal(text([['N’DIAYE François', '5e B']]), '\uFEFFN’DIAYE François;5e B\r\n');
});

test('whatever is in the cells, the rows are read back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), { minLength: 1 }),
      (rows) => {
        const back = parse(text(rows).slice(1));
        const plain = back.map((row, at) => row.map((cell, of) => (cell === rows[at]?.[of] ? cell : cell.slice(1))));
        assert.deepEqual(plain, rows);
      },
    ),
  );
});

/** Read as RFC 4180 says, with semicolons. */
function parse(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n"]*))(;|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
