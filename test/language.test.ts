import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { loadMessages, spokenLanguage } from '../src/i18n/messages.js';
import { translator } from '../src/i18n/translator.js';
import { parseCivilDate } from '../src/kernel/civil-date.js';
import { offeredLanguage } from '../src/web/language.js';

test('a page speaks only languages that have words', () => {
  assert.equal(spokenLanguage('ar'), 'ar');
  for (const text of [undefined, '', 'AR', 'de', 'fr-FR', '../fr']) assert.equal(spokenLanguage(text), undefined, text);
});

test('what the browser likes best is offered, unless that is French', () => {
  assert.equal(offeredLanguage('ar-DZ,ar;q=0.9,fr;q=0.8'), 'ar');
  assert.equal(offeredLanguage('zh-CN,zh;q=0.9'), 'zh-Hans');
  assert.equal(offeredLanguage('pt-BR'), 'pt');
  assert.equal(offeredLanguage('en-US,en;q=0.5'), 'en');
  assert.equal(offeredLanguage('de,tr;q=0.5'), 'tr');
  for (const header of [undefined, '', '*', 'fr-FR,fr;q=0.9,ar;q=0.8', 'de', 'fr;q=bad', 'x'.repeat(500)])
    assert.equal(offeredLanguage(header), undefined, header);
});

test('days and hours are told as readers of each language write them, with the digits of a telephone', () => {
  const day = parseCivilDate('2026-09-14') ?? assert.fail();
  const at = new Date('2026-09-14T16:42:00Z');
  assert.equal(translator('ar').day(day), '14 سبتمبر 2026');
  assert.equal(translator('en').moment(at), '14 September 2026 at 18:42');
  assert.equal(translator('pt').day(day), '14 de setembro de 2026');
  assert.equal(translator('zh-Hans').day(day), '2026年9月14日');
  assert.equal(translator('ru').hour(at), '18:42');
  for (const locale of ['ar', 'en', 'zh-Hans', 'pt', 'ru', 'tr'] as const)
    assert.match(translator(locale).moment(at), /14.*2026.*18:42|2026.*14.*18:42/, locale);
});

test('in a line that runs from the right, what comes from outside keeps its own order', () => {
  const t = translator('ar');
  assert.match(t('accounts.kept', { identifier: 'n.benali1' }), /\u2068n\.benali1\u2069/);
  assert.match(t('children.count', { count: 3 }), /^3 /);
  assert.doesNotMatch(translator('ru')('accounts.kept', { identifier: 'n.benali1' }), /\u2068/);
  // Each form of an Arabic plural is one of its own.
  const forms = [0, 1, 2, 3, 11, 100].map((tries) => t('activation.tries', { tries }));
  assert.equal(new Set(forms).size, 6, forms.join(' | '));
});

test('a message without a translation is told in French, marked as such, and keeps its own direction', () => {
  const arabic = loadMessages().get('ar') as Map<string, string>;
  const taken = ['nav.home', 'home.hello'].map((key) => [key, arabic.get(key) ?? assert.fail()] as const);
  for (const [key] of taken) arabic.delete(key);
  try {
    // Translators are kept by language and time zone: this one has never been asked for.
    const t = translator('ar', 'Pacific/Noumea');
    assert.equal(t('nav.home'), '\u2068Accueil\u2069');
    assert.equal(
      render(h('p', null, t.rich('home.hello', { name: 'Nadia' }))).replace(/[\u2068\u2069]/g, ''),
      '<p><bdi lang="fr" dir="ltr">Bonjour Nadia</bdi></p>',
    );
    assert.equal(t('nav.account'), arabic.get('nav.account'));
  } finally {
    for (const [key, text] of taken) arabic.set(key, text);
  }
});
