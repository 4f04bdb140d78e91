import { jsx as _jsx } from "preact/jsx-runtime";
// The link « ce n'est pas moi » of a grouping's notice: a page, then a button (readers of mail open links).
import { href, routes } from '../routes.js';
import { page, redirect, refusal } from '../web/http.js';
import { objectToGrouping, readObjection } from './objection-actions.js';
import { DeadObjectionPage, ObjectedPage, ObjectionPage } from './objection-pages.js';
import { objectionDays } from './rules.js';
export function objectionPages(parents) {
    parents.get(routes.objectionToken, openLink);
    parents.get(routes.objection, show);
    parents.post(routes.objection, object);
}
/** The redirect takes the token out of the address at once. */
function openLink(visit) {
    const value = (visit.params.token ?? '').slice(0, 64);
    return redirect(href('objection'), {
        cookies: [{ name: 'objection', value, maxAgeSeconds: objectionDays * 86_400 }],
    });
}
const dead = (visit) => ({ status: 410, page: _jsx(DeadObjectionPage, { view: visit.view }) });
async function show(visit) {
    const found = await readObjection(visit.deps, visit.cookie('objection'));
    if (found === undefined)
        return dead(visit);
    return page(found.objected ? (_jsx(ObjectedPage, { view: visit.view, found: found })) : (_jsx(ObjectionPage, { view: visit.view, found: found })));
}
async function object(visit) {
    const outcome = await objectToGrouping(visit.deps, visit.cookie('objection'), visit.address);
    return outcome.ok ? redirect(href('objection')) : refusal(_jsx(DeadObjectionPage, { view: visit.view }));
}
