import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translator } from '../src/i18n/translator.js';
import type { CivilDate } from '../src/kernel/civil-date.js';
import { drawLetters } from '../src/letters/drawing.js';
import { printCode } from '../src/letters/rules.js';
import { letterOf, longNamedChildren } from './letters-of.js';
import { flatTags, readPdf } from './pdf.js';

const ordinary = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('a second page explains the letter in the language of the account, with everything to type', async () => {
  for (const language of ['en', 'ar', 'zh-Hans', 'pt', 'ru', 'tr'] as const) {
    const content = letterOf({ language });
    const drawn = await drawLetters([content]);
    assert.ok(drawn.ok, drawn.ok ? '' : drawn.why.detail);
    assert.equal(drawn.value.pages, 2, language);
    assert.deepEqual(drawn.value.notes, [], language);
    const { info, pages } = await readPdf(drawn.value.pdf);
    assert.deepEqual([info.uaPart, info.language, pages.length], ['1', 'fr-FR', 2]);
    assert.match(pages[0]?.text ?? '', /Votre compte Fratrie est prêt/);
    const second = ordinary(pages[1]?.text ?? '');
    for (const part of ['fratrie.exemple.fr', 'c.martin 4827', printCode(content.code), '05 56 00 00 00', '2026'])
      assert.ok(second.includes(part), `${language}: ${part} is missing from:\n${second}`);
    if (language !== 'ar') assert.ok(second.includes(translator(language)('paper.title')), second);
    else assert.match(second.normalize('NFKC'), /الرسالة|Fratrie/);
    assert.ok(!second.includes(content.token));
    const languages = JSON.stringify(flatTags(pages[1]?.tags ?? assert.fail()));
    assert.match(languages, /H1/, language);
  }
});

test('whatever day a Chinese letter ends on, each of its signs is printed', async () => {
  const days = Array.from({ length: 12 }, (_, month) => `2027-${String(month + 1).padStart(2, '0')}-${10 + month}`);
  const letters = days.map((lastDay) => ({ ...letterOf({ language: 'zh-Hans' }), lastDay: lastDay as CivilDate }));
  const drawn = await drawLetters(letters);
  assert.ok(drawn.ok);
  assert.deepEqual(drawn.value.notes, []);
});

test('no second page for French, nor for a language that nobody chose', async () => {
  for (const language of ['fr', null, undefined] as const) {
    const drawn = await drawLetters([letterOf(language === undefined ? {} : { language })]);
    assert.ok(drawn.ok);
    assert.equal(drawn.value.pages, 1, String(language));
  }
});

test('in a batch each letter keeps its own pages; one with much to say is still tightened', async () => {
  const batch = [
    letterOf({ language: 'ar' }),
    letterOf(),
    letterOf({ language: 'tr', children: longNamedChildren(4) }),
  ];
  const drawn = await drawLetters(batch);
  assert.ok(drawn.ok);
  assert.deepEqual([drawn.value.pages, drawn.value.notes], [5, []]);
  const { pages } = await readPdf(drawn.value.pdf);
  assert.deepEqual(
    pages.map(({ text }) => text.includes('Votre compte Fratrie est prêt')),
    [true, false, true, true, false],
  );
});
