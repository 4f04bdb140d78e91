/** Days that the schools have; after them the operator may decide. */
export const schoolDays = 30;
/** Days that the parent has to confirm what was accepted. */
export const confirmDays = 90;
/** Requests that one account may open in a day: each writes to another person's mailbox and to a school's list. */
export const requestsADay = 5;
/** Minutes that a password proved for the confirmation of a request counts. */
export const confirmMinutes = 10;
/** Why a school or the operator decided: a sentence, never shown to a parent. */
export const reasonLength = { min: 5, max: 500 };
export const isLive = (state) => state === 'open' || state === 'accepted';
/**
 * The schools that must accept: each that holds a record of the account to be closed, and each with a flag on a record of
 * either account. Empty when a break left that account without records: the operator decides then.
 */
export function decidingSchools(kept, absorbed) {
    const flagged = [...kept.records, ...absorbed.records].filter((record) => record.protected);
    return [...new Set([...absorbed.records, ...flagged].map((record) => record.schoolUai))].sort();
}
/**
 * The schools that a parent's page may name: those that he can see by what he proved. A password shows the schools of all
 * children of that account; a letter names one school, which is known here only when there is no other.
 */
export function schoolsToTell(proof, ofChildrenSeen) {
    const schools = [...new Set(ofChildrenSeen)].sort();
    return proof === 'password' || schools.length === 1 ? schools : [];
}
/** What the answers given so far make of a request: one refusal ends it, all must accept. */
export function outcomeOf(answers) {
    if (answers.includes('refused'))
        return 'refused';
    return answers.length > 0 && answers.every((answer) => answer === 'accepted') ? 'accepted' : 'open';
}
export const schoolsAnswerBy = (createdAt) => new Date(createdAt.getTime() + schoolDays * 86_400_000);
export const confirmableUntil = (decidedAt) => new Date(decidedAt.getTime() + confirmDays * 86_400_000);
/** The operator decides when the schools have had their time, or when there is none to ask. */
export function operatorMayDecide(request, now) {
    return request.schools === 0 || now >= schoolsAnswerBy(request.createdAt);
}
/**
 * Why a request no longer stands, whatever its row says. Groupings and breaks end the requests that they touch in their
 * own statement; all else that can void one is seen here. The account kept may change its password or its mail: its
 * owner proves it again when he confirms.
 */
export function fallOf(request, now) {
    if (!isLive(request.state))
        return undefined;
    if (request.keptState === 'closed')
        return 'account_closed';
    const mayBeClosed = request.absorbedState === 'active' || request.absorbedState === 'to_activate';
    if (!mayBeClosed || request.absorbedProofNow !== request.absorbedProofVersion)
        return 'proof_fell';
    return request.state === 'accepted' && request.expiresAt !== null && request.expiresAt <= now ? 'expired' : undefined;
}
/**
 * Does what was accepted still cover what must be decided? Doubts that went away do not matter; a new one, or a school
 * that was never asked, does.
 */
export function covers(accepted, now) {
    return (now.doubts.every((doubt) => accepted.doubts.includes(doubt)) &&
        now.schools.every((school) => accepted.schools.includes(school)));
}
/** A decision's reason in words, tidied; undefined when it is too short or too long. */
export function readReason(typed) {
    const reason = typed.trim();
    return reason.length < reasonLength.min || reason.length > reasonLength.max ? undefined : reason;
}
