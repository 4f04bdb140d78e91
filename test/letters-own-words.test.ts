// A school's own words on its letters: the longest ones, on the fullest letter, still fit on its page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CivilDate } from '../src/kernel/civil-date.js';
import { drawLetters } from '../src/letters/drawing.js';
import { ownWords } from '../src/letters/own-words.js';
import { makeSecrets } from '../src/letters/secrets.js';
import { settingLengths } from '../src/school-settings/rules.js';
import { readPdf } from './pdf.js';

const long = (length: number) => 'Une réunion pour tous les parents '.repeat(9).slice(0, length).trim();

test('the longest words on the fullest letter fit on one page', async () => {
  const drawn = await drawLetters([
    {
      school: {
        name: 'Collège Marie-Antoinette de La Rochefoucauld-Montbel',
        kind: 'college',
        addressLines: '12 rue de la République\nBâtiment B\n33000 Bordeaux',
        town: 'Bordeaux',
        phone: '05 36 49 12 30',
        openingHours: long(settingLengths.openingHours),
        letterNote: long(settingLengths.letterNote),
        letterSignature: long(settingLengths.letterSignature),
      },
      guardian: { civility: 'Mme', firstName: 'Marie-Antoinette', familyName: 'DE LA ROCHEFOUCAULD-MONTBEL' },
      children: ['Yanis', 'Inès', 'Tom', 'Zoé', 'Maximilienne'].map((firstName) => ({
        firstName,
        familyName: 'DE LA ROCHEFOUCAULD',
        division: '5e B',
      })),
      identifier: 'm.delarochefou4827',
      ...makeSecrets((bytes) => new Uint8Array(bytes).fill(7)),
      publicUrl: 'https://fratrie.example.org',
      number: '2026-0001',
      issued: '2026-09-14' as CivilDate,
      lastDay: '2026-12-13' as CivilDate,
    },
  ]);
  assert.ok(drawn.ok, JSON.stringify(drawn));
  const { pages } = await readPdf(drawn.value.pdf);
  assert.equal(pages.length, 1);
  assert.match(pages[0]?.text.replace(/\s+/g, ' ') ?? '', /Une réunion pour tous les parents/);
});

test('invisible signs and line ends of what was typed do not reach the paper', () => {
  assert.deepEqual(ownWords({ letterNote: 'Bonjour\u202e\nà tous', letterSignature: '' }), [
    { title: 'Un mot de l’école', text: 'Bonjour à tous' },
  ]);
  assert.deepEqual(ownWords({}), []);
});
