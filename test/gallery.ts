// npm run -s build && node dist/test/gallery.js [NAME…]: every sample page as HTML and pictures under gallery/, at 360 and
// 1280 px, light and dark, to be looked at by people.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { assetAnswer, assets } from '../src/web/assets.js';
import { renderPage } from '../src/web/render.js';
import { samples } from './gallery-pages.js';

const out = new URL('../../gallery/', import.meta.url);
mkdirSync(out, { recursive: true });

const wanted = process.argv.slice(2);
const pages = new Map(
  Object.entries(samples)
    .filter(([name]) => wanted.length === 0 || wanted.includes(name))
    .map(([name, make]) => [name, renderPage(make())]),
);
const files = new Map(assets().map((asset) => [asset.path, asset]));
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'";

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const file = files.get(path);
  if (file !== undefined) {
    const { headers, body } = assetAnswer(file, '');
    response.writeHead(200, headers).end(body);
    return;
  }
  const html = pages.get(path.slice(1));
  response
    .writeHead(html === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    })
    .end(html);
});
await new Promise<void>((listening) => server.listen(31780, '127.0.0.1', listening));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
});
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, width, height] of [
    ['phone', 360, 640],
    ['desktop', 1280, 800],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    page.on('console', (message) => process.stdout.write(`${message.type()}: ${message.text()}\n`));
    for (const [name, html] of pages) {
      await page.goto(`${base}/${name}`);
      await page.screenshot({ path: new URL(`${name}-${device}-${colorScheme}.png`, out).pathname, fullPage: true });
      if (device === 'phone' && colorScheme === 'light') writeFileSync(new URL(`${name}.html`, out), html);
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (Number(wide) > 0) process.stdout.write(`${name} at ${width} px scrolls sideways by ${wide} px\n`);
    }
    await context.close();
  }
}
await browser.close();
server.close();
process.stdout.write(`${pages.size} pages in ${out.pathname}\n`);
