import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsQR from 'jsqr';
import type { CivilDate } from '../src/kernel/civil-date.js';
import { drawQr } from '../src/letters/qr.js';
import { stripLanguages, stripSentences } from '../src/letters/strip.js';
import {
  identifierGroups,
  personName,
  printDay,
  printPhone,
  qrAddress,
  type Run,
  writeLetter,
} from '../src/letters/text.js';
import { child, letterOf } from './letters-of.js';

const plain = (runs: readonly Run[]) =>
  runs.map((run) => (typeof run === 'string' ? run : 'bold' in run ? run.bold : run.raised)).join('');
const ordinary = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const said = (runs: readonly Run[]) => ordinary(plain(runs));
const day = (text: string) => text as CivilDate;

test('a letter names its holder, his children and their classes', () => {
  const sheet = writeLetter(letterOf());
  assert.equal(said(sheet.holder), 'Ce compte est pour vous seulement : Mme Camille MARTIN.');
  assert.equal(
    said(sheet.children),
    'Avec Fratrie, vous suivez la scolarité de : Dylan MARTIN (6e B) et Inès MARTIN (4e A).',
  );
  const three = [child('Zoé', 'Petit', '6e B'), child('Éric', 'Petit', null), child('Ana', 'Petit', '3e C')];
  assert.equal(
    said(writeLetter(letterOf({ children: three })).children),
    'Avec Fratrie, vous suivez la scolarité de : Zoé PETIT (6e B), Éric PETIT et Ana PETIT (3e C).',
  );
  assert.deepEqual(sheet.window, { name: 'Mme\u00a0Camille MARTIN', class: 'Classe\u00a0: 6e\u00a0B' });
  assert.equal(writeLetter(letterOf({ children: [child('Zoé', 'Petit', null)] })).window.class, '');
});

test('a letter says whom to call, by the kind of school', () => {
  const asked = (kind: 'primary' | 'college' | 'lycee' | 'other', phone = '05 56 00 00 00') => {
    const { questions } = writeLetter(letterOf({ school: { ...letterOf().school, kind, phone } }));
    return [questions.call, questions.cases[0]?.text, questions.cases[1]?.text].map((text) => ordinary(text ?? ''));
  };
  assert.deepEqual(asked('college'), [
    'Une question ? Appelez le collège : 05 56 00 00 00',
    'N’utilisez pas le code. Appelez le collège.',
    'Le collège peut vous aider.',
  ]);
  assert.match(asked('primary')[0] ?? '', /Appelez l’école :/);
  assert.match(asked('lycee')[2] ?? '', /^Le lycée peut/);
  assert.deepEqual(asked('other', ''), [
    'Une question ? Demandez à l’établissement.',
    'N’utilisez pas le code. Prévenez l’établissement.',
    'L’établissement peut vous aider.',
  ]);
  const silent = writeLetter(letterOf({ school: { ...letterOf().school, phone: '', openingHours: '' } }));
  assert.equal(silent.questions.hours, '');
  assert.deepEqual(silent.school.lines, ['12 rue des Tilleuls', '33700 Mérignac']);
});

test('days are said in full, the first of a month with a raised er', () => {
  assert.deepEqual(printDay(day('2026-12-01'), true), ['mardi 1', { raised: 'er' }, '\u00a0décembre 2026']);
  assert.equal(plain(printDay(day('2026-09-02'), false)), '2\u00a0septembre 2026');
  assert.equal(said(writeLetter(letterOf()).dated), 'Mérignac, le 2 septembre 2026');
  assert.equal(
    said(writeLetter(letterOf({ school: { ...letterOf().school, town: '' } })).dated),
    'Le 2 septembre 2026',
  );
});

test('the town stands once in the address, and without its code before the date', () => {
  const shown = (addressLines: string, town: string) => {
    const { school, dated } = writeLetter(
      letterOf({ school: { ...letterOf().school, addressLines, town, phone: '' } }),
    );
    return [...school.lines, said(dated)];
  };
  const date = 'le 2 septembre 2026';
  assert.deepEqual(shown('12 rue des Tilleuls\n33700 MERIGNAC', 'Mérignac'), [
    '12 rue des Tilleuls',
    '33700 MERIGNAC',
    `Mérignac, ${date}`,
  ]);
  assert.deepEqual(shown('RUE CITE\n\nBP 608', '18013 DIJON CEDEX 2'), [
    'RUE CITE',
    'BP 608',
    '18013 DIJON CEDEX 2',
    `DIJON, ${date}`,
  ]);
  assert.deepEqual(shown('3 rue de Paris', 'Pa'), ['3 rue de Paris', 'Pa', `Pa, ${date}`]);
  assert.deepEqual(shown('', ''), [`Le ${date.slice(3)}`]);
});

