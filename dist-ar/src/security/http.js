import { jsx as _jsx } from "preact/jsx-runtime";
// /mon-compte/securite: second factor, recovery codes, sessions.
import { childrenSeen } from '../people/actions.js';
import { withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { isProofFresh } from '../signin/rules.js';
import { line, readForm } from '../web/form.js';
import { page, redirect, refusal, requireFreshParent, requireParent, } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { addApplication, endSessions, offerApplication, readSecurity, removeOwnFactor, renewRecoveryCodes, showRecoveryCodes, } from './actions.js';
import { AddApplicationPage, RecoveryCodesPage, RemoveFactorPage, SecurityPage } from './pages.js';
import { browserWords, shortAddress } from './rules.js';
export function securityPages(parents) {
    parents.get(routes.security, requireParent(show));
    parents.get(routes.addApplication, requireFreshParent(showAdd));
    parents.post(routes.addApplication, requireFreshParent(add));
    parents.get(routes.removeFactor, requireFreshParent(showRemove));
    parents.post(routes.removeFactor, requireFreshParent(remove));
    parents.get(routes.recoveryCodes, requireFreshParent(showCodes));
    parents.post(routes.recoveryCodes, fromSecurityPage(renewCodes));
    const endAll = fromSecurityPage((visit) => end(visit, undefined));
    const endOne = fromSecurityPage((visit) => end(visit, idOf(visit.params.session)));
    parents.post(routes.endOtherSessions, endAll);
    parents.post(routes.endSession, endOne);
}
/** Buttons of the page « Sécurité »: when the password must be proved again, one comes back to that page. */
function fromSecurityPage(handler) {
    return requireParent((visit) => isProofFresh(visit.session, visit.deps.now())
        ? handler(visit)
        : redirect(href('freshProof', { retour: href('security') })));
}
const viewOf = async (visit) => withHelp(visit.view, await childrenSeen(visit.deps, visit.session.accountId));
function idOf(given) {
    if (given === undefined || !/^[1-9][0-9]{0,14}$/.test(given))
        throw new NotFound();
    return Number(given);
}
async function show(visit) {
    const { t } = visit;
    const { factors, codesLeft, sessions } = await readSecurity(visit.deps, visit.session);
    const told = new Map([
        ['retire', t('security.removed')],
        ['fini', t('security.sessions-ended')],
    ]).get(visit.query.fait);
    return page(_jsx(SecurityPage, { view: await viewOf(visit), factors: factors, codesLeft: codesLeft, told: told, sessions: sessions.map(({ id, createdAt, seenAt, agent, address, current }) => ({
            id,
            createdAt,
            seenAt,
            current,
            browser: browserWords(agent),
            place: shortAddress(address),
        })) }));
}
async function showAdd(visit) {
    const { factors } = await readSecurity(visit.deps, visit.session);
    if (factors.some(({ kind }) => kind === 'application'))
        return redirect(href('security'));
    return page(_jsx(AddApplicationPage, { view: await viewOf(visit), scan: offerApplication(visit.deps, visit.session) }));
}
async function add(visit) {
    const { t, deps, session, address } = visit;
    const form = readForm(t, visit.body, { code: line({ max: 20, need: t('second.need-code') }) });
    const { code } = form.values;
    const added = form.errors.length > 0 ? undefined : await addApplication(deps, session, { code, address });
    if (added?.ok === true)
        return redirect(href('recoveryCodes'));
    if (added?.why === 'there')
        return redirect(href('security'));
    const errors = added === undefined ? form.errors : [{ field: 'code', message: t('security.wrong-code') }];
    const scan = offerApplication(deps, session);
    return refusal(_jsx(AddApplicationPage, { view: await viewOf(visit), scan: scan, errors: errors }));
}
async function factorOf(visit) {
    const { factors } = await readSecurity(visit.deps, visit.session);
    const found = factors.find(({ id }) => id === idOf(visit.params.factor));
    if (found === undefined)
        throw new NotFound();
    return { factor: found, last: factors.length === 1 };
}
async function showRemove(visit) {
    const { last } = await factorOf(visit);
    return page(_jsx(RemoveFactorPage, { view: await viewOf(visit), action: visit.path, last: last }));
}
async function remove(visit) {
    const { deps, session, address, params } = visit;
    await removeOwnFactor(deps, session, { factorId: idOf(params.factor), address });
    return redirect(href('security', { fait: 'retire' }));
}
async function showCodes(visit) {
    const codes = await showRecoveryCodes(visit.deps, visit.session);
    return codes === undefined
        ? redirect(href('security'))
        : page(_jsx(RecoveryCodesPage, { view: await viewOf(visit), identifier: visit.session.identifier, codes: codes }));
}
async function renewCodes(visit) {
    const made = await renewRecoveryCodes(visit.deps, visit.session, visit.address);
    return redirect(made.ok ? href('recoveryCodes') : href('security'));
}
async function end(visit, id) {
    await endSessions(visit.deps, visit.session, { id, address: visit.address });
    return redirect(href('security', { fait: 'fini' }));
}
