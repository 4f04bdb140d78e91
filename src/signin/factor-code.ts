// What a person gives as second factor: six digits of his application, one of his recovery codes, or what his passkey
// signed. Each works once.
import { createHmac } from 'node:crypto';
import { findApplication, listFactors, spendFactorStep, spendRecoveryCode } from '../db/factors.js';
import type { Tx } from '../db/open.js';
import { spendPasskey } from '../db/passkeys.js';
import type { Deps } from '../deps.js';
import { parseRecoveryCode, parseSecurityCode } from './factor-rules.js';
import { askPasskey, readSignedPasskey } from './passkeys.js';
import { openSecret } from './seal.js';
import { stepOfCode } from './totp.js';

export const sealLabel = 'parent_totp';
export type FactorUsed = 'application' | 'recovery_code' | 'passkey';

/** The hash under which a recovery code is stored: 50 random bits under a key kept outside the database. */
export function hashRecoveryCode(deps: Pick<Deps, 'keys'>, accountId: number, code: string): Buffer {
  return createHmac('sha256', deps.keys.token).update(`recovery_code:${accountId}:${code}`, 'utf8').digest();
}

/** What a page asks for: the application's code, a passkey (its options for the browser), or either. */
export type FactorsAsked = { readonly application: boolean; readonly passkey: string | undefined };

/** Undefined when the account has no second factor. */
export async function readFactorsAsked(
  deps: Deps,
  accountId: number,
  purpose: string,
): Promise<FactorsAsked | undefined> {
  const factors = await listFactors(deps.db, accountId);
  if (factors.length === 0) return undefined;
  return {
    application: factors.some(({ kind }) => kind === 'application'),
    passkey: await askPasskey(deps, { accountId }, purpose),
  };
}

export type FactorGiven = {
  readonly code: string;
  /** What the browser signed; '' when a code was typed. */
  readonly passkey: string;
};

/** Uses up what was given, in the transaction of what it opens; undefined when it is wrong or was used. */
export type SpendFactor = (tx: Tx) => Promise<FactorUsed | undefined>;

/** Reads what was given, outside any transaction. `purpose` names the page that a passkey signed for. */
export async function readFactor(
  deps: Deps,
  accountId: number,
  purpose: string,
  { code, passkey }: FactorGiven,
): Promise<SpendFactor> {
  if (passkey === '') return (tx) => spendCode(deps, tx, accountId, code);
  const signed = await readSignedPasskey(deps, { accountId }, [purpose], passkey);
  return async (tx) =>
    signed !== undefined && (await spendPasskey(tx, signed.factorId, signed.signCount, deps.now()))
      ? 'passkey'
      : undefined;
}

async function spendCode(deps: Deps, tx: Tx, accountId: number, typed: string): Promise<FactorUsed | undefined> {
  const now = deps.now();
  const digits = parseSecurityCode(typed);
  if (digits !== undefined) {
    const application = await findApplication(tx, accountId);
    if (application === undefined) return undefined;
    const step = stepOfCode(openSecret(deps.keys.seal, sealLabel, accountId, application.secret), digits, now);
    if (step === undefined) return undefined;
    return (await spendFactorStep(tx, application.id, step, now)) ? 'application' : undefined;
  }
  const code = parseRecoveryCode(typed);
  if (code === undefined) return undefined;
  const spent = await spendRecoveryCode(tx, accountId, hashRecoveryCode(deps, accountId, code), now);
  return spent ? 'recovery_code' : undefined;
}
