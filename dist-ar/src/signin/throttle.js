// Wrong tries are counted before the secret is looked at: a try is reserved, and given back when it succeeds.
import { createHmac } from 'node:crypto';
import { inOneStatement } from '../audit/actions.js';
import { forgetTries, giveTriesBack, readTries, takeTries, } from '../db/throttle.js';
import { done, refused } from '../kernel/outcome.js';
import { knownDevice } from './device.js';
import { installationParts, networkOf, tryLimits } from './rules.js';
/** What is typed is often a password or somebody else's name: only its HMAC is kept. */
function subjectOf(deps, kind, value) {
    const subject = createHmac('sha256', deps.keys.throttle).update(`${kind}:${value}`, 'utf8').digest();
    return { subject, limit: tryLimits[kind] };
}
const identifierSubject = (deps, { identifier, site = 'parent' }) => subjectOf(deps, 'identifier', `${site}:${identifier}`);
export function subjectsOf(deps, asked) {
    const device = knownDevice(deps, asked.device, asked.identifier);
    if (device !== undefined)
        return [subjectOf(deps, 'device', device)];
    const own = identifierSubject(deps, asked);
    const part = (own.subject[0] ?? 0) % installationParts;
    return [
        own,
        subjectOf(deps, 'address', networkOf(asked.address)),
        subjectOf(deps, 'installation', String(part)),
        ...(asked.sessionId === undefined ? [] : [subjectOf(deps, 'session', String(asked.sessionId))]),
    ];
}
/** Takes one try; refuses when the identifier, the browser, the address or the installation has none left. */
export async function reserveTry(deps, asked) {
    const counted = subjectsOf(deps, asked);
    const taken = await inOneStatement(deps, (db) => takeTries(db, counted, deps.now()));
    return await judgeTries(deps, counted, taken);
}
/** Whether every subject had a try left; the others get theirs back: somebody else's block costs them nothing. */
export async function judgeTries(deps, counted, taken) {
    const denied = counted.find(({ subject }) => !taken.some((one) => one.equals(subject)));
    if (denied === undefined)
        return done({ subjects: taken, forgiven: counted[0].subject });
    await inOneStatement(deps, (db) => giveTriesBack(db, { subjects: taken }));
    const state = await readTries(deps.db, denied.subject);
    if (state !== undefined && state.inARow >= denied.limit.inARow)
        return refused({ kind: 'locked' });
    return refused({ kind: 'throttled', until: state?.blockedUntil ?? deps.now() });
}
/** Takes one of the messages that an account may ask for again; false when it has had enough for now. */
export async function reserveMail(deps, tx, accountId) {
    return (await takeTries(tx, [subjectOf(deps, 'mail', String(accountId))], deps.now())).length === 1;
}
/**
 * Takes one of the messages that anybody may ask for about one identifier or address, from one network, and from the
 * whole installation; false when one of them has had enough for now. The same statement whether or not `about` exists.
 */
export async function reserveMessage(deps, tx, asked) {
    const counted = [
        subjectOf(deps, 'mail', asked.about),
        subjectOf(deps, 'mail_from', networkOf(asked.from)),
        subjectOf(deps, 'mail_all', ''),
    ];
    return (await takeTries(tx, counted, deps.now())).length === counted.length;
}
/** Does what the try was taken for. When that fails by itself (too many hashes are asked), the try was none. */
export async function whileTrying(deps, { subjects }, work) {
    try {
        return await work();
    }
    catch (error) {
        await inOneStatement(deps, (db) => giveTriesBack(db, { subjects })).catch(() => undefined);
        throw error;
    }
}
/** The secret was right: the try did not count, and the row of failures of its owner is over. */
export async function giveTryBack(deps, taken) {
    await inOneStatement(deps, (db) => giveTriesBack(db, taken));
}
/** A new secret was set with a letter (or an enrolment link): failures with the former one are forgotten. */
export async function forgiveIdentifier(deps, tx, identifier, site = 'parent') {
    await forgetTries(tx, identifierSubject(deps, { identifier, address: '', site }).subject);
}
