// npm run -s build && node dist/test/gallery.js [NAME…]: every sample page as HTML and pictures under gallery/, at 360
// and 1280 px, light, dark and right to left, to be looked at by people.
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.js';
import { openGallery } from './gallery-server.js';
const out = new URL('../../gallery/', import.meta.url);
mkdirSync(out, { recursive: true });
const found = findChromium();
if ('missing' in found)
    throw new Error(found.missing);
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] });
const looks = [
    { look: 'light', port: 31780, colorScheme: 'light', change: (html) => html },
    { look: 'dark', port: 31781, colorScheme: 'dark', change: (html) => html },
    {
        look: 'rtl',
        port: 31782,
        colorScheme: 'light',
        change: (html) => html.replace('<html lang="fr" dir="ltr"', '<html lang="fr" dir="rtl"'),
    },
];
for (const { look, port, colorScheme, change } of looks) {
    const gallery = await openGallery(port, change);
    const wanted = process.argv.length > 2 ? process.argv.slice(2) : gallery.names;
    for (const [device, width, height] of [
        ['phone', 360, 640],
        ['desktop', 1280, 800],
    ]) {
        const page = await browser.newPage({ viewport: { width, height }, colorScheme });
        for (const name of wanted) {
            await page.goto(gallery.url(name));
            await page.screenshot({ path: new URL(`${name}-${device}-${look}.png`, out).pathname, fullPage: true });
            if (look === 'light')
                writeFileSync(new URL(`${name}.html`, out), gallery.html(name));
        }
        await page.close();
    }
    gallery.close();
}
await browser.close();
process.stdout.write(`pictures in ${out.pathname}\n`);
