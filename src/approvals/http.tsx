// /ecole/accords: what waits for a second person.
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import type { DeskVisit } from '../school/at-desk.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { choice, line, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { answerApproval, answerersOf, readApproval, readApprovals } from './actions.js';
import { ApprovalPage, ApprovalsPage } from './pages.js';
import { approvalState } from './rules.js';

export function approvalPages(desk: SchoolPages): void {
  desk.get('schoolApprovals', showList);
  desk.get('schoolApproval', (visit) => draw(visit, []));
  desk.post('schoolApproval', answer);
}

async function showList({ deps, desk, view }: DeskVisit): Promise<Answer> {
  return page(<ApprovalsPage view={view} desk={desk} now={deps.now()} rows={await readApprovals(deps, desk)} />);
}

async function rowOf({ deps, desk, params }: DeskVisit) {
  const row = await readApproval(deps, desk, (params.reference ?? '').slice(0, 20));
  if (row === undefined) throw new NotFound();
  return row;
}

async function draw(
  visit: DeskVisit,
  errors: readonly FieldError[],
  cookies: readonly SetCookie[] = [],
): Promise<Answer> {
  const { deps, desk, view } = visit;
  const row = await rowOf(visit);
  const answerers = await answerersOf(deps, desk, row);
  const form = { row, answerers, askCode: asksCode(visit) && cookies.length === 0, errors };
  const content = <ApprovalPage view={view} desk={desk} now={deps.now()} form={form} />;
  return errors.length > 0 ? refusal(content, { cookies }) : page(content);
}

async function answer(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const row = await rowOf(visit);
  const { reference } = row;
  const there = href('schoolApproval', { reference });
  // What is asked is checked before the code is spent.
  if (row.askedBy === desk.staffId) return await draw(visit, [{ field: '', message: own }]);
  if (!(await answerersOf(deps, desk, row)).some(({ staffId }) => staffId === desk.staffId))
    return await draw(visit, [{ field: '', message: madeByAsker }]);
  if (approvalState(row, deps.now()) !== 'waiting') return redirect(there);
  const { values, errors } = readForm(visit.t, visit.body, {
    decision: choice(['accepted', 'refused'], 'Acceptez ou refusez.'),
    code: line({ max: 20 }),
  });
  if (errors.length > 0 || values.decision === undefined) return await draw(visit, errors);
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, [proved.why]);
  const cookies = proved.value;
  const outcome = await answerApproval(deps, desk, reference, values.decision);
  if (outcome.ok) return redirect(there, { cookies });
  switch (outcome.why) {
    case 'not_allowed':
      throw new Forbidden();
    case 'over':
      return redirect(there, { cookies });
    default:
      return never(outcome.why);
  }
}

const own = 'C’est vous qui demandez. Une autre personne de l’école répond.';
const madeByAsker = 'Votre rôle vient de la personne qui demande. Une autre personne de l’école répond.';
