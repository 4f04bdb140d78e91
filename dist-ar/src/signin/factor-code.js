// What a person types as second factor: six digits of his application, or one of his recovery codes. Each works once.
import { createHmac } from 'node:crypto';
import { findApplication, spendFactorStep, spendRecoveryCode } from '../db/factors.js';
import { parseRecoveryCode, parseSecurityCode } from './factor-rules.js';
import { openSecret } from './seal.js';
import { stepOfCode } from './totp.js';
export const sealLabel = 'parent_totp';
/** The hash under which a recovery code is stored: 50 random bits under a key kept outside the database. */
export function hashRecoveryCode(deps, accountId, code) {
    return createHmac('sha256', deps.keys.token).update(`recovery_code:${accountId}:${code}`, 'utf8').digest();
}
/** Uses up the code, in the transaction that it opens; undefined when it is wrong or was used. */
export async function spendCode(deps, tx, accountId, typed) {
    const now = deps.now();
    const digits = parseSecurityCode(typed);
    if (digits !== undefined) {
        const application = await findApplication(tx, accountId);
        if (application === undefined)
            return undefined;
        const step = stepOfCode(openSecret(deps.keys.seal, sealLabel, accountId, application.secret), digits, now);
        if (step === undefined)
            return undefined;
        return (await spendFactorStep(tx, application.id, step, now)) ? 'application' : undefined;
    }
    const code = parseRecoveryCode(typed);
    if (code === undefined)
        return undefined;
    const spent = await spendRecoveryCode(tx, accountId, hashRecoveryCode(deps, accountId, code), now);
    return spent ? 'recovery_code' : undefined;
}
