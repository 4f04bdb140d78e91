// « Sécurité »: the second factor of the account, its recovery codes, and its sessions.
import { createHmac } from 'node:crypto';
import { inTransaction, type RecordEvent } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import { findFactorReset } from '../db/factor-resets.js';
import {
  type FactorRow,
  findRecoveryBatch,
  hasFactor,
  insertApplication,
  insertRecoveryCodes,
  listFactors,
  removeFactor,
  replaceRecoveryCodes,
} from '../db/factors.js';
import type { Tx } from '../db/open.js';
import { endOwnSession, liveSessions, type OwnSession } from '../db/own-sessions.js';
import { insertPasskey } from '../db/passkeys.js';
import { endSessionsOfAccount } from '../db/sessions.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import type { SecurityAct } from '../mail/rules.js';
import { hashRecoveryCode, sealLabel } from '../signin/factor-code.js';
import { carryOutDueReset } from '../signin/factor-reset.js';
import {
  composeRecoveryCode,
  mostFactors,
  parseSecurityCode,
  recoveryCodes,
  recoveryShownMinutes,
} from '../signin/factor-rules.js';
import { offerPasskey, readMadePasskey } from '../signin/passkeys.js';
import { type ParentSession, sessionLimits } from '../signin/rules.js';
import { sealSecret } from '../signin/seal.js';
import { offeredSecret, type SecretToScan, secretToScan, stepOfCode } from '../signin/totp.js';

export type Security = {
  readonly factors: readonly FactorRow[];
  /** Recovery codes not used yet; undefined when none were made. */
  readonly codesLeft: number | undefined;
  /** When a school's wish to remove them is carried out, unless the owner stops it. */
  readonly resetDueAt: Date | undefined;
  readonly sessions: readonly (OwnSession & { readonly current: boolean })[];
};

export async function readSecurity(deps: Deps, session: ParentSession): Promise<Security> {
  const { accountId } = session;
  await carryOutDueReset(deps, accountId);
  const [factors, batch, sessions, reset] = await Promise.all([
    listFactors(deps.db, accountId),
    findRecoveryBatch(deps.db, accountId),
    liveSessions(deps.db, accountId, { now: deps.now(), ...sessionLimits.parent }),
    findFactorReset(deps.db, accountId),
  ]);
  return {
    factors,
    codesLeft: batch?.left,
    resetDueAt: factors.length === 0 ? undefined : reset?.dueAt,
    sessions: sessions.map((one) => ({ ...one, current: one.id === session.id })),
  };
}

// Another session, or another day, offers another secret: one that was seen and not taken is worth nothing.
const offeredTo = (deps: Deps, { accountId, id }: ParentSession): Buffer =>
  offeredSecret(deps.keys.seal, `parent_totp:${accountId}:${id}`);

/** The secret to put into an application; nothing is written until a code of it comes back. */
export function offerApplication(deps: Deps, session: ParentSession): SecretToScan {
  return secretToScan(offeredTo(deps, session), session.identifier, deps.config.networkName);
}

const actorOf = ({ accountId, id: sessionId }: ParentSession, address: string): Actor => ({
  type: 'parent',
  accountId,
  sessionId,
  address,
});

async function tell(deps: Deps, tx: Tx, accountId: number, what: SecurityAct): Promise<void> {
  await queueMail(tx, deps, { kind: 'security_notice', accountId, what, at: deps.now().toISOString() });
}

/** Adds the application whose code this is; the first factor of an account comes with recovery codes. */
export async function addApplication(
  deps: Deps,
  session: ParentSession,
  asked: { readonly code: string; readonly address: string },
): Promise<Outcome<{ readonly codesMade: boolean }, 'wrong' | 'there'>> {
  const { accountId } = session;
  const secret = offeredTo(deps, session);
  const step = stepOfCode(secret, parseSecurityCode(asked.code) ?? '', deps.now());
  if (step === undefined) return refused('wrong');
  const sealed = sealSecret(deps.keys.seal, sealLabel, accountId, secret, deps.random(12));
  return await inTransaction<Outcome<{ codesMade: boolean }, 'wrong' | 'there'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const codesMade = !(await hasFactor(tx, accountId));
    if (!(await insertApplication(tx, { accountId, secret: sealed, step, now: deps.now() }))) return refused('there');
    const actor = actorOf(session, asked.address);
    record({ actor, kind: 'factor_added', data: { accountId, factor: 'application' } });
    if (codesMade) await makeCodes(deps, tx, record, session, asked.address);
    await tell(deps, tx, accountId, 'factor_added');
    return done({ codesMade });
  });
}

