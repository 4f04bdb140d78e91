// The words of the parents' pages: one ICU message a key, one JSON file a language, read once.
import { readdirSync, readFileSync } from 'node:fs';
import { projectFolder } from '../kernel/project.js';
import { frenchTypography } from './french.js';
import { isLocale, type Locale } from './locales.js';
import type { Messages } from './messages.generated.js';

export type MessageKey = keyof Messages;
export type Catalogue = ReadonlyMap<string, string>;

const folder = new URL('messages/', projectFolder);
let catalogues: ReadonlyMap<Locale, Catalogue> | undefined;

/** The catalogue of every language that has a file under messages/. */
export function loadMessages(): ReadonlyMap<Locale, Catalogue> {
  catalogues ??= new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        const locale = name.slice(0, -'.json'.length);
        if (!isLocale(locale)) throw new Error(`messages/${name}: no language of that name`);
        return [locale, readCatalogue(name, locale)] as const;
      }),
  );
  return catalogues;
}

function readCatalogue(name: string, locale: Locale): Catalogue {
  const entries = Object.entries(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<string, string>);
  return new Map(locale === 'fr' ? entries.map(([key, text]) => [key, frenchTypography(text)]) : entries);
}
