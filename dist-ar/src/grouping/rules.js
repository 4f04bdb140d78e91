import { foldName } from '../kernel/text.js';
import { compareIdentities } from '../people/rules.js';
/** Days that the link of a notice lives. */
export const objectionDays = 30;
/** Minutes that a proved intent waits for its confirmation. */
export const intentMinutes = 10;
const impossibleStates = {
    closed: 'absorbed_closed',
    frozen: 'absorbed_frozen',
    suspended: 'absorbed_suspended',
    asleep: 'absorbed_asleep',
};
const identitiesOf = (side) => side.records.length > 0 ? side.records : side.pastIdentities;
const nameOf = ({ civility, firstName, familyName, usageName }) => [civility ?? '', ...[firstName, familyName, usageName ?? ''].map(foldName)].join(' ');
/** The doubts about one identity against all those of the other account, which already stand for one person. */
function doubtsAbout(one, others) {
    const compared = others.map((other) => ({ other, doubts: compareIdentities(one, other) }));
    const nearest = compared.reduce((best, next) => (next.doubts.length < best.doubts.length ? next : best));
    const conflict = compared.find(({ doubts }) => doubts.includes('civility_conflict'));
    const doubt = (reason, other) => ({
        reason,
        about: `${nameOf(one)} / ${nameOf(other)}`,
    });
    return [
        ...nearest.doubts.filter((reason) => reason !== 'civility_conflict').map((reason) => doubt(reason, nearest.other)),
        ...(conflict === undefined ? [] : [doubt('civility_conflict', conflict.other)]),
    ];
}
/** All that keeps two accounts from being grouped by rule. None: one person holds both. */
export function listDoubts(kept, absorbed) {
    const doubts = [];
    const keptIdentities = identitiesOf(kept);
    const absorbedIdentities = identitiesOf(absorbed);
    if (keptIdentities.length === 0 || absorbedIdentities.length === 0)
        doubts.push({ reason: 'unknown_person', about: '' });
    else
        doubts.push(...absorbedIdentities.flatMap((one) => doubtsAbout(one, keptIdentities)));
    const keptPupils = new Set(kept.records.flatMap((record) => record.pupilIds));
    const shared = absorbed.records.flatMap((record) => record.pupilIds).filter((pupil) => keptPupils.has(pupil));
    for (const pupil of new Set(shared))
        doubts.push({ reason: 'same_pupil', about: String(pupil) });
    for (const record of [...kept.records, ...absorbed.records])
        if (record.protected)
            doubts.push({ reason: 'protected', about: String(record.guardianId) });
    return doubts;
}
/**
 * Decides a grouping whose two accounts were proved.
 * `kept` is the account signed in with. Never looks at mails, telephones or addresses: evidence is not proof.
 */
export function decideGrouping(kept, absorbed) {
    if (kept.accountId === absorbed.accountId)
        return { kind: 'impossible', why: 'same_account' };
    if (kept.state !== 'active')
        return { kind: 'impossible', why: 'kept_not_active' };
    const why = impossibleStates[absorbed.state];
    if (why !== undefined)
        return { kind: 'impossible', why };
    const reasons = new Set(listDoubts(kept, absorbed).map((doubt) => doubt.reason));
    return reasons.size === 0 ? { kind: 'decided' } : { kind: 'request', reasons: [...reasons] };
}
/** A break's reason in words: shown to nobody but staff, at least a few signs, at most a few lines. */
export const reasonLength = { min: 5, max: 500 };
/**
 * Decides a break: staff of a school takes records of its own register, and no other, out of an
 * account that is not closed. The account need not have been grouped: the wrong person may have activated it.
 */
export function decideBreak(facts) {
    if (facts.state === 'closed')
        return 'account_closed';
    if (facts.chosen.length === 0)
        return 'nothing_chosen';
    const own = new Set(facts.attached.filter((one) => one.schoolUai === facts.schoolUai).map((one) => one.guardianId));
    if (facts.chosen.some((guardianId) => !own.has(guardianId)))
        return 'record_not_here';
    const length = facts.reason.trim().length;
    return length < reasonLength.min || length > reasonLength.max ? 'reason_missing' : undefined;
}
