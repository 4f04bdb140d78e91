// What a parents' page weighs as it is served, and when a slow telephone first draws it.
import type { FastifyInstance } from 'fastify';
import { chromium } from 'playwright-core';
import { createApp } from '../src/app.js';
import { openPages, portalPages, signInBigFamily } from '../test/big-family.js';
import { findChromium } from '../test/chromium.js';
import { makeDeps } from '../test/harness.js';
import { freePort } from '../test/postgres.js';
import { type Weight, weigh } from '../test/weight.js';
import { median } from './load.js';

async function withFamily<Result>(work: (app: FastifyInstance, cookie: string) => Promise<Result>): Promise<Result> {
  const deps = await makeDeps({ now: new Date().toISOString() });
  const app = await createApp(deps);
  try {
    return await work(app, await signInBigFamily(deps, app));
  } finally {
    await app.close();
  }
}

export const weighPages = (): Promise<Weight[]> =>
  withFamily(async (app, cookie) => {
    const weights: Weight[] = [];
    for (const path of openPages) weights.push(await weigh(app, path, ''));
    for (const path of portalPages) weights.push(await weigh(app, path, cookie));
    return weights;
  });

/** 400 kbit a second, 400 ms there and back, a processor four times slower. */
const slowNetwork = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const slowProcessor = { rate: 4 };
const rounds = 5;

export type Paint = { readonly path: string; readonly firstVisit: number; readonly after: number };

/** Milliseconds to the first words on the screen: with nothing in store, then with the style and the script kept. */
export async function paintPages(): Promise<Paint[]> {
  const found = findChromium();
  if ('missing' in found) throw new Error(found.missing);
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    return await withFamily(async (app, cookie) => {
      const port = await freePort();
      await app.listen({ port, host: '127.0.0.1' });
      const site = `http://127.0.0.1:${port}`;
      const paints: Paint[] = [];
      for (const path of ['/connexion', '/activation', '/accueil', '/mon-compte', '/mon-compte/enfants']) {
        const seen: { readonly first: number; readonly after: number }[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
          const jar = cookie.split('; ').map((one) => one.split('=') as [string, string]);
          if (!path.startsWith('/conn'))
            await context.addCookies(jar.map(([name, value]) => ({ name, value, url: site })));
          const page = await context.newPage();
          const tools = await context.newCDPSession(page);
          await tools.send('Network.enable');
          await tools.send('Network.emulateNetworkConditions', slowNetwork);
          await tools.send('Emulation.setCPUThrottlingRate', slowProcessor);
          const paint = async (): Promise<number> => {
            await page.goto(site + path, { waitUntil: 'load' });
            const words = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
            await page.waitForFunction(words);
            return Number(await page.evaluate(words));
          };
          seen.push({ first: await paint(), after: await paint() });
          await context.close();
        }
        paints.push({
          path,
          firstVisit: median(seen.map(({ first }) => first)),
          after: median(seen.map(({ after }) => after)),
        });
      }
      return paints;
    });
  } finally {
    await browser.close();
  }
}
