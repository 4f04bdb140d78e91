// Recovery codes of staff: written like the parents', under a purpose of their own.
import { createHmac } from 'node:crypto';
import type { Tx } from '../db/open.js';
import { spendStaffRecovery } from '../db/staff-access.js';
import type { Deps } from '../deps.js';
import { composeRecoveryCode, parseRecoveryCode, recoveryCodes } from '../signin/factor-rules.js';

const hashOf = (deps: Pick<Deps, 'keys'>, staffId: number, code: string): Buffer =>
  createHmac('sha256', deps.keys.token).update(`staff_recovery_code:${staffId}:${code}`, 'utf8').digest();

/** The ten codes of a nonce, and their hashes. */
export function staffRecoveryCodes(deps: Pick<Deps, 'keys'>, staffId: number, nonce: Uint8Array) {
  const codes = Array.from({ length: recoveryCodes }, (_, place) =>
    composeRecoveryCode(
      createHmac('sha256', deps.keys.token).update('staff_recovery').update(nonce).update(`${place}`).digest(),
    ),
  );
  return { codes, hashes: codes.map((code) => hashOf(deps, staffId, code)) };
}

/** Uses up what was typed, if it has the shape of a recovery code and is one. */
export async function spendRecovery(deps: Deps, tx: Tx, staffId: number, typed: string): Promise<boolean> {
  const code = parseRecoveryCode(typed);
  return code !== undefined && (await spendStaffRecovery(tx, staffId, hashOf(deps, staffId, code), deps.now()));
}
