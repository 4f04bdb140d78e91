// Requests at a school's desk: /ecole/demandes and one of them.
import { never } from '../kernel/outcome.js';
import { answerRequest } from '../requests/deciding-actions.js';
import { readReason, reasonLength } from '../requests/rules.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import { may } from '../staff/rights-rules.js';
import type { SchoolPages } from '../staff/site.js';
import { choice, line, paragraph, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import type { DeskVisit } from './at-desk.js';
import { readRequest, readRequests } from './request-actions.js';
import { RequestsPage } from './request-list-pages.js';
import { RequestPage } from './request-pages.js';

export function deskRequestPages(desk: SchoolPages): void {
  desk.get('schoolRequests', showList);
  desk.get('schoolRequest', show);
  desk.post('schoolRequest', answer);
}

const referenceOf = ({ params }: DeskVisit): string => (params.reference ?? '').slice(0, 20);

async function showList({ deps, desk, view }: DeskVisit): Promise<Answer> {
  return page(<RequestsPage view={view} desk={desk} requests={await readRequests(deps, desk)} />);
}

type Typed = {
  readonly decision?: string | undefined;
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  readonly cookies?: readonly SetCookie[];
};

async function show(visit: DeskVisit): Promise<Answer> {
  return await draw(visit, {});
}

async function draw(visit: DeskVisit, typed: Typed): Promise<Answer> {
  const { decision = '', reason = '', errors = [], cookies = [] } = typed;
  const request = await readRequest(visit.deps, visit.desk, referenceOf(visit));
  if (request === undefined) throw new NotFound();
  const form = may(visit.desk.role, 'answer_request')
    ? { decision, reason, askCode: asksCode(visit) && cookies.length === 0, errors }
    : undefined;
  const content = <RequestPage view={visit.view} desk={visit.desk} request={request} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

const needReason = `Expliquez en une phrase : ${reasonLength.min} signes au moins.`;

async function answer(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const reference = referenceOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, {
    decision: choice(['accepted', 'refused'], 'Choisissez une réponse.'),
    reason: paragraph({ max: reasonLength.max, need: needReason }),
    code: line({ max: 20 }),
  });
  const { decision, reason } = values;
  // What is asked is checked before the code is spent: a request that is over, or another school's, never asks for one.
  const request = await readRequest(deps, desk, reference);
  if (request === undefined) throw new NotFound();
  const there = (cookies: readonly SetCookie[]) => redirect(href('schoolRequest', { reference }), { cookies });
  if (request.state !== 'open' || request.answer !== undefined) return there([]);
  if (errors.length > 0 || decision === undefined) return await draw(visit, { decision, reason, errors });
  const short: FieldError = { field: 'reason', message: needReason };
  if (readReason(reason) === undefined) return await draw(visit, { decision, reason, errors: [short] });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, { decision, reason, errors: [proved.why] });
  const cookies = proved.value;
  const outcome = await answerRequest(deps, desk, reference, { decision, reason });
  if (outcome.ok) return there(cookies);
  switch (outcome.why) {
    case 'over':
    case 'answered':
      return there(cookies);
    case 'no_request':
      throw new NotFound();
    case 'not_allowed':
      throw new Forbidden();
    case 'reason_missing':
      return await draw(visit, { decision, reason, errors: [short], cookies });
    default:
      return never(outcome.why);
  }
}
