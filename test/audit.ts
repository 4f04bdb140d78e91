// npm run audit: what the declaration of accessibility says, found out again and written to docs/accessibility.json.
// axe on every page in every state, as the browser tests do; pa11y on ten pages and Lighthouse on six as second
// opinions, with what they may find at most. Not a part of the tests: Lighthouse alone takes a minute.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import lighthouse from 'lighthouse';
import pa11y from 'pa11y';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer';
import { projectFolder } from '../src/kernel/project.js';
import { axeFaults } from './browser/inspect.js';
import { findChromium } from './chromium.js';
import { openGallery } from './gallery-server.js';
import { freePort } from './postgres.js';

const tenPages = [
  'sign-in',
  'sign-in-error',
  'activation-1',
  'activation-3',
  'home',
  'account',
  'children',
  'grouping-start',
  'grouping-check',
  'grouping-done',
];
const sixPages = ['sign-in', 'activation-1', 'home', 'account', 'grouping-check', 'grouping-done'];
/** Lighthouse's marks, at least. Robots are kept out of the site on purpose: search engines are not asked. */
const least = { performance: 0.95, accessibility: 1, 'best-practices': 0.95 } as const;

const found = findChromium();
if ('missing' in found) throw new Error(found.missing);
const launch = { executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] };
const gallery = await openGallery(await freePort());
const faults: string[] = [];
const say = (text: string) => process.stdout.write(`${text}\n`);

const browser = await chromium.launch(launch);
for (const locale of ['fr', 'ar'] as const)
  for (const width of [360, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: 740 } });
    for (const name of gallery.names(locale)) {
      await page.goto(gallery.url(name, locale));
      for (const fault of await axeFaults(page)) faults.push(`axe: ${name}, ${locale}, ${width} px: ${fault}`);
    }
    await page.close();
  }
await browser.close();
say(`axe: ${faults.length} faults`);

const second = await puppeteer.launch(launch);
// What is hidden from everybody is no control: the identifier beside a new password, for password managers.
for (const name of tenPages) {
  const { issues } = await pa11y(gallery.url(name), {
    browser: second,
    standard: 'WCAG2AA',
    runners: ['htmlcs'],
    hideElements: '[hidden]',
  });
  for (const issue of issues) faults.push(`pa11y: ${name}: ${issue.code}: ${issue.context}`);
}
say(`with pa11y: ${faults.length}`);

for (const name of sixPages) {
  const page = await second.newPage();
  const result = await lighthouse(gallery.url(name), { onlyCategories: Object.keys(least) }, undefined, page);
  for (const [category, mark] of Object.entries(least)) {
    const given = result?.lhr.categories[category]?.score ?? 0;
    say(`Lighthouse: ${name}: ${category} ${given}`);
    if (given < mark) faults.push(`Lighthouse: ${name}: ${category} ${given}, at least ${mark}`);
  }
  await page.close();
}
await second.close();
gallery.close();

const require = createRequire(import.meta.url);
const tools = ['axe-core', 'pa11y', 'lighthouse', 'html-validate'].map(
  (name) => `${name} ${(require(`${name}/package.json`) as { version: string }).version}`,
);
const report = { day: new Date().toISOString().slice(0, 10), pages: gallery.names().length, faults, tools };
writeFileSync(new URL('docs/accessibility.json', projectFolder), `${JSON.stringify(report, null, 2)}\n`);
for (const fault of faults) say(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
