// The languages that Fratrie may speak to parents. French is the reference: a page in another language falls back on it.

export type Locale = 'fr' | 'en' | 'ar' | 'zh-Hans' | 'pt' | 'ru' | 'tr';
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
  { locale: 'ar', ownName: 'العربية', short: 'AR', dir: 'rtl' },
  { locale: 'zh-Hans', ownName: '中文', short: '中文', dir: 'ltr' },
  { locale: 'pt', ownName: 'Português', short: 'PT', dir: 'ltr' },
  { locale: 'ru', ownName: 'Русский', short: 'RU', dir: 'ltr' },
  { locale: 'tr', ownName: 'Türkçe', short: 'TR', dir: 'ltr' },
];

export const defaultLocale: Locale = 'fr';

export function languageOf(locale: Locale): Language {
  const found = languages.find((language) => language.locale === locale);
  if (found === undefined) throw new Error(`unknown locale ${locale}`);
  return found;
}

export function isLocale(text: string): text is Locale {
  return languages.some((language) => language.locale === text);
}
