import { jsx as _jsx } from "preact/jsx-runtime";
// /connexion/deuxieme-etape: the code after the password.
import { never } from '../kernel/outcome.js';
import { href, routes } from '../routes.js';
import { line, readForm } from '../web/form.js';
import { page, redirect, refusal, returnPath } from '../web/http.js';
import { finishSignIn } from './actions.js';
import { browserOf, minutesUntil, signedInCookies } from './http.js';
import { findWaiting } from './second-step.js';
import { SecondStepPage } from './second-step-pages.js';
export function secondStepPages(parents) {
    parents.get(routes.secondStep, show);
    parents.post(routes.secondStep, finish);
}
async function show(visit) {
    if ((await findWaiting(visit.deps, visit.cookie('second'))) === undefined)
        return redirect(href('signIn', { motif: 'fini' }));
    return page(_jsx(SecondStepPage, { view: visit.view, action: href('secondStep'), back: returnPath(visit.query.retour, '') }));
}
async function finish(visit) {
    const { t, view, deps } = visit;
    const form = readForm(t, visit.body, {
        code: line({ max: 40, need: t('second.need-code') }),
        retour: line({ max: 200 }),
    });
    const back = returnPath(form.values.retour, '');
    const shown = { view, action: href('secondStep'), back };
    if (form.errors.length > 0)
        return refusal(_jsx(SecondStepPage, { ...shown, errors: form.errors }));
    const former = visit.session?.kind === 'parent' ? visit.session : undefined;
    const outcome = await finishSignIn(deps, {
        token: visit.cookie('second'),
        code: form.values.code,
        browser: browserOf(visit),
        device: visit.cookie('device'),
        former,
    });
    if (!outcome.ok) {
        if (outcome.why.kind === 'over')
            return redirect(href('signIn', { motif: 'fini' }));
        return refusal(_jsx(SecondStepPage, { ...shown, problem: problemOf(visit, outcome.why) }));
    }
    const { token, device } = outcome.value;
    return redirect(back === '' ? href('home') : back, {
        cookies: [...signedInCookies(token, device), { name: 'second', value: undefined }],
    });
}
export function problemOf(visit, why) {
    switch (why.kind) {
        case 'wrong':
        case 'locked':
            return { kind: why.kind };
        case 'throttled':
            return { kind: 'throttled', minutes: minutesUntil(visit, why.until) };
        default:
            return never(why);
    }
}
