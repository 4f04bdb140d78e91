import { civilDate } from '../kernel/civil-date.js';
import { westernDigits } from '../kernel/text.js';
/** No form of ours can have sent this: a field twice, a file in the place of text. Answered 400. */
export class MalformedForm extends Error {
    statusCode = 400;
}
export function readForm(t, body, readers) {
    const fields = typeof body === 'object' && body !== null ? body : {};
    const errors = [];
    const all = (name) => {
        const given = Object.hasOwn(fields, name) ? fields[name] : [];
        return (Array.isArray(given) ? given : [given]).map((value) => {
            if (typeof value !== 'string' || value.includes('\0'))
                throw new MalformedForm(`field ${name} is not text`);
            return value;
        });
    };
    const one = (name) => {
        const given = all(name);
        if (given.length > 1)
            throw new MalformedForm(`field ${name} was given ${given.length} times`);
        return given[0] ?? '';
    };
    const values = Object.entries(readers).map(([name, reader]) => {
        // The first complaint about a field is enough for its reader to mend it.
        const complain = (message) => {
            if (!errors.some((error) => error.field === name))
                errors.push({ field: name, message });
        };
        return [name, reader({ one, all, complain, t }, name)];
    });
    return { values: Object.fromEntries(values), errors };
}
function checked({ max, need }, posted, value) {
    if (value === '' && need !== undefined)
        posted.complain(need);
    if ([...value].length > max)
        posted.complain(posted.t('form.too-long', { max }));
    return value;
}
/** A line of text: trimmed, blanks of all kinds and line ends made one blank. */
export function line(rules) {
    return (posted, name) => checked(rules, posted, posted.one(name).normalize('NFC').replace(/\s+/gu, ' ').trim());
}
/** Some lines of text: trimmed, line ends made plain. */
export function paragraph(rules) {
    return (posted, name) => checked(rules, posted, posted.one(name).normalize('NFC').replace(/\r\n?/g, '\n').trim());
}
/** A password, exactly as typed. */
export function secret(rules) {
    return (posted, name) => checked(rules, posted, posted.one(name));
}
/** One of the values that the form offers. */
export function choice(offered, need) {
    return (posted, name) => {
        const value = posted.one(name);
        const found = offered.find((one) => one === value);
        if (found === undefined)
            posted.complain(need);
        return found;
    };
}
/** Values ticked, without doubles, at most `max`. */
export function ticked({ max, need }) {
    return (posted, name) => {
        const values = [...new Set(posted.all(name).filter((value) => value !== ''))];
        if (values.length > max)
            throw new MalformedForm(`field ${name} has ${values.length} values`);
        if (values.length === 0 && need !== undefined)
            posted.complain(need);
        return values;
    };
}
/** The three boxes of <BirthDate>: what was typed, and the day when there is such a day. */
export function birthDate({ need }) {
    return (posted, name) => {
        const part = (box) => westernDigits(posted.one(`${name}-${box}`))
            .trim()
            .slice(0, 8);
        const typed = { day: part('day'), month: part('month'), year: part('year') };
        const texts = Object.values(typed);
        if (texts.some((text) => text === ''))
            posted.complain(need);
        const numbers = /^\d{4}$/.test(typed.year) && texts.every((text) => /^\d{1,4}$/.test(text));
        const day = numbers ? civilDate(Number(typed.year), Number(typed.month), Number(typed.day)) : undefined;
        if (day === undefined)
            posted.complain(posted.t('form.bad-date'));
        return { typed, day };
    };
}
