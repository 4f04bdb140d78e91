// Who is the same person, as far as two registers can tell.
import { foldName } from '../kernel/text.js';
export const schoolKinds = ['primary', 'college', 'lycee', 'other'];
export const isSchoolKind = (text) => schoolKinds.some((kind) => kind === text);
/** A town as people say it: « Bordeaux », not « 33077 BORDEAUX CEDEX ». */
export const townName = (town) => town.replace(/^\d{5} /, '').replace(/ CEDEX( \d+)?$/i, '');
// « DE LA TOUR » in one register is « LA TOUR » or « TOUR » in another, « EL MANSOURI » is « ELMANSOURI ».
const particles = new Set('DE DU DES D LA LE LES L EL AL VAN VON DER DEN DA DOS DI'.split(' '));
/** The spellings under which a family name is compared: whole, and without its particles; blanks removed. */
export function familyNameKeys(name) {
    const words = foldName(name).split(' ');
    const bare = words.filter((word) => !particles.has(word));
    return [...new Set([words.join(''), bare.join('')])].filter((key) => key !== '');
}
/** The first given name for comparison: « Jean-Pierre », « JEAN PIERRE » and « Jeanpierre » are one. */
export function firstNameKey(name) {
    return foldName((name.split(',')[0] ?? '').trim()).replaceAll(' ', '');
}
/**
 * Compares two guardians: equal first given names, and a family name of one (birth or used)
 * equal to one of the other, and no two different civilities. Returns the doubts; none means the same person.
 */
export function compareIdentities(one, other) {
    const doubts = [];
    const first = firstNameKey(one.firstName);
    if (first === '' || first !== firstNameKey(other.firstName))
        doubts.push('first_name_differs');
    const names = (guardian) => [guardian.familyName, guardian.usageName ?? ''].flatMap(familyNameKeys);
    const theirs = new Set(names(other));
    if (!names(one).some((key) => theirs.has(key)))
        doubts.push('family_name_differs');
    if (one.civility !== null && other.civility !== null && one.civility !== other.civility)
        doubts.push('civility_conflict');
    return doubts;
}