test('names are shown as the school wrote them, less what cannot be seen', () => {
  assert.equal(personName({ firstName: 'Anne-Marie, Louise', familyName: "d'Écouché" }), "Anne-Marie D'ÉCOUCHÉ");
  // A right-to-left override would write the rest of the line backwards.
  assert.equal(personName({ firstName: 'Ali\u202e', familyName: 'B\u0000e\u200bn' }), 'Ali B E N');
  assert.equal(
    writeLetter(letterOf({ guardian: { civility: null, firstName: 'Al', familyName: 'B' } })).window.name,
    'Al B',
  );
});

test('telephones stand in pairs that no line parts', () => {
  for (const given of ['0556000000', '05.56.00.00.00', '05 56 00 00 00', '05-56-00-00-00'])
    assert.equal(printPhone(given), '05\u00a056\u00a000\u00a000\u00a000');
  assert.equal(printPhone('+33 5 56 00 00 00'), '+33\u00a05\u00a056\u00a000\u00a000\u00a000');
  assert.equal(printPhone('36 46'), '36\u00a046');
  assert.equal(printPhone(' '), '');
});

test('an identifier is parted into its name and its digits by four', () => {
  assert.deepEqual(identifierGroups('c.martin4827'), ['c.martin', '4827']);
  assert.deepEqual(identifierGroups('c.martin482715'), ['c.martin', '4827', '15']);
  assert.deepEqual(identifierGroups('c.martin'), ['c.martin']);
});

test('French blanks never break before a sign, nor inside a class', () => {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  const { qrAddress: _, ...sheet } = writeLetter(letterOf());
  walk(sheet);
  for (const text of texts) {
    assert.doesNotMatch(text, / [:;!?»]|« |'|\d h\b|n° |Mme /, text);
    assert.doesNotMatch(text, /[^\u00a0\u202f][;!?»]/, text);
  }
});

test('the strip says each language once, in the order of its columns, and promises only what is there', () => {
  assert.deepEqual(stripLanguages, ['en', 'zh-Hans', 'ru', 'ar', 'pt', 'tr']);
  assert.deepEqual(
    stripSentences(['ar', 'en']).map(({ lang, rtl }) => [lang, rtl]),
    [
      ['en', false],
      ['ar', true],
    ],
  );
  // Nobody is promised a page in a language that the site does not speak.
  const english = (spoken: readonly ('fr' | 'en')[]) => stripSentences(['en'], 'a4', spoken)[0]?.text;
  assert.equal(english(['fr']), 'With it, you follow your child’s school life online.');
  assert.match(english(['fr', 'en']) ?? '', /online\. Scan the square above: the site is also in English\.$/);
  // Arabic diacritics double the letters that programs read.
  for (const { bold, text } of stripSentences(['ar'], 'a4', ['ar']))
    assert.doesNotMatch(bold + text, /[\u064b-\u0652]/);
});

test('the QR is one outline of a small square that a camera reads', () => {
  const { token } = letterOf();
  const address = qrAddress('https://fratrie.exemple.fr', token);
  assert.equal(address, `HTTPS://FRATRIE.EXEMPLE.FR/L/${token}`);
  const svg = drawQr(address);
  // Version 3: 29 modules a side.
  assert.match(svg, /viewBox="0 0 29 29"/);
  assert.equal(svg.match(/<path /g)?.length, 1);
  assert.equal(read(svg, 29), address);
  const loopback = qrAddress('http://127.0.0.1:3000', token);
  assert.equal(loopback, `HTTP://127.0.0.1:3000/L/${token}`);
  assert.equal(read(drawQr(loopback), 29), loopback);
  const far = qrAddress(`https://${'tres-long-'.repeat(6)}.exemple.fr`, token);
  assert.equal(read(drawQr(far), 41), far);
});

/** Paints the SVG's path by the even-odd rule, eight dots a module, and reads it. */
function read(svg: string, size: number): string | undefined {
  const path = / d="([^"]+)"/.exec(svg)?.[1] ?? '';
  // Vertical edges by column: a module is dark when an odd number of them lies at its left.
  const dark = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  let [x, y] = [0, 0];
  for (const [, command, numbers = ''] of path.matchAll(/([MHVZ])([\d,]*)/g)) {
    if (command === 'M') [x, y] = numbers.split(',').map(Number) as [number, number];
    if (command === 'H') x = Number(numbers);
    if (command !== 'V') continue;
    const to = Number(numbers);
    for (let row = Math.min(y, to); row < Math.max(y, to); row += 1)
      for (let column = x; column < size; column += 1) {
        const line = dark[row];
        if (line !== undefined) line[column] = line[column] !== true;
      }
    y = to;
  }
  const side = (size + 8) * 8;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1)
      if (dark[(row >> 3) - 4]?.[(column >> 3) - 4] === true) pixels.set([0, 0, 0], (row * side + column) * 4);
  return jsQR.default(pixels, side, side)?.data;
}
