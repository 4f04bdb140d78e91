// The second factor of a member of staff: a code of his application, a recovery code, or what his passkey signed. Each works once.
import type { AuditEvent } from '../audit/events.js';
import type { Tx } from '../db/open.js';
import { spendPasskey } from '../db/passkeys.js';
import { type StaffFactors, spendStep } from '../db/staff.js';
import { postsOf } from '../db/staff-roles.js';
import type { Deps } from '../deps.js';
import type { FactorGiven } from '../signin/factor-code.js';
import { parseSecurityCode } from '../signin/factor-rules.js';
import { readSignedPasskey } from '../signin/passkeys.js';
import { openSecret } from '../signin/seal.js';
import { type Browser, type OpenedSession, openSession } from '../signin/sessions.js';
import { stepOfCode } from '../signin/totp.js';
import { spendRecovery } from './recovery.js';

export const staffSealLabel = 'staff_totp';
export type SecondUsed = 'application' | 'recovery' | 'passkey';

/** Somebody who does not exist, or has no application, has a secret too, so that his code costs the same work. */
const nobodysSecret = Buffer.alloc(20, 1);

/** The time step whose code was typed, if it is one of this person's application. */
export function stepTyped(
  deps: Deps,
  staff: Pick<StaffFactors, 'id' | 'totpSecret'> | undefined,
  typed: string,
): number | undefined {
  const secret =
    staff?.totpSecret == null ? nobodysSecret : openSecret(deps.keys.seal, staffSealLabel, staff.id, staff.totpSecret);
  const step = stepOfCode(secret, parseSecurityCode(typed) ?? '', deps.now());
  return staff?.totpSecret == null ? undefined : step;
}

/** Uses up the application's code of this step, or the recovery code that was typed; undefined when neither is good. */
export async function spendTyped(
  deps: Deps,
  tx: Tx,
  staffId: number,
  step: number | undefined,
  typed: string,
): Promise<SecondUsed | undefined> {
  if (step !== undefined) return (await spendStep(tx, staffId, step)) ? 'application' : undefined;
  return (await spendRecovery(deps, tx, staffId, typed)) ? 'recovery' : undefined;
}

/**
 * Reads what was given, outside any transaction; what is answered uses it up inside one. `purposes` are the pages that a
 * passkey may have signed for.
 */
export async function readSecond(
  deps: Deps,
  staff: StaffFactors,
  purposes: readonly string[],
  { code, passkey }: FactorGiven,
): Promise<(tx: Tx) => Promise<SecondUsed | undefined>> {
  const { id: staffId } = staff;
  if (passkey === '') {
    const step = stepTyped(deps, staff, code);
    return (tx) => spendTyped(deps, tx, staffId, step, code);
  }
  const signed = await readSignedPasskey(deps, { staffId }, purposes, passkey);
  return async (tx) =>
    signed !== undefined && (await spendPasskey(tx, signed.factorId, signed.signCount, deps.now()))
      ? 'passkey'
      : undefined;
}

export const recoveryUsed = (staffId: number, sessionId: number, address: string): AuditEvent => ({
  actor: { type: 'staff', staffId, sessionId, address },
  kind: 'staff_recovery_code_used',
  data: { staffId },
});

/** A session at work for the person's only school, or for none until one is chosen. */
export async function openStaffSession(
  deps: Deps,
  tx: Tx,
  staffId: number,
  { address, agent }: Browser,
): Promise<OpenedSession> {
  const posts = await postsOf(tx, staffId, deps.now());
  const schoolUai = posts.length === 1 ? (posts[0]?.schoolUai ?? null) : null;
  return await openSession(deps, tx, { staffId, schoolUai }, { address, agent });
}
