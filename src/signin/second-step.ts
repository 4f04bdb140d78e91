// Between a right password and a session: the second factor of an account that has one.
import { inTransaction, type RecordEvent } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { consumeSecondStep, findSecondStep, insertSecondStep, type SecondStep } from '../db/factors.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { type FactorGiven, type FactorsAsked, type FactorUsed, readFactor, readFactorsAsked } from './factor-code.js';
import { secondStepMinutes } from './factor-rules.js';
import type { Proved } from './prove.js';
import type { ProofMethod } from './session-rules.js';
import { hashToken, newToken } from './sessions.js';
import { giveTryBack, reserveTry, type TooManyTries, whileTrying } from './throttle.js';

/**
 * Keeps a proved password for five minutes; answers the token that only this browser has. No session is opened. `provedAt`:
 * when the person was proved, if that was not now.
 */
export async function beginSecondStep(
  deps: Deps,
  proved: Pick<Proved, 'accountId' | 'proofVersion'>,
  methods: readonly ProofMethod[],
  sessionId: number | null = null,
  provedAt: Date | null = null,
): Promise<string> {
  const token = newToken(deps);
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + secondStepMinutes * 60_000);
  const { accountId, proofVersion } = proved;
  const given = { accountId, proofVersion, sessionId, methods, provedAt };
  await inTransaction(deps, (tx) => insertSecondStep(tx, { ...given, tokenHash: hashToken(token), now, expiresAt }));
  deps.log.info({ account: accountId }, 'second factor asked');
  return token;
}

export type SecondStepRefusal = { readonly kind: 'wrong' } | { readonly kind: 'over' } | TooManyTries;

type StepAsked = FactorGiven & {
  readonly token: string | undefined;
  readonly address: string;
  readonly device: string | undefined;
  /** The session in which the wizard proves another account. */
  readonly sessionId?: number;
};

/** Whether a password still waits here. */
async function findWaiting(deps: Deps, token: string | undefined): Promise<SecondStep | undefined> {
  if (token === undefined || token.length > 64) return undefined;
  return await findSecondStep(deps.db, hashToken(token), deps.now());
}

/** What is asked for the password that waits in this browser (in the wizard: in this session); undefined when none does. */
export async function readSecondStep(
  deps: Deps,
  token: string | undefined,
  sessionId: number | null = null,
): Promise<FactorsAsked | undefined> {
  const waiting = await findWaiting(deps, token);
  if (waiting === undefined || waiting.sessionId !== sessionId) return undefined;
  return await readFactorsAsked(deps, waiting.accountId, purposeOf(token ?? ''));
}

const purposeOf = (token: string) => `second_step:${token}`;

/**
 * Checks the code, or what a passkey signed, against the waiting password's account, once. Wrong codes count like wrong passwords, on the same
 * identifier, and what waits is not spent by them.
 */
export async function completeSecondStep(
  deps: Deps,
  asked: StepAsked,
): Promise<Outcome<SecondStep & { readonly used: FactorUsed }, SecondStepRefusal>> {
  const waiting = await findWaiting(deps, asked.token);
  if (waiting === undefined || waiting.sessionId !== (asked.sessionId ?? null)) return refused({ kind: 'over' });
  const { accountId, identifier } = waiting;
  const tries = await reserveTry(deps, { identifier, address: asked.address, device: asked.device });
  if (!tries.ok) return tries;
  const used = await whileTrying(deps, tries.value, async () => {
    const spend = await readFactor(deps, accountId, purposeOf(asked.token ?? ''), asked);
    return await inTransaction(deps, async (tx, record) => {
      const spent = await spend(tx);
      if (spent === undefined) return undefined;
      if (!(await consumeSecondStep(tx, waiting.id, deps.now()))) return undefined;
      if (spent === 'recovery_code') await tellRecoveryCode(deps, tx, record, { accountId, address: asked.address });
      return spent;
    });
  });
  if (used === undefined) {
    deps.log.warn({ account: accountId, address: asked.address }, 'second factor refused');
    return refused({ kind: 'wrong' });
  }
  await giveTryBack(deps, tries.value);
  return done({ ...waiting, used });
}

/** A recovery code served: written down, and its owner is told at once. */
export async function tellRecoveryCode(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  { accountId, address }: { readonly accountId: number; readonly address: string },
): Promise<void> {
  const actor: Actor = { type: 'parent', accountId, sessionId: null, address };
  record({ actor, kind: 'recovery_code_used', data: { accountId } });
  const at = deps.now().toISOString();
  await queueMail(tx, deps, { kind: 'security_notice', accountId, what: 'recovery_code_used', at });
}
