// What two names have in common, for somebody who must decide whether they are one person's. Evidence, never proof.
import { foldName } from '../kernel/text.js';
import { compareIdentities, familyNameKeys, firstNameKey } from '../people/rules.js';
/** One letter more, less or other; two neighbours in each other's place; or neither. */
export function typingError(one, other) {
    if (one === other || Math.min(one.length, other.length) < 3)
        return undefined;
    let start = 0;
    while (start < one.length && one[start] === other[start])
        start += 1;
    let end = 0;
    while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end))
        end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    if (Math.max(left.length, right.length) === 1)
        return 'one_letter';
    return left.length === 2 && left === [...right].reverse().join('') ? 'two_swapped' : undefined;
}
const familyNames = ({ familyName, usageName }) => [familyName, usageName ?? ''].flatMap(familyNameKeys);
const shares = (some, others) => some.some((one) => others.includes(one));
function aboutFirstNames(one, other) {
    const [own, theirs] = [firstNameKey(one.firstName), firstNameKey(other.firstName)];
    if (own === theirs)
        return [];
    const error = typingError(own, theirs);
    if (error !== undefined)
        return [error === 'one_letter' ? 'first_one_letter' : 'first_two_swapped'];
    const [some, others] = [foldName(one.firstName).split(' '), foldName(other.firstName).split(' ')];
    return [shares(some, others) && own !== '' && theirs !== '' ? 'first_longer' : 'first_differs'];
}
function aboutFamilyNames(one, other) {
    const [own, theirs] = [familyNames(one), familyNames(other)];
    const sameBirthName = shares(familyNameKeys(one.familyName), familyNameKeys(other.familyName));
    if (shares(own, theirs))
        return sameBirthName ? [] : ['usage_name'];
    const errors = own.flatMap((name) => theirs.map((their) => typingError(name, their)));
    if (errors.includes('one_letter'))
        return ['family_one_letter'];
    return [errors.includes('two_swapped') ? 'family_two_swapped' : 'family_differs'];
}
/** What to say of two names side by side; `same_names` alone when there is nothing to say. */
export function compareNames(one, other) {
    const civility = compareIdentities(one, other).includes('civility_conflict') ? ['civility_differs'] : [];
    const exchanged = familyNames(other).includes(firstNameKey(one.firstName)) &&
        familyNames(one).includes(firstNameKey(other.firstName));
    const names = exchanged
        ? ['names_exchanged']
        : [...aboutFirstNames(one, other), ...aboutFamilyNames(one, other)];
    return names.length + civility.length === 0 ? ['same_names'] : [...names, ...civility];
}
/** What the names of two accounts say together: each pair's likeness once, the nearest pair of each name. */
export function compareAccounts(some, others) {
    if (others.length === 0)
        return [];
    const nearest = (one) => {
        const pairs = others.map((other) => compareNames(one, other));
        const same = pairs.find((pair) => pair[0] === 'same_names');
        return same ?? pairs.reduce((best, pair) => (pair.length < best.length ? pair : best));
    };
    const all = [...new Set(some.flatMap(nearest))];
    return all.length > 1 ? all.filter((one) => one !== 'same_names') : all;
}
