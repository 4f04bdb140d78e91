// « Mon compte »: what an account knows of itself, its password, its mail.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { childrenOf } from '../db/children.js';
import { holdLinks } from '../db/holds.js';
import { endSessionsOfAccount, findPreviousSignIn } from '../db/sessions.js';
import { cancelMailTokens, getOwnAccount, writePassword } from '../db/signin.js';
import { done, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { faultOfNewPassword } from '../signin/new-password.js';
import { proveSecret } from '../signin/prove.js';
import { passwordText } from '../signin/rules.js';
import { renewSession } from '../signin/sessions.js';
export async function readAccount(deps, { accountId, id }) {
    const { identifier, passwordSetAt, mail, mailConfirmedAt, pendingMail } = await getOwnAccount(deps.db, accountId);
    return {
        identifier,
        passwordSetAt: passwordSetAt ?? undefined,
        previousSignInAt: await findPreviousSignIn(deps.db, accountId, id),
        pendingMail: pendingMail ?? undefined,
        mail: mail === null ? undefined : { address: mail, confirmed: mailConfirmedAt !== null },
    };
}
/**
 * Changes the password of the signed-in account, on its current one. Every other session ends and this one gets a new
 * token; proofs made before (a grouping under way, an open letter) are void.
 */
export async function changePassword(deps, session, asked) {
    const { accountId, identifier } = session;
    const { browser, device } = asked;
    const proof = await proveSecret(deps, { identifier, secret: asked.current, address: browser.address, device });
    if (!proof.ok)
        return refused({ kind: 'current', why: proof.why });
    if (proof.value.proof !== 'password' || proof.value.accountId !== accountId)
        return refused({ kind: 'current', why: { kind: 'wrong' } });
    if (passwordText(asked.current) === passwordText(asked.password))
        return refused({ kind: 'password', fault: 'same' });
    const fault = await faultOfNewPassword(deps, { id: accountId, identifier }, asked.password);
    if (fault !== undefined)
        return refused({ kind: 'password', fault });
    const passwordHash = await deps.hash.make(passwordText(asked.password));
    return await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [accountId]);
        const { state, proofVersion } = await getOwnAccount(tx, accountId);
        // Two changes at once: the second one's current password is no longer the current one.
        if (state !== 'active' || proofVersion !== proof.value.proofVersion)
            return refused({ kind: 'current', why: { kind: 'wrong' } });
        const now = deps.now();
        await writePassword(tx, { accountId, passwordHash, now });
        await cancelMailTokens(tx, accountId, ['reset_password'], now);
        await endSessionsOfAccount(tx, accountId, 'password_changed', now, session.id);
        const token = await renewSession(deps, tx, session.id, asked.token);
        const actor = { type: 'parent', accountId, sessionId: session.id, address: browser.address };
        record({ actor, kind: 'password_changed', data: { accountId } });
        await queueMail(tx, deps, {
            kind: 'security_notice',
            accountId,
            what: 'password_changed',
            at: now.toISOString(),
        });
        return done({ token });
    });
}
/** « Ce n'est pas mon enfant »: the child is hidden from this account until his school has looked. */
export async function disownChild(deps, session, linkId, address) {
    const { accountId } = session;
    return await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [accountId]);
        if (!(await childrenOf(tx, accountId)).some((child) => child.linkId === linkId))
            return refused('not_seen');
        await holdLinks(tx, accountId, [linkId], deps.now());
        const actor = { type: 'parent', accountId, sessionId: session.id, address };
        record({ actor, kind: 'child_disowned', data: { accountId, linkIds: [linkId] } });
        return done(undefined);
    });
}
