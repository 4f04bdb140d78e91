// Serves the sample pages and their assets on loopback, under the site's own policy, for pictures and browser tests.
import { createServer } from 'node:http';
import { isLocale, type Locale } from '../src/kernel/locale.js';
import { assetAnswer, assets } from '../src/web/assets.js';
import { renderPage } from '../src/web/render.js';
import { samplesIn } from './gallery-pages.js';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export type Gallery = {
  /** The samples of a language: in French those of the school's desk too. */
  readonly names: (locale?: Locale) => readonly string[];
  readonly html: (name: string, locale?: Locale) => string;
  readonly url: (name: string, locale?: Locale) => string;
  readonly close: () => void;
};

/** `more` are pages of a test's own, beside the samples. */
export async function openGallery(port: number, more: Readonly<Record<string, string>> = {}): Promise<Gallery> {
  const files = new Map(assets().map((asset) => [asset.path, asset]));
  const find = (name: string, locale: Locale): string | undefined => {
    const make = samplesIn(locale)[name];
    return make === undefined ? more[name] : renderPage(make());
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const file = files.get(path);
    const [, locale = '', name = ''] = path.split('/');
    const html = isLocale(locale) ? find(name, locale) : undefined;
    if (file !== undefined) {
      const { headers, body } = assetAnswer(file, '');
      // A sample stays to be looked at: scripts that would carry it away, or ask how a job goes, are served empty.
      response.writeHead(200, headers).end(/\/(carried|desk)\.js$/.test(path) ? '' : body);
    } else if (html !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
      response.end(html);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    names: (locale = 'fr') => Object.keys(samplesIn(locale)),
    html: (name, locale = 'fr') => {
      const html = find(name, locale);
      if (html === undefined) throw new Error(`no sample page ${name}`);
      return html;
    },
    url: (name, locale = 'fr') => `http://127.0.0.1:${port}/${locale}/${name}`,
    close: () => server.close(),
  };
}
