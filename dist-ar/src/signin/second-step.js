// Between a right password and a session: the second factor of an account that has one.
import { inTransaction } from '../audit/actions.js';
import { consumeSecondStep, findSecondStep, insertSecondStep } from '../db/factors.js';
import { done, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { spendCode } from './factor-code.js';
import { secondStepMinutes } from './factor-rules.js';
import { hashToken, newToken } from './sessions.js';
import { giveTryBack, reserveTry, whileTrying } from './throttle.js';
/** Keeps a proved password for five minutes; answers the token that only this browser has. No session is opened. */
export async function beginSecondStep(deps, proved, sessionId = null) {
    const token = newToken(deps);
    const now = deps.now();
    const expiresAt = new Date(now.getTime() + secondStepMinutes * 60_000);
    const { accountId, proofVersion } = proved;
    await inTransaction(deps, (tx) => insertSecondStep(tx, { tokenHash: hashToken(token), accountId, proofVersion, sessionId, now, expiresAt }));
    deps.log.info({ account: accountId }, 'second factor asked');
    return token;
}
/** Whether a password still waits here. */
export async function findWaiting(deps, token) {
    if (token === undefined || token.length > 64)
        return undefined;
    return await findSecondStep(deps.db, hashToken(token), deps.now());
}
/**
 * Checks the code against the waiting password's account, once. Wrong codes count like wrong passwords, on the same
 * identifier, and what waits is not spent by them.
 */
export async function completeSecondStep(deps, asked) {
    const waiting = await findWaiting(deps, asked.token);
    if (waiting === undefined || waiting.sessionId !== (asked.sessionId ?? null))
        return refused({ kind: 'over' });
    const { accountId, identifier } = waiting;
    const tries = await reserveTry(deps, { identifier, address: asked.address, device: asked.device });
    if (!tries.ok)
        return tries;
    const used = await whileTrying(deps, tries.value, () => inTransaction(deps, async (tx, record) => {
        const spent = await spendCode(deps, tx, accountId, asked.code);
        if (spent === undefined)
            return undefined;
        if (!(await consumeSecondStep(tx, waiting.id, deps.now())))
            return undefined;
        if (spent === 'recovery_code') {
            const actor = { type: 'parent', accountId, sessionId: null, address: asked.address };
            record({ actor, kind: 'recovery_code_used', data: { accountId } });
            const at = deps.now().toISOString();
            await queueMail(tx, deps, { kind: 'security_notice', accountId, what: 'recovery_code_used', at });
        }
        return spent;
    }));
    if (used === undefined) {
        deps.log.warn({ account: accountId, address: asked.address }, 'second factor refused');
        return refused({ kind: 'wrong' });
    }
    await giveTryBack(deps, tries.value);
    return done({ ...waiting, used });
}
