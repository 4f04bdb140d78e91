// Coming in by another provider, where the settings name one: without them these addresses do not exist.
import { never } from '../kernel/outcome.js';
import { href, routes } from '../routes.js';
import { browserOf, minutesUntil, signedInCookies } from '../signin/http.js';
import { toSecondStep } from '../signin/to-second-step.js';
import {
  type Answer,
  type Pages,
  type ParentVisit,
  page,
  redirect,
  requireFreshParent,
  returnPath,
  type Visit,
} from '../web/http.js';
import { NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import {
  type BeginRefusal,
  beginFederation,
  type Elsewhere,
  finishFederation,
  isLinked,
  readWay,
  unlink,
} from './actions.js';
import { FederationGoPage, FederationLinkPage, FederationProblemPage } from './pages.js';
import { openDescriptions } from './provider.js';
import { type Federation, stepMinutes } from './rules.js';

export function federationPages(parents: Pages): void {
  const describe = openDescriptions();
  const elsewhere = (visit: Visit): Elsewhere => ({
    federation: federationOf(visit),
    describe,
    redirectUri: `${visit.deps.config.publicUrl}${href('federationReturn')}`,
  });
  parents.get(routes.federation, async (visit) => await begin(visit, elsewhere(visit)));
  parents.get(routes.federationReturn, async (visit) => await comeBack(visit, elsewhere(visit)));
  parents.get(routes.federationLink, requireFreshParent(showLink));
  const link = async (visit: ParentVisit) => await beginLink(visit, elsewhere(visit));
  parents.post(routes.federationLink, requireFreshParent(link));
  const go = async (visit: ParentVisit) => await showGo(visit, elsewhere(visit));
  parents.get(routes.federationGo, requireFreshParent(go));
  parents.post(routes.federationUnlink, requireFreshParent(endLink));
}

function federationOf(visit: Visit): Federation {
  const { federation } = visit.deps.config;
  if (federation === undefined) throw new NotFound();
  return federation;
}

const stepCookie = (token: string | undefined): SetCookie => ({
  name: 'federation',
  value: token,
  ...(token === undefined ? {} : { maxAgeSeconds: stepMinutes * 60 }),
});

async function begin(visit: Visit, elsewhere: Elsewhere): Promise<Answer> {
  const { address } = visit;
  const back = returnPath(visit.query.retour, '');
  const begun = await beginFederation(visit.deps, elsewhere, { sessionId: null, back, address });
  if (!begun.ok) return notBegun(visit, begun.why);
  return redirect(begun.value.location, { cookies: [stepCookie(begun.value.token)] });
}

async function showLink(visit: ParentVisit): Promise<Answer> {
  const federation = federationOf(visit);
  const linked = await isLinked(visit.deps, federation, visit.session.accountId);
  return page(<FederationLinkPage view={visit.view} name={federation.name} linked={linked} />);
}

/** Asked by a form of ours; the way out is then a link, so that no form of this site ends at another one. */
async function beginLink(visit: ParentVisit, elsewhere: Elsewhere): Promise<Answer> {
  const begun = await beginFederation(visit.deps, elsewhere, {
    sessionId: visit.session.id,
    back: href('federationLink'),
    address: visit.address,
  });
  if (!begun.ok) return { ...notBegun(visit, begun.why), status: 422 };
  return redirect(href('federationGo'), { cookies: [stepCookie(begun.value.token)] });
}

async function showGo(visit: ParentVisit, elsewhere: Elsewhere): Promise<Answer> {
  const location = await readWay(visit.deps, elsewhere, visit.cookie('federation'));
  if (location === undefined) return redirect(href('federationLink'));
  return page(<FederationGoPage view={visit.view} name={elsewhere.federation.name} location={location} />);
}

async function endLink(visit: ParentVisit): Promise<Answer> {
  await unlink(visit.deps, federationOf(visit), visit.session, visit.address);
  return redirect(href('federationLink'));
}

async function comeBack(visit: Visit, elsewhere: Elsewhere): Promise<Answer> {
  const given = (name: string) => {
    const value = visit.query[name];
    return typeof value === 'string' && value.length <= 4000 ? value : '';
  };
  const outcome = await finishFederation(visit.deps, elsewhere, {
    token: visit.cookie('federation'),
    state: given('state'),
    code: given('code'),
    iss: given('iss'),
    session: visit.session?.kind === 'parent' ? visit.session : undefined,
    browser: browserOf(visit),
    device: visit.cookie('device'),
  });
  if (!outcome.ok) return problem(visit, outcome.why);
  const { value } = outcome;
  const spent = stepCookie(undefined);
  switch (value.kind) {
    case 'linked':
      return redirect(href('federationLink'), { cookies: [spent] });
    case 'second_step': {
      const answer = toSecondStep(value.token, value.back);
      return { ...answer, cookies: [...(answer.cookies ?? []), spent] };
    }
    case 'session':
      return redirect(value.back === '' ? href('home') : value.back, {
        cookies: [...signedInCookies(value.token, value.device), spent],
      });
    default:
      return never(value);
  }
}

const notBegun = (visit: Visit, why: BeginRefusal): Answer =>
  why.kind === 'throttled'
    ? { ...problem(visit, 'failed', minutesUntil(visit, why.until)), status: 429 }
    : problem(visit, 'failed');

function problem(visit: Visit, why: 'failed' | 'unknown' | 'taken', waitMinutes?: number): Answer {
  const { name } = federationOf(visit);
  return {
    status: 403,
    page: <FederationProblemPage view={visit.view} name={name} why={why} waitMinutes={waitMinutes} />,
    cookies: [stepCookie(undefined)],
  };
}
