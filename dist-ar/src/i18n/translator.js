// t('key', { n: 2 }) gives a string; t.rich('key', { b: (words) => <b>{words}</b> }) gives children for a page.
import { TYPE } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { h } from 'preact';
import { defaultLocale, languageOf, writtenAs } from './locales.js';
import { isDraft, loadMessages } from './messages.js';
const translators = new Map();
/** The translator of a language; hours and days are told in `timeZone`. */
export function translator(locale, timeZone = 'Europe/Paris') {
    const name = `${locale} ${timeZone}`;
    const known = translators.get(name);
    if (known !== undefined)
        return known;
    const made = makeTranslator(locale, timeZone);
    translators.set(name, made);
    return made;
}
// In a line that runs from the right, a French name or an identifier keeps its own order between these two signs.
const isolated = (text) => `\u2068${text}\u2069`;
function makeTranslator(locale, timeZone) {
    const own = loadMessages().get(locale);
    const french = loadMessages().get(defaultLocale);
    const { dir } = languageOf(locale);
    const lists = new Intl.ListFormat(writtenAs(locale));
    const compiled = new Map();
    function compile(key) {
        const ownText = own?.get(key);
        const text = ownText ?? french?.get(key);
        if (text === undefined)
            throw new Error(`no message ${key}`);
        const message = new IntlMessageFormat(text, writtenAs(ownText === undefined ? defaultLocale : locale));
        const made = { message, isFrench: ownText === undefined, shown: shownArguments(message.getAst()) };
        compiled.set(key, made);
        return made;
    }
    function format({ message, shown }, args) {
        if (dir === 'ltr' || args === undefined)
            return message.format(args);
        const apart = Object.entries(args).map(([name, value]) => [
            name,
            typeof value === 'string' && shown.has(name) ? isolated(value) : value,
        ]);
        return message.format(Object.fromEntries(apart));
    }
    const find = (key) => compiled.get(key) ?? compile(key);
    const plain = (key, args) => {
        const found = find(key);
        const text = format(found, args);
        if (typeof text !== 'string')
            throw new Error(`message ${key} has tags: ask it by t.rich`);
        return found.isFrench && dir === 'rtl' ? isolated(text) : text;
    };
    const rich = (key, args) => {
        const found = find(key);
        const parts = format(found, args);
        if (found.isFrench && locale !== defaultLocale)
            return [h('bdi', { lang: defaultLocale, dir: 'ltr' }, parts)];
        return Array.isArray(parts) ? parts : [parts];
    };
    return Object.assign(plain, {
        rich,
        locale,
        dir,
        isDraft: isDraft(locale),
        list: (words) => lists.format(dir === 'rtl' ? words.map(isolated) : words),
        ...dates(locale, timeZone),
    });
}
function shownArguments(elements) {
    const found = new Set();
    const collect = (some) => {
        for (const element of some) {
            if (element.type === TYPE.argument)
                found.add(element.value);
            else if (element.type === TYPE.tag)
                collect(element.children);
            else if (element.type === TYPE.select || element.type === TYPE.plural)
                for (const option of Object.values(element.options))
                    collect(option.value);
        }
    };
    collect(elements);
    return found;
}
function dates(locale, timeZone) {
    const tag = writtenAs(locale);
    const ofDay = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'long' });
    const ofLongDay = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'full' });
    const ofInstant = new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'long' });
    const ofShortDay = new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'medium' });
    const ofHour = new Intl.DateTimeFormat(tag, { timeZone, timeStyle: 'short', hourCycle: 'h23' });
    const ofMoment = new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' });
    const ordinal = (text) => (locale === 'fr' ? text.replace(/(^|\s)1(?= \p{L})/u, '$11er') : text);
    const hour = (instant) => {
        const text = ofHour.format(instant);
        return locale === 'fr' ? text.replace(/^0?(\d+):(\d\d)$/, '$1\u00a0h\u00a0$2').replace(/\u00a000$/, '') : text;
    };
    return {
        day: (day) => ordinal(ofDay.format(new Date(`${day}T00:00:00Z`))),
        longDay: (day) => ordinal(ofLongDay.format(new Date(`${day}T00:00:00Z`))),
        dayOf: (instant) => ordinal(ofInstant.format(instant)),
        shortDay: (instant) => ordinal(ofShortDay.format(instant)),
        moment: (instant) => locale === 'fr' ? `${ordinal(ofInstant.format(instant))}, ${hour(instant)}` : ofMoment.format(instant),
        hour,
    };
}
