// The words of the parents' pages: one ICU message a key, one JSON file a language, read once; and, beside each
// translation, who has read it: nobody but its writer (draft), or somebody whose language it is (checked).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { projectFolder } from '../kernel/project.js';
import { frenchTypography } from './french.js';
import { defaultLocale, isLocale, languages } from './locales.js';
const folder = new URL('messages/', projectFolder);
let catalogues;
/** The catalogue of every language that has a file under messages/. */
export function loadMessages() {
    catalogues ??= new Map(readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => {
        const locale = name.slice(0, -'.json'.length);
        if (!isLocale(locale))
            throw new Error(`messages/${name}: no language of that name`);
        return [locale, readCatalogue(locale)];
    }));
    return catalogues;
}
/** The languages that a reader may choose, in the order of the menu. */
export function spokenLanguages() {
    return languages.map(({ locale }) => locale).filter((locale) => loadMessages().has(locale));
}
/** The language of a cookie, of an address or of an account, when the site speaks it. */
export function spokenLanguage(text) {
    return text !== undefined && isLocale(text) && loadMessages().has(text) ? text : undefined;
}
function readCatalogue(locale) {
    const entries = Object.entries(readWritten(locale));
    return new Map(locale === 'fr' ? entries.map(([key, text]) => [key, frenchTypography(text)]) : entries);
}
/** A catalogue as it stands in its file. */
export function readWritten(locale) {
    return JSON.parse(readFileSync(new URL(`${locale}.json`, folder), 'utf8'));
}
/** messages/state/LOCALE.json: for each key « draft » or « checked », and the two digests. */
export const stateFile = (locale) => new URL(`state/${locale}.json`, folder);
export function readStates(locale) {
    const file = stateFile(locale);
    if (!existsSync(file))
        return new Map();
    const entries = Object.entries(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(entries.map(([key, text]) => {
        const [state, french = '', own = ''] = text.split(' ');
        return [key, { state: state === 'checked' ? 'checked' : 'draft', french, own }];
    }));
}
/** True while some message of the language was not checked by a reader of it. */
export function isDraft(locale) {
    if (locale === defaultLocale)
        return false;
    const states = readStates(locale);
    return [...(loadMessages().get(locale)?.keys() ?? [])].some((key) => states.get(key)?.state !== 'checked');
}
