// What the commands `staff add|remove|renew` do: the operator of the machine says who works where.
import { inTransaction } from '../audit/actions.js';
import { schoolExists } from '../db/schools.js';
import { findStaffOfMail } from '../db/staff.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { endRole, giveRole, type Invited, type RoleGiven, renew } from './inviting.js';
import type { Place } from './rules.js';

const actor = { type: 'command' } as const;

export type StaffAsked = Place & { readonly mail: string; readonly name: string };

/** Gives a role to the one staff account of a mail, made if there is none. */
export async function addStaff(deps: Deps, asked: StaffAsked): Promise<Outcome<RoleGiven, 'unknown_school'>> {
  return await inTransaction<Outcome<RoleGiven, 'unknown_school'>>(deps, async (tx, record) => {
    if (asked.school !== null && !(await schoolExists(tx, asked.school))) return refused('unknown_school');
    const by = { actor, from: null, mayInvite: async () => true };
    const given = await giveRole(deps, tx, record, { ...asked, endsAt: null }, by);
    if (!given.ok) throw new Error('a command may invite anybody');
    return given;
  });
}

export type StaffRemoved = { readonly staffId: number; readonly left: boolean };

/** Ends a role; with the last one the person loses both factors, every session and every link. */
export async function removeStaff(
  deps: Deps,
  asked: { readonly school: string | null; readonly mail: string },
): Promise<Outcome<StaffRemoved, 'no_such_role'>> {
  return await inTransaction<Outcome<StaffRemoved, 'no_such_role'>>(deps, async (tx, record) => {
    const staffId = (await findStaffOfMail(tx, asked.mail))?.id;
    if (staffId === undefined) return refused('no_such_role');
    const ended = await endRole(deps, tx, record, { staffId, school: asked.school, actor });
    return ended === undefined ? refused('no_such_role') : done({ staffId, left: ended.left });
  });
}

/** A telephone or a password is lost: a new link enrols again. */
export async function renewStaff(deps: Deps, mail: string): Promise<Outcome<Invited, 'nobody'>> {
  return await inTransaction<Outcome<Invited, 'nobody'>>(deps, async (tx, record) => {
    const staff = await findStaffOfMail(tx, mail);
    if (staff === undefined || staff.leftAt !== null) return refused('nobody');
    return done(await renew(deps, tx, record, { staffId: staff.id, actor, from: null }));
  });
}
