// Opening, finding, rotating and ending sessions, of parents and of staff alike. The token is known to the browser
// alone: the database holds its SHA-256 (128 random bits need no key and no salt).
import { createHash } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { endSession, findSession, insertSession, rotateSession, writeSessionProved, writeSessionSeen, } from '../db/sessions.js';
import { mustWriteSeen, sessionDeath } from './rules.js';
export function newToken(deps) {
    return Buffer.from(deps.random(32)).toString('base64url');
}
export function hashToken(token) {
    return createHash('sha256').update(token, 'utf8').digest();
}
/** Opens a session inside the transaction that proved the person (a sign-in, an activation, an enrolment). */
export async function openSession(deps, tx, owner, browser) {
    const token = newToken(deps);
    const id = await insertSession(tx, { owner, tokenHash: hashToken(token), now: deps.now(), ...browser });
    return { id, token };
}
/** The live session of a cookie's token; notes its use at most once a minute. */
export async function lookUpSession(deps, kind, token) {
    const found = token.length > 64 ? undefined : await findSession(deps.db, kind, hashToken(token));
    if (found === undefined || found.endedAt !== null)
        return { session: undefined, death: 'ended' };
    const now = deps.now();
    const death = sessionDeath(found.session, now);
    if (death !== undefined)
        return { session: undefined, death };
    if (mustWriteSeen(found.session, now))
        await inTransaction(deps, (tx) => writeSessionSeen(tx, found.session.id, now));
    return { session: found.session };
}
/**
 * A fresh proof: the session keeps its id (so forms of other tabs live on) under a new token. Undefined when another
 * request was quicker: its answer carries the token.
 */
export async function renewSession(deps, tx, id, token) {
    const turned = await turnSession(deps, tx, id, token);
    if (turned !== undefined)
        await writeSessionProved(tx, id, deps.now());
    return turned;
}
/** A new token for the same session, whose own last proof stays as old as it is (another account was proved in it). */
export async function turnSession(deps, tx, id, token) {
    const renewed = newToken(deps);
    const rotated = await rotateSession(tx, { id, from: hashToken(token), to: hashToken(renewed), now: deps.now() });
    return rotated ? renewed : undefined;
}
export async function closeSession(deps, session, cause) {
    await inTransaction(deps, (tx) => endSession(tx, session.id, cause, deps.now()));
    deps.log.info({ session: session.id, cause }, 'session ended');
}
