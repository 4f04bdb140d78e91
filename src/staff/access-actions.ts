// « Mon accès »: a member of staff's own recovery codes and sessions.
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import * as access from '../db/staff-access.js';
import { findStaffFactors, type StaffFactorsHeld } from '../db/staff-factors.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { recoveryShownMinutes } from '../signin/factor-rules.js';
import { isProofFresh, type StaffSession, sessionLimits } from '../signin/rules.js';
import { staffRecoveryCodes, writeRecoveryCodes } from './recovery.js';
import { tellStaff } from './telling.js';

export const actorOf = ({ staffId, id: sessionId }: StaffSession, address: string): Actor => ({
  type: 'staff',
  staffId,
  sessionId,
  address,
});

/** What a person proves his second factor with. */
export async function readFactors(deps: Deps, session: StaffSession): Promise<StaffFactorsHeld> {
  return await findStaffFactors(deps.db, session.staffId);
}

export async function readAccess(deps: Deps, session: StaffSession) {
  const { staffId } = session;
  const batch = await access.findStaffRecovery(deps.db, staffId);
  const sessions = await access.liveStaffSessions(deps.db, staffId, {
    now: deps.now(),
    ...(session.limits ?? sessionLimits.staff),
  });
  const oldest = deps.now().getTime() - recoveryShownMinutes * 60_000;
  const shown = batch !== undefined && batch.createdAt.getTime() > oldest && isProofFresh(session, deps.now());
  return {
    factors: await readFactors(deps, session),
    codesLeft: batch?.left,
    /** In clear, for some minutes after they were made, while the proof is fresh. */
    codes: shown ? staffRecoveryCodes(deps, staffId, batch.nonce).codes : undefined,
    sessions: sessions.map((one) => ({ ...one, current: one.id === session.id })),
  };
}

/** Ten new codes; those of before are worth nothing any more. The caller has checked that the second factor is fresh. */
export async function makeRecoveryCodes(
  deps: Deps,
  session: StaffSession,
  address: string,
): Promise<Outcome<void, 'not_fresh'>> {
  return await inTransaction<Outcome<void, 'not_fresh'>>(deps, async (tx, record) => {
    if (!(await access.lockFreshSession(tx, session.id, deps.now()))) return refused('not_fresh');
    const { staffId } = session;
    await writeRecoveryCodes(deps, tx, record, { staffId, actor: actorOf(session, address) });
    await tellStaff(deps, tx, staffId, 'recovery_codes_made');
    return done(undefined);
  });
}

/** Ends one other session of one's own, or (without an id) all the others. */
export async function endOwnSessions(
  deps: Deps,
  session: StaffSession,
  asked: { readonly id: number | undefined; readonly address: string },
): Promise<void> {
  const { staffId, id: current } = session;
  await inTransaction(deps, async (tx, record) => {
    const sessions = await access.endStaffSessions(tx, { staffId, current, id: asked.id, now: deps.now() });
    if (sessions > 0)
      record({ actor: actorOf(session, asked.address), kind: 'staff_sessions_ended', data: { staffId, sessions } });
  });
}
