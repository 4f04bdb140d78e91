// The mail address of an account: given, confirmed by a link before it serves for anything, changed, kept.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { confirmMail, findMailProof } from '../db/mail-proof.js';
import { cancelMailTokens, dropPendingMail, getOwnAccount, writeNewMail } from '../db/signin.js';
import { done, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { hashMailToken } from '../mail/tokens.js';
import { reserveMail } from '../signin/throttle.js';
/**
 * Gives the account another address. A confirmed one goes on serving until the new one is confirmed, and is told;
 * links sent to an address given before are dead.
 */
export async function changeMail(deps, session, asked) {
    const { accountId } = session;
    return await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [accountId]);
        const { mail, mailConfirmedAt, state } = await getOwnAccount(tx, accountId);
        if (state !== 'active')
            return refused('enough');
        if (mail === asked.mail && mailConfirmedAt !== null)
            return refused('same');
        if (!(await reserveMail(deps, tx, accountId)))
            return refused('enough');
        const now = deps.now();
        await cancelMailTokens(tx, accountId, ['confirm_mail'], now);
        await writeNewMail(tx, { accountId, mail: asked.mail, now });
        const actor = { type: 'parent', accountId, sessionId: session.id, address: asked.address };
        record({ actor, kind: mailConfirmedAt === null ? 'mail_given' : 'mail_change_asked', data: { accountId } });
        await queueMail(tx, deps, { kind: 'confirm_mail', accountId });
        if (mail !== null && mailConfirmedAt !== null)
            await queueMail(tx, deps, {
                kind: 'security_notice',
                accountId,
                what: 'mail_change_asked',
                at: now.toISOString(),
                to: mail,
            });
        return done(undefined);
    });
}
/** « Garder mon adresse »: the address that waited is given up, and its links are dead. */
export async function keepMail(deps, session, address) {
    const { accountId } = session;
    await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [accountId]);
        const { pendingMail } = await getOwnAccount(tx, accountId);
        if (pendingMail === null)
            return;
        await dropPendingMail(tx, accountId);
        await cancelMailTokens(tx, accountId, ['confirm_mail'], deps.now());
        const actor = { type: 'parent', accountId, sessionId: session.id, address };
        record({ actor, kind: 'mail_change_dropped', data: { accountId } });
    });
}
/** Sends the message that confirms the address once more; refuses when it was asked too often. */
export async function resendConfirmation(deps, session) {
    return await inTransaction(deps, async (tx) => {
        const { mail, mailConfirmedAt, pendingMail } = await getOwnAccount(tx, session.accountId);
        if (pendingMail === null && (mail === null || mailConfirmedAt !== null))
            return done(undefined);
        if (!(await reserveMail(deps, tx, session.accountId)))
            return refused('enough');
        await queueMail(tx, deps, { kind: 'confirm_mail', accountId: session.accountId });
        return done(undefined);
    });
}
/** Whether a confirmation link still confirms something. Opening it consumes nothing. */
export async function isMailTokenLive(deps, token) {
    if (token === undefined || token.length > 64)
        return false;
    return (await findMailProof(deps.db, hashMailToken(deps.keys, 'confirm_mail', token), deps.now())) !== undefined;
}
/** Confirms the address that the account holds or waits for, once. The owner of a former one is told there. */
export async function confirmOwnMail(deps, token, address) {
    if (token === undefined || token.length > 64)
        return refused('dead');
    const hash = hashMailToken(deps.keys, 'confirm_mail', token);
    return await inTransaction(deps, async (tx, record) => {
        const now = deps.now();
        const seen = await findMailProof(tx, hash, now);
        if (seen === undefined)
            return refused('dead');
        const { accountId } = seen;
        await lockAccounts(tx, [accountId]);
        const confirmed = await confirmMail(tx, seen, now);
        if (confirmed === undefined)
            return refused('dead');
        const { former } = confirmed;
        const actor = { type: 'parent', accountId, sessionId: null, address };
        record({ actor, kind: former === null ? 'mail_confirmed' : 'mail_changed', data: { accountId } });
        // A link to a new password that went to the former address opens nothing any more.
        if (former !== null) {
            await cancelMailTokens(tx, accountId, ['reset_password'], now);
            const what = 'mail_changed';
            await queueMail(tx, deps, { kind: 'security_notice', accountId, what, at: now.toISOString(), to: former });
        }
        return done(undefined);
    });
}
