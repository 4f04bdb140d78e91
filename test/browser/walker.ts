// A person with a keyboard and nothing else at a real browser: Tab, Enter, Space, typing. On every page where he
// arrives, what must hold of all pages is checked: axe, title, one h1, no scroll sideways, a visible focus, and not a
// word on the browser's console.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Download, Page } from 'playwright-core';
import { plain } from '../visitor.js';

export type WalkerOptions = {
  readonly site: string;
  readonly width: number;
  readonly height: number;
  readonly javaScript: boolean;
};

export type Walker = {
  readonly page: Page;
  /** Types an address. */
  readonly visit: (path: string) => Promise<void>;
  /** Goes on with Tab to the link, button or field of these words (as they begin), and is seen to stand there. */
  readonly tabTo: (words: string) => Promise<void>;
  /** Goes to a link or a button, presses Enter there, and waits for the next page. */
  readonly press: (words: string) => Promise<void>;
  /** On a telephone the desk's menu is behind a link; on a computer it is in sight. */
  readonly openMenu: () => Promise<void>;
  /** Presses Enter where he stands: a field sends its form. */
  readonly enter: () => Promise<void>;
  /** Presses a button that answers a file. */
  readonly download: (words: string) => Promise<Download>;
  readonly type: (label: string, text: string) => Promise<void>;
  /** Goes to the next radio buttons and chooses this one. */
  readonly choose: (label: string) => Promise<void>;
  /** The page must be this one, and be sound. `failed`: it tells an error, which has the focus. */
  readonly stands: (heading: string, failed?: boolean) => Promise<void>;
  readonly words: () => Promise<string>;
  /** Keeps a picture, when they are asked for: of a telephone when its name says so, else of a computer. `whole` takes
   *  what lies under the screen's edge too. */
  readonly picture: (name: string, whole?: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
};

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4', 'best-practice'];

const pictures = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));

/** Where pictures for the README go, when FRATRIE_PICTURES=1 asks for them; then `mogrify -colors 128` thins them. */
export function picturePath(name: string): string | undefined {
  if (process.env.FRATRIE_PICTURES !== '1') return undefined;
  mkdirSync(pictures, { recursive: true });
  return `${pictures}${name}.png`;
}

/** What the focus stands on, in the words of a screen reader, and whether a person sees it there. */
const focused = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return { words: '', seen: true, radio: false };
  const label = one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { words: label, seen: ring && inside, radio: one.type === 'radio' };
})()`;

export async function openWalker(browser: Browser, options: WalkerOptions): Promise<Walker> {
  const { site, width, height, javaScript } = options;
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: javaScript,
    locale: 'fr-FR',
    deviceScaleFactor: width < 600 && picturePath('') !== undefined ? 2 : 1,
  });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    // The browser itself writes down that a form was refused: that is what our pages answer.
    const refusal = /the server responded with a status of 422/.test(message.text());
    if (message.type() === 'error' && !refusal) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));

  type Focus = { readonly words: string; readonly seen: boolean; readonly radio: boolean };

  async function moveTo(key: 'Tab' | 'ArrowDown', what: string, there: (focus: Focus) => boolean): Promise<void> {
    const passed = new Set<string>();
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press(key);
      const here = (await page.evaluate(focused)) as Focus;
      const words = plain(here.words);
      assert.ok(here.seen, `the focus on « ${words} » cannot be seen on ${page.url()}`);
      if (there({ ...here, words })) return;
      passed.add(words);
    }
    assert.fail(`${key} does not reach ${what} on ${page.url()}; it passes: ${[...passed].join(' | ')}`);
  }

  const tabTo = (words: string) => moveTo('Tab', `« ${words} »`, (focus) => focus.words.startsWith(words));

  async function enter(): Promise<void> {
    const next = page.waitForEvent('domcontentloaded');
    await page.keyboard.press('Enter');
    await next;
    await page.waitForLoadState('load');
  }

  async function beyond(what: string): Promise<void> {
    const pixels = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
    assert.ok(pixels <= 0, `${page.url()} scrolls ${pixels} px sideways ${what}`);
  }

  async function stands(heading: string, failed = false): Promise<void> {
    assert.deepEqual((await page.locator('h1').allTextContents()).map(plain), [heading]);
    const title = plain(await page.title());
    assert.ok(title.includes(heading), `title of ${page.url()}: ${title}`);
    assert.equal(title.startsWith('Erreur'), failed, `title of ${page.url()}: ${title}`);
    if (failed && javaScript)
      assert.ok(
        await page.evaluate("document.activeElement.matches('.errors, [data-focus]')"),
        'the error has the focus',
      );
    await beyond(`at ${width} px`);
    if (javaScript) {
      // Legacy: without a page of its own for each analysis; ours have no frames.
      const builder = new AxeBuilder({ page }).setLegacyMode(true).withTags(rules);
      const { violations } = await builder
        .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
        .analyze();
      const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
      assert.deepEqual(told, [], `${page.url()} at ${width} px`);
    }
    if (!new URL(page.url()).pathname.startsWith('/ecole')) await narrow();
    assert.deepEqual(said, [], page.url());
  }

  /** A parent's page bears a small screen, and text of twice the size on a middling one. */
  async function narrow(): Promise<void> {
    await page.setViewportSize({ width: 320, height });
    await beyond('at 320 px');
    await page.setViewportSize({ width: 640, height });
    await page.evaluate("document.documentElement.style.setProperty('font-size', '225%')");
    await beyond('at 640 px with doubled text');
    await page.evaluate("document.documentElement.removeAttribute('style')");
    await page.setViewportSize({ width, height });
  }

  return {
    page,
    tabTo,
    openMenu: async () => {
      if (!(await page.locator('.open-menu').isVisible())) return;
      await tabTo('Menu');
      await page.keyboard.press('Enter');
    },
    enter,
    press: async (words) => {
      await tabTo(words);
      await enter();
    },
    stands,
    visit: async (path) => {
      await page.goto(site + path);
    },
    download: async (words) => {
      await tabTo(words);
      const file = page.waitForEvent('download');
      await page.keyboard.press('Enter');
      return await file;
    },
    type: async (label, text) => {
      await tabTo(label);
      await page.keyboard.type(text);
    },
    choose: async (label) => {
      await moveTo('Tab', 'a radio button', (focus) => focus.radio);
      await moveTo('ArrowDown', `« ${label} »`, (focus) => focus.words.startsWith(label));
    },
    words: async () => plain(String(await page.evaluate('document.body.innerText'))),
    picture: async (name, whole = true) => {
      const path = picturePath(name);
      if (path === undefined || !javaScript || name.endsWith('-phone') !== width < 600) return;
      await page.evaluate('document.activeElement?.blur(); scrollTo(0, 0)');
      await page.screenshot({ path, fullPage: whole });
    },
    close: async () => {
      assert.deepEqual(said, []);
      await context.close();
    },
  };
}
