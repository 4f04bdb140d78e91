// npm run gallery [-- NAME…]: every sample page (or those whose names begin so) as pictures under gallery/, and a sheet
// of them all, gallery/index.html, to be looked at by people: in French and Arabic on a telephone and on a computer;
// a few of them also in the dark and with the colours that a person forces.
import { mkdirSync, writeFileSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { Locale } from '../src/kernel/locale.js';
import { findChromium } from './chromium.js';
import { type Gallery, openGallery } from './gallery-server.js';
import { freePort } from './postgres.js';

const out = new URL('../../gallery/', import.meta.url);
const devices = { phone: { width: 360, height: 640 }, desktop: { width: 1280, height: 800 } } as const;
type Device = keyof typeof devices;
type Look = 'light' | 'dark' | 'forced';
type Shot = { readonly name: string; readonly locale: Locale; readonly device: Device; readonly look: Look };

/** What is looked at in every light. */
const inEveryLook = [
  'sign-in',
  'sign-in-error',
  'home',
  'account-full',
  'children',
  'grouping-check',
  'grouping-done',
  'desk-list',
  'desk-first-page',
];

const fileOf = ({ name, locale, device, look }: Shot): string =>
  `${name}-${device}-${locale}${look === 'light' ? '' : `-${look}`}.png`;

function shotsOf(gallery: Gallery, wanted: readonly string[]): Shot[] {
  const shots: Shot[] = [];
  for (const locale of ['fr', 'ar'] as const)
    for (const name of gallery.names(locale)) {
      if (wanted.length > 0 && !wanted.some((start) => name.startsWith(start))) continue;
      for (const device of ['phone', 'desktop'] as const) {
        shots.push({ name, locale, device, look: 'light' });
        if (locale === 'fr' && inEveryLook.includes(name))
          shots.push({ name, locale, device, look: 'dark' }, { name, locale, device, look: 'forced' });
      }
    }
  return shots;
}

async function take(browser: Browser, gallery: Gallery, shots: readonly Shot[]): Promise<void> {
  for (const device of ['phone', 'desktop'] as const)
    for (const look of ['light', 'dark', 'forced'] as const) {
      const page = await browser.newPage({
        viewport: devices[device],
        colorScheme: look === 'dark' ? 'dark' : 'light',
        forcedColors: look === 'forced' ? 'active' : 'none',
      });
      for (const shot of shots.filter((one) => one.device === device && one.look === look)) {
        await page.goto(gallery.url(shot.name, shot.locale));
        await page.screenshot({ path: new URL(fileOf(shot), out).pathname, fullPage: true });
      }
      await page.close();
    }
}

/** All pictures of a sample on one line, the samples under each other. */
function sheetOf(shots: readonly Shot[]): string {
  const names = [...new Set(shots.map((shot) => shot.name))];
  const rows = names.map((name) => {
    const pictures = shots
      .filter((shot) => shot.name === name)
      .map((shot) => `<a href="${fileOf(shot)}"><img loading="lazy" src="${fileOf(shot)}" alt="${fileOf(shot)}"></a>`);
    return `<h2 id="${name}">${name}</h2><div>${pictures.join('')}</div>`;
  });
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Gallery</title><style>
    body { font: 14px system-ui; background: #ddd } div { display: flex; gap: 12px; align-items: start; overflow-x: auto }
    img { max-height: 640px; background: #fff }</style><h1>${names.length} pages</h1>${rows.join('\n')}</html>`;
}

mkdirSync(out, { recursive: true });
const found = findChromium();
if ('missing' in found) throw new Error(found.missing);
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] });
const gallery = await openGallery(await freePort());
const shots = shotsOf(gallery, process.argv.slice(2));
await take(browser, gallery, shots);
writeFileSync(new URL('index.html', out), sheetOf(shots));
gallery.close();
await browser.close();
process.stdout.write(`${shots.length} pictures, on one sheet: ${new URL('index.html', out).pathname}\n`);
