// /ecole/equipe, /reseau/operateurs, /reseau/ecoles/UAI/equipe: the same four pages, from three places.
import { type CivilDate, civilDateOf, parseCivilDate } from '../kernel/civil-date.js';
import { parseMailAddress } from '../kernel/mail-address.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { Role } from '../staff/rights-rules.js';
import { type Place, staffRoles } from '../staff/rules.js';
import type { NetworkPages, SchoolPages } from '../staff/site.js';
import { choice, line, readForm } from '../web/form.js';
import { type Answer, page, readId, redirect, refusal, type StaffVisit } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import {
  addMember,
  changeMember,
  endMember,
  makeLink,
  readMember,
  readTeam,
  type Team,
  type TeamRefusal,
} from './actions.js';
import { type TeamPlace, teamHrefs } from './frame.js';
import { MemberEndPage, MemberLinkPage, MemberPage } from './member-pages.js';
import { type MemberTyped, TeamListPage } from './pages.js';
import type { MemberSeen } from './rules.js';
import { refusalWords } from './words.js';

/** A team, and the frame in which it is shown. */
type At = { readonly team: Team; readonly place: TeamPlace };
type Find<V> = (visit: V) => Promise<At>;
type Handle = (visit: StaffVisit, at: At) => Promise<Answer>;

const within =
  <V extends StaffVisit>(find: Find<V>) =>
  (handle: Handle) =>
  async (visit: V): Promise<Answer> =>
    await handle(visit, await find(visit));

export function teamPages(school: SchoolPages, network: NetworkPages): void {
  const here = within<Parameters<Parameters<SchoolPages['get']>[1]>[0]>(async ({ desk }) => ({
    team: { school: desk.schoolUai, by: desk },
    place: { desk },
  }));
  school.get('schoolTeam', here(showTeam));
  school.post('schoolTeam', here(add));
  school.get('schoolMember', here(showMember));
  school.post('schoolMember', here(change));
  school.get('schoolMemberEnd', here(showEnd));
  school.post('schoolMemberEnd', here(end));
  school.get('schoolMemberLink', here(showLink));
  school.post('schoolMemberLink', here(renewLink));
  type OperatorVisit = Parameters<Parameters<NetworkPages['get']>[1]>[0];
  const operators = within<OperatorVisit>(async ({ operator }) => ({
    team: { school: null, by: operator },
    place: { operator, school: undefined },
  }));
  network.get('networkTeam', operators(showTeam));
  network.post('networkTeam', operators(add));
  network.get('networkMember', operators(showMember));
  network.post('networkMember', operators(change));
  network.get('networkMemberEnd', operators(showEnd));
  network.post('networkMemberEnd', operators(end));
  network.get('networkMemberLink', operators(showLink));
  network.post('networkMemberLink', operators(renewLink));
  const ofSchool = within<OperatorVisit>(async ({ deps, operator, params }) => {
    const team = { school: (params.school ?? '').slice(0, 8), by: operator };
    const found = await readTeam(deps, team);
    if (found === undefined) throw new NotFound();
    return { team, place: { operator, school: { uai: team.school, name: found.place } } };
  });
  network.get('networkSchoolTeam', ofSchool(showTeam));
  network.post('networkSchoolTeam', ofSchool(add));
  network.get('networkSchoolMember', ofSchool(showMember));
  network.post('networkSchoolMember', ofSchool(change));
  network.get('networkSchoolMemberEnd', ofSchool(showEnd));
  network.post('networkSchoolMemberEnd', ofSchool(end));
  network.get('networkSchoolMemberLink', ofSchool(showLink));
  network.post('networkSchoolMemberLink', ofSchool(renewLink));
}

const rolesOf = ({ school }: Team): readonly Role[] => (school === null ? ['operator'] : staffRoles);

