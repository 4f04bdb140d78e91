// Letters of half the size: alone on A5, or two on a sheet that is cut.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DrawingChoice, drawLetters } from '../src/letters/drawing.js';
import { drawingOrder } from '../src/letters/formats.js';
import { makeCode, printCode } from '../src/letters/rules.js';
import type { LetterContent } from '../src/letters/text.js';
import { letterOf, longNamedChildren } from './letters-of.js';
import { flatTags, readPdf } from './pdf.js';

async function draw(contents: readonly LetterContent[], choice: DrawingChoice) {
  const drawn = await drawLetters(contents, choice);
  assert.ok(drawn.ok, drawn.ok ? '' : drawn.why.detail);
  return { ...drawn.value, ...(await readPdf(drawn.value.pdf)) };
}

const numbered = (at: number, changed: Partial<LetterContent> = {}) =>
  letterOf({ number: `2026-${1000 + at}`, code: makeCode(Uint8Array.of(at, 2, 3, 4, 5, 6, 7)), ...changed });
const middle = 148.5;

test('cut at the middle, the left pile put on the right one is in order', () => {
  for (let count = 0; count < 9; count += 1) {
    const order = drawingOrder(count, 'a5x2');
    const left = order.filter((_, at) => at % 2 === 0);
    const right = order.filter((_, at) => at % 2 === 1);
    assert.deepEqual([...left, ...right], drawingOrder(count, 'a4'), String(count));
  }
});

test('two letters on a sheet: tagged, each on its half, an odd one leaves the right half empty', async () => {
  const contents = [0, 1, 2, 3, 4].map((at) => numbered(at));
  // Three sheets, of which the second chunk draws the last.
  const { info, pages, notes } = await draw(contents, { format: 'a5x2', chunkLength: 4 });
  assert.deepEqual([info.marked, info.uaPart, info.language, info.toldPages], [true, '1', 'fr-FR', '3']);
  assert.deepEqual(notes, []);
  const halves = pages.map(({ words }) =>
    [words.filter(({ right }) => right <= middle - 8), words.filter(({ left }) => left >= middle + 8)].map((half) =>
      half.map(({ text }) => text).join(' '),
    ),
  );
  for (const [sheet, [left = '', right = '']] of halves.entries()) {
    const [one, other] = [contents[sheet] ?? assert.fail(), contents[sheet + 3]];
    assert.ok(left.includes(printCode(one.code)) && left.includes(one.number), left);
    if (other === undefined) assert.equal(right, '');
    else assert.ok(right.includes(printCode(other.code)) && !left.includes(printCode(other.code)), right);
  }
  for (const { words } of pages)
    for (const { left, right, top, bottom } of words)
      assert.ok(left >= 11.5 && right <= 285.5 && top >= 11.5 && bottom <= 200, 'near an edge');
  const roles = flatTags(pages[0]?.tags ?? []).map(({ role }) => role);
  assert.deepEqual(
    roles.filter((role) => /^(H\d|Figure)$/.test(role)),
    ['H1', 'Figure', 'H2', 'H2', 'H1', 'Figure', 'H2', 'H2'],
  );
  assert.doesNotMatch(pages[0]?.text ?? '', /square above/);
});

test('on A5: a camera reads the square, the identifier stays on one line, folded the code is inside', async () => {
  const content = letterOf({
    identifier: 'm.rochefoucauldmont482715',
    guardian: { civility: 'Mme', firstName: 'مريم', familyName: 'عبد الرحمن' },
  });
  const { pages, notes } = await draw([content], { format: 'a5' });
  const [page] = pages;
  assert.ok(page !== undefined && pages.length === 1);
  assert.deepEqual(notes, []);
  assert.equal(await page.qr(100), `HTTPS://FRATRIE.EXEMPLE.FR/L/${content.token}`);
  const [identifier] = page.words.filter(({ text }) => text.startsWith('m.roch'));
  const digits = page.words.filter(({ text, bottom }) => /^(4827|15)/.test(text) && bottom === identifier?.bottom);
  assert.equal(digits.length, 2);
  for (const { right } of page.words) assert.ok(right <= 137);
  // What a fold at 124 mm and a staple leave in sight: the school, the name, the class, the date.
  const code = page.words.find(({ text }) => text === printCode(content.code));
  assert.ok(code !== undefined && code.top > 43 && code.bottom < 124);
});

test('a letter that is too long goes on on another half; its neighbour gets a sheet of its own', async () => {
  const contents = [numbered(0, { children: longNamedChildren(40) }), numbered(1), numbered(2), numbered(3)];
  const { pages, notes } = await draw(contents, { format: 'a5x2' });
  assert.deepEqual(notes, [{ kind: 'two_pages', letter: 0 }]);
  const codes = pages.map(({ words }) =>
    contents.flatMap(({ code, number }) => {
      const word = words.find(({ text }) => text === printCode(code));
      return word === undefined ? [] : [`${number} ${word.left < middle ? 'left' : 'right'}`];
    }),
  );
  assert.equal(codes.length, 3);
  assert.deepEqual(codes.slice(1), [['2026-1002 left'], ['2026-1001 left', '2026-1003 right']]);
  assert.deepEqual([codes[0]?.length, codes[0]?.[0]?.slice(0, 9)], [1, '2026-1000']);
});
