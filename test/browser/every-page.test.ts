// Every sample page in every state, in French and Arabic, on a telephone and on a computer, in a browser: axe, targets,
// the keyboard, narrow and large text, paper, the dark, and without a script. And a page of planted faults, so that
// each check is seen to find what it looks for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Locale } from '../../src/kernel/locale.js';
import { asset } from '../../src/web/assets.js';
import { launchChromium } from '../chromium.js';
import { type Gallery, openGallery } from '../gallery-server.js';
import { freePort } from '../postgres.js';
import {
  axeFaults,
  contrastFaults,
  directionFaults,
  forcedColourFaults,
  keyboardFaults,
  printFaults,
  reflowFaults,
  structureFaults,
  targetFaults,
} from './inspect.js';
import { plantedFaults } from './planted.js';

let browser: Browser;
let gallery: Gallery;

before(async () => {
  browser = await launchChromium();
  gallery = await openGallery(await freePort(), { planted: plantedFaults(asset('fratrie.css')) });
});
after(async () => {
  gallery.close();
  await browser.close();
});

/** What is looked at on one page, each part with its name, for the fault that it finds. */
type Part = readonly [where: string, look: () => Promise<readonly string[]>];
type Parts = (page: Page, name: string) => readonly Part[];

/** `FRATRIE_SAMPLES=home` looks at those samples only. */
const only = process.env.FRATRIE_SAMPLES;

/** How many pages are looked at side by side: one for each core of a small machine. */
const hands = 2;

/**
 * Opens every sample of a language, once, and looks at its parts in turn: to load a page and its checks costs more than most of
 * them. What the browser's console says against a page is a fault too.
 */
async function lookAtAll(locale: Locale, options: BrowserContextOptions, parts: Parts): Promise<void> {
  const names = gallery.names(locale).filter((name) => only === undefined || name.startsWith(only));
  const faults: string[] = [];
  const hand = async (): Promise<void> => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    let name: string | undefined;
    let at = '';
    const note = (fault: string) => faults.push(`${name} (${locale}${at}): ${fault}`);
    page.on('console', (message) => {
      if (message.type() === 'error') note(message.text());
    });
    page.on('pageerror', (error) => note(String(error)));
    for (name = names.shift(); name !== undefined; name = names.shift()) {
      at = '';
      await page.setViewportSize(phone);
      await page.goto(gallery.url(name, locale));
      for (const [where, look] of parts(page, name)) {
        at = `, ${where}`;
        for (const fault of await look()) note(fault);
      }
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: hands }, hand));
  assert.deepEqual(faults, []);
}

/** Some four hundred pages, on two cores that run the other tests too: minutes, where one test otherwise has four. */
const forAllPages = { timeout: 20 * 60_000 };

const phone = { width: 360, height: 640 };
const computer = { width: 1280, height: 800 };
const isDesk = (name: string) => name.startsWith('desk');

/** What must hold of a page at the size that it has now. */
async function soundness(page: Page, name: string, locale: Locale): Promise<readonly string[]> {
  return [
    ...(await axeFaults(page)),
    ...(await structureFaults(page)),
    ...(isDesk(name) ? [] : await targetFaults(page)),
    ...(locale === 'ar' ? await directionFaults(page) : []),
    // The order of the keys is that of the page, whatever its words.
    ...(locale === 'fr' ? await keyboardFaults(page) : []),
  ];
}

/** A check in the colours of another reader; the page goes back to those that it had. */
async function inColours(
  page: Page,
  colours: { colorScheme?: 'dark'; forcedColors?: 'active' },
  check: (page: Page) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  await page.emulateMedia(colours);
  const faults = await check(page);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return faults;
}

for (const locale of ['fr', 'ar'] as const)
  test(
    `every page is sound on a telephone and a computer, narrow, dark and printed, in ${locale}`,
    forAllPages,
    async () => {
      await lookAtAll(locale, {}, (page, name) => [
        ['telephone', () => soundness(page, name, locale)],
        ...(isDesk(name) ? [] : [['narrow or large', () => reflowFaults(page)] as const]),
        // Colours and paper are those of the style sheet, whatever the words: one language tells.
        ...(locale === 'fr'
          ? ([
              ['dark', () => inColours(page, { colorScheme: 'dark' }, contrastFaults)],
              ['forced colours', () => inColours(page, { forcedColors: 'active' }, forcedColourFaults)],
              ['paper', () => printFaults(page)],
            ] as const)
          : []),
        [
          'computer',
          async () => {
            await page.setViewportSize(computer);
            return await soundness(page, name, locale);
          },
        ],
      ]);
    },
  );

test('without a script, every page is whole and offers nothing that would need one', forAllPages, async () => {
  await lookAtAll('fr', { javaScriptEnabled: false }, (page) => [
    ['no script', () => structureFaults(page)],
    [
      'no script',
      async () =>
        (await page.locator('[data-show]:visible, [data-print]:visible, [data-idle]:visible').count()) > 0
          ? ['shows what only a script can do']
          : [],
    ],
  ]);
});

test('each check finds the faults that were planted for it', async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  const found = async (check: (page: Page) => Promise<readonly string[]>): Promise<string> => {
    await page.goto(gallery.url('planted'));
    // The site's policy takes no style from a page: what only a style can spoil is spoilt here.
    await page.evaluate(
      "document.querySelector('#twice').style.cssText = 'cursor: pointer; block-size: 30px; overflow: hidden'; document.querySelector('.bare').style.border = '0'; document.querySelector('button').style.setProperty('display', 'block', 'important')",
    );
    return (await check(page)).join('\n');
  };
  const axe = await found(axeFaults);
  for (const rule of ['image-alt', 'color-contrast', 'label', 'link-name', 'tabindex', 'html-has-lang', 'button-name'])
    assert.match(axe, new RegExp(`^${rule}`, 'm'));
  const structure = await found(structureFaults);
  for (const fault of [
    'h1: 2',
    'does not tell of the failure',
    'without effect',
    'looks like a button',
    'to nowhere',
    'a table without',
  ])
    assert.ok(structure.includes(fault), fault);
  assert.match(await found(targetFaults), /small target/);
  assert.match(await found(directionFaults), /would be re-ordered: 5e B/);
  const reflow = await found(reflowFaults);
  assert.match(reflow, /sideways at 320 px:/);
  assert.match(reflow, /cut by doubled text/);
  assert.match(await found(keyboardFaults), /instead of|no ring/);
  assert.match(await found(printFaults), /printed/);
  await page.emulateMedia({ forcedColors: 'active' });
  const forced = await found(forcedColourFaults);
  assert.match(forced, /no edge in forced colours: <button/);
  assert.match(forced, /a drawing in the colour of its ground: <svg/);
  await context.close();
});
