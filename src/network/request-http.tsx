// /reseau/demandes: what schools did not decide, and one request.
import { never } from '../kernel/outcome.js';
import { decideAsOperator } from '../requests/deciding-actions.js';
import { readReason, reasonLength } from '../requests/rules.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { NetworkPages } from '../staff/site.js';
import { choice, line, paragraph, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import type { OperatorVisit } from './at-network.js';
import { readNetworkRequest, readNetworkRequests } from './request-actions.js';
import { NetworkRequestPage, NetworkRequestsPage } from './request-pages.js';

export function networkRequestPages(network: NetworkPages): void {
  network.get('networkRequests', async ({ deps, operator, view }) => {
    const requests = await readNetworkRequests(deps, operator);
    return page(<NetworkRequestsPage view={view} operator={operator} requests={requests} />);
  });
  network.get('networkRequest', (visit) => draw(visit, {}));
  network.post('networkRequest', decide);
}

type Typed = {
  readonly decision?: string | undefined;
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  readonly cookies?: readonly SetCookie[];
};

const referenceOf = ({ params }: OperatorVisit): string => (params.reference ?? '').slice(0, 20);

async function requestOf(visit: OperatorVisit) {
  const request = await readNetworkRequest(visit.deps, visit.operator, referenceOf(visit));
  if (request === undefined) throw new NotFound();
  return request;
}

async function draw(visit: OperatorVisit, typed: Typed): Promise<Answer> {
  const { decision = '', reason = '', errors = [], cookies = [] } = typed;
  const form = { decision, reason, askCode: asksCode(visit) && cookies.length === 0, errors };
  const { view, operator } = visit;
  const content = <NetworkRequestPage view={view} operator={operator} request={await requestOf(visit)} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const needReason = `Expliquez en une phrase : ${reasonLength.min} signes au moins.`;

async function decide(visit: OperatorVisit): Promise<Answer> {
  const { deps, operator } = visit;
  const { reference, state, mayDecide } = await requestOf(visit);
  const there = (cookies: readonly SetCookie[]) => redirect(href('networkRequest', { reference }), { cookies });
  // A code is spent on a request that may be decided only.
  if (state !== 'open' || !mayDecide) return there([]);
  const { values, errors } = readForm(visit.t, visit.body, {
    decision: choice(['accepted', 'refused'], 'Choisissez une réponse.'),
    reason: paragraph({ max: reasonLength.max, need: needReason }),
    code: line({ max: 20 }),
  });
  const { decision, reason } = values;
  const short = errors.length === 0 && readReason(reason) === undefined;
  const wrong = short ? [{ field: 'reason', message: needReason }] : errors;
  if (wrong.length > 0 || decision === undefined) return await draw(visit, { decision, reason, errors: wrong });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, { decision, reason, errors: [proved.why] });
  const cookies = proved.value;
  const outcome = await decideAsOperator(deps, operator, reference, { decision, reason });
  if (outcome.ok) return there(cookies);
  switch (outcome.why.kind) {
    case 'over':
    case 'too_early':
    case 'reason_missing':
      return there(cookies);
    case 'no_request':
      throw new NotFound();
    case 'not_allowed':
      throw new Forbidden();
    default:
      return never(outcome.why);
  }
}
