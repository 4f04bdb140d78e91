// What the script adds to a page, and what print and forced colours make of it, under the site's policy.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../chromium.js';
import { type Gallery, openGallery } from '../gallery-server.js';
import { freePort } from '../postgres.js';

let browser: Browser;
let gallery: Gallery;

before(async () => {
  browser = await launchChromium();
  gallery = await openGallery(await freePort());
});
after(async () => {
  gallery.close();
  await browser.close();
});

/** Runs `look` on a page of its own; a word of the browser's console about the policy or a missing file fails. */
async function withPage(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  await look(page);
  await context.close();
  assert.deepEqual(said, []);
}

test('a refused form takes the focus to its summary, and the summary leads to the field', async () => {
  await withPage({}, async (page) => {
    await page.goto(gallery.url('sign-in-error'));
    assert.equal(await page.evaluate('document.activeElement.className'), 'errors');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'identifier');
  });
});

test('a password is shown by keyboard, told to screen readers, and hidden again when it leaves', async () => {
  await withPage({}, async (page) => {
    await page.goto(gallery.url('sign-in'));
    await page.locator('#password').fill('quatre mots que j’aime');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('#password').getAttribute('type'), 'text');
    assert.equal(await page.locator('[role=status]').textContent(), 'Le mot de passe est affiché.');
    assert.equal(await page.locator('[data-show]').textContent(), 'Cacher');
    await page.evaluate("document.forms[0].addEventListener('submit', (event) => event.preventDefault())");
    await page.locator('button[type=submit]').click();
    assert.equal(await page.locator('#password').getAttribute('type'), 'password');
  });
});

test('without a script, nothing is offered that would need one', async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(gallery.url('sign-in'));
    assert.equal(await page.locator('[data-show]').isVisible(), false);
    await page.goto(gallery.url('grouping-done'));
    assert.equal(await page.locator('[data-print]').isVisible(), false);
    assert.equal(await page.locator('[data-idle]').isVisible(), false);
  });
});

test('a letter code falls into groups as it is typed; a paste and a correction are left alone until the field is left', async () => {
  await withPage({}, async (page) => {
    await page.goto(gallery.url('activation-1'));
    const code = page.locator('#code');
    await code.pressSequentially('7kq2m4xa9trd');
    assert.equal(await code.inputValue(), '7KQ2-M4XA-9TRD');
    await code.fill('7KQ2-M4XA');
    await page.evaluate("document.querySelector('#code').setSelectionRange(2, 2)");
    await page.keyboard.type('Z');
    assert.equal(await code.inputValue(), '7KZQ2-M4XA');
    await code.fill('');
    await page.evaluate("document.execCommand('insertText', false, '7kq2 m4xa 9trd')");
    assert.match(await code.inputValue(), /^7kq2 m4xa 9trd$|^7KQ2-M4XA-9TRD$/);
    await page.keyboard.press('Tab');
    assert.equal(await code.inputValue(), '7KQ2-M4XA-9TRD');
  });
});

test('a second press on the same button sends nothing', async () => {
  await withPage({}, async (page) => {
    let posts = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') posts += 1;
    });
    // Never answered: the page stays while its post is on the way.
    await page.route('**/mon-compte/regrouper/verifier', () => undefined);
    await page.goto(gallery.url('grouping-check'));
    const sent = page.waitForRequest('**/mon-compte/regrouper/verifier');
    const prevented = await page.evaluate(`new Promise((told) => {
      const button = document.querySelector('button[value=yes]');
      const prevented = [];
      document.forms[1].addEventListener('submit', (event) => prevented.push(event.defaultPrevented));
      for (const press of [1, 2, 3]) button.click();
      told(prevented);
    })`);
    await sent;
    assert.deepEqual(prevented, [false, true, true]);
    assert.equal(posts, 1);
  });
});

test('two minutes before the end a warning offers to stay; the session then goes on', async () => {
  await withPage({}, async (page) => {
    await page.clock.install();
    await page.goto(gallery.url('children'));
    const warning = page.locator('[data-idle]');
    await page.clock.runFor(27 * 60_000);
    assert.equal(await warning.isVisible(), false);
    await page.clock.runFor(61_000);
    assert.equal(await warning.isVisible(), true);
    await warning.getByRole('button').click();
    await warning.waitFor({ state: 'hidden' });
    await page.clock.runFor(29 * 60_000);
    assert.equal(await warning.isVisible(), true);
    await page.clock.runFor(2 * 60_000);
    assert.match((await warning.textContent()) ?? '', /Vous êtes déconnecté/);
  });
});

test('the receipt prints on one page, without menu nor buttons', async () => {
  await withPage({}, async (page) => {
    await page.goto(gallery.url('grouping-done'));
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.top', '.side', 'footer', '.buttons', '[data-print]'])
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    assert.equal(await page.locator('.facts').first().isVisible(), true);
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
  });
});

test('with forced colours, the account that stays and the one that closes still differ', async () => {
  await withPage({ forcedColors: 'active' }, async (page) => {
    await page.goto(gallery.url('grouping-check'));
    const edges = await page.evaluate(
      "[...document.querySelectorAll('.account')].map((one) => getComputedStyle(one).borderBlockStartStyle)",
    );
    assert.deepEqual(edges, ['solid', 'dashed']);
  });
});
