import { jsx as _jsx } from "preact/jsx-runtime";
// The mail address: changing it, keeping the former one, the message sent again, and the link that confirms.
import { parseMailAddress } from '../kernel/mail-address.js';
import { childrenSeen } from '../people/actions.js';
import { withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { line, readForm } from '../web/form.js';
import { page, redirect, refusal, requireFreshParent, requireParent, } from '../web/http.js';
import { readAccount } from './actions.js';
import { changeMail, confirmOwnMail, isMailTokenLive, keepMail, resendConfirmation } from './mail-actions.js';
import { ChangeMailPage, ConfirmMailPage, DeadMailLinkPage, MailAskedPage, MailConfirmedPage } from './mail-pages.js';
export function mailPages(parents) {
    parents.get(routes.changeMail, requireFreshParent(showChange));
    parents.post(routes.changeMail, requireFreshParent(postChange));
    parents.post(routes.resendMail, requireParent(postResend));
    parents.post(routes.keepMail, requireParent(postKeep));
    parents.get(routes.mailToken, openMailLink);
    parents.get(routes.confirmMail, showConfirmMail);
    parents.post(routes.confirmMail, postConfirmMail);
}
async function shownOf(visit) {
    const { deps, session } = visit;
    const [account, children] = await Promise.all([readAccount(deps, session), childrenSeen(deps, session.accountId)]);
    return { view: withHelp(visit.view, children), account };
}
async function showChange(visit) {
    const { view, account } = await shownOf(visit);
    const { mail, pendingMail } = account;
    if (visit.query.fait === 'oui')
        return page(_jsx(MailAskedPage, { view: view, to: pendingMail ?? mail?.address, confirmed: pendingMail && mail?.address }));
    return page(_jsx(ChangeMailPage, { view: view, now: mail?.address }));
}
async function postChange(visit) {
    const { t, deps, session, address } = visit;
    const { view, account } = await shownOf(visit);
    const form = readForm(t, visit.body, { mail: line({ max: 254, need: t('forgotten.need-mail') }) });
    const again = (message) => refusal(_jsx(ChangeMailPage, { view: view, now: account.mail?.address, mail: form.values.mail, errors: message === undefined ? form.errors : [{ field: 'mail', message }] }));
    if (form.errors.length > 0)
        return again();
    const mail = parseMailAddress(form.values.mail);
    if (mail === undefined)
        return again(t('mail.bad'));
    const outcome = await changeMail(deps, session, { mail, address });
    if (outcome.ok)
        return redirect(href('changeMail', { fait: 'oui' }));
    return again(t(outcome.why === 'same' ? 'mail.same' : 'mail.sent-enough'));
}
async function postKeep(visit) {
    await keepMail(visit.deps, visit.session, visit.address);
    return redirect(href('account', { mail: 'garde' }));
}
async function postResend(visit) {
    const outcome = await resendConfirmation(visit.deps, visit.session);
    return redirect(href('account', { mail: outcome.ok ? 'parti' : 'assez' }));
}
const mailMinutes = 30;
/** The redirect takes the token out of the address at once. */
function openMailLink(visit) {
    const value = (visit.params.token ?? '').slice(0, 64);
    return redirect(href('confirmMail'), { cookies: [{ name: 'mail', value, maxAgeSeconds: mailMinutes * 60 }] });
}
async function showConfirmMail(visit) {
    if (visit.query.fait === 'oui')
        return page(_jsx(MailConfirmedPage, { view: visit.view }));
    const live = await isMailTokenLive(visit.deps, visit.cookie('mail'));
    return live
        ? page(_jsx(ConfirmMailPage, { view: visit.view }))
        : { status: 410, page: _jsx(DeadMailLinkPage, { view: visit.view }) };
}
async function postConfirmMail(visit) {
    const outcome = await confirmOwnMail(visit.deps, visit.cookie('mail'), visit.address);
    if (!outcome.ok)
        return refusal(_jsx(DeadMailLinkPage, { view: visit.view }));
    return redirect(href('confirmMail', { fait: 'oui' }), { cookies: [{ name: 'mail', value: undefined }] });
}
