// The mail address: changing it, keeping the former one, the message sent again, and the link that confirms.
import { parseMailAddress } from '../kernel/mail-address.js';
import { likelyMail } from '../kernel/mail-slips.js';
import { childrenSeen } from '../people/actions.js';
import { withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { line, readForm } from '../web/form.js';
import {
  type Answer,
  type Pages,
  type ParentVisit,
  page,
  redirect,
  refusal,
  requireFreshParent,
  requireParent,
  type Visit,
} from '../web/http.js';
import { readAccount } from './actions.js';
import { changeMail, confirmOwnMail, isMailTokenLive, keepMail, resendConfirmation } from './mail-actions.js';
import { ChangeMailPage, ConfirmMailPage, DeadMailLinkPage, MailAskedPage, MailConfirmedPage } from './mail-pages.js';

export function mailPages(parents: Pages): void {
  parents.get(routes.changeMail, requireFreshParent(showChange));
  parents.post(routes.changeMail, requireFreshParent(postChange));
  parents.post(routes.resendMail, requireParent(postResend));
  parents.post(routes.keepMail, requireParent(postKeep));
  parents.get(routes.mailToken, openMailLink);
  parents.get(routes.confirmMail, showConfirmMail);
  parents.post(routes.confirmMail, postConfirmMail);
}

async function shownOf(visit: ParentVisit) {
  const { deps, session } = visit;
  const [account, children] = await Promise.all([readAccount(deps, session), childrenSeen(deps, session.accountId)]);
  return { view: withHelp(visit.view, children), account };
}

async function showChange(visit: ParentVisit): Promise<Answer> {
  const { view, account } = await shownOf(visit);
  const { mail, pendingMail } = account;
  if (visit.query.fait === 'oui')
    return page(
      <MailAskedPage view={view} to={pendingMail ?? mail?.address} confirmed={pendingMail && mail?.address} />,
    );
  const meant = likelyMail(pendingMail ?? (mail?.confirmed === false ? mail.address : ''));
  return page(<ChangeMailPage view={view} now={mail?.address} {...(meant === undefined ? {} : { mail: meant })} />);
}

async function postChange(visit: ParentVisit): Promise<Answer> {
  const { t, deps, session, address } = visit;
  const { view, account } = await shownOf(visit);
  const form = readForm(t, visit.body, { mail: line({ max: 254, need: t('forgotten.need-mail') }) });
  const again = (message?: string) =>
    refusal(
      <ChangeMailPage
        view={view}
        now={account.mail?.address}
        mail={form.values.mail}
        errors={message === undefined ? form.errors : [{ field: 'mail', message }]}
      />,
    );
  if (form.errors.length > 0) return again();
  const mail = parseMailAddress(form.values.mail);
  if (mail === undefined) return again(t('mail.bad'));
  const outcome = await changeMail(deps, session, { mail, address });
  if (outcome.ok) return redirect(href('changeMail', { fait: 'oui' }));
  return again(t(outcome.why === 'same' ? 'mail.same' : 'mail.sent-enough'));
}

async function postKeep(visit: ParentVisit): Promise<Answer> {
  await keepMail(visit.deps, visit.session, visit.address);
  return redirect(href('account', { mail: 'garde' }));
}

async function postResend(visit: ParentVisit): Promise<Answer> {
  const outcome = await resendConfirmation(visit.deps, visit.session);
  return redirect(href('account', { mail: outcome.ok ? 'parti' : 'assez' }));
}

const mailMinutes = 30;

/** The redirect takes the token out of the address at once. */
function openMailLink(visit: Visit): Answer {
  const value = (visit.params.token ?? '').slice(0, 64);
  return redirect(href('confirmMail'), { cookies: [{ name: 'mail', value, maxAgeSeconds: mailMinutes * 60 }] });
}

async function showConfirmMail(visit: Visit): Promise<Answer> {
  if (visit.query.fait === 'oui') return page(<MailConfirmedPage view={visit.view} />);
  const live = await isMailTokenLive(visit.deps, visit.cookie('mail'));
  return live
    ? page(<ConfirmMailPage view={visit.view} />)
    : { status: 410, page: <DeadMailLinkPage view={visit.view} /> };
}

async function postConfirmMail(visit: Visit): Promise<Answer> {
  const outcome = await confirmOwnMail(visit.deps, visit.cookie('mail'), visit.address);
  if (!outcome.ok) return refusal(<DeadMailLinkPage view={visit.view} />);
  return redirect(href('confirmMail', { fait: 'oui' }), { cookies: [{ name: 'mail', value: undefined }] });
}
