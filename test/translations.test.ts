// Each fault that a translation may have is told; and ours have none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categoriesOf, checkTranslation, digestOf, type Written } from '../src/i18n/checking.js';
import { readStates, readWritten, spokenLanguages, type TranslationState } from '../src/i18n/messages.js';
import type { Locale } from '../src/kernel/locale.js';

const french: Written = {
  plain: 'Bonjour',
  named: 'Bonjour {name}',
  tagged: '<b>{name}</b> vient',
  counted: '{count, plural, =0 {rien} one {# enfant} other {# enfants}}',
  kin: '{kinship, select, 10 {mère} 20 {père} other {adulte}}',
};
const arabic: Written = {
  plain: 'مرحبا',
  named: 'مرحبا {name}',
  tagged: 'يأتي <b>{name}</b>',
  counted: '{count, plural, =0 {لا شيء} zero {لا طفل} one {طفل} two {طفلان} few {# أطفال} many {# طفلا} other {# طفل}}',
  kin: '{kinship, select, 10 {أم} 20 {أب} other {راشد}}',
};

function statesOf(own: Written, from: Written = french): Map<string, TranslationState> {
  return new Map(
    Object.entries(own).map(([key, text]) => [
      key,
      { state: 'draft', french: digestOf(from[key] ?? ''), own: digestOf(text) },
    ]),
  );
}

function faults(own: Written, locale: Locale = 'ar', states = statesOf(own)): string[] {
  return checkTranslation(locale, french, own, states).map(({ kind, key }) => `${kind} ${key}`);
}

test('a whole translation has no fault', () => {
  assert.deepEqual(faults(arabic), []);
});

test('each fault of a translation is told by its name', () => {
  const { plain: _, ...without } = arabic;
  assert.deepEqual(faults(without), ['missing plain']);
  assert.deepEqual(faults({ ...arabic, more: 'x' }), ['extra more', 'extra more']);
  assert.deepEqual(faults({ ...arabic, named: 'مرحبا' }), ['argument named']);
  assert.deepEqual(faults({ ...arabic, named: 'مرحبا {nom}' }), ['argument named', 'argument named']);
  assert.deepEqual(faults({ ...arabic, tagged: 'يأتي {name}' }), ['tag tagged']);
  assert.deepEqual(faults({ ...arabic, named: '<i>{name}</i>' }), ['tag named']);
  assert.deepEqual(faults({ ...arabic, counted: '{count, plural, one {طفل} other {# طفل}}' }), ['plural counted']);
  assert.deepEqual(faults({ ...arabic, kin: '{kinship, select, 10 {أم} other {راشد}}' }), ['argument kin']);
  assert.deepEqual(faults({ ...arabic, named: 'مرحبا {name' }), ['unreadable named']);
  assert.deepEqual(faults({ ...arabic, plain: 'Bonjour' }), ['untranslated plain']);
  assert.deepEqual(faults(arabic, 'ar', statesOf(arabic, { ...french, plain: 'Salut' })), ['outdated plain']);
  assert.deepEqual(faults(arabic, 'ar', statesOf({ ...arabic, plain: 'أهلا' })), ['unrecorded plain']);
  assert.deepEqual(faults(arabic, 'ar', new Map()).length, 5);
});

test('plural categories are those of each language', () => {
  assert.deepEqual(categoriesOf('ar'), ['few', 'many', 'one', 'other', 'two', 'zero']);
  assert.deepEqual(categoriesOf('ru'), ['few', 'many', 'one', 'other']);
  for (const locale of ['fr', 'pt', 'en', 'tr'] as const) assert.deepEqual(categoriesOf(locale), ['one', 'other']);
  assert.deepEqual(categoriesOf('zh-Hans'), ['other']);
});

for (const locale of spokenLanguages().filter((one) => one !== 'fr'))
  test(`the translation into ${locale} is whole, sound, and its state is kept`, () => {
    assert.deepEqual(checkTranslation(locale, readWritten('fr'), readWritten(locale), readStates(locale)), []);
  });
