// Coming in by another provider, linking it to one's account, and taking the link away.
import { createHash } from 'node:crypto';
import { inOneStatement, inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import {
  endLinkedIdentities,
  type FederationStep,
  findFederationStep,
  findLinkedAccount,
  hasLinkedIdentity,
  insertFederationStep,
  insertLinkedIdentity,
  takeFederationStep,
  type WaitingStep,
} from '../db/federation.js';
import { endSessionsOfAccount, insertProvedSession } from '../db/sessions.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { rememberDevice } from '../signin/device.js';
import { freshProofMinutes, type ParentSession, sessionLimits, sessionsAtOnce } from '../signin/rules.js';
import { beginSecondStep } from '../signin/second-step.js';
import { type Browser, closeSession, hashToken, newToken } from '../signin/sessions.js';
import { reserveAct } from '../signin/throttle.js';
import { type Describe, redeem } from './provider.js';
import { authorizeAddress, type Description, type Federation, provedWhen, stepMinutes } from './rules.js';

/** One provider, how its description is asked, and where it sends back to. */
export type Elsewhere = {
  readonly federation: Federation;
  readonly describe: Describe;
  readonly redirectUri: string;
};

export type BeginRefusal = { readonly kind: 'unreachable' } | { readonly kind: 'throttled'; readonly until: Date };

/** Where the browser goes, and the token that it keeps meanwhile; refused when the provider cannot be reached. */
export async function beginFederation(
  deps: Deps,
  elsewhere: Elsewhere,
  { address, ...asked }: { readonly sessionId: number | null; readonly back: string; readonly address: string },
): Promise<Outcome<{ readonly location: string; readonly token: string }, BeginRefusal>> {
  const shutUntil = await inOneStatement(deps, (db) => reserveAct(deps, db, 'way_out', address));
  if (shutUntil !== undefined) return refused({ kind: 'throttled', until: shutUntil });
  const described = await elsewhere.describe(deps, elsewhere.federation);
  if (described === undefined) return refused({ kind: 'unreachable' });
  const [token, state, nonce, verifier] = [newToken(deps), newToken(deps), newToken(deps), newToken(deps)];
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + stepMinutes * 60_000);
  const made = { tokenHash: hashToken(token), state, nonce, verifier, ...asked, now, expiresAt };
  await inOneStatement(deps, (db) => insertFederationStep(db, made));
  return done({ token, location: locationOf(elsewhere, described, made) });
}

function locationOf(
  { federation: { clientId }, redirectUri }: Elsewhere,
  described: Description,
  { state, nonce, verifier }: FederationStep,
): string {
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return authorizeAddress(described, { clientId, redirectUri, state, nonce, challenge });
}

/** Where the step of this browser leads, while it waits. */
export async function readWay(
  deps: Deps,
  elsewhere: Elsewhere,
  token: string | undefined,
): Promise<string | undefined> {
  if (token === undefined || token.length > 64) return undefined;
  const step = await findFederationStep(deps.db, hashToken(token), deps.now());
  const described = step === undefined ? undefined : await elsewhere.describe(deps, elsewhere.federation);
  return step && described && locationOf(elsewhere, described, step);
}

export type CameBack<S = ParentSession> = {
  /** Of the cookie. */
  readonly token: string | undefined;
  readonly state: string;
  readonly code: string;
  /** Of RFC 9207, where the provider sends it. */
  readonly iss: string;
  readonly session: S | undefined;
  readonly browser: Browser;
  readonly device: string | undefined;
};

export type Finished =
  | { readonly kind: 'linked' }
  | { readonly kind: 'session'; readonly token: string; readonly device: string; readonly back: string }
  | { readonly kind: 'second_step'; readonly token: string; readonly back: string };

/** `failed`: not this browser, too late, refused there, or an answer that does not hold. */
export type FederationRefusal = 'failed' | 'unknown' | 'taken';

export type Answer = {
  readonly step: WaitingStep;
  readonly identity: Identity;
  readonly signedInAt: Date | undefined;
  readonly provedAt: Date;
  /** He signed in there since he was sent, as far as the provider says. */
  readonly justNow: boolean;
  readonly methods: readonly string[];
};

