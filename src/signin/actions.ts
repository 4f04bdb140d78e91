// Signing in, proving oneself again, signing out.
import { inOneStatement, inTransaction } from '../audit/actions.js';
import { insertProvedSession } from '../db/sessions.js';
import { replacePasswordHash } from '../db/signin.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { rememberDevice } from './device.js';
import type { FactorGiven } from './factor-code.js';
import { checkSecret, forgivable, type ProofRefusal, type Proved, proveSecret } from './prove.js';
import { type ParentSession, sessionsAtOnce } from './rules.js';
import { beginSecondStep, completeSecondStep, type SecondStepRefusal } from './second-step.js';
import { passwordText } from './secret-rules.js';
import { withFactor } from './session-rules.js';
import { type Browser, closeSession, hashToken, newToken, renewSession } from './sessions.js';
import { giveTryBack } from './throttle.js';

export type SignInAsked = {
  readonly identifier: string;
  readonly secret: string;
  readonly browser: Browser;
  /** The value of the browser's device cookie. */
  readonly device: string | undefined;
  /** The session that this browser had: a new sign-in takes its place. */
  readonly former?: ParentSession | undefined;
};

export type SignedIn =
  | { readonly kind: 'session'; readonly token: string; readonly device: string }
  /** The password was right, and the account has a second factor: no session yet. */
  | { readonly kind: 'second_step'; readonly token: string }
  /** The secret was a letter's code: the way goes on through its activation. */
  | { readonly kind: 'letter'; readonly letterId: number; readonly proofVersion: number };

/** Opens a session for the right password; a letter's code leads to its activation instead. */
export async function signIn(deps: Deps, asked: SignInAsked): Promise<Outcome<SignedIn, ProofRefusal>> {
  const { identifier, secret, browser, device, former } = asked;
  const checked = await checkSecret(deps, { identifier, secret, address: browser.address, device });
  if (!checked.ok) return checked;
  const { proved, tries } = checked.value;
  const { accountId, letterId, proofVersion, outdatedHash } = proved;
  if (letterId !== null) {
    await giveTryBack(deps, forgivable(proved, tries));
    deps.log.info({ account: accountId, letter: letterId, address: browser.address }, 'letter proved');
    return done({ kind: 'letter', letterId, proofVersion });
  }
  if (proved.hasFactor) {
    await giveTryBack(deps, forgivable(proved, tries));
    return done({ kind: 'second_step', token: await beginSecondStep(deps, proved, ['pwd']) });
  }
  const token = newToken(deps);
  const given = { methods: ['pwd'] as const, tokenHash: hashToken(token), now: deps.now(), ...browser };
  const made = { accountId, proofVersion, tries, atOnce: sessionsAtOnce, ...given };
  const opened = await inOneStatement(deps, (db) => insertProvedSession(db, made));
  // Between the proof and now somebody changed the password, or grouped or closed the account.
  if (opened === undefined) return refused({ kind: 'wrong' });
  if (outdatedHash !== null) await rehash(deps, accountId, outdatedHash, secret);
  if (former !== undefined) await closeSession(deps, former, 'replaced');
  deps.log.info({ account: accountId, session: opened, address: browser.address }, 'signed in');
  return done({ kind: 'session', token, device: rememberDevice(deps, device, proved.identifier) });
}

export type SecondStepAsked = Pick<SignInAsked, 'browser' | 'device' | 'former'> &
  FactorGiven & { readonly token: string | undefined };

/** The second factor of a password that was right: opens the session. */
export async function finishSignIn(
  deps: Deps,
  asked: SecondStepAsked,
): Promise<Outcome<{ readonly token: string; readonly device: string }, SecondStepRefusal>> {
  const { browser, device, former } = asked;
  const step = await completeSecondStep(deps, { ...asked, address: browser.address });
  if (!step.ok) return step;
  const { accountId, proofVersion, identifier, provedAt, used } = step.value;
  const token = newToken(deps);
  const whose = { accountId, proofVersion, provedAt: provedAt ?? undefined };
  const given = { methods: withFactor(step.value.methods, used), tokenHash: hashToken(token), now: deps.now() };
  const made = { ...whose, ...given, ...browser, atOnce: sessionsAtOnce };
  const opened = await inOneStatement(deps, (db) => insertProvedSession(db, made));
  if (opened === undefined) return refused({ kind: 'over' });
  if (former !== undefined) await closeSession(deps, former, 'replaced');
  deps.log.info({ account: accountId, session: opened, address: browser.address }, 'signed in');
  return done({ token, device: rememberDevice(deps, device, identifier) });
}

/** The same password under today's parameters. */
async function rehash(deps: Deps, accountId: number, from: string, secret: string): Promise<void> {
  try {
    const to = await deps.hash.make(passwordText(secret));
    await inTransaction(deps, (tx) => replacePasswordHash(tx, accountId, from, to));
  } catch {
    // The person is signed in; the next time will do.
    deps.log.warn({ account: accountId }, 'password hash left as it was');
  }
}

export type ProofAsked = Pick<SignInAsked, 'secret' | 'browser' | 'device'> & {
  /** The token of the session's cookie. */
  readonly token: string;
};

/** A fresh proof by the signed-in account's own password; answers the session's new token. */
export async function proveAgain(
  deps: Deps,
  session: ParentSession,
  asked: ProofAsked,
): Promise<Outcome<{ readonly token: string | undefined }, ProofRefusal>> {
  const { secret, browser, device, token } = asked;
  const proof = await proveSecret(deps, {
    identifier: session.identifier,
    secret,
    address: browser.address,
    device,
  });
  if (!proof.ok) return proof;
  if (!isOwnPassword(proof.value, session)) return refused({ kind: 'wrong' });
  const renewed = await inTransaction(deps, (tx) => renewSession(deps, tx, session.id, token));
  deps.log.info({ account: session.accountId, session: session.id, address: browser.address }, 'proved again');
  return done({ token: renewed });
}

const isOwnPassword = (proved: Proved, session: ParentSession): boolean =>
  proved.accountId === session.accountId && proved.proof === 'password';
