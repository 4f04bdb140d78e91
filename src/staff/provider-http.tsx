// Coming in by the académie's provider, where the settings name one: without them these addresses do not exist.
import { type BeginRefusal, beginFederation, readWay } from '../federation/actions.js';
import { openDescriptions } from '../federation/provider.js';
import { stepMinutes } from '../federation/rules.js';
import { href } from '../routes.js';
import { secondStepMinutes } from '../signin/factor-rules.js';
import { type Answer, page, redirect, returnPath, type StaffVisit, type Visit } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import { fresh } from './factor-http.js';
import { signedInCookies } from './http.js';
import { finishProvider, isStaffLinked, unlinkStaff } from './provider-actions.js';
import { StaffIdentityGoPage, StaffIdentityPage, StaffProviderProblemPage } from './provider-pages.js';
import { readOwnName } from './signin-actions.js';
import type { DoorPages, OwnPages } from './site.js';

export function staffProviderPages(door: DoorPages, own: OwnPages): void {
  const describe = openDescriptions();
  const elsewhere = (visit: Visit) => ({
    federation: providerOf(visit),
    describe,
    redirectUri: `${visit.deps.config.publicUrl}${href('staffProviderReturn')}`,
  });
  door.get('staffProvider', async (visit) => {
    const back = returnPath(visit.query.retour, '');
    const asked = { sessionId: null, back, address: visit.address };
    const begun = await beginFederation(visit.deps, elsewhere(visit), asked);
    if (!begun.ok) return notBegun(visit, begun.why);
    return redirect(begun.value.location, { cookies: [stepCookie(begun.value.token)] });
  });
  door.get('staffProviderReturn', async (visit) => await comeBack(visit, elsewhere(visit)));
  own.get('staffIdentity', fresh(show));
  own.post(
    'staffIdentity',
    fresh(async (visit) => {
      const asked = { sessionId: visit.session.id, back: '', address: visit.address };
      const begun = await beginFederation(visit.deps, elsewhere(visit), asked);
      if (!begun.ok) return notBegun(visit, begun.why);
      return redirect(href('staffIdentityGo'), { cookies: [stepCookie(begun.value.token)] });
    }),
  );
  own.get(
    'staffIdentityGo',
    fresh(async (visit) => {
      const location = await readWay(visit.deps, elsewhere(visit), visit.cookie('staffProvider'));
      if (location === undefined) return redirect(href('staffIdentity'));
      const shown = { name: await readOwnName(visit.deps, visit.session), provider: providerOf(visit).name };
      return page(<StaffIdentityGoPage view={visit.view} {...shown} location={location} />);
    }),
  );
  own.post('staffIdentityEnd', fresh(end));
}

function providerOf(visit: Visit) {
  const { staffProvider } = visit.deps.config;
  if (staffProvider === undefined) throw new NotFound();
  return staffProvider;
}

const stepCookie = (value: string | undefined): SetCookie => ({
  name: 'staffProvider',
  value,
  ...(value === undefined ? {} : { maxAgeSeconds: stepMinutes * 60 }),
});

async function show(visit: StaffVisit): Promise<Answer> {
  const provider = providerOf(visit);
  const linked = await isStaffLinked(visit.deps, provider, visit.session.staffId);
  const name = await readOwnName(visit.deps, visit.session);
  return page(<StaffIdentityPage view={visit.view} name={name} provider={provider.name} linked={linked} />);
}

async function end(visit: StaffVisit): Promise<Answer> {
  await unlinkStaff(visit.deps, providerOf(visit), visit.session, visit.address);
  return redirect(href('staffIdentity'));
}

async function comeBack(visit: Visit, elsewhere: Parameters<typeof finishProvider>[1]): Promise<Answer> {
  const given = (name: string) => {
    const value = visit.query[name];
    return typeof value === 'string' && value.length <= 4000 ? value : '';
  };
  const { address, agent, session } = visit;
  const finished = await finishProvider(visit.deps, elsewhere, {
    token: visit.cookie('staffProvider'),
    state: given('state'),
    code: given('code'),
    iss: given('iss'),
    session: session?.kind === 'staff' ? session : undefined,
    browser: { address, agent },
    device: visit.cookie('device'),
  });
  const spent = stepCookie(undefined);
  if (!finished.ok) return problem(visit, finished.why);
  const { value } = finished;
  if (value.kind === 'linked') return redirect(href('staffIdentity'), { cookies: [spent] });
  if (value.kind === 'session')
    return redirect(value.back === '' ? href('school') : value.back, { cookies: [...signedInCookies(value), spent] });
  return redirect(href('staffSecondStep', value.back === '' ? {} : { retour: value.back }), {
    cookies: [{ name: 'staffSecond', value: value.token, maxAgeSeconds: secondStepMinutes * 60 }, spent],
  });
}

const notBegun = (visit: Visit, why: BeginRefusal): Answer =>
  why.kind === 'throttled' ? problem(visit, 'throttled', 429) : problem(visit, 'failed');

const problem = (visit: Visit, why: 'failed' | 'unknown' | 'taken' | 'throttled', status = 403): Answer => ({
  status,
  page: <StaffProviderProblemPage view={visit.view} why={why} />,
  cookies: [stepCookie(undefined)],
});
