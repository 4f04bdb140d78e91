// A lost identifier or password. Asking does the same work whatever was typed: a mail is promised, and whether there is
// anybody to write to is found out when it leaves.
import { canonicalIdentifier } from '../accounts/rules.js';
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import { hasFactor } from '../db/factors.js';
import { consumeResetToken, findResetToken, type ResetToken } from '../db/mail-proof.js';
import { endSessionsOfAccount } from '../db/sessions.js';
import { cancelMailTokens, dropPendingMail, getOwnAccount, writePassword } from '../db/signin.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import type { MailJob } from '../mail/rules.js';
import { hashMailToken } from '../mail/tokens.js';
import { faultOfNewPassword } from '../signin/new-password.js';
import { longestIdentifier, type PasswordFault, passwordText } from '../signin/secret-rules.js';
import { forgiveIdentifier, reserveMessage } from '../signin/throttle.js';

/** Promises the mail that lists the identifiers confirmed with this address. Says nothing of whether there are any. */
export async function askIdentifiers(deps: Deps, mail: string, from: string): Promise<void> {
  await promise(deps, { kind: 'identifiers', to: mail }, mail.toLowerCase(), from);
}

/** Promises the mail with a link to a new password. Says nothing of whether the identifier exists. */
export async function askReset(deps: Deps, typed: string, from: string): Promise<void> {
  const identifier = canonicalIdentifier(typed).slice(0, longestIdentifier);
  await promise(deps, { kind: 'reset_password', identifier }, identifier, from);
}

/** Asked too often, nothing is promised; the answer stays the same. */
async function promise(deps: Deps, job: MailJob, about: string, from: string): Promise<void> {
  const promised = await inTransaction(deps, async (tx) => {
    const granted = await reserveMessage(deps, tx, { about: `${job.kind}:${about}`, from });
    if (granted) await queueMail(tx, deps, job);
    return granted;
  });
  deps.log.info({ mail: job.kind, promised, address: from }, 'message asked');
}

async function findReset(deps: Deps, token: string | undefined): Promise<ResetToken | undefined> {
  if (token === undefined || token.length > 64) return undefined;
  return await findResetToken(deps.db, hashMailToken(deps.keys, 'reset_password', token), deps.now());
}

/** The identifier whose password this link may set now. Looking consumes nothing. */
export async function identifierToReset(deps: Deps, token: string | undefined): Promise<string | undefined> {
  return (await findReset(deps, token))?.identifier;
}

export type ResetRefusal = { readonly kind: 'dead' } | { readonly kind: 'password'; readonly fault: PasswordFault };

/**
 * Sets a new password by the link of a mail, once. Nobody is signed in by it: every session ends, what waited for the
 * former password (a grouping under way, an open letter, a new mail address) is over, a second factor stays.
 */
export async function resetPassword(
  deps: Deps,
  asked: { readonly token: string | undefined; readonly password: string; readonly address: string },
): Promise<Outcome<void, ResetRefusal>> {
  const found = await findReset(deps, asked.token);
  if (found === undefined) return refused({ kind: 'dead' });
  const { accountId, identifier } = found;
  const fault = await faultOfNewPassword(deps, { id: accountId, identifier }, asked.password);
  if (fault !== undefined) return refused({ kind: 'password', fault });
  const passwordHash = await deps.hash.make(passwordText(asked.password));
  return await inTransaction<Outcome<void, ResetRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const now = deps.now();
    if (!(await consumeResetToken(tx, found.tokenId, now))) return refused({ kind: 'dead' });
    const { state, mail } = await getOwnAccount(tx, accountId);
    if (state !== 'active' || mail === null) return refused({ kind: 'dead' });
    await writePassword(tx, { accountId, passwordHash, now });
    await endSessionsOfAccount(tx, accountId, 'reset', now);
    await dropPendingMail(tx, accountId);
    await cancelMailTokens(tx, accountId, ['confirm_mail', 'reset_password'], now);
    // With a second factor a mailbox is half of the way: it forgives no wrong code.
    if (!(await hasFactor(tx, accountId))) await forgiveIdentifier(deps, tx, identifier);
    const actor: Actor = { type: 'parent', accountId, sessionId: null, address: asked.address };
    record({ actor, kind: 'password_reset', data: { accountId } });
    await queueMail(tx, deps, {
      kind: 'security_notice',
      accountId,
      what: 'password_reset',
      at: now.toISOString(),
      to: mail,
    });
    return done(undefined);
  });
}
