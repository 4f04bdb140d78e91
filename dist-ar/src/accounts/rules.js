// States of an account and what may happen in each; how an identifier is written and read.
import { foldName } from '../kernel/text.js';
/** An owner closes an account that he can open; one that still has a right is closed by its owner alone. */
export function decideClosing(asked) {
    if (asked.state === 'closed')
        return 'closed_already';
    if (asked.cause === 'owner')
        return asked.state === 'active' ? undefined : 'not_active';
    return asked.entitled ? 'has_a_right' : undefined;
}
/** An identifier as it is compared and stored: NFKC, lower case, no blanks or invisible signs. */
export function canonicalIdentifier(typed) {
    return typed
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s\p{C}]+/gu, '');
}
// Letters that Unicode does not decompose, as French offices write them in a-z.
const latin = {
    Æ: 'AE',
    Ð: 'D',
    Đ: 'D',
    Ø: 'O',
    Ł: 'L',
    Þ: 'TH',
    Ħ: 'H',
    İ: 'I',
    Ŋ: 'N',
};
function foldToLatin(name) {
    return foldName(name)
        .replace(/[^A-Z ]/g, (letter) => latin[letter] ?? '')
        .replaceAll(' ', '')
        .toLowerCase();
}
/**
 * Composes an identifier such as `c.martin4827`: initial of the first name, dot, used name folded to a-z (12 letters at
 * most), digits. A name without a single Latin letter gives `x` and `compte`. The digits make it unique: 4 of them, 6
 * when the first try is taken; whoever inserts the account finds out.
 */
export function composeIdentifier(person, digits) {
    const initial = foldToLatin(person.firstName).slice(0, 1) || 'x';
    const name = foldToLatin(person.usedName).slice(0, 12) || 'compte';
    return `${initial}.${name}${digits}`;
}
/** The digits of an identifier (4, or 6 after a collision) from 4 random bytes. */
export function identifierDigits(count, bytes) {
    const number = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
    return String(number % 10 ** count).padStart(count, '0');
}
