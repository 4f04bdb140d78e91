// The end of an activation: the letter gives way to a password of the person's own.
import { inTransaction, type RecordEvent } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import {
  activateAccount,
  consumeActivation,
  type FoundActivation,
  findActivation,
  useLetters,
} from '../db/activation.js';
import { hasFactor } from '../db/factors.js';
import type { Tx } from '../db/open.js';
import { tellChanged } from '../db/outbox.js';
import { endSessionsOfAccount } from '../db/sessions.js';
import { cancelMailTokens, getOwnAccount } from '../db/signin.js';
import type { Deps } from '../deps.js';
import type { Locale } from '../kernel/locale.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { readCode } from '../letters/rules.js';
import { queueMail } from '../mail/queue.js';
import { signIn } from '../signin/actions.js';
import { rememberDevice } from '../signin/device.js';
import { type FactorGiven, type FactorUsed, readFactor } from '../signin/factor-code.js';
import { faultOfNewPassword } from '../signin/new-password.js';
import { tellRecoveryCode } from '../signin/second-step.js';
import { type PasswordFault, passwordText } from '../signin/secret-rules.js';
import { withFactor } from '../signin/session-rules.js';
import { type Browser, hashToken, openSession } from '../signin/sessions.js';
import { forgiveIdentifier, giveTryBack, reserveTry, type TooManyTries } from '../signin/throttle.js';
import { type ActivationRefusal, activationPurpose, findLiveActivation } from './actions.js';

export type OpenAsked = {
  readonly token: string | undefined;
  readonly password: string;
  /** '' when the person gave none. */
  readonly mail: string;
  /** Undefined when none was chosen. */
  readonly language: Locale | undefined;
  /** The account's second factor, when it has one: a letter replaces a password, not a factor. */
  readonly factor: FactorGiven;
  readonly browser: Browser;
  readonly device: string | undefined;
};

export type OpenRefusal =
  | { readonly kind: 'password'; readonly fault: PasswordFault | 'letter_code' }
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'code'; readonly why: 'wrong' | TooManyTries }
  | { readonly kind: 'stopped'; readonly why: ActivationRefusal };

export type Opened = { readonly sessionToken: string; readonly device: string };

/**
 * Gives the account its password and its state, uses up its letters of every school, and signs the person in. Posted
 * twice (double click, lost answer) it is done once; the second answer is a sign-in with the password just chosen.
 */
export async function openAccount(deps: Deps, asked: OpenAsked): Promise<Outcome<Opened, OpenRefusal>> {
  const live = await findLiveActivation(deps, deps.db, asked.token);
  if (!live.ok) return await answerAgain(deps, asked, live.why);
  const activation = live.value;
  if (activation.birthDatesCheckedAt === null) return refused({ kind: 'unchecked' });
  const fault = await faultOf(deps, activation, asked.password);
  if (fault !== undefined) return refused({ kind: 'password', fault });

  const code = await checkCode(deps, activation, asked);
  if (!code.ok) return refused({ kind: 'code', why: code.why });
  const passwordHash = await deps.hash.make(passwordText(asked.password));
  const opened = await inTransaction(deps, (tx, record) =>
    open(deps, tx, record, activation, { ...asked, used: code.value }, passwordHash),
  );
  if (!opened.ok) return await answerAgain(deps, asked, opened.why);
  deps.log.info({ account: activation.accountId, address: asked.browser.address }, 'account opened by letter');
  return done({ sessionToken: opened.value, device: rememberDevice(deps, asked.device, activation.identifier) });
}

