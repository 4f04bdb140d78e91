// What makes a row good: shapes of identifiers, names, phones, mails and dates; the guards of a delivery. Pure.
import { civilDate, civilDateOf, parseCivilDate } from '../kernel/civil-date.js';
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
/** True when the last letter is the check letter of the digits before it (UAI on 7 digits, old INE on 10). */
export function hasCheckLetter(code) {
    const parts = /^(\d{7}|\d{10})([A-Z])$/.exec(code);
    return parts !== null && letters[Number(parts[1]) % 23] === parts[2];
}
/** What is wrong with a school's code: `unusable` is refused, the others are told and accepted (pseudo-schools exist). */
export function uaiFault(uai) {
    if (!/^[0-9A-Z]{3,12}$/.test(uai))
        return 'unusable';
    if (!/^\d{7}[A-Z]$/.test(uai))
        return 'shape';
    return hasCheckLetter(uai) ? null : 'check_letter';
}
/** True when a pupil's national number has neither a known shape nor, for the old one, its check letter. */
export function isIneDoubtful(ine) {
    return !/^\d{9}[A-Z]{2}$/.test(ine) && !hasCheckLetter(ine);
}
const plain = /^[!-~]+(?: [!-~]+)*$/;
/** Text as it is kept: NFC, trimmed, runs of blanks collapsed, no invisible or direction-changing signs. */
export function cleanText(text) {
    if (plain.test(text))
        return text;
    return text
        .normalize('NFC')
        .replace(/[^\P{Cf}\u200c\u200d]/gu, '')
        .replace(/[\s\u00a0\u202f\u2007]+/g, ' ')
        .trim();
}
/** A division's code: blanks inside it are significant, those at its end are not. */
export function cleanCode(text) {
    return text.replace(/\s+$/, '').replace(/[\p{Cc}\p{Cf}]/gu, '');
}
/**
 * What is wrong with a name: `undecodable` and `too_long` reject the row; `suspect` (a `?` in the place of a letter,
 * digits, control characters) keeps it with a warning.
 */
export function nameFault(name) {
    if (name.length > 200)
        return 'too_long';
    if (/^[A-Za-z '-]*$/.test(name))
        return null;
    if (name.includes('\ufffd'))
        return 'undecodable';
    return /[?\d\p{Cc}]/u.test(name) ? 'suspect' : null;
}
/** A phone in E.164, default country 33. Empty, all zeros and fewer than 6 digits mean that there is none. */
export function readPhone(text) {
    const signs = text.replace(/[\s.()/-]/g, '');
    const digits = signs.replace(/\D/g, '');
    if (digits.length < 6 || /^0+$/.test(digits))
        return { phone: null, valid: true };
    const french = /^(?:\+33|0033)0?([1-9]\d{8})$/.exec(signs) ?? /^0([1-9]\d{8})$/.exec(signs);
    if (french !== null)
        return { phone: `+33${french[1]}`, valid: true };
    const foreign = /^(?:\+|00)([1-9]\d{6,14})$/.exec(signs);
    if (foreign !== null && !foreign[1]?.startsWith('33'))
        return { phone: `+${foreign[1]}`, valid: true };
    return { phone: null, valid: false };
}
/** dd/mm/yyyy, as every French register writes a day, or yyyy-mm-dd. */
export function readDay(text) {
    const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
    return french === null ? parseCivilDate(text) : civilDate(Number(french[3]), Number(french[2]), Number(french[1]));
}
/** A birth date: a day that exists, from 1900 to the current year. */
export function readBirthDate(text, today) {
    const day = readDay(text);
    return day !== undefined && day >= '1900-01-01' && day.slice(0, 4) <= today.slice(0, 4) ? day : undefined;
}
/** An export's time stamp `dd/mm/yyyy HH:MM:SS` (or its day alone, from midnight) in the network's time zone. */
export function readTimestamp(text, timeZone) {
    const parts = /^(\S+)(?: (\d{2}):(\d{2}):(\d{2}))?$/.exec(text);
    const day = readDay(parts?.[1] ?? '');
    if (parts === null || day === undefined)
        return undefined;
    const [hours, minutes, seconds] = [Number(parts[2] ?? 0), Number(parts[3] ?? 0), Number(parts[4] ?? 0)];
    if (hours > 23 || minutes > 59 || seconds > 59)
        return undefined;
    const utc = Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + minutes) * 60 + seconds) * 1000;
    // The offset at that hour: twice, since the first guess may lie on the other side of a change of hour.
    const first = utc - offset(new Date(utc), timeZone);
    return new Date(utc - offset(new Date(first), timeZone));
}
function offset(instant, timeZone) {
    const parts = new Intl.DateTimeFormat('en-CA', {
        timeZone,
        hourCycle: 'h23',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
    }).formatToParts(instant);
    const part = (type) => Number(parts.find((one) => one.type === type)?.value ?? 0);
    const local = Date.parse(`${civilDateOf(instant, timeZone)}T00:00:00Z`) +
        ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000;
    return local - Math.floor(instant.getTime() / 1000) * 1000;
}
/**
 * True when a delivery was exported before the last one applied. When one of the two tells only its day, days are
 * compared: a morning export applied after midnight's would else look older than itself.
 */
export function isOlder(exportedAt, last, timeZone) {
    const isDayOnly = (instant) => instant.getTime() % 1000 === 0 && /^00:00:00/.test(timeOf(instant, timeZone));
    if (!isDayOnly(exportedAt) && !isDayOnly(last))
        return exportedAt < last;
    return civilDateOf(exportedAt, timeZone) < civilDateOf(last, timeZone);
}
function timeOf(instant, timeZone) {
    return new Intl.DateTimeFormat('fr-FR', { timeZone, timeStyle: 'medium' }).format(instant);
}
/** True when a complete delivery ends more than a tenth of what the register holds: it asks for a second confirmation. */
export function tooManyEndings(before, ended) {
    return ended * 10 > before;
}
/** A pupil has left when his exit day is not after the day of the export. */
export function hasLeft(exit, exportDay) {
    return exit !== undefined && exit <= exportDay;
}
/**
 * Does a link open the pupil to the guardian's account? Legal representatives only; never the pupil himself (70) nor
 * child welfare (51), which is an organisation.
 */
export function entitles(link) {
    return link.level === 'legal' && link.kinship !== '70' && link.kinship !== '51';
}
