import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { openGallery } from './gallery-server.js';
const out='/tmp/languages-shots/'; mkdirSync(out,{recursive:true});
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] });
const gallery = await openGallery(31799, h=>h);
const names = process.argv.length>2 ? process.argv.slice(2) : gallery.names.filter(n=>!n.startsWith('desk'));
for (const [d,width,height] of [['phone',360,640],['desktop',1280,800]]) {
  if (process.env.ONLY && process.env.ONLY!==d) continue;
  const page = await browser.newPage({ viewport: { width, height } });
  for (const n of names) { await page.goto(gallery.url(n)); await page.screenshot({ path: `${out}${n}-${d}.png`, fullPage: true });
    const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth); if (over) console.log('overflow', n, d); }
  await page.close();
}
console.log(names.join(' '));
await browser.close(); gallery.close(); process.exit(0);
