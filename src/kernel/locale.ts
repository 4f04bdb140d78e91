// The languages that Fratrie may speak to parents.

export const locales = ['fr', 'en', 'ar', 'zh-Hans', 'pt', 'ru', 'tr'] as const;

export type Locale = (typeof locales)[number];

export function isLocale(text: string): text is Locale {
  return locales.some((locale) => locale === text);
}
