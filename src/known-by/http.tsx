// /mon-compte/applications: which applications know me, and no more.
import { childrenSeen } from '../people/actions.js';
import { withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { minutesUntil } from '../signin/http.js';
import { type Answer, type Pages, type ParentVisit, page, redirect, refusal, requireParent } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { readKnowing, withdrawFrom } from './actions.js';
import { KnownByPage, WithdrawPage } from './pages.js';

export function knownByPages(parents: Pages): void {
  parents.get(routes.knownBy, requireParent(show));
  parents.get(routes.withdraw, requireParent(check));
  parents.post(routes.withdraw, requireParent(withdraw));
}

const viewOf = async (visit: ParentVisit) =>
  withHelp(visit.view, await childrenSeen(visit.deps, visit.session.accountId));

function clientIdOf(visit: ParentVisit): number {
  const given = visit.params.client ?? '';
  if (!/^[1-9][0-9]{0,14}$/.test(given)) throw new NotFound();
  return Number(given);
}

async function show(visit: ParentVisit): Promise<Answer> {
  const { deps, session, query } = visit;
  const applications = await readKnowing(deps, session.accountId);
  return page(
    <KnownByPage view={await viewOf(visit)} applications={applications} withdrawn={query.fait === 'retire'} />,
  );
}

/** Of an application that knows him no more (another tab), or never did, there is nothing to ask. */
async function check(visit: ParentVisit): Promise<Answer> {
  const [application] = await readKnowing(visit.deps, visit.session.accountId, clientIdOf(visit));
  return application === undefined
    ? redirect(href('knownBy'))
    : page(<WithdrawPage view={await viewOf(visit)} application={application} />);
}

async function withdraw(visit: ParentVisit): Promise<Answer> {
  const { deps, session, address } = visit;
  const withdrawn = await withdrawFrom(deps, session, { clientId: clientIdOf(visit), address });
  if (withdrawn.ok) return redirect(href('knownBy', { fait: 'retire' }));
  const [application] = await readKnowing(deps, session.accountId, clientIdOf(visit));
  if (withdrawn.why.kind === 'not_known' || application === undefined) return redirect(href('knownBy'));
  const waitMinutes = minutesUntil(visit, withdrawn.why.until);
  return refusal(<WithdrawPage view={await viewOf(visit)} application={application} waitMinutes={waitMinutes} />);
}
