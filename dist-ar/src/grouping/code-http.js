import { jsx as _jsx } from "preact/jsx-runtime";
// The wizard when the other account has a second factor: its code is asked too, before anything of it is shown.
import { href, routes } from '../routes.js';
import { completeSecondStep, findWaiting } from '../signin/second-step.js';
import { problemOf } from '../signin/second-step-http.js';
import { SecondStepPage } from '../signin/second-step-pages.js';
import { line, readForm } from '../web/form.js';
import { page, redirect, refusal, requireFreshParent } from '../web/http.js';
import { beginGrouping } from './actions.js';
import { begunAnswer, helped, parentOf, refusedBy } from './http.js';
import { GroupingStartPage } from './pages.js';
export function groupingCodePages(pages) {
    pages.get(routes.groupingCode, requireFreshParent(show));
    pages.post(routes.groupingCode, requireFreshParent(prove));
}
const action = href('groupingCode');
async function show(visit) {
    const waiting = await findWaiting(visit.deps, visit.cookie('second'));
    if (waiting?.sessionId !== visit.session.id)
        return redirect(href('grouping', { motif: 'expired' }));
    return page(_jsx(SecondStepPage, { view: await helped(visit), action: action, other: true }));
}
async function prove(visit) {
    const { t, deps, session, address } = visit;
    const view = await helped(visit);
    const { values, errors } = readForm(t, visit.body, { code: line({ max: 40, need: t('second.need-code') }) });
    if (errors.length > 0)
        return refusal(_jsx(SecondStepPage, { view: view, action: action, other: true, errors: errors }));
    const token = visit.cookie('second');
    // No device: this browser stands for the account that is kept, not for the other one.
    const asked = { token, code: values.code, address, device: undefined, sessionId: session.id };
    const step = await completeSecondStep(deps, asked);
    if (!step.ok) {
        if (step.why.kind === 'over')
            return redirect(href('grouping', { motif: 'expired' }));
        return refusal(_jsx(SecondStepPage, { view: view, action: action, other: true, problem: problemOf(visit, step.why) }));
    }
    const { accountId, proofVersion } = step.value;
    const parent = { ...parentOf(visit), token: visit.cookie('parent') };
    const begun = await beginGrouping(deps, parent, { accountId, proofVersion, proof: 'password' });
    if (begun.ok)
        return begunAnswer(begun.value);
    const { identifier } = session;
    return await refusedBy(visit, begun.why, (problem) => refusal(_jsx(GroupingStartPage, { view: view, identifier: identifier, problem: problem })));
}
