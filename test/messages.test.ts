import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { frenchTypography } from '../src/i18n/french.js';
import { loadMessages } from '../src/i18n/messages.js';
import { translator } from '../src/i18n/translator.js';
import { parseCivilDate } from '../src/kernel/civil-date.js';

const french = loadMessages().get('fr') ?? new Map<string, string>();
const sources = new URL('../../src/', import.meta.url);

/** Whatever is written between ICU's braces is not read by a person. */
const words = (text: string): string => text.replace(/\{\w+\}/g, 'mot').replace(/<\/?\w+>/g, '');

test('French typography: no-break spaces and apostrophes come by code, and only once', () => {
  const typed = "C'est « bon » ? Oui : 18 h 42, 79 % ; fini ! M. ou Mme : Mme Nadia";
  const set =
    'C’est «\u202fbon\u202f»\u202f? Oui\u00a0: 18\u00a0h\u00a042, 79\u00a0%\u202f; fini\u202f! M. ou Mme\u00a0: Mme\u00a0Nadia';
  assert.equal(frenchTypography(typed), set);
  assert.equal(frenchTypography(set), set);
  assert.equal(frenchTypography('https://exemple.fr'), 'https://exemple.fr');
});

test('every French message obeys the typography when it is read', () => {
  assert.ok(french.size > 100);
  for (const [key, text] of french) {
    assert.doesNotMatch(words(text), /[ \u00a0][?!;»]/, `${key}: a narrow no-break space goes before ? ! ; »`);
    assert.doesNotMatch(words(text), /[ \u202f]:/, `${key}: a no-break space goes before :`);
    assert.doesNotMatch(words(text), /[\p{L}][?!;:»](\s|$)/u, `${key}: a space is missing before ? ! ; : »`);
    assert.doesNotMatch(text, /'|"|\.\.\./, `${key}: ’ « » …`);
    assert.doesNotMatch(text, / {2}|^\s|\s$/, `${key}: blanks`);
  }
});

test('French messages are easy: short sentences, no word of an office', () => {
  const long: string[] = [];
  for (const [key, text] of french) {
    for (const sentence of words(text).split(/[.!?:{}](?:\s|$)|[{}]/)) {
      const count = sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word)).length;
      if (count > 12) long.push(`${key}: ${count} words in « ${sentence.trim()} »`);
    }
    assert.doesNotMatch(
      text,
      /\bvalide|notification|authentifi|procédure|veuillez|administrat/i,
      `${key}: an easier word`,
    );
  }
  assert.deepEqual(long, []);
});

test('every message is used by some source, and none twice under two names by mistake', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('generated'),
  );
  const literals = new Set<string>();
  const patterns: RegExp[] = [];
  for (const file of files) {
    const text = readFileSync(new URL(file, sources), 'utf8');
    for (const [, literal] of text.matchAll(/'([\w.-]+)'/g)) literals.add(literal ?? '');
    for (const [, template] of text.matchAll(/\bt(?:\.rich)?\(`([^`]*)`/g)) {
      const pattern = (template ?? '').split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
      patterns.push(new RegExp(`^${pattern.join('[\\w.-]+')}$`));
    }
  }
  const unused = [...french.keys()].filter(
    (key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)),
  );
  assert.deepEqual(unused, []);
});

test('a message with a tag is never asked as a plain string', () => {
  const t = translator('fr');
  const plain = t as unknown as (key: string, args?: object) => string;
  assert.throws(() =>
    plain('grouping.moves', { count: 1, children: 'A', identifier: 'b', b: (x: unknown) => ({ x }) }),
  );
  assert.throws(() => plain('no.such.key'), /no message/);
});

test('days and hours are told as a French person writes them, in the network’s time zone', () => {
  const t = translator('fr');
  const first = parseCivilDate('2026-12-01');
  assert.ok(first !== undefined);
  assert.equal(t.day(first), '1er décembre 2026');
  assert.equal(t.longDay(first), 'mardi 1er décembre 2026');
  assert.equal(t.moment(new Date('2026-09-14T16:42:00Z')), '14 septembre 2026, 18\u00a0h\u00a042');
  assert.equal(t.shortDay(new Date('2026-09-14T16:42:00Z')), '14\u00a0sept.\u00a02026');
  assert.equal(t.hour(new Date('2026-01-14T08:00:00Z')), '9\u00a0h');
  assert.equal(translator('fr', 'Indian/Reunion').hour(new Date('2026-01-14T08:05:00Z')), '12\u00a0h\u00a005');
});
