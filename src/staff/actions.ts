// Who works for a school: roles given and ended by the operator, and the enrolment of a person's two factors.
import { createHmac } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { schoolExists } from '../db/schools.js';
import { endSessionsOfStaff } from '../db/sessions.js';
import * as staffDb from '../db/staff.js';
import * as roles from '../db/staff-roles.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { isCommonPassword } from '../signin/common-passwords.js';
import { parseSecurityCode } from '../signin/factor-rules.js';
import { type PasswordFault, passwordFault, passwordText } from '../signin/rules.js';
import { sealSecret } from '../signin/seal.js';
import { type Browser, type OpenedSession, openSession } from '../signin/sessions.js';
import { forgiveIdentifier } from '../signin/throttle.js';
import { offeredSecret, type SecretToScan, secretToScan, stepOfCode } from '../signin/totp.js';
import { decideRoleChange, enrolmentDays, mailKey, type Place, type RoleChange } from './rules.js';

const tokenBytes = 16;
const day = 86_400_000;

const makeToken = (deps: Deps): string => Buffer.from(deps.random(tokenBytes)).toString('base64url');

/** The purpose is part of what is hashed: no other kind of token under the same key opens an enrolment. */
const hashToken = (deps: Deps, token: string): Buffer =>
  createHmac('sha256', deps.keys.token).update(`enrol_staff:${token}`).digest();

export type StaffAdded = {
  readonly staffId: number;
  /** False when this mail already had its one staff account. */
  readonly made: boolean;
  readonly change: RoleChange;
  /** In clear, once; undefined when the person has both factors already. */
  readonly enrolmentToken: string | undefined;
  readonly expiresAt: Date;
};

export type StaffAsked = Place & { readonly mail: string; readonly name: string };

/** Gives a role to the one staff account of a mail, made if there is none. */
export async function addStaff(deps: Deps, asked: StaffAsked): Promise<Outcome<StaffAdded, 'unknown_school'>> {
  const token = makeToken(deps);
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + enrolmentDays * day);
  return await inTransaction(deps, async (tx, record) => {
    if (asked.school !== null && !(await schoolExists(tx, asked.school))) return refused('unknown_school');
    const { id, made } = await staffDb.lockStaffOfMail(tx, asked.mail, asked.name, now);
    const staff = await roles.readLockedStaff(tx, id, asked.school, now);
    const change = decideRoleChange(staff.role ?? undefined, asked.role);
    const data = { staffId: id, school: asked.school, role: asked.role };
    const actor = { type: 'command' } as const;
    if (!made && asked.name !== '' && asked.name !== staff.name) await staffDb.nameStaff(tx, id, asked.name);
    if (staff.leftAt !== null) await staffDb.reopenStaff(tx, id);
    if (change === 'changed') await roles.endRole(tx, id, asked.school, now);
    if (change !== 'unchanged') {
      const { school: schoolUai, role } = asked;
      await roles.openRole(tx, { staffId: id, schoolUai, role, since: now, endsAt: null, givenBy: null });
      record({ actor, kind: made ? 'staff_added' : 'staff_role_added', data });
    }
    const enrolmentToken = staff.enrolledAt === null ? token : undefined;
    if (enrolmentToken !== undefined) {
      await staffDb.replaceEnrolment(tx, { staffId: id, tokenHash: hashToken(deps, token), now, expiresAt });
      record({ actor, kind: 'staff_invited', data: { staffId: id } });
    }
    return done({ staffId: id, made, change, enrolmentToken, expiresAt });
  });
}

export type StaffRemoved = { readonly staffId: number; readonly left: boolean };

/** Ends a role; with the last one the person loses both factors, every session and every link. */
export async function removeStaff(
  deps: Deps,
  asked: { readonly school: string | null; readonly mail: string },
): Promise<Outcome<StaffRemoved, 'no_such_role'>> {
  const now = deps.now();
  return await inTransaction(deps, async (tx, record) => {
    const staffId = (await staffDb.findStaffOfMail(tx, asked.mail))?.id;
    if (staffId === undefined || !(await roles.endRole(tx, staffId, asked.school, now))) return refused('no_such_role');
    const left = await roles.leaveWithoutRole(tx, staffId, now);
    if (left) await staffDb.forgetFactors(tx, staffId, 'replaced', now);
    record({ actor: { type: 'command' }, kind: 'staff_role_ended', data: { staffId, school: asked.school, left } });
    return done({ staffId, left });
  });
}

