// How each language is named and written. French is the reference: a page in another language falls back on it.

import type { Locale } from '../kernel/locale.js';

export { isLocale, type Locale } from '../kernel/locale.js';
export type Direction = 'ltr' | 'rtl';

type Language = {
  readonly locale: Locale;
  /** The language's name in itself, as its own readers look for it. */
  readonly ownName: string;
  /** What fits beside the name in a phone's header. */
  readonly short: string;
  readonly dir: Direction;
};

export const languages: readonly Language[] = [
  { locale: 'fr', ownName: 'Français', short: 'FR', dir: 'ltr' },
  { locale: 'en', ownName: 'English', short: 'EN', dir: 'ltr' },
  { locale: 'ar', ownName: 'العربية', short: 'ع', dir: 'rtl' },
  { locale: 'zh-Hans', ownName: '中文', short: '中文', dir: 'ltr' },
  { locale: 'pt', ownName: 'Português', short: 'PT', dir: 'ltr' },
  { locale: 'ru', ownName: 'Русский', short: 'РУ', dir: 'ltr' },
  { locale: 'tr', ownName: 'Türkçe', short: 'TR', dir: 'ltr' },
];

export const defaultLocale: Locale = 'fr';

export function languageOf(locale: Locale): Language {
  const found = languages.find((language) => language.locale === locale);
  if (found === undefined) throw new Error(`unknown locale ${locale}`);
  return found;
}

/** How the language writes days, lists and numbers: European forms, and digits that a telephone or an identifier has. */
const written: Readonly<Partial<Record<Locale, string>>> = { en: 'en-GB', pt: 'pt-PT', ar: 'ar-u-nu-latn' };

export function writtenAs(locale: Locale): string {
  return written[locale] ?? locale;
}