/** The place with a role that was chosen among `rolesOf`. */
function placeWith({ school }: Team, role: Role): Place {
  if (school === null) return { school, role: 'operator' };
  if (role === 'operator') throw new NotFound();
  return { school, role };
}

type Redrawn = { readonly errors?: readonly FieldError[]; readonly cookies?: readonly SetCookie[] };
/** The first person of a school is its head, who then names the others. */
const nobodyYet = (first: boolean): MemberTyped => ({
  mail: '',
  name: '',
  role: first ? 'head' : 'secretary',
  lastDay: '',
});

async function drawTeam(visit: StaffVisit, at: At, posted?: MemberTyped, redrawn: Redrawn = {}): Promise<Answer> {
  const { errors = [], cookies = [] } = redrawn;
  const found = await readTeam(visit.deps, at.team);
  if (found === undefined) throw new NotFound();
  const askCode = asksCode(visit) && cookies.length === 0;
  const typed = posted ?? nobodyYet(found.members.length === 0);
  const form = { members: found.members, roles: rolesOf(at.team), typed, askCode, errors };
  const content = <TeamListPage view={visit.view} place={at.place} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const showTeam: Handle = (visit, at) => drawTeam(visit, at);

const roleAndEnd = (team: Team) => ({
  role: choice(rolesOf(team), 'Choisissez un rôle.'),
  lastDay: line({ max: 10 }),
  code: line({ max: 20 }),
});

function lastDayOf(visit: StaffVisit, typed: string): { day: CivilDate | undefined; errors: FieldError[] } {
  const day = typed === '' ? undefined : parseCivilDate(typed);
  const wrong = (message: string) => ({ day, errors: [{ field: 'lastDay', message }] });
  if (typed !== '' && day === undefined) return wrong('Écrivez le dernier jour ainsi : 2026-12-31.');
  if (day !== undefined && day < civilDateOf(visit.deps.now(), visit.deps.config.timeZone))
    return wrong('Ce jour est passé. Choisissez-en un autre.');
  return { day, errors: [] };
}

const add: Handle = async (visit, at) => {
  const { values, errors } = readForm(visit.t, visit.body, {
    mail: line({ max: 254, need: 'Tapez l’adresse mail de la personne.' }),
    name: line({ max: 80 }),
    ...roleAndEnd(at.team),
  });
  const typed = { mail: values.mail, name: values.name, role: values.role ?? '', lastDay: values.lastDay };
  const mail = parseMailAddress(values.mail);
  const { day: lastDay, errors: dayErrors } = lastDayOf(visit, values.lastDay);
  const bad =
    values.mail !== '' && mail === undefined ? [{ field: 'mail', message: 'Ce n’est pas une adresse mail.' }] : [];
  const all = [...errors, ...bad, ...dayErrors];
  if (all.length > 0 || values.role === undefined || mail === undefined)
    return await drawTeam(visit, at, typed, { errors: all });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await drawTeam(visit, at, typed, { errors: [proved.why] });
  const cookies = proved.value;
  const added = await addMember(visit.deps, at.team, {
    ...placeWith(at.team, values.role),
    mail,
    name: values.name,
    lastDay,
  });
  if (!added.ok) return await drawTeam(visit, at, typed, { errors: [told(added.why, 'mail')], cookies });
  const { id, invited } = added.value;
  const hrefs = teamHrefs(at.place);
  return redirect(invited ? hrefs.link(id) : hrefs.team, { cookies });
};

function told(why: TeamRefusal, field = ''): FieldError {
  if (why === 'not_allowed') throw new Forbidden();
  if (why === 'no_such_member') throw new NotFound();
  return { field, message: refusalWords[why] };
}

async function memberOf(visit: StaffVisit, { team }: At): Promise<MemberSeen> {
  const member = await readMember(visit.deps, team, readId(visit.params.member ?? ''));
  if (member === undefined) throw new NotFound();
  return member;
}

const dayBefore = (visit: StaffVisit, endsAt: Date | null): string =>
  endsAt === null ? '' : civilDateOf(new Date(endsAt.getTime() - 1), visit.deps.config.timeZone);

async function drawMember(
  visit: StaffVisit,
  at: At,
  typed: Pick<MemberTyped, 'role' | 'lastDay'> | undefined,
  { errors = [], cookies = [] }: Redrawn = {},
): Promise<Answer> {
  const member = await memberOf(visit, at);
  const askCode = asksCode(visit) && cookies.length === 0;
  const now = typed ?? { role: member.role, lastDay: dayBefore(visit, member.endsAt) };
  const content = (
    <MemberPage
      {...{ view: visit.view, place: at.place, member, roles: rolesOf(at.team), typed: now, askCode, errors }}
    />
  );
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const showMember: Handle = (visit, at) => drawMember(visit, at, undefined);

const change: Handle = async (visit, at) => {
  const { id } = await memberOf(visit, at);
  const { values, errors } = readForm(visit.t, visit.body, roleAndEnd(at.team));
  const typed = { role: values.role ?? '', lastDay: values.lastDay };
  const { day: lastDay, errors: dayErrors } = lastDayOf(visit, values.lastDay);
  const all = [...errors, ...dayErrors];
  if (all.length > 0 || values.role === undefined) return await drawMember(visit, at, typed, { errors: all });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await drawMember(visit, at, typed, { errors: [proved.why] });
  const cookies = proved.value;
  const changed = await changeMember(visit.deps, at.team, id, { ...placeWith(at.team, values.role), lastDay });
  if (!changed.ok) return await drawMember(visit, at, typed, { errors: [told(changed.why)], cookies });
  const { id: changedId, invited } = changed.value;
  const hrefs = teamHrefs(at.place);
  return redirect(invited ? hrefs.link(changedId) : hrefs.member(changedId), { cookies });
};

type Draw = (visit: StaffVisit, at: At, redrawn?: Redrawn) => Promise<Answer>;

const drawEnd: Draw = async (visit, at, { errors = [], cookies = [] } = {}) => {
  const member = await memberOf(visit, at);
  const askCode = asksCode(visit) && cookies.length === 0;
  const content = <MemberEndPage {...{ view: visit.view, place: at.place, member, askCode, errors }} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
};

const drawLink: Draw = async (visit, at, { errors = [], cookies = [] } = {}) => {
  const member = await memberOf(visit, at);
  if (!member.mayMakeLink || member.oneself) throw new NotFound();
  const askCode = asksCode(visit) && cookies.length === 0;
  // Shown while the proof that made it, or another one, is fresh.
  const token = asksCode(visit) ? undefined : member.linkToken;
  const link = token === undefined ? undefined : `${visit.deps.config.publicUrl}${href('staffEnrolment', { token })}`;
  const content = <MemberLinkPage {...{ view: visit.view, place: at.place, member, link, askCode, errors }} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
};

const showEnd: Handle = (visit, at) => drawEnd(visit, at);
const showLink: Handle = (visit, at) => drawLink(visit, at);

/** An act on one member that asks for nothing but the code. */
const actOn =
  (draw: Draw, act: typeof endMember, where: (at: At, id: number) => string): Handle =>
  async (visit, at) => {
    const { id } = await memberOf(visit, at);
    const { values, errors } = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
    if (errors.length > 0) return await draw(visit, at, { errors });
    const proved = await proveFresh(visit, values.code);
    if (!proved.ok) return await draw(visit, at, { errors: [proved.why] });
    const cookies = proved.value;
    const outcome = await act(visit.deps, at.team, id);
    return outcome.ok
      ? redirect(where(at, id), { cookies })
      : await draw(visit, at, { errors: [told(outcome.why)], cookies });
  };

const end = actOn(drawEnd, endMember, ({ place }) => teamHrefs(place).team);
const renewLink = actOn(drawLink, makeLink, ({ place }, id) => teamHrefs(place).link(id));
