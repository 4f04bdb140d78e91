// After a right password: the passkey. And a fresh second factor in a session, by passkey or by code.
import { inOneStatement, inTransaction } from '../audit/actions.js';
import { findFactors, findStaffPerson } from '../db/staff.js';
import { findStaffFactors, findStaffStep, insertStaffStep, takeStaffStep } from '../db/staff-factors.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { rememberDevice } from '../signin/device.js';
import type { FactorGiven, FactorsAsked } from '../signin/factor-code.js';
import { secondStepMinutes } from '../signin/factor-rules.js';
import { askPasskey } from '../signin/passkeys.js';
import { freshProofMinutes, type StaffSession } from '../signin/rules.js';
import { type Browser, hashToken, newToken, renewSession } from '../signin/sessions.js';
import { giveTryBack, reserveTry, type TooManyTries, whileTrying } from '../signin/throttle.js';
import { mailKey } from './rules.js';
import { openStaffSession, readSecond, recoveryUsed } from './second-factor.js';
import type { StaffProofRefusal, StaffSignedIn } from './signin-actions.js';

/** Keeps a proved password for five minutes; answers the token that only this browser has. No session is opened. */
export async function beginStaffStep(deps: Deps, staffId: number): Promise<string> {
  const token = newToken(deps);
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + secondStepMinutes * 60_000);
  await inOneStatement(deps, (db) => insertStaffStep(db, { tokenHash: hashToken(token), staffId, now, expiresAt }));
  return token;
}

const stepPurpose = (token: string) => `staff_second_step:${token}`;

async function findWaiting(deps: Deps, token: string | undefined) {
  if (token === undefined || token.length > 64) return undefined;
  return await findStaffStep(deps.db, hashToken(token), deps.now());
}

async function asked(deps: Deps, staffId: number, purpose: string): Promise<FactorsAsked> {
  const { application } = await findStaffFactors(deps.db, staffId);
  return { application, passkey: await askPasskey(deps, { staffId }, purpose) };
}

/** What is asked for the password that waits in this browser; undefined when none does. */
export async function readStaffStep(deps: Deps, token: string | undefined): Promise<FactorsAsked | undefined> {
  const waiting = await findWaiting(deps, token);
  return waiting && (await asked(deps, waiting.staffId, stepPurpose(token ?? '')));
}

type Given = FactorGiven & { readonly device: string | undefined };

/** The second factor of a password that was right: opens the session, once. Wrong ones count like wrong passwords. */
export async function finishStaffStep(
  deps: Deps,
  given: Given & { readonly token: string | undefined; readonly browser: Browser },
): Promise<Outcome<StaffSignedIn, { readonly kind: 'over' } | StaffProofRefusal>> {
  const { token = '', browser, device } = given;
  const waiting = await findWaiting(deps, token);
  const staff = waiting && (await findFactors(deps.db, waiting.staffId));
  if (waiting === undefined || staff === undefined) return refused({ kind: 'over' });
  const { staffId, mail } = waiting;
  const opened = await trying(deps, { mail, device, address: browser.address }, async () => {
    const spend = await readSecond(deps, staff, [stepPurpose(token)], given);
    return await inTransaction(deps, async (tx, record) => {
      const used = await spend(tx);
      if (used === undefined || !(await takeStaffStep(tx, hashToken(token), deps.now()))) return undefined;
      const session = await openStaffSession(deps, tx, staffId, browser);
      if (used === 'recovery') record(recoveryUsed(staffId, session.id, browser.address));
      return session;
    });
  });
  if (!opened.ok) return opened;
  deps.log.info({ staff: staffId, session: opened.value.id, address: browser.address }, 'staff signed in');
  return done({ ...opened.value, device: rememberDevice(deps, device, mailKey(mail)) });
}

/** Takes a try for what is done with a second factor, and gives it back when that was right. */
async function trying<T>(
  deps: Deps,
  from: { readonly mail: string; readonly address: string; readonly device: string | undefined },
  work: () => Promise<T | undefined>,
): Promise<Outcome<T, { readonly kind: 'wrong' } | TooManyTries>> {
  const tries = { identifier: mailKey(from.mail), address: from.address, device: from.device, site: 'staff' } as const;
  const reserved = await reserveTry(deps, tries);
  if (!reserved.ok) return reserved;
  const made = await whileTrying(deps, reserved.value, work);
  if (made === undefined) {
    deps.log.warn({ address: from.address }, 'second factor of staff refused');
    return refused({ kind: 'wrong' });
  }
  await giveTryBack(deps, reserved.value);
  return done(made);
}

/**
 * What a passkey signs for a fresh proof: this session, since its last proof (so that one signature serves once), in these
 * minutes. The one asked for now comes first, then the one before it, for a page that was drawn then.
 */
function freshPurposes({ id, provedAt }: StaffSession, now: Date): readonly [string, string] {
  const part = Math.floor(now.getTime() / (freshProofMinutes * 60_000));
  const purpose = (at: number) => `staff_fresh:${id}:${provedAt.getTime()}:${at}`;
  return [purpose(part), purpose(part - 1)];
}

/** What the page of a fresh proof asks for. */
export async function readFreshAsked(deps: Deps, session: StaffSession): Promise<FactorsAsked> {
  return await asked(deps, session.staffId, freshPurposes(session, deps.now())[0]);
}

/** A fresh second factor in a session: its token changes, its id and its forms live on. Answers the new token. */
export async function proveSecond(
  deps: Deps,
  session: StaffSession,
  given: Given & { readonly token: string; readonly address: string },
): Promise<Outcome<string | undefined, StaffProofRefusal>> {
  const { staffId, id: sessionId } = session;
  const { token, address, device } = given;
  const person = await findStaffPerson(deps.db, staffId);
  const staff = await findFactors(deps.db, staffId);
  if (person === undefined || staff === undefined) return refused({ kind: 'wrong' });
  const proved = await trying(deps, { mail: person.mail, address, device }, async () => {
    const spend = await readSecond(deps, staff, freshPurposes(session, deps.now()), given);
    return await inTransaction(deps, async (tx, record) => {
      const used = await spend(tx);
      if (used === undefined) return undefined;
      if (used === 'recovery') record(recoveryUsed(staffId, sessionId, address));
      return { renewed: await renewSession(deps, tx, sessionId, token) };
    });
  });
  deps.log.info({ staff: staffId, session: sessionId, proved: proved.ok }, 'second factor of staff');
  return proved.ok ? done(proved.value.renewed) : proved;
}
