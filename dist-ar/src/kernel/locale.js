// The languages that Fratrie may speak to parents.
export const locales = ['fr', 'en', 'ar', 'zh-Hans', 'pt', 'ru', 'tr'];
export function isLocale(text) {
    return locales.some((locale) => locale === text);
}
