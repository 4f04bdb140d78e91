// /connexion/identifiant-oublie, /connexion/mot-de-passe-oublie and the link of the mail.
import { parseMailAddress } from '../kernel/mail-address.js';
import { href, routes } from '../routes.js';
import { passwordMessage } from '../signin/http.js';
import { longestIdentifier } from '../signin/secret-rules.js';
import { line, readForm, secret } from '../web/form.js';
import { type Answer, type Pages, page, redirect, refusal, type Visit } from '../web/http.js';
import { askIdentifiers, askReset, identifierToReset, resetPassword } from './actions.js';
import {
  AnsweredPage,
  DeadResetLinkPage,
  ForgottenIdentifierPage,
  ForgottenPasswordPage,
  NewPasswordPage,
} from './pages.js';

export function forgottenPages(parents: Pages): void {
  parents.get(routes.forgottenIdentifier, ({ view, query }) =>
    page(
      query.fait === 'oui' ? <AnsweredPage view={view} lost="identifier" /> : <ForgottenIdentifierPage view={view} />,
    ),
  );
  parents.post(routes.forgottenIdentifier, postIdentifier);
  parents.get(routes.forgottenPassword, ({ view, query }) =>
    page(query.fait === 'oui' ? <AnsweredPage view={view} lost="password" /> : <ForgottenPasswordPage view={view} />),
  );
  parents.post(routes.forgottenPassword, postPassword);
  parents.get(routes.resetToken, openResetLink);
  parents.get(routes.resetPassword, showReset);
  parents.post(routes.resetPassword, postReset);
}

async function postIdentifier(visit: Visit): Promise<Answer> {
  const { t, view, deps } = visit;
  const form = readForm(t, visit.body, { mail: line({ max: 254, need: t('forgotten.need-mail') }) });
  const mail = parseMailAddress(form.values.mail);
  const errors = [...form.errors];
  if (mail === undefined && errors.length === 0) errors.push({ field: 'mail', message: t('mail.bad') });
  if (mail === undefined || errors.length > 0)
    return refusal(<ForgottenIdentifierPage view={view} mail={form.values.mail} errors={errors} />);
  await askIdentifiers(deps, mail, visit.address);
  return redirect(href('forgottenIdentifier', { fait: 'oui' }));
}

async function postPassword(visit: Visit): Promise<Answer> {
  const { t, view, deps } = visit;
  const form = readForm(t, visit.body, {
    identifier: line({ max: longestIdentifier, need: t('signin.need-identifier') }),
  });
  const { identifier } = form.values;
  if (form.errors.length > 0)
    return refusal(<ForgottenPasswordPage view={view} identifier={identifier} errors={form.errors} />);
  await askReset(deps, identifier, visit.address);
  return redirect(href('forgottenPassword', { fait: 'oui' }));
}

const linkMinutes = 30;

/** The redirect takes the token out of the address at once. */
function openResetLink(visit: Visit): Answer {
  const value = (visit.params.token ?? '').slice(0, 64);
  return redirect(href('resetPassword'), { cookies: [{ name: 'reset', value, maxAgeSeconds: linkMinutes * 60 }] });
}

async function showReset(visit: Visit): Promise<Answer> {
  const identifier = await identifierToReset(visit.deps, visit.cookie('reset'));
  return identifier === undefined
    ? { status: 410, page: <DeadResetLinkPage view={visit.view} /> }
    : page(<NewPasswordPage view={visit.view} identifier={identifier} />);
}

async function postReset(visit: Visit): Promise<Answer> {
  const { t, view, deps, address } = visit;
  const token = visit.cookie('reset');
  const identifier = await identifierToReset(deps, token);
  if (identifier === undefined) return refusal(<DeadResetLinkPage view={view} />);
  // Its length is for the rule to judge.
  const form = readForm(t, visit.body, { password: secret({ max: 1000, need: t('password.need') }) });
  if (form.errors.length > 0)
    return refusal(<NewPasswordPage view={view} identifier={identifier} errors={form.errors} />);
  const outcome = await resetPassword(deps, { token, password: form.values.password, address });
  if (outcome.ok) {
    return redirect(href('signIn', { motif: 'change' }), {
      cookies: [
        { name: 'reset', value: undefined },
        // A session of this browser was of this account, or of another: it is left by signing in again.
        { name: 'parent', value: undefined },
      ],
    });
  }
  if (outcome.why.kind === 'dead') return refusal(<DeadResetLinkPage view={view} />);
  const errors = [{ field: 'password', message: passwordMessage(visit, outcome.why.fault) }];
  return refusal(<NewPasswordPage view={view} identifier={identifier} errors={errors} />);
}
