// The words of the parents' pages: one ICU message a key, one JSON file a language, read once; and, beside each
// translation, who has read it: nobody but its writer (draft), or somebody whose language it is (checked).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { projectFolder } from '../kernel/project.js';
import { frenchTypography } from './french.js';
import { defaultLocale, isLocale, type Locale, languages } from './locales.js';
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
        return [locale, readCatalogue(locale)] as const;
      }),
  );
  return catalogues;
}

/** The languages that a reader may choose, in the order of the menu. */
export function spokenLanguages(): readonly Locale[] {
  return languages.map(({ locale }) => locale).filter((locale) => loadMessages().has(locale));
}

/** The language of a cookie, of an address or of an account, when the site speaks it. */
export function spokenLanguage(text: string | undefined): Locale | undefined {
  return text !== undefined && isLocale(text) && loadMessages().has(text) ? text : undefined;
}

function readCatalogue(locale: Locale): Catalogue {
  const entries = Object.entries(readWritten(locale));
  return new Map(locale === 'fr' ? entries.map(([key, text]) => [key, frenchTypography(text)]) : entries);
}

/** A catalogue as it stands in its file. */
export function readWritten(locale: Locale): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL(`${locale}.json`, folder), 'utf8')) as Record<string, string>;
}

export type TranslationState = {
  readonly state: 'draft' | 'checked';
  /** Digests of the French text that was translated, and of its translation. */
  readonly french: string;
  readonly own: string;
};

/** messages/state/LOCALE.json: for each key « draft » or « checked », and the two digests. */
export const stateFile = (locale: Locale): URL => new URL(`state/${locale}.json`, folder);

export function readStates(locale: Locale): Map<string, TranslationState> {
  const file = stateFile(locale);
  if (!existsSync(file)) return new Map();
  const entries = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  return new Map(
    entries.map(([key, text]) => {
      const [state, french = '', own = ''] = text.split(' ');
      return [key, { state: state === 'checked' ? 'checked' : 'draft', french, own }];
    }),
  );
}

/** True while some message of the language was not checked by a reader of it. */
export function isDraft(locale: Locale): boolean {
  if (locale === defaultLocale) return false;
  const states = readStates(locale);
  return [...(loadMessages().get(locale)?.keys() ?? [])].some((key) => states.get(key)?.state !== 'checked');
}
