// Signing in, proving oneself again, signing out.
import { inOneStatement, inTransaction } from '../audit/actions.js';
import { insertProvedSession } from '../db/sessions.js';
import { replacePasswordHash } from '../db/signin.js';
import { done, refused } from '../kernel/outcome.js';
import { rememberDevice } from './device.js';
import { checkSecret, proveSecret } from './prove.js';
import { passwordText, sessionsAtOnce } from './rules.js';
import { beginSecondStep, completeSecondStep } from './second-step.js';
import { closeSession, hashToken, newToken, renewSession } from './sessions.js';
import { giveTryBack } from './throttle.js';
/** Opens a session for the right password; a letter's code leads to its activation instead. */
export async function signIn(deps, asked) {
    const { identifier, secret, browser, device, former } = asked;
    const checked = await checkSecret(deps, { identifier, secret, address: browser.address, device });
    if (!checked.ok)
        return checked;
    const { proved, tries } = checked.value;
    const { accountId, letterId, proofVersion, outdatedHash } = proved;
    if (letterId !== null) {
        await giveTryBack(deps, tries);
        deps.log.info({ account: accountId, letter: letterId, address: browser.address }, 'letter proved');
        return done({ kind: 'letter', letterId, proofVersion });
    }
    if (proved.hasFactor) {
        // Half of the way: the failures in a row are forgiven when the other half is there.
        await giveTryBack(deps, { subjects: tries.subjects });
        return done({ kind: 'second_step', token: await beginSecondStep(deps, proved) });
    }
    const token = newToken(deps);
    const made = { accountId, proofVersion, tries, atOnce: sessionsAtOnce, tokenHash: hashToken(token), now: deps.now() };
    const opened = await inOneStatement(deps, (db) => insertProvedSession(db, { ...made, ...browser }));
    // Between the proof and now somebody changed the password, or grouped or closed the account.
    if (opened === undefined)
        return refused({ kind: 'wrong' });
    if (outdatedHash !== null)
        await rehash(deps, accountId, outdatedHash, secret);
    if (former !== undefined)
        await closeSession(deps, former, 'replaced');
    deps.log.info({ account: accountId, session: opened, address: browser.address }, 'signed in');
    return done({ kind: 'session', token, device: rememberDevice(deps, device, proved.identifier) });
}
/** The second factor of a password that was right: opens the session. */
export async function finishSignIn(deps, asked) {
    const { browser, device, former } = asked;
    const step = await completeSecondStep(deps, { ...asked, address: browser.address });
    if (!step.ok)
        return step;
    const { accountId, proofVersion, identifier } = step.value;
    const token = newToken(deps);
    const made = { accountId, proofVersion, atOnce: sessionsAtOnce, tokenHash: hashToken(token), now: deps.now() };
    const opened = await inOneStatement(deps, (db) => insertProvedSession(db, { ...made, ...browser }));
    if (opened === undefined)
        return refused({ kind: 'over' });
    if (former !== undefined)
        await closeSession(deps, former, 'replaced');
    deps.log.info({ account: accountId, session: opened, address: browser.address }, 'signed in');
    return done({ token, device: rememberDevice(deps, device, identifier) });
}
/** The same password under today's parameters. */
async function rehash(deps, accountId, from, secret) {
    try {
        const to = await deps.hash.make(passwordText(secret));
        await inTransaction(deps, (tx) => replacePasswordHash(tx, accountId, from, to));
    }
    catch {
        // The person is signed in; the next time will do.
        deps.log.warn({ account: accountId }, 'password hash left as it was');
    }
}
/** A fresh proof by the signed-in account's own password; answers the session's new token. */
export async function proveAgain(deps, session, asked) {
    const { secret, browser, device, token } = asked;
    const proof = await proveSecret(deps, {
        identifier: session.identifier,
        secret,
        address: browser.address,
        device,
    });
    if (!proof.ok)
        return proof;
    if (!isOwnPassword(proof.value, session))
        return refused({ kind: 'wrong' });
    const renewed = await inTransaction(deps, (tx) => renewSession(deps, tx, session.id, token));
    deps.log.info({ account: session.accountId, session: session.id, address: browser.address }, 'proved again');
    return done({ token: renewed });
}
const isOwnPassword = (proved, session) => proved.accountId === session.accountId && proved.proof === 'password';
