// What must hold of every page, looked for by the browser itself. Each check answers what is wrong, in words; nothing
// is what it should answer.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA, the tests of the RGAA, good habits; contrast at 7:1 beside. */
export const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4', 'best-practice'] as const;
const axeOptions = { runOnly: axeTags, rules: { 'color-contrast-enhanced': { enabled: true } } };
const contrastOnly = { runOnly: { type: 'rule', values: ['color-contrast', 'color-contrast-enhanced'] } };

/** Runs a script in the page. It is given as text, because this file knows nothing of the browser's own types. */
const inPage = async (page: Page, script: string): Promise<readonly string[]> =>
  (await page.evaluate(script)) as readonly string[];

async function axe(page: Page, options: unknown): Promise<readonly string[]> {
  if ((await page.evaluate("typeof axe === 'undefined'")) === true) await page.evaluate(axeSource);
  return await inPage(
    page,
    `axe.run(document, { ...${JSON.stringify(options)}, resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')))`,
  );
}

export const axeFaults = (page: Page): Promise<readonly string[]> => axe(page, axeOptions);
export const contrastFaults = (page: Page): Promise<readonly string[]> => axe(page, contrastOnly);

/** One h1, a title that tells of a failure first, and nothing that can be pressed without effect. */
export const structureFaults = (page: Page): Promise<readonly string[]> =>
  inPage(
    page,
    `(() => {
      const faults = [];
      const all = (what) => [...document.querySelectorAll(what)];
      if (all('h1').length !== 1) faults.push('h1: ' + all('h1').length);
      if (document.title.trim() === '') faults.push('no title');
      const failed = all('.errors, .alert.bad').length > 0;
      const says = /^(Erreur|خطأ|Error)/.test(document.title);
      if (failed && !says) faults.push('the title does not tell of the failure: ' + document.title);
      for (const one of all('button')) {
        if (!one.checkVisibility()) continue;
        const works = one.type === 'submit' ? one.form !== null : one.matches('[data-show], [data-print], [data-idle] *, [data-prove] *');
        if (!works) faults.push('a button without effect: ' + one.outerHTML);
      }
      for (const one of all('body *')) {
        const acts = one.matches('a[href], button, summary, input, select, textarea, label');
        const inside = one.closest('a[href], button, summary, label') !== null;
        if (!acts && !inside && getComputedStyle(one).cursor === 'pointer') faults.push('looks like a button: ' + one.outerHTML.slice(0, 160));
        if (one.matches('a:not([href])')) faults.push('a link to nowhere: ' + one.outerHTML);
      }
      for (const table of all('table')) {
        if (table.querySelector('th[scope=col]') === null || table.caption === null) faults.push('a table without heads or caption');
      }
      return faults;
    })()`,
  );

/** What a finger must hit is 44 px high, unless it stands in a sentence. */
export const targetFaults = (page: Page): Promise<readonly string[]> =>
  inPage(
    page,
    `[...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
      .filter((one) => one.checkVisibility() && !one.closest('p, .errors') && !one.classList.contains('skip'))
      .map((one) => ({ one, box: (one.closest('label') ?? one).getBoundingClientRect() }))
      .filter(({ box }) => box.height < 44 || box.width < 24)
      .map(({ one, box }) => 'small target, ' + Math.round(box.width) + ' × ' + Math.round(box.height) + ': ' + one.outerHTML.slice(0, 160))`,
  );

/** A run of Latin words in a line that runs from the right must keep its own order, and say that it is French. */
export const directionFaults = (page: Page): Promise<readonly string[]> =>
  inPage(
    page,
    `(() => {
      const faults = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const apart = node.parentElement.closest('[dir=ltr], [lang]:not(html), bdi, svg, script');
        if (apart !== null && apart !== document.documentElement) continue;
        const isolate = /[\\u2066-\\u2068][^\\u2066-\\u2069]*\\u2069/g;
        let text = node.data.replace(/[\\w.-]+\\.(fr|org)/g, '');
        while (isolate.test(text)) text = text.replace(isolate, '');
        for (const run of text.match(/[\\dA-Za-zÀ-ÿ][^\\u0600-\\u06ff]*/g) ?? [])
          if (/[A-Za-zÀ-ÿ]\\S*[\\s–]+[A-Za-zÀ-ÿ\\d]|\\d[^A-Za-zÀ-ÿ]*[A-Za-zÀ-ÿ]/.test(run.replace(/^([A-Za-zÀ-ÿ])\\S*/, '$1'))) faults.push('would be re-ordered: ' + run.trim());
      }
      return faults;
    })()`,
  );

const beyond = (what: string) => `(() => {
  const beyond = document.documentElement.scrollWidth - innerWidth;
  if (beyond <= 0) return [];
  const wide = [...document.querySelectorAll('body *')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5) && one.checkVisibility();
  }).at(-1);
  return ['scrolls ' + beyond + ' px sideways ${what}: ' + wide?.outerHTML.slice(0, 160)];
})()`;

const cut = (what: string) => `[...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && !one.matches('.unseen, .skip, input, textarea, select, svg, svg *, .steps *'))
  .filter((one) => /hidden|clip/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 2)
  .map((one) => 'cut ${what}: ' + one.outerHTML.slice(0, 160))`;

const spaced = `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}`;

