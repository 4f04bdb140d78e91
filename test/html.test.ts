// Every sample page, in French and Arabic, is HTML as the standard has it (RGAA 8.2).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { renderPage } from '../src/web/render.js';
import { samplesIn } from './gallery-pages.js';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // `<br/>` is how the pages' renderer writes; the standard takes both ways.
    'void-style': 'off',
    // The standard takes it in either case.
    'doctype-style': 'off',
    // The standard gave autocapitalize to passwords and addresses in 2024: it keeps « Afficher » from capital letters.
    'input-attributes': 'off',
    // The letter's code or the other account's password: a browser must not offer one of its own.
    'autocomplete-password': 'off',
    // Boxes that may be ticked together have one name.
    'form-dup-name': ['error', { shared: ['radio', 'submit', 'button', 'checkbox'] }],
  },
});

for (const locale of ['fr', 'ar'] as const)
  test(`every page is valid HTML, in ${locale}`, async () => {
    const faults: string[] = [];
    for (const [name, make] of Object.entries(samplesIn(locale))) {
      const report = await validator.validateString(renderPage(make()));
      for (const { messages } of report.results)
        for (const one of messages) faults.push(`${name}: ${one.ruleId}: ${one.message} ${one.selector ?? ''}`);
    }
    assert.deepEqual(faults, []);
  });

test('a page that is not valid is told', async () => {
  const report = await validator.validateString(
    '<!doctype html><html lang="fr"><head><title>x</title></head><body><p><div></div></p><ul><b></b></ul></body></html>',
  );
  assert.equal(report.valid, false);
});
