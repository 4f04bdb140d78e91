// How each language is named and written. French is the reference: a page in another language falls back on it.
export { isLocale } from '../kernel/locale.js';
export const languages = [
    { locale: 'fr', ownName: 'Français', short: 'FR', dir: 'ltr' },
    { locale: 'en', ownName: 'English', short: 'EN', dir: 'ltr' },
    { locale: 'ar', ownName: 'العربية', short: 'AR', dir: 'rtl' },
    { locale: 'zh-Hans', ownName: '中文', short: '中文', dir: 'ltr' },
    { locale: 'pt', ownName: 'Português', short: 'PT', dir: 'ltr' },
    { locale: 'ru', ownName: 'Русский', short: 'RU', dir: 'ltr' },
    { locale: 'tr', ownName: 'Türkçe', short: 'TR', dir: 'ltr' },
];
export const defaultLocale = 'fr';
export function languageOf(locale) {
    const found = languages.find((language) => language.locale === locale);
    if (found === undefined)
        throw new Error(`unknown locale ${locale}`);
    return found;
}
/** How the language writes days, lists and numbers: European forms, and digits that a telephone or an identifier has. */
const written = { en: 'en-GB', pt: 'pt-PT', ar: 'ar-u-nu-latn' };
export function writtenAs(locale) {
    return written[locale] ?? locale;
}
