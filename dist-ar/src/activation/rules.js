import { endOfLetter } from '../letters/rules.js';
/** Wrong birth dates that a letter bears, over all who try it. */
export const birthDateTries = 3;
/** How long the way from a letter to a password may take. */
export const activationMinutes = 60;
/**
 * The schools of which one child's birth date is asked: the letter's, then each other school that the account holds
 * (else one school's letter would open another's children). A school whose register knows no birth date cannot be asked.
 */
export function askedSchools(letterSchool, children) {
    const asked = new Map();
    for (const child of children)
        if (child.birthDate !== null)
            asked.set(child.schoolUai, child.schoolName);
    const schools = [...asked].map(([uai, name]) => ({ uai, name }));
    const ofLetter = schools.filter(({ uai }) => uai === letterSchool);
    const others = schools.filter(({ uai }) => uai !== letterSchool).sort((a, b) => (a.uai < b.uai ? -1 : 1));
    return ofLetter.length === 0 ? [] : [...ofLetter, ...others];
}
/** True when each asked school got the birth date of one of its children; false when nothing can be asked. */
export function birthDatesRight(letterSchool, children, given) {
    const asked = askedSchools(letterSchool, children);
    return (asked.length > 0 &&
        asked.every(({ uai }) => children.some((child) => child.schoolUai === uai && child.birthDate !== null && child.birthDate === given.get(uai))));
}
/**
 * Why a letter opens nothing, told to who holds its code or token. What became of the account comes first: the letters
 * of an account that was grouped are dead, but « utilisez votre autre identifiant » is what helps.
 */
export function letterStop({ letter, account }, today) {
    if (account.state === 'closed')
        return account.closedInto === null ? 'closed' : 'grouped';
    if (account.state === 'frozen' || account.state === 'suspended')
        return account.state;
    const end = endOfLetter(letter, today);
    return end ?? (account.state === 'active' && letter.purpose !== 'recovery' ? 'used' : undefined);
}
/** Why an activation goes no further; undefined while it may. */
export function activationStop(facts, now, today) {
    const stop = letterStop(facts, today);
    if (stop !== undefined)
        return stop;
    // A proof made before a change of state, secret, letter or mail is void: the letter itself still opens.
    if (facts.expiresAt <= now || facts.proofVersion !== facts.account.proofVersion)
        return 'too_late';
    return undefined;
}
