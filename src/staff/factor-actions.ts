// A member of staff adds a passkey or an application of codes, and takes one away: never the last one.
import { inTransaction } from '../audit/actions.js';
import { insertPasskey } from '../db/passkeys.js';
import { endSessionsOfStaff } from '../db/sessions.js';
import { findStaffPerson } from '../db/staff.js';
import { lockFreshSession } from '../db/staff-access.js';
import {
  addStaffApplication,
  findStaffFactors,
  removeStaffApplication,
  removeStaffPasskey,
  renameStaffPasskey,
} from '../db/staff-factors.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { mostFactors, parseSecurityCode } from '../signin/factor-rules.js';
import { offerPasskey, readMadePasskey } from '../signin/passkeys.js';
import type { StaffSession } from '../signin/rules.js';
import { sealSecret } from '../signin/seal.js';
import { offeredSecret, type SecretToScan, secretToScan, stepOfCode } from '../signin/totp.js';
import { actorOf } from './access-actions.js';
import { staffSealLabel } from './second-factor.js';
import { tellStaff } from './telling.js';

// It lives as long as the fresh proof that the page was shown on.
const newPurpose = ({ staffId, id, provedAt }: StaffSession): string =>
  `staff_new:${staffId}:${id}:${provedAt.getTime()}`;

const mailOf = async (deps: Deps, staffId: number): Promise<string> =>
  (await findStaffPerson(deps.db, staffId))?.mail ?? '';

/** The options, for the browser, of a new passkey; nothing is written until a key comes back. */
export async function offerStaffPasskey(deps: Deps, session: StaffSession): Promise<string> {
  const { staffId } = session;
  const identifier = await mailOf(deps, staffId);
  return await offerPasskey(deps, { holder: { staffId }, identifier, purpose: newPurpose(session) });
}

type Added = Outcome<void, 'wrong' | 'not_fresh' | 'too_many'>;

export async function addStaffPasskey(
  deps: Deps,
  session: StaffSession,
  asked: { readonly passkey: string; readonly name: string; readonly address: string },
): Promise<Added> {
  const { staffId } = session;
  const made = await readMadePasskey(deps, { staffId }, newPurpose(session), asked.passkey);
  if (made === undefined) return refused('wrong');
  return await inTransaction<Added>(deps, async (tx, record) => {
    if (!(await lockFreshSession(tx, session.id, deps.now()))) return refused('not_fresh');
    if ((await findStaffFactors(tx, staffId)).passkeys.length >= mostFactors) return refused('too_many');
    const written = { ...made, holder: { staffId }, name: asked.name, now: deps.now() };
    if (!(await insertPasskey(tx, written))) return refused('wrong');
    const actor = actorOf(session, asked.address);
    record({ actor, kind: 'staff_factor_added', data: { staffId, factor: 'passkey' } });
    await tellStaff(deps, tx, staffId, 'passkey_added');
    return done(undefined);
  });
}

const offeredTo = (deps: Deps, { staffId, id }: StaffSession): Buffer =>
  offeredSecret(deps.keys.seal, `staff_totp:${staffId}:${id}`);

/** The secret to put into an application; nothing is written until a code of it comes back. */
export async function offerStaffApplication(deps: Deps, session: StaffSession): Promise<SecretToScan> {
  const mail = await mailOf(deps, session.staffId);
  return secretToScan(offeredTo(deps, session), mail, deps.config.networkName);
}

/** `wrong` also when there is an application already: its secret is not replaced by a page. */
export async function addOwnApplication(
  deps: Deps,
  session: StaffSession,
  asked: { readonly code: string; readonly address: string },
): Promise<Added> {
  const { staffId } = session;
  const secret = offeredTo(deps, session);
  const step = stepOfCode(secret, parseSecurityCode(asked.code) ?? '', deps.now());
  if (step === undefined) return refused('wrong');
  const sealed = sealSecret(deps.keys.seal, staffSealLabel, staffId, secret, deps.random(12));
  return await inTransaction<Added>(deps, async (tx, record) => {
    if (!(await lockFreshSession(tx, session.id, deps.now()))) return refused('not_fresh');
    if (!(await addStaffApplication(tx, staffId, { secret: sealed, step }))) return refused('wrong');
    const actor = actorOf(session, asked.address);
    record({ actor, kind: 'staff_factor_added', data: { staffId, factor: 'application' } });
    await tellStaff(deps, tx, staffId, 'application_added');
    return done(undefined);
  });
}

/** Which one to take away: the application, or a passkey. */
export type OwnFactor = 'application' | number;

/** It was lost or another's: every other session of the person ends with it. */
export async function removeStaffFactor(
  deps: Deps,
  session: StaffSession,
  asked: { readonly factor: OwnFactor; readonly address: string },
): Promise<Outcome<void, 'last' | 'not_fresh'>> {
  const { staffId } = session;
  const { factor } = asked;
  return await inTransaction<Outcome<void, 'last' | 'not_fresh'>>(deps, async (tx, record) => {
    if (!(await lockFreshSession(tx, session.id, deps.now()))) return refused('not_fresh');
    const removed =
      factor === 'application'
        ? await removeStaffApplication(tx, staffId)
        : await removeStaffPasskey(tx, staffId, factor, deps.now());
    if (!removed) return refused('last');
    await endSessionsOfStaff(tx, staffId, 'ended_by_owner', deps.now(), session.id);
    const kind = factor === 'application' ? factor : 'passkey';
    record({
      actor: actorOf(session, asked.address),
      kind: 'staff_factor_removed',
      data: { staffId, factor: kind },
    });
    await tellStaff(deps, tx, staffId, kind === 'application' ? 'application_removed' : 'passkey_removed');
    return done(undefined);
  });
}

/** Its owner tells his keys apart by their names; nothing else of them changes. */
export async function renameOwnPasskey(
  deps: Deps,
  session: StaffSession,
  asked: { readonly factorId: number; readonly name: string; readonly address: string },
): Promise<Outcome<void, 'gone' | 'not_fresh'>> {
  const { staffId } = session;
  const { factorId, name } = asked;
  return await inTransaction<Outcome<void, 'gone' | 'not_fresh'>>(deps, async (tx, record) => {
    if (!(await lockFreshSession(tx, session.id, deps.now()))) return refused('not_fresh');
    if (!(await renameStaffPasskey(tx, staffId, factorId, name))) return refused('gone');
    record({ actor: actorOf(session, asked.address), kind: 'staff_factor_renamed', data: { staffId, factorId } });
    return done(undefined);
  });
}
