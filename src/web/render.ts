// From a page's markup to the text that is sent.
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { frenchTypography } from '../i18n/french.js';

// Texts between tags, textareas apart: what a person typed there must come back as it was.
const textOfPage = /(<textarea[^>]*>[^<]*<)|>([^<]+)</g;

// A number stays on the line of what it counts; a year is not one (but for its « г. » in Russian), nor what follows a
// sign or a letter.
const counted = /(?<![\p{L}\d.,:/-])(\d{1,3}|\d{4}(?= г\.)) (?=\p{L})/gu;

/** The whole document. Pages get their no-break spaces here, so that the desk's may be written plainly. */
export function renderPage(page: VNode): string {
  const html = render(page);
  const set = html.startsWith('<html lang="fr"') ? frenchTypography : (text: string) => text;
  const text = (words: string): string => set(words).replace(counted, '$1\u00a0');
  return `<!doctype html>${html.replace(textOfPage, (whole, kept, words) => (kept === undefined ? `>${text(words)}<` : whole))}`;
}
