import { jsx as _jsx } from "preact/jsx-runtime";
// /mon-compte/demandes: a parent's requests, their withdrawal, and the confirmation of the accepted ones.
import { GroupingCheckPage } from '../grouping/pages.js';
import { childrenSeen } from '../people/actions.js';
import { showChildren, withHelp } from '../people/shown.js';
import { readAccount } from '../profile/actions.js';
import { href, routes } from '../routes.js';
import { choice, line, readForm } from '../web/form.js';
import { page, redirect, refusal, requireFreshParent, requireParent, } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { confirmRequest, readOwnRequest, readOwnRequests, showRequest, withdrawRequest, } from './actions.js';
import { RequestPage, RequestsPage } from './pages.js';
export function requestPages(pages) {
    pages.get(routes.requests, requireParent(list));
    pages.get(routes.request, requireParent(one));
    // Whoever signed in again on the way here comes back by this address.
    pages.get(routes.requestWithdraw, requireParent((visit) => redirect(href('request', { reference: referenceOf(visit) }))));
    pages.post(routes.requestWithdraw, requireParent(withdraw));
    pages.get(routes.requestCheck, requireFreshParent(check));
    pages.post(routes.requestCheck, requireParent(answer));
}
const referenceOf = ({ params }) => (params.reference ?? '').slice(0, 20);
const parentOf = ({ session, address }) => ({
    accountId: session.accountId,
    sessionId: session.id,
    provedAt: session.provedAt,
    address,
});
async function helped(visit) {
    return withHelp(visit.view, await childrenSeen(visit.deps, visit.session.accountId));
}
async function list(visit) {
    const requests = await readOwnRequests(visit.deps, visit.session.accountId);
    return page(_jsx(RequestsPage, { view: await helped(visit), requests: requests }));
}
const comings = new Map([
    ['envoyee', 'sent'],
    ['deja', 'already'],
]);
async function one(visit) {
    const { deps, session, query } = visit;
    const request = await readOwnRequest(deps, session.accountId, referenceOf(visit));
    if (request === undefined)
        throw new NotFound();
    const { mail } = await readAccount(deps, session);
    const told = request.state === 'open' || request.state === 'accepted' ? comings.get(query.motif) : undefined;
    const mailed = mail?.confirmed === true;
    return page(_jsx(RequestPage, { view: await helped(visit), request: request, told: told, mailed: mailed }));
}
/** A second press, or one that comes after the answer, finds the page that says what is so. */
async function withdraw(visit) {
    const reference = referenceOf(visit);
    const outcome = await withdrawRequest(visit.deps, parentOf(visit), reference);
    if (!outcome.ok && outcome.why === 'no_request')
        throw new NotFound();
    return redirect(href('request', { reference }));
}
async function check(visit) {
    const shown = await showRequest(visit.deps, parentOf(visit), referenceOf(visit));
    return shown.ok ? page(checkPage(visit, shown.value, false)) : elsewhere(visit, shown.why);
}
function checkPage(visit, shown, changed) {
    const { kept, absorbed, digest, confirmUntil } = shown;
    return (_jsx(GroupingCheckPage, { view: withHelp(visit.view, kept.children), kept: { identifier: kept.identifier, children: showChildren(kept.children) }, absorbed: { identifier: absorbed.identifier, children: showChildren(absorbed.children, kept.children.length) }, digest: digest, minutesLeft: Math.max(1, Math.floor((confirmUntil.getTime() - visit.deps.now().getTime()) / 60_000)), changed: changed, action: href('requestCheck', { reference: referenceOf(visit) }) }));
}
function elsewhere(visit, why) {
    const reference = referenceOf(visit);
    switch (why) {
        case 'no_request':
            throw new NotFound();
        case 'over':
            return redirect(href('request', { reference }));
        case 'proof_old':
            return redirect(href('freshProof', { retour: href('requestCheck', { reference }) }));
    }
}
async function answer(visit) {
    const { deps, t } = visit;
    const reference = referenceOf(visit);
    const { values } = readForm(t, visit.body, { digest: line({ max: 64 }), answer: choice(['yes', 'no'], '') });
    // « Non » keeps the request: it can be withdrawn on its own page.
    if (values.answer === 'no')
        return redirect(href('request', { reference }));
    if (values.answer !== 'yes')
        return redirect(href('requestCheck', { reference }));
    const confirmed = await confirmRequest(deps, parentOf(visit), reference, values.digest);
    if (!confirmed.ok)
        return elsewhere(visit, confirmed.why);
    if (confirmed.value === 'done')
        return redirect(href('groupingDone'));
    const shown = await showRequest(deps, parentOf(visit), reference);
    return shown.ok ? refusal(checkPage(visit, shown.value, true)) : elsewhere(visit, shown.why);
}
