// The wizard when the other account has a second factor: its code is asked too, before anything of it is shown.
import { href, routes } from '../routes.js';
import { completeSecondStep, readSecondStep } from '../signin/second-step.js';
import { factorErrors, factorFields, problemOf } from '../signin/second-step-http.js';
import { SecondStepPage } from '../signin/second-step-pages.js';
import { readForm } from '../web/form.js';
import { type Answer, type Pages, type ParentVisit, page, redirect, refusal, requireFreshParent } from '../web/http.js';
import { beginGrouping } from './actions.js';
import { begunAnswer, helped, parentOf, refusedBy } from './http.js';
import { GroupingStartPage } from './pages.js';

export function groupingCodePages(pages: Pages): void {
  pages.get(routes.groupingCode, requireFreshParent(show));
  pages.post(routes.groupingCode, requireFreshParent(prove));
}

const action = href('groupingCode');

async function show(visit: ParentVisit): Promise<Answer> {
  const asked = await readSecondStep(visit.deps, visit.cookie('second'), visit.session.id);
  if (asked === undefined) return redirect(href('grouping', { motif: 'expired' }));
  return page(<SecondStepPage view={await helped(visit)} action={action} asked={asked} other />);
}

async function prove(visit: ParentVisit): Promise<Answer> {
  const { t, deps, session, address } = visit;
  const token = visit.cookie('second');
  const asked = await readSecondStep(deps, token, session.id);
  if (asked === undefined) return redirect(href('grouping', { motif: 'expired' }));
  const view = await helped(visit);
  const shown = { view, action, asked, other: true };
  const form = readForm(t, visit.body, factorFields);
  const errors = factorErrors(visit, form);
  if (errors.length > 0) return refusal(<SecondStepPage {...shown} errors={errors} />);
  // No device: this browser stands for the account that is kept, not for the other one.
  const given = { ...form.values, token, address, device: undefined, sessionId: session.id };
  const step = await completeSecondStep(deps, given);
  if (!step.ok) {
    if (step.why.kind === 'over') return redirect(href('grouping', { motif: 'expired' }));
    const problem = problemOf(visit, step.why, form.values.passkey);
    return refusal(<SecondStepPage {...shown} problem={problem} />);
  }
  const { accountId, proofVersion } = step.value;
  const parent = { ...parentOf(visit), token: visit.cookie('parent') };
  const begun = await beginGrouping(deps, parent, { accountId, proofVersion, proof: 'password' });
  if (begun.ok) return begunAnswer(begun.value);
  const { identifier } = session;
  return await refusedBy(visit, begun.why, (problem) =>
    refusal(<GroupingStartPage view={view} identifier={identifier} problem={problem} />),
  );
}
