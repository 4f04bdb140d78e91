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

type Check = (page: Page, name: string) => Promise<readonly string[]>;

/** `FRATRIE_SAMPLES=home` looks at those samples only. */
const only = process.env.FRATRIE_SAMPLES;

/** How many pages are looked at side by side: one for each core of a small machine. */
const hands = 2;

/** Runs the checks on every sample of a language; what the browser's console says against a page is a fault too. */
async function lookAtAll(locale: Locale, options: BrowserContextOptions, check: Check): Promise<void> {
  const names = gallery.names(locale).filter((name) => only === undefined || name.startsWith(only));
  const faults: string[] = [];
  const hand = async (): Promise<void> => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    let name: string | undefined;
    const note = (fault: string) => faults.push(`${name} (${locale}): ${fault}`);
    page.on('console', (message) => {
      if (message.type() === 'error') note(message.text());
    });
    page.on('pageerror', (error) => note(String(error)));
    for (name = names.shift(); name !== undefined; name = names.shift()) {
      await page.goto(gallery.url(name, locale));
      for (const fault of await check(page, name)) note(fault);
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: hands }, hand));
  assert.deepEqual(faults, []);
}

const phone = { viewport: { width: 360, height: 640 } };
const computer = { viewport: { width: 1280, height: 800 } };
const isDesk = (name: string) => name.startsWith('desk');

for (const [device, options] of [
  ['a telephone', phone],
  ['a computer', computer],
] as const)
  for (const locale of ['fr', 'ar'] as const)
    test(`every page is sound on ${device}, in ${locale}`, async () => {
      await lookAtAll(locale, options, async (page, name) => [
        ...(await axeFaults(page)),
        ...(await structureFaults(page)),
        ...(isDesk(name) ? [] : await targetFaults(page)),
        ...(locale === 'ar' ? await directionFaults(page) : []),
      ]);
    });

for (const locale of ['fr', 'ar'] as const)
  test(`every parents’ page bears 320 px, doubled text and wide spaces, in ${locale}`, async () => {
    await lookAtAll(locale, phone, async (page, name) => (isDesk(name) ? [] : await reflowFaults(page)));
  });

for (const [device, options] of [
  ['a telephone', phone],
  ['a computer', computer],
] as const)
  test(`Tab goes through every page of ${device} in order, is seen, and leaves it`, async () => {
    await lookAtAll('fr', options, (page) => keyboardFaults(page));
  });

test('contrast is 7:1 in the dark too', async () => {
  await lookAtAll('fr', { ...phone, colorScheme: 'dark' }, (page) => contrastFaults(page));
});

test('in the colours of the reader’s system, everything to press or fill in keeps its edge', async () => {
  await lookAtAll('fr', { ...phone, forcedColors: 'active' }, (page) => forcedColourFaults(page));
});

test('paper holds no menu, no ring and nothing to press', async () => {
  await lookAtAll('fr', phone, (page) => printFaults(page));
});

test('without a script, every page is whole and offers nothing that would need one', async () => {
  await lookAtAll('fr', { ...phone, javaScriptEnabled: false }, async (page) => [
    ...(await structureFaults(page)),
    ...((await page.locator('[data-show]:visible, [data-print]:visible, [data-idle]:visible').count()) > 0
      ? ['shows what only a script can do']
      : []),
  ]);
});

test('each check finds the faults that were planted for it', async () => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  const found = async (check: (page: Page) => Promise<readonly string[]>): Promise<string> => {
    await page.goto(gallery.url('planted'));
    // The site's policy takes no style from a page: what only a style can spoil is spoilt here.
    await page.evaluate(
      "document.querySelector('#twice').style.cssText = 'cursor: pointer; block-size: 30px; overflow: hidden'; document.querySelector('.bare').style.border = '0'",
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
