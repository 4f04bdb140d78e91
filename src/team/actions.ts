// A head (for his school) or an operator (for any place) says who works there, in which role and until when.
import { inTransaction } from '../audit/actions.js';
import type { Tx } from '../db/open.js';
import { getSchoolName, schoolExists } from '../db/schools.js';
import { worksElsewhere } from '../db/staff-roles.js';
import { findMember, listTeam } from '../db/team.js';
import type { Deps } from '../deps.js';
import { addDays, type CivilDate } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { networkNameOf } from '../look/actions.js';
import { startOfDay } from '../retention/rules.js';
import { endRole, enrolmentTokenOf, giveRole, invite, renew } from '../staff/inviting.js';
import { actorFor } from '../staff/rights.js';
import type { Desk, Operator, Place } from '../staff/rules.js';
import { linkIsShown, type Member, type MemberSeen, mayMakeLink } from './rules.js';

/** The team of a place, and who looks at it. */
export type Team = { readonly school: string | null; readonly by: Desk | Operator };

const isOperator = ({ by }: Team): boolean => !('schoolUai' in by);
const actorOf = (deps: Deps, tx: Tx, team: Team) =>
  actorFor(deps, tx, team.by, isOperator(team) ? 'manage_staff' : 'manage_team');

/** Undefined when there is no such school. */
export async function readTeam(
  deps: Deps,
  team: Team,
): Promise<{ readonly place: string; readonly members: readonly Member[] } | undefined> {
  const { school } = team;
  if (school !== null && !(await schoolExists(deps.db, school))) return undefined;
  const place = school === null ? await networkNameOf(deps) : await getSchoolName(deps.db, school);
  return { place, members: await listTeam(deps.db, school, deps.now()) };
}

export async function readMember(deps: Deps, team: Team, id: number): Promise<MemberSeen | undefined> {
  const now = deps.now();
  const member = await findMember(deps.db, team.school, id, now);
  if (member === undefined) return undefined;
  const may = mayMakeLink(member, isOperator(team));
  const nonce = may && !member.enrolled && linkIsShown(member, now) ? member.linkNonce : null;
  return {
    ...member,
    oneself: member.staffId === team.by.staffId,
    mayMakeLink: may,
    linkToken: nonce === null ? undefined : enrolmentTokenOf(deps, member.staffId, nonce),
  };
}

export type TeamRefusal =
  | 'not_allowed'
  | 'no_such_member'
  /** Nobody changes his own role: a school never loses its head by mistake. */
  | 'oneself'
  /** Invited by another place and not enrolled: his link would open both. */
  | 'invited_elsewhere'
  | 'unknown_school'
  /** The link is not this place's to make. */
  | 'no_link_here';

/** The end of a civil day that is still given. */
const endOf = (deps: Deps, lastDay: CivilDate | undefined): Date | null =>
  lastDay === undefined ? null : startOfDay(addDays(lastDay, 1), deps.config.timeZone);

export type MemberAsked = Place & {
  readonly mail: string;
  readonly name: string;
  readonly lastDay: CivilDate | undefined;
};

/** Gives a role; answers its number, and whether a link was made for its person. */
export async function addMember(
  deps: Deps,
  team: Team,
  asked: MemberAsked,
): Promise<Outcome<{ readonly id: number; readonly invited: boolean }, TeamRefusal>> {
  const { lastDay, ...wanted } = asked;
  return await inTransaction<Outcome<{ id: number; invited: boolean }, TeamRefusal>>(deps, async (tx, record) => {
    const actor = await actorOf(deps, tx, team);
    if (actor === undefined) return refused('not_allowed');
    if (asked.school !== null && !(await schoolExists(tx, asked.school))) return refused('unknown_school');
    const now = deps.now();
    const given = await giveRole(
      deps,
      tx,
      record,
      { ...wanted, endsAt: endOf(deps, lastDay) },
      {
        actor,
        mayInvite: async (staffId) => isOperator(team) || !(await worksElsewhere(tx, staffId, asked.school, now)),
      },
    );
    if (given === undefined) return refused('invited_elsewhere');
    if (given.staffId === team.by.staffId) throw new OwnRole();
    const member = (await listTeam(tx, asked.school, now)).find((one) => one.staffId === given.staffId);
    if (member === undefined) throw new Error('a role that was given is not there');
    return done({ id: member.id, invited: given.invited !== undefined });
  }).catch((error: unknown) => {
    if (error instanceof OwnRole) return refused('oneself');
    throw error;
  });
}

/** Undoes the transaction: the mail typed was one's own. */
class OwnRole extends Error {}

/** Changes what a member may do and until when. */
export async function changeMember(
  deps: Deps,
  team: Team,
  id: number,
  wanted: Place & { readonly lastDay: CivilDate | undefined },
): Promise<Outcome<{ readonly id: number }, TeamRefusal>> {
  const member = await findMember(deps.db, team.school, id, deps.now());
  if (member === undefined) return refused('no_such_member');
  if (member.staffId === team.by.staffId) return refused('oneself');
  return await inTransaction<Outcome<{ id: number }, TeamRefusal>>(deps, async (tx, record) => {
    const actor = await actorOf(deps, tx, team);
    if (actor === undefined) return refused('not_allowed');
    // It may have ended while the form was filled: nobody comes back by a change.
    if ((await findMember(tx, team.school, id, deps.now())) === undefined) return refused('no_such_member');
    const { lastDay, ...place } = wanted;
    const asked = { ...place, mail: member.mail, name: '', endsAt: endOf(deps, lastDay) };
    await giveRole(deps, tx, record, asked, { actor, mayInvite: async () => true, keepLink: true });
    const now = (await listTeam(tx, team.school, deps.now())).find((one) => one.staffId === member.staffId);
    return now === undefined ? refused('no_such_member') : done({ id: now.id });
  });
}

export async function endMember(deps: Deps, team: Team, id: number): Promise<Outcome<void, TeamRefusal>> {
  return await inTransaction<Outcome<void, TeamRefusal>>(deps, async (tx, record) => {
    const actor = await actorOf(deps, tx, team);
    if (actor === undefined) return refused('not_allowed');
    const member = await findMember(tx, team.school, id, deps.now());
    if (member === undefined) return refused('no_such_member');
    if (member.staffId === team.by.staffId) return refused('oneself');
    const { staffId } = member;
    await endRole(deps, tx, record, { staffId, school: team.school, actor });
    return done(undefined);
  });
}

/** A new link: for somebody who has not used his, or (an operator) who has lost his factors. */
export async function makeLink(deps: Deps, team: Team, id: number): Promise<Outcome<void, TeamRefusal>> {
  return await inTransaction<Outcome<void, TeamRefusal>>(deps, async (tx, record) => {
    const actor = await actorOf(deps, tx, team);
    if (actor === undefined) return refused('not_allowed');
    const member = await findMember(tx, team.school, id, deps.now());
    if (member === undefined) return refused('no_such_member');
    const { staffId, enrolled } = member;
    if (staffId === team.by.staffId) return refused('oneself');
    if (!mayMakeLink(member, isOperator(team))) return refused('no_link_here');
    if (enrolled) await renew(deps, tx, record, { staffId, actor });
    else await invite(deps, tx, record, { staffId, actor });
    return done(undefined);
  });
}
