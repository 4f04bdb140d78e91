// Inside a transaction: a role is given or ended, and a link invites its person to set both factors.
import { createHmac } from 'node:crypto';
import type { RecordEvent } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import type { Tx } from '../db/open.js';
import * as staffDb from '../db/staff.js';
import * as roles from '../db/staff-roles.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { accessUnder, decideRoleChange, enrolmentDays, type Place, type RoleChange } from './rules.js';
import { tellStaff } from './telling.js';

const tokenBytes = 16;
const day = 86_400_000;

/** The purpose is part of what is hashed: no other kind of token under the same key opens an enrolment. */
export const hashEnrolmentToken = (deps: Pick<Deps, 'keys'>, token: string): Buffer =>
  createHmac('sha256', deps.keys.token).update(`enrol_staff:${token}`).digest();

/** 128 bits under a key outside the database, from a nonce inside: whoever may, reads the link again for some minutes. */
export const enrolmentTokenOf = (deps: Pick<Deps, 'keys'>, staffId: number, nonce: string): string =>
  createHmac('sha256', deps.keys.token)
    .update(`enrol_staff_link:${staffId}:${nonce}`)
    .digest()
    .subarray(0, tokenBytes)
    .toString('base64url');

export type Invited = { readonly enrolmentToken: string; readonly expiresAt: Date };

export type LinkAsked = {
  readonly staffId: number;
  readonly actor: Actor;
  /** The school that hands it out and so vouches for whoever uses it; null: the network, by a page or a command. */
  readonly from: string | null;
};

/** The link made now is the only one that opens. */
export async function invite(deps: Deps, tx: Tx, record: RecordEvent, asked: LinkAsked): Promise<Invited> {
  const { staffId, actor, from: vouchedBy } = asked;
  const now = deps.now();
  const nonce = Buffer.from(deps.random(tokenBytes)).toString('base64url');
  const enrolmentToken = enrolmentTokenOf(deps, staffId, nonce);
  const expiresAt = new Date(now.getTime() + enrolmentDays * day);
  const tokenHash = hashEnrolmentToken(deps, enrolmentToken);
  const madeBy = actor.type === 'staff' ? actor.staffId : null;
  await staffDb.replaceEnrolment(tx, { staffId, tokenHash, nonce, now, expiresAt, vouchedBy, madeBy });
  record({ actor, kind: 'staff_invited', data: { staffId } });
  return { enrolmentToken, expiresAt };
}

export type RoleAsked = Place & {
  readonly mail: string;
  readonly name: string;
  /** When the role ends by itself. */
  readonly endsAt: Date | null;
};

export type RoleGiven = {
  readonly staffId: number;
  /** False when this mail already had its one staff account. */
  readonly made: boolean;
  readonly change: RoleChange;
  /** Undefined when the person has both factors already, and keeps them. */
  readonly invited: Invited | undefined;
  /** The access that a school vouched for was forgotten: the new link opens it again. */
  readonly renewed: boolean;
};

/** Its link would open another place; or its access was opened by the link of another school. */
export type RoleRefusal = 'invited_elsewhere' | 'vouched_elsewhere';

/** Gives a role to the one staff account of a mail, made if there is none; another role at the same place ends. */
export async function giveRole(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  asked: RoleAsked,
  by: {
    readonly actor: Actor;
    /** The school whose staff gives it; null: the network, by a page or a command. */
    readonly from: string | null;
    /** Whether this person, known before, is his to invite and to name: one that works nowhere else. */
    readonly mayInvite: (staffId: number) => Promise<boolean>;
    /** A link that waits goes on. */
    readonly keepLink?: boolean;
  },
): Promise<Outcome<RoleGiven, RoleRefusal>> {
  const now = deps.now();
  const { actor, from } = by;
  const { school: schoolUai, role, endsAt } = asked;
  const { id: staffId, made } = await staffDb.lockStaffOfMail(tx, asked.mail, asked.name, now);
  const staff = await roles.readLockedStaff(tx, staffId, schoolUai, now);
  const his = made || (await by.mayInvite(staffId));
  if (staff.enrolledAt === null && !his) return refused('invited_elsewhere');
  const same = staff.endsAt?.getTime() === endsAt?.getTime();
  const decided = decideRoleChange(staff.role ?? undefined, role);
  const change = decided === 'unchanged' && !same ? 'changed' : decided;
  const access = decided === 'unchanged' ? 'kept' : accessUnder(staff.vouchedBy, from);
  if (staff.enrolledAt !== null && access === 'foreign') return refused('vouched_elsewhere');
  if (change === 'changed') await roles.endRole(tx, staffId, schoolUai, now);
  if (change !== 'unchanged') {
    const givenBy = actor.type === 'staff' ? actor.staffId : null;
    await roles.openRole(tx, { staffId, schoolUai, role, since: now, endsAt, givenBy });
    const data = { staffId, school: schoolUai, role, endsAt: endsAt?.toISOString() ?? null };
    record({ actor, kind: made ? 'staff_added' : 'staff_role_added', data });
  }
  // Behind the role: only then is he of this school, to the role that its desk works under.
  if (!made && his && asked.name !== '' && asked.name !== staff.name) await staffDb.nameStaff(tx, staffId, asked.name);
  if (staff.leftAt !== null) await staffDb.reopenStaff(tx, staffId);
  const renewed = staff.enrolledAt !== null && access === 'renewed';
  const waits = staff.enrolledAt === null && (by.keepLink !== true || access === 'renewed');
  const link = { staffId, actor, from };
  const renewal = renewed ? await renew(deps, tx, record, link) : undefined;
  const invited = waits ? await invite(deps, tx, record, link) : renewal;
  return done({ staffId, made, change, invited, renewed });
}

/** Ends a role; with the last one the person loses both factors, every session and every link. Undefined: no such role. */
export async function endRole(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  asked: { readonly staffId: number; readonly school: string | null; readonly actor: Actor },
): Promise<{ readonly left: boolean } | undefined> {
  const { staffId, school, actor } = asked;
  const now = deps.now();
  if (!(await roles.endRole(tx, staffId, school, now))) return undefined;
  const left = await roles.leaveWithoutRole(tx, staffId, now);
  if (left) await staffDb.forgetFactors(tx, staffId, 'replaced', now);
  record({ actor, kind: 'staff_role_ended', data: { staffId, school, left } });
  return { left };
}

/** A telephone or a password is lost: both factors are forgotten, roles stay, and a new link enrols again. */
export async function renew(deps: Deps, tx: Tx, record: RecordEvent, asked: LinkAsked): Promise<Invited> {
  const { staffId, actor } = asked;
  await staffDb.forgetFactors(tx, staffId, 'replaced', deps.now());
  record({ actor, kind: 'staff_factors_forgotten', data: { staffId } });
  await tellStaff(deps, tx, staffId, 'access_renewed');
  return await invite(deps, tx, record, asked);
}
