// npm run messages                        what is wrong with the translations; fails when something is
// npm run messages record [LOCALE KEY…]   new or changed translations are drafts of today's French; named ones too
// npm run messages checked LOCALE [KEY…]  a reader of the language has read these (all, without a key)
import { writeFileSync } from 'node:fs';
import { checkTranslation, digestOf } from './checking.js';
import { defaultLocale, isLocale } from './locales.js';
import { readStates, readWritten, spokenLanguages, stateFile } from './messages.js';
const [act = 'check', named, ...keys] = process.argv.slice(2);
const french = readWritten(defaultLocale);
const translations = spokenLanguages().filter((locale) => locale !== defaultLocale);
function write(locale, states) {
    const lines = Object.keys(french).flatMap((key) => {
        const one = states.get(key);
        return one === undefined ? [] : [[key, `${one.state} ${one.french} ${one.own}`]];
    });
    writeFileSync(stateFile(locale), `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`);
}
/** A translation stays what it was while nobody touched it: when French changed alone, a person must look. */
function record(locale, own) {
    const states = readStates(locale);
    for (const [key, text] of Object.entries(own)) {
        const known = states.get(key);
        const asked = locale === named && keys.includes(key);
        if (known?.own === digestOf(text) && !asked)
            continue;
        states.set(key, { state: 'draft', french: digestOf(french[key] ?? ''), own: digestOf(text) });
    }
    for (const key of states.keys())
        if (!(key in own))
            states.delete(key);
    write(locale, states);
}
function check(locale, own) {
    const states = readStates(locale);
    for (const key of keys.length === 0 ? Object.keys(own) : keys) {
        const text = own[key];
        if (text === undefined)
            throw new Error(`messages/${locale}.json has no ${key}`);
        states.set(key, { state: 'checked', french: digestOf(french[key] ?? ''), own: digestOf(text) });
    }
    write(locale, states);
}
if (act === 'record')
    for (const locale of translations)
        record(locale, readWritten(locale));
if (act === 'checked') {
    if (named === undefined || !isLocale(named))
        throw new Error('say which language was checked');
    check(named, readWritten(named));
}
for (const locale of translations) {
    const own = readWritten(locale);
    const found = checkTranslation(locale, french, own, readStates(locale));
    const drafts = [...readStates(locale).values()].filter(({ state }) => state === 'draft').length;
    process.stdout.write(`${locale}: ${Object.keys(own).length} messages, ${drafts} drafts, ${found.length} faults\n`);
    for (const { key, kind, detail } of found)
        process.stdout.write(`  ${kind} ${key}: ${detail}\n`);
    if (found.length > 0)
        process.exitCode = 1;
}