// It lives as long as the fresh password that the page was shown on.
const newPasskeyPurpose = ({ accountId, id, provedAt }: ParentSession): string =>
  `new:${accountId}:${id}:${provedAt.getTime()}`;

/** The options, for the browser, of a new passkey; nothing is written until a key comes back. */
export async function offerOwnPasskey(deps: Deps, session: ParentSession): Promise<string> {
  const { accountId, identifier } = session;
  return await offerPasskey(deps, { holder: { accountId }, identifier, purpose: newPasskeyPurpose(session) });
}

/** Adds the key that the browser made; the first factor of an account comes with recovery codes. */
export async function addPasskey(
  deps: Deps,
  session: ParentSession,
  asked: { readonly passkey: string; readonly name: string; readonly address: string },
): Promise<Outcome<{ readonly codesMade: boolean }, 'wrong' | 'too_many'>> {
  const { accountId } = session;
  const made = await readMadePasskey(deps, { accountId }, newPasskeyPurpose(session), asked.passkey);
  if (made === undefined) return refused('wrong');
  return await inTransaction<Outcome<{ codesMade: boolean }, 'wrong' | 'too_many'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const factors = await listFactors(tx, accountId);
    if (factors.length >= mostFactors) return refused('too_many');
    if (!(await insertPasskey(tx, { ...made, holder: { accountId }, name: asked.name, now: deps.now() })))
      return refused('wrong');
    const actor = actorOf(session, asked.address);
    record({ actor, kind: 'factor_added', data: { accountId, factor: 'passkey' } });
    const codesMade = factors.length === 0;
    if (codesMade) await makeCodes(deps, tx, record, session, asked.address);
    await tell(deps, tx, accountId, 'factor_added');
    return done({ codesMade });
  });
}

const codeOf = (deps: Deps, nonce: Uint8Array, place: number): string =>
  composeRecoveryCode(
    createHmac('sha256', deps.keys.token).update('recovery').update(nonce).update(`${place}`).digest(),
  );

async function makeCodes(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  session: ParentSession,
  address: string,
): Promise<void> {
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
export async function renewRecoveryCodes(
  deps: Deps,
  session: ParentSession,
  address: string,
): Promise<Outcome<void, 'no_factor'>> {
  const { accountId } = session;
  return await inTransaction<Outcome<void, 'no_factor'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if ((await listFactors(tx, accountId)).length === 0) return refused('no_factor');
    await makeCodes(deps, tx, record, session, address);
    await tell(deps, tx, accountId, 'recovery_codes_made');
    return done(undefined);
  });
}

/** The codes made a few minutes ago, to be written down; undefined later. */
export async function showRecoveryCodes(deps: Deps, session: ParentSession): Promise<readonly string[] | undefined> {
  const batch = await findRecoveryBatch(deps.db, session.accountId);
  const oldest = deps.now().getTime() - recoveryShownMinutes * 60_000;
  if (batch === undefined || batch.createdAt.getTime() <= oldest) return undefined;
  return Array.from({ length: recoveryCodes }, (_, place) => codeOf(deps, batch.nonce, place));
}

/** Takes a factor away, on a fresh password. */
export async function removeOwnFactor(
  deps: Deps,
  session: ParentSession,
  asked: { readonly factorId: number; readonly address: string },
): Promise<void> {
  const { accountId } = session;
  const { factorId } = asked;
  await inTransaction(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if (!(await removeFactor(tx, accountId, factorId, deps.now()))) return;
    record({ actor: actorOf(session, asked.address), kind: 'factor_removed', data: { accountId, factorId } });
    await tell(deps, tx, accountId, 'factor_removed');
  });
}

/** Ends one other session of the account, or (without an id) all the others. */
export async function endSessions(
  deps: Deps,
  session: ParentSession,
  asked: { readonly id: number | undefined; readonly address: string },
): Promise<void> {
  const { accountId } = session;
  const { id } = asked;
  if (id === session.id) return;
  await inTransaction(deps, async (tx, record) => {
    const now = deps.now();
    const ended =
      id === undefined
        ? await endSessionsOfAccount(tx, accountId, 'ended_by_owner', now, session.id)
        : Number(await endOwnSession(tx, accountId, id, now));
    if (ended === 0) return;
    record({ actor: actorOf(session, asked.address), kind: 'sessions_ended', data: { accountId, sessions: ended } });
  });
}