/** What came back, once, if it holds: for this browser, in time, of this provider. */
export async function takeAnswer(
  deps: Deps,
  { federation, describe, redirectUri }: Elsewhere,
  { token, state, code, iss }: CameBack<unknown>,
): Promise<Outcome<Answer, 'failed'>> {
  const step =
    token === undefined || token.length > 64
      ? undefined
      : await inOneStatement(deps, (db) => takeFederationStep(db, hashToken(token), deps.now()));
  if (step === undefined || step.state !== state || code === '') return refused('failed');
  if (iss !== '' && iss !== federation.issuer) return refused('failed');
  const described = await describe(deps, federation);
  const answered = await redeem(deps, { federation, described }, step, code, redirectUri);
  if (!answered.ok) {
    deps.log.warn({ why: answered.why }, 'federation refused');
    return refused('failed');
  }
  const { signedInAt, subject, methods } = answered.value;
  const provedAt = provedBy(deps, step, signedInAt);
  const identity = { issuer: federation.issuer, subject };
  return done({ step, identity, signedInAt, provedAt, justNow: provedAt >= deps.now(), methods });
}

export async function finishFederation(
  deps: Deps,
  elsewhere: Elsewhere,
  came: CameBack,
): Promise<Outcome<Finished, FederationRefusal>> {
  const { session } = came;
  const answer = await takeAnswer(deps, elsewhere, came);
  if (!answer.ok) return answer;
  const { step, identity, signedInAt, provedAt } = answer.value;
  if (step.sessionId === null) return await signInBy(deps, identity, came, step.back, provedAt);
  // Somebody else may have left himself signed in there, on a computer that both use.
  if (signedInAt !== undefined && provedAt < deps.now()) return refused('failed');
  // The session that asked is the one that links: another one in the same browser is another person's, perhaps.
  if (session === undefined || session.id !== step.sessionId) return refused('failed');
  return await link(deps, identity, session, came.browser);
}

/** Whoever did not sign in there just now is let in, and proves himself by his password where that is asked. */
const provedBy = (deps: Deps, { createdAt: sentAt }: WaitingStep, signedInAt: Date | undefined): Date =>
  provedWhen(
    signedInAt,
    { sentAt, now: deps.now() },
    { freshMinutes: freshProofMinutes, wholeHours: sessionLimits.parent.wholeHours },
  );

type Identity = { readonly issuer: string; readonly subject: string };

async function signInBy(
  deps: Deps,
  identity: Identity,
  { browser, device, session }: CameBack,
  back: string,
  provedAt: Date,
): Promise<Outcome<Finished, FederationRefusal>> {
  const account = await findLinkedAccount(deps.db, identity);
  if (account === undefined) return refused('unknown');
  const { accountId, proofVersion, identifier, hasFactor } = account;
  if (hasFactor)
    return done({ kind: 'second_step', token: await beginSecondStep(deps, account, [], null, provedAt), back });
  const token = newToken(deps);
  const whose = { accountId, proofVersion, provedAt };
  const made = { ...whose, atOnce: sessionsAtOnce, tokenHash: hashToken(token), now: deps.now() };
  const opened = await inOneStatement(deps, (db) => insertProvedSession(db, { ...made, ...browser }));
  if (opened === undefined) return refused('unknown');
  if (session !== undefined) await closeSession(deps, session, 'replaced');
  deps.log.info({ account: accountId, session: opened, address: browser.address }, 'signed in by another provider');
  return done({ kind: 'session', token, device: rememberDevice(deps, device, identifier), back });
}

async function link(
  deps: Deps,
  identity: Identity,
  { id: sessionId, accountId }: ParentSession,
  { address }: Browser,
): Promise<Outcome<Finished, FederationRefusal>> {
  return await inTransaction<Outcome<Finished, FederationRefusal>>(deps, async (tx, record) => {
    const now = deps.now();
    if (!(await insertLinkedIdentity(tx, { ...identity, accountId, sessionId, now }))) return refused('taken');
    const actor = { type: 'parent', accountId, sessionId, address } as const;
    record({ actor, kind: 'identity_linked', data: { accountId, issuer: identity.issuer } });
    await queueMail(tx, deps, { kind: 'security_notice', accountId, what: 'identity_linked', at: now.toISOString() });
    return done({ kind: 'linked' });
  });
}

export async function isLinked(deps: Deps, federation: Federation, accountId: number): Promise<boolean> {
  return await hasLinkedIdentity(deps.db, accountId, federation.issuer);
}

/** A way in less: whoever came by it is out, everywhere but here, and the owner is told. */
export async function unlink(
  deps: Deps,
  { issuer }: Federation,
  { id: sessionId, accountId }: ParentSession,
  address: string,
): Promise<void> {
  await inTransaction(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const now = deps.now();
    if (!(await endLinkedIdentities(tx, accountId, issuer, now))) return;
    await endSessionsOfAccount(tx, accountId, 'ended_by_owner', now, sessionId);
    const actor = { type: 'parent', accountId, sessionId, address } as const;
    record({ actor, kind: 'identity_unlinked', data: { accountId, issuer } });
    await queueMail(tx, deps, { kind: 'security_notice', accountId, what: 'identity_unlinked', at: now.toISOString() });
  });
}