async function open(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  { id, accountId, letterId }: FoundActivation,
  { token, mail: given, language, browser, used }: OpenAsked & { readonly used: FactorUsed | undefined },
  passwordHash: string,
): Promise<Outcome<string, ActivationRefusal>> {
  await lockAccounts(tx, [accountId]);
  const live = await findLiveActivation(deps, tx, token);
  if (!live.ok) return live;
  const now = deps.now();
  if (!(await consumeActivation(tx, id, now))) return refused('finished');
  const before = await getOwnAccount(tx, accountId);
  const known = before.mail !== null && before.mailConfirmedAt !== null;
  const mail = given === '' || (known && given === before.mail) ? undefined : given;
  await useLetters(tx, accountId, now);
  await activateAccount(tx, { accountId, passwordHash, mail, language, now });
  if (before.state === 'asleep') await tellChanged(tx, composeUuid(deps.random(16)), accountId, now);
  await endSessionsOfAccount(tx, accountId, 'recovered', now);
  await cancelMailTokens(tx, accountId, ['confirm_mail', 'reset_password'], now);
  await forgiveIdentifier(deps, tx, live.value.identifier);
  const session = await openSession(deps, tx, { accountId }, browser, withFactor(['pwd'], used));

  const actor: Actor = { type: 'parent', accountId, sessionId: session.id, address: browser.address };
  const kind = before.state === 'active' ? 'account_recovered' : 'account_activated';
  record({ actor, kind, data: { accountId, letterId } });
  if (live.value.letter.purpose === 'recovery' && before.mail !== null && known)
    await queueMail(tx, deps, { kind: 'recovery_letter_notice', letterId, moment: 'used', to: before.mail });
  if (mail !== undefined) record({ actor, kind: 'mail_given', data: { accountId } });
  if (mail !== undefined) await queueMail(tx, deps, { kind: 'confirm_mail', accountId });
  return done(session.token);
}

/** Spends the second factor of the account's second factor, when it has one. Wrong ones count as wrong passwords do. */
async function checkCode(
  deps: Deps,
  { accountId, identifier }: FoundActivation,
  { token, factor, browser, device }: OpenAsked,
): Promise<Outcome<FactorUsed | undefined, 'wrong' | TooManyTries>> {
  if (!(await hasFactor(deps.db, accountId))) return done(undefined);
  const tries = await reserveTry(deps, { identifier, address: browser.address, device });
  if (!tries.ok) return tries;
  const spend = await readFactor(deps, accountId, activationPurpose(token ?? ''), factor);
  const spent = await inTransaction(deps, async (tx, record) => {
    const used = await spend(tx);
    if (used === 'recovery_code') await tellRecoveryCode(deps, tx, record, { accountId, address: browser.address });
    return used;
  });
  if (spent === undefined) return refused('wrong');
  await giveTryBack(deps, tries.value);
  return done(spent);
}

/** The code of the letter never becomes the password: it was on paper. */
async function faultOf(
  deps: Deps,
  { accountId, identifier, codeHash }: FoundActivation,
  typed: string,
): Promise<PasswordFault | 'letter_code' | undefined> {
  const fault = await faultOfNewPassword(deps, { id: accountId, identifier }, typed);
  if (fault !== undefined) return fault;
  const code = readCode(typed);
  return code.ok && (await deps.hash.matches(codeHash, code.value)) ? 'letter_code' : undefined;
}

async function answerAgain(
  deps: Deps,
  asked: OpenAsked,
  why: ActivationRefusal,
): Promise<Outcome<Opened, OpenRefusal>> {
  if (why !== 'finished') return refused({ kind: 'stopped', why });
  const { browser, device, password: secret } = asked;
  const identifier = await identifierOfFinished(deps, asked.token);
  const again = identifier === undefined ? undefined : await signIn(deps, { identifier, secret, browser, device });
  if (again === undefined || !again.ok || again.value.kind !== 'session')
    return refused({ kind: 'stopped', why: 'used' });
  return done({ sessionToken: again.value.token, device: again.value.device });
}

async function identifierOfFinished(deps: Deps, token: string | undefined): Promise<string | undefined> {
  const found = token === undefined ? undefined : await findActivation(deps.db, hashToken(token));
  return found?.identifier;
}
