// « Mon compte »: what an account knows of itself, its password, its mail.
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import { childrenOf } from '../db/children.js';
import { holdLinks } from '../db/holds.js';
import { endSessionsOfAccount, findPreviousSignIn, type PreviousSignIn } from '../db/sessions.js';
import { cancelMailTokens, getOwnAccount, writePassword } from '../db/signin.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import { faultOfNewPassword } from '../signin/new-password.js';
import { type ProofRefusal, proveSecret } from '../signin/prove.js';
import type { ParentSession } from '../signin/rules.js';
import { type PasswordFault, passwordText } from '../signin/secret-rules.js';
import { type Browser, renewSession } from '../signin/sessions.js';

export type AccountShown = {
  readonly identifier: string;
  readonly passwordSetAt: Date | undefined;
  readonly mail: { readonly address: string; readonly confirmed: boolean } | undefined;
  /** An address that waits to take the place of the confirmed one. */
  readonly pendingMail: string | undefined;
  /** When and from where the session before this one was opened: a stranger's would be noticed. */
  readonly previousSignIn: PreviousSignIn | undefined;
};

export async function readAccount(deps: Deps, { accountId, id }: ParentSession): Promise<AccountShown> {
  const { identifier, passwordSetAt, mail, mailConfirmedAt, pendingMail } = await getOwnAccount(deps.db, accountId);
  return {
    identifier,
    passwordSetAt: passwordSetAt ?? undefined,
    previousSignIn: await findPreviousSignIn(deps.db, accountId, id),
    pendingMail: pendingMail ?? undefined,
    mail: mail === null ? undefined : { address: mail, confirmed: mailConfirmedAt !== null },
  };
}

export type PasswordChange = {
  readonly current: string;
  readonly password: string;
  readonly browser: Browser;
  readonly device: string | undefined;
  /** The token of the session's cookie. */
  readonly token: string;
};

export type ChangeRefusal =
  | { readonly kind: 'current'; readonly why: ProofRefusal }
  | { readonly kind: 'password'; readonly fault: PasswordFault | 'same' };

/**
 * Changes the password of the signed-in account, on its current one. Every other session ends and this one gets a new
 * token; proofs made before (a grouping under way, an open letter) are void.
 */
export async function changePassword(
  deps: Deps,
  session: ParentSession,
  asked: PasswordChange,
): Promise<Outcome<{ readonly token: string | undefined }, ChangeRefusal>> {
  const { accountId, identifier } = session;
  const { browser, device } = asked;
  const proof = await proveSecret(deps, { identifier, secret: asked.current, address: browser.address, device });
  if (!proof.ok) return refused({ kind: 'current', why: proof.why });
  if (proof.value.proof !== 'password' || proof.value.accountId !== accountId)
    return refused({ kind: 'current', why: { kind: 'wrong' } });
  if (passwordText(asked.current) === passwordText(asked.password)) return refused({ kind: 'password', fault: 'same' });
  const fault = await faultOfNewPassword(deps, { id: accountId, identifier }, asked.password);
  if (fault !== undefined) return refused({ kind: 'password', fault });

  const passwordHash = await deps.hash.make(passwordText(asked.password));
  return await inTransaction<Outcome<{ readonly token: string | undefined }, ChangeRefusal>>(
    deps,
    async (tx, record) => {
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
      const actor: Actor = { type: 'parent', accountId, sessionId: session.id, address: browser.address };
      record({ actor, kind: 'password_changed', data: { accountId } });
      await queueMail(tx, deps, {
        kind: 'security_notice',
        accountId,
        what: 'password_changed',
        at: now.toISOString(),
      });
      return done({ token });
    },
  );
}

/** « Ce n'est pas mon enfant »: the child is hidden from this account until his school has looked. */
export async function disownChild(
  deps: Deps,
  session: ParentSession,
  linkId: number,
  address: string,
): Promise<Outcome<void, 'not_seen'>> {
  const { accountId } = session;
  return await inTransaction<Outcome<void, 'not_seen'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const seen = await childrenOf(tx, accountId);
    const child = seen.find((one) => one.linkId === linkId);
    if (child === undefined) return refused('not_seen');
    // Two records of one school may both name the pupil: he goes from the account, by whichever way he came.
    const linkIds = seen.filter((one) => one.pupilId === child.pupilId).map((one) => one.linkId);
    await holdLinks(tx, { accountId, linkIds, eventId: composeUuid(deps.random(16)), since: deps.now() });
    const actor: Actor = { type: 'parent', accountId, sessionId: session.id, address };
    record({ actor, kind: 'child_disowned', data: { accountId, linkIds } });
    return done(undefined);
  });
}
