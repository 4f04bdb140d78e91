// Every sample page in every language: it is drawn, says which language it speaks, and in Arabic no French word stands bare.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spokenLanguages } from '../src/i18n/messages.js';
import { renderPage } from '../src/web/render.js';
import { bareFrenchRuns } from './french-runs.js';
import { samplesIn } from './gallery-pages.js';

for (const locale of spokenLanguages())
  test(`every page of the parents is drawn in ${locale}`, () => {
    const pages = Object.entries(samplesIn(locale)).filter(([name]) => !name.startsWith('desk'));
    assert.ok(pages.length > 50);
    for (const [name, make] of pages) {
      const html = renderPage(make());
      assert.ok(
        html.startsWith(`<!doctype html><html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"`),
        name,
      );
      assert.ok(!html.includes('[object Object]') && !html.includes('undefined'), name);
      if (locale === 'ar') assert.deepEqual(bareFrenchRuns(html), [], name);
    }
  });
