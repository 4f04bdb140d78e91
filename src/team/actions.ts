// A head (for his school) or an operator (for any place) says who works there, in which role and until when.
import { inTransaction } from '../audit/actions.js';
import type { Tx } from '../db/open.js';
import { getSchoolName, schoolExists } from '../db/schools.js';
import { isInvitedElsewhere } from '../db/staff-roles.js';
import { findMember, listTeam } from '../db/team.js';
import type { Deps } from '../deps.js';
import { addDays, type CivilDate, startOfDay } from '../kernel/civil-date.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { networkNameOf } from '../look/actions.js';
import { endRole, enrolmentTokenOf, giveRole, invite, type RoleRefusal, renew } from '../staff/inviting.js';
import { actorFor } from '../staff/rights.js';
import { accessUnder, type Desk, type Operator, type Place } from '../staff/rules.js';
import { type Member, type MemberSeen, mayMakeLink, mayReadLink } from './rules.js';

/** The team of a place, and who looks at it. */
export type Team = { readonly school: string | null; readonly by: Desk | Operator };

const isOperator = ({ by }: Team): boolean => !('schoolUai' in by);
/** Who vouches for a link that is made here: the school of a desk, or (null) the network. */
const fromOf = ({ by }: Team): string | null => ('schoolUai' in by ? by.schoolUai : null);
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
  const reader = { staffId: team.by.staffId, isOperator: isOperator(team) };
  const may = mayMakeLink(member, reader.isOperator);
  const nonce = may && mayReadLink(member, reader, now) ? member.linkNonce : null;
  return {
    ...member,
    oneself: member.staffId === team.by.staffId,
    mayMakeLink: may,
    renewedByChange: accessUnder(member.vouchedBy, fromOf(team)) === 'renewed',
    linkToken: nonce === null ? undefined : enrolmentTokenOf(deps, member.staffId, nonce),
  };
}

export type TeamRefusal =
  | 'not_allowed'
  | 'no_such_member'
  /** Nobody changes his own role: a school never loses its head by mistake. */
  | 'oneself'
  | RoleRefusal
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
        from: fromOf(team),
        mayInvite: async (staffId) => isOperator(team) || !(await isInvitedElsewhere(tx, staffId, asked.school, now)),
      },
    );
    if (!given.ok) return given;
    const { staffId, invited } = given.value;
    if (staffId === team.by.staffId) throw new OwnRole();
    const member = (await listTeam(tx, asked.school, now)).find((one) => one.staffId === staffId);
    if (member === undefined) throw new Error('a role that was given is not there');
    return done({ id: member.id, invited: invited !== undefined });
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
): Promise<Outcome<{ readonly id: number; readonly invited: boolean }, TeamRefusal>> {
  const member = await findMember(deps.db, team.school, id, deps.now());
  if (member === undefined) return refused('no_such_member');
  if (member.staffId === team.by.staffId) return refused('oneself');
  return await inTransaction<Outcome<{ id: number; invited: boolean }, TeamRefusal>>(deps, async (tx, record) => {
    const actor = await actorOf(deps, tx, team);
    if (actor === undefined) return refused('not_allowed');
    // It may have ended while the form was filled: nobody comes back by a change.
    if ((await findMember(tx, team.school, id, deps.now())) === undefined) return refused('no_such_member');
    const { lastDay, ...place } = wanted;
    const asked = { ...place, mail: member.mail, name: '', endsAt: endOf(deps, lastDay) };
    const by = { actor, from: fromOf(team), mayInvite: async () => true, keepLink: true };
    const given = await giveRole(deps, tx, record, asked, by);
    if (!given.ok) return given;
    const invited = given.value.invited !== undefined;
    const now = (await listTeam(tx, team.school, deps.now())).find((one) => one.staffId === member.staffId);
    return now === undefined ? refused('no_such_member') : done({ id: now.id, invited });
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
    const asked = { staffId, actor, from: fromOf(team) };
    if (enrolled) await renew(deps, tx, record, asked);
    else await invite(deps, tx, record, asked);
    return done(undefined);
  });
}
