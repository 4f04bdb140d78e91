// Recovery codes of staff: written like the parents', under a purpose of their own.
import { createHmac } from 'node:crypto';
import type { RecordEvent } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import type { Tx } from '../db/open.js';
import { endStaffRecovery, insertStaffRecovery, spendStaffRecovery } from '../db/staff-access.js';
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

/** Ten new codes; those of before are worth nothing any more. */
export async function writeRecoveryCodes(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  { staffId, actor }: { readonly staffId: number; readonly actor: Actor },
): Promise<void> {
  const nonce = deps.random(16);
  const { hashes } = staffRecoveryCodes(deps, staffId, nonce);
  await endStaffRecovery(tx, staffId, deps.now());
  await insertStaffRecovery(tx, { staffId, nonce, hashes, now: deps.now() });
  record({ actor, kind: 'staff_recovery_codes_made', data: { staffId } });
}

/** Uses up what was typed, if it has the shape of a recovery code and is one. */
export async function spendRecovery(deps: Deps, tx: Tx, staffId: number, typed: string): Promise<boolean> {
  const code = parseRecoveryCode(typed);
  return code !== undefined && (await spendStaffRecovery(tx, staffId, hashOf(deps, staffId, code), deps.now()));
}
