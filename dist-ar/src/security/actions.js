// « Sécurité »: the second factor of the account, its recovery codes, and its sessions.
import { createHmac } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { findRecoveryBatch, insertApplication, insertRecoveryCodes, listFactors, removeFactor, replaceRecoveryCodes, } from '../db/factors.js';
import { endOwnSession, liveSessions } from '../db/own-sessions.js';
import { endSessionsOfAccount } from '../db/sessions.js';
import { done, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { hashRecoveryCode, sealLabel } from '../signin/factor-code.js';
import { composeRecoveryCode, parseSecurityCode, recoveryCodes, recoveryShownMinutes } from '../signin/factor-rules.js';
import { sessionLimits } from '../signin/rules.js';
import { sealSecret } from '../signin/seal.js';
import { offeredSecret, secretToScan, stepOfCode } from '../signin/totp.js';
export async function readSecurity(deps, session) {
    const { accountId } = session;
    const [factors, batch, sessions] = await Promise.all([
        listFactors(deps.db, accountId),
        findRecoveryBatch(deps.db, accountId),
        liveSessions(deps.db, accountId, { now: deps.now(), ...sessionLimits.parent }),
    ]);
    return {
        factors,
        codesLeft: batch?.left,
        sessions: sessions.map((one) => ({ ...one, current: one.id === session.id })),
    };
}
// Another session, or another day, offers another secret: one that was seen and not taken is worth nothing.
const offeredTo = (deps, { accountId, id }) => offeredSecret(deps.keys.seal, `parent_totp:${accountId}:${id}`);
/** The secret to put into an application; nothing is written until a code of it comes back. */
export function offerApplication(deps, session) {
    return secretToScan(offeredTo(deps, session), session.identifier, deps.config.networkName);
}
const actorOf = ({ accountId, id: sessionId }, address) => ({
    type: 'parent',
    accountId,
    sessionId,
    address,
});
async function tell(deps, tx, accountId, what) {
    await queueMail(tx, deps, { kind: 'security_notice', accountId, what, at: deps.now().toISOString() });
}
/** Adds the application whose code this is, and makes recovery codes. */
export async function addApplication(deps, session, asked) {
    const { accountId } = session;
    const secret = offeredTo(deps, session);
    const step = stepOfCode(secret, parseSecurityCode(asked.code) ?? '', deps.now());
    if (step === undefined)
        return refused('wrong');
    const sealed = sealSecret(deps.keys.seal, sealLabel, accountId, secret, deps.random(12));
    return await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [accountId]);
        if (!(await insertApplication(tx, { accountId, secret: sealed, step, now: deps.now() })))
            return refused('there');
        const actor = actorOf(session, asked.address);
        record({ actor, kind: 'factor_added', data: { accountId, factor: 'application' } });
        await makeCodes(deps, tx, record, session, asked.address);
        await tell(deps, tx, accountId, 'factor_added');
        return done(undefined);
    });
}
const codeOf = (deps, nonce, place) => composeRecoveryCode(createHmac('sha256', deps.keys.token).update('recovery').update(nonce).update(`${place}`).digest());
async function makeCodes(deps, tx, record, session, address) {
    const { accountId } = session;
    const now = deps.now();
    const nonce = deps.random(16);
    const codes = Array.from({ length: recoveryCodes }, (_, place) => codeOf(deps, nonce, place));
    await replaceRecoveryCodes(tx, accountId, now);
    const hashes = codes.map((code) => hashRecoveryCode(deps, accountId, code));
    await insertRecoveryCodes(tx, { accountId, nonce, hashes, now });
    record({ actor: actorOf(session, address), kind: 'recovery_codes_made', data: { accountId } });
}
/** New recovery codes; those of before are worth nothing any more. Refused while there is no second factor. */
export async function renewRecoveryCodes(deps, session, address) {
    const { accountId } = session;
    return await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [accountId]);
        if ((await listFactors(tx, accountId)).length === 0)
            return refused('no_factor');
        await makeCodes(deps, tx, record, session, address);
        await tell(deps, tx, accountId, 'recovery_codes_made');
        return done(undefined);
    });
}
/** The codes made a few minutes ago, to be written down; undefined later. */
export async function showRecoveryCodes(deps, session) {
    const batch = await findRecoveryBatch(deps.db, session.accountId);
    const oldest = deps.now().getTime() - recoveryShownMinutes * 60_000;
    if (batch === undefined || batch.createdAt.getTime() <= oldest)
        return undefined;
    return Array.from({ length: recoveryCodes }, (_, place) => codeOf(deps, batch.nonce, place));
}
/** Takes a factor away, on a fresh password. */
export async function removeOwnFactor(deps, session, asked) {
    const { accountId } = session;
    const { factorId } = asked;
    await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [accountId]);
        if (!(await removeFactor(tx, accountId, factorId, deps.now())))
            return;
        record({ actor: actorOf(session, asked.address), kind: 'factor_removed', data: { accountId, factorId } });
        await tell(deps, tx, accountId, 'factor_removed');
    });
}
/** Ends one other session of the account, or (without an id) all the others. */
export async function endSessions(deps, session, asked) {
    const { accountId } = session;
    const { id } = asked;
    if (id === session.id)
        return;
    await inTransaction(deps, async (tx, record) => {
        const now = deps.now();
        const ended = id === undefined
            ? await endSessionsOfAccount(tx, accountId, 'ended_by_owner', now, session.id)
            : Number(await endOwnSession(tx, accountId, id, now));
        if (ended === 0)
            return;
        record({ actor: actorOf(session, asked.address), kind: 'sessions_ended', data: { accountId, sessions: ended } });
    });
}