export type StaffRenewed = { readonly enrolmentToken: string; readonly expiresAt: Date };

/** A telephone or a password is lost: both factors are forgotten, roles stay, and a new link enrols again. */
export async function renewStaff(deps: Deps, mail: string): Promise<Outcome<StaffRenewed, 'nobody'>> {
  const enrolmentToken = makeToken(deps);
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + enrolmentDays * day);
  return await inTransaction(deps, async (tx, record) => {
    const staff = await staffDb.findStaffOfMail(tx, mail);
    if (staff === undefined || staff.leftAt !== null) return refused('nobody');
    await staffDb.forgetFactors(tx, staff.id, 'replaced', now);
    await staffDb.replaceEnrolment(tx, {
      staffId: staff.id,
      tokenHash: hashToken(deps, enrolmentToken),
      now,
      expiresAt,
    });
    record({ actor: { type: 'command' }, kind: 'staff_factors_forgotten', data: { staffId: staff.id } });
    record({ actor: { type: 'command' }, kind: 'staff_invited', data: { staffId: staff.id } });
    return done({ enrolmentToken, expiresAt });
  });
}

export type Enrolment = {
  readonly staffId: number;
  readonly mail: string;
  readonly name: string;
  readonly scan: SecretToScan;
};

// The secret that an enrolment link offers, the same each time that it is opened.
const offeredTo = (deps: Deps, token: string): Buffer => offeredSecret(deps.keys.token, `enrol_staff_totp:${token}`);

/** What an enrolment link offers. Opening it consumes nothing and writes nothing. */
export async function openEnrolment(deps: Deps, token: string): Promise<Enrolment | undefined> {
  if (token.length > 64) return undefined;
  const found = await staffDb.findEnrolment(deps.db, hashToken(deps, token), deps.now());
  if (found === undefined) return undefined;
  const secret = offeredTo(deps, token);
  return { ...found, scan: secretToScan(secret, found.mail, deps.config.networkName) };
}

export type EnrolmentRefusal =
  | { readonly kind: 'dead_link' }
  | { readonly kind: 'mend'; readonly password: PasswordFault | undefined; readonly code: 'wrong' | undefined };

/**
 * Sets both factors and consumes the link: from then on the person signs in with them, and is signed in already, having
 * just proved both.
 */
export async function enrolStaff(
  deps: Deps,
  given: { readonly token: string; readonly password: string; readonly code: string },
  browser: Browser,
): Promise<Outcome<OpenedSession, EnrolmentRefusal>> {
  const found = await openEnrolment(deps, given.token);
  if (found === undefined) return refused({ kind: 'dead_link' });
  const { staffId, mail, name } = found;
  const posts = await roles.postsOf(deps.db, staffId, deps.now());
  const words = [name, ...mail.split('@', 1), ...posts.map((post) => post.schoolName)];
  const password = passwordFault(given.password, { words, birthDates: [] }, isCommonPassword);
  const secret = offeredTo(deps, given.token);
  const step = stepOfCode(secret, parseSecurityCode(given.code) ?? '', deps.now());
  if (password !== undefined || step === undefined)
    return refused({ kind: 'mend', password, code: step === undefined ? 'wrong' : undefined });
  const passwordHash = await deps.hash.make(passwordText(given.password));
  const totpSecret = sealSecret(deps.keys.seal, 'staff_totp', staffId, secret, deps.random(12));
  const now = deps.now();
  return await inTransaction<Outcome<OpenedSession, EnrolmentRefusal>>(deps, async (tx, record) => {
    const tokenHash = hashToken(deps, given.token);
    const enrolled = await staffDb.enrol(tx, { tokenHash, staffId, passwordHash, totpSecret, step, now });
    if (!enrolled) return refused({ kind: 'dead_link' });
    await endSessionsOfStaff(tx, staffId, 'replaced', now);
    await forgiveIdentifier(deps, tx, mailKey(mail), 'staff');
    const schoolUai = posts.length === 1 ? (posts[0]?.schoolUai ?? null) : null;
    const opened = await openSession(deps, tx, { staffId, schoolUai }, browser);
    const actor = { type: 'staff', staffId, sessionId: opened.id, address: browser.address } as const;
    record({ actor, kind: 'staff_enrolled', data: { staffId } });
    return done(opened);
  });
}