/** No scroll sideways and nothing cut at 320 px, with doubled text, and with the spaces of WCAG 1.4.12. */
export async function reflowFaults(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  const height = page.viewportSize()?.height ?? 640;
  await page.setViewportSize({ width: 320, height });
  faults.push(...(await inPage(page, beyond('at 320 px'))));
  await page.evaluate(spaced);
  faults.push(
    ...(await inPage(page, beyond('at 320 px with wide spaces'))),
    ...(await inPage(page, cut('by wide spaces'))),
  );
  await page.evaluate('document.adoptedStyleSheets = []');
  await page.setViewportSize({ width: 640, height });
  await page.evaluate("document.documentElement.style.setProperty('font-size', '225%')");
  faults.push(
    ...(await inPage(page, beyond('at 640 px with doubled text'))),
    ...(await inPage(page, cut('by doubled text'))),
  );
  await page.evaluate("document.documentElement.removeAttribute('style')");
  return faults;
}

const tabbable = `(() => {
  const radios = new Set();
  return [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')].filter((one) => {
    if (!one.checkVisibility() || one.disabled || one.type === 'hidden' || one.tabIndex < 0) return false;
    const details = one.closest('details:not([open])');
    if (details !== null && one.closest('summary') === null) return false;
    if (one.type !== 'radio') return true;
    const group = [...document.querySelectorAll('input[type=radio]')].filter((other) => other.name === one.name && other.form === one.form);
    return one === (group.find((other) => other.checked) ?? group[0]);
  });
})()`;

/** Tab goes through the page in the order of its text, is seen wherever it stands, and leaves at the end. */
export async function keyboardFaults(page: Page): Promise<readonly string[]> {
  const count = Number(
    await page.evaluate(`(window.stops = ${tabbable}, stops[0].focus(), scrollTo(0, 0), stops.length)`),
  );
  for (let index = 0; index < count; index += 1) {
    // A date is several stops of the browser's own (day, month, year, calendar): there Tab may have to be pressed again.
    for (let part = 0; part < 5; part += 1) {
      const fault = (await page.evaluate(`(() => {
        const one = document.activeElement, wanted = stops[${index}];
        const words = (node) => node.outerHTML.slice(0, 120);
        if (${index > 0 && part < 4} && one === stops[${index - 1}] && one.type === 'date') return 'again';
        if (one !== wanted) return 'Tab stands on ' + words(one) + ' instead of ' + words(wanted);
        const style = getComputedStyle(one), box = one.getBoundingClientRect();
        if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return 'no ring around ' + words(one);
        if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return 'out of sight: ' + words(one);
        const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
        const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2);
        const on = document.elementFromPoint(x, y);
        if (on !== null && !one.contains(on) && !on.contains(one) && on.closest('label')?.control !== one) return 'hidden by ' + words(on) + ': ' + words(one);
        return '';
      })()`)) as string;
      if (fault !== '' && fault !== 'again') return [fault];
      await page.keyboard.press('Tab');
      if (fault === '') break;
    }
  }
  const held = await page.evaluate('document.activeElement === stops.at(-1) && stops.length > 1');
  return held === true ? ['Tab is held at the end'] : [];
}

/**
 * In the colours of the reader's own system fills are gone: what is pressed or filled in keeps an edge, a line or a drawing,
 * and a drawing is not of the colour of its ground. Words are the browser's own affair there: axe reads the page's colours.
 */
export const forcedColourFaults = (page: Page): Promise<readonly string[]> =>
  inPage(
    page,
    `(() => {
      const faults = [];
      const words = (one) => one.outerHTML.slice(0, 160);
      const edged = (one) => {
        const style = getComputedStyle(one);
        return ['Top', 'Right', 'Bottom', 'Left'].some((side) =>
          style['border' + side + 'Style'] !== 'none' && parseFloat(style['border' + side + 'Width']) >= 1) ||
          (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1);
      };
      const seen = (what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility());
      // A box may hold a field and its button together; a button that looks like a link has its line, or a drawing.
      const linked = (one) => one.querySelector('svg') !== null ||
        [one, ...one.children].some((part) => getComputedStyle(part).textDecorationLine.includes('underline'));
      for (const one of seen('button, .button, input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea'))
        if (!edged(one) && !edged(one.parentElement) && !(one.matches('button') && linked(one))) faults.push('no edge in forced colours: ' + words(one));
      const ground = document.body.appendChild(document.createElement('p'));
      ground.style.backgroundColor = 'Canvas';
      const canvas = getComputedStyle(ground).backgroundColor;
      ground.remove();
      const isDrawn = (one) => {
        const { fill, stroke } = getComputedStyle(one);
        return [fill, stroke].some((colour) => colour !== 'none' && colour !== canvas);
      };
      for (const one of seen('svg'))
        if (![...one.querySelectorAll('path, line, circle, rect, polyline, polygon, ellipse, text')].some(isDrawn))
          faults.push('a drawing in the colour of its ground: ' + words(one));
      return faults;
    })()`,
  );

/** On paper: words, no menu, no ring, nothing to press. */
export async function printFaults(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ media: 'print' });
  const faults = await inPage(
    page,
    `[...document.querySelectorAll('.top, .side, .rail, .skip, footer, button, .button, .steps, .idle')]
      .filter((one) => one.checkVisibility())
      .map((one) => 'printed: ' + one.outerHTML.slice(0, 160))`,
  );
  await page.emulateMedia({ media: 'screen' });
  return faults;
}
