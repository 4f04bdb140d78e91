// The last step: a password of one's own, then the account is open.

import { spokenLanguage } from '../i18n/messages.js';
import { parseMailAddress } from '../kernel/mail-address.js';
import { never } from '../kernel/outcome.js';
import { wayOn } from '../oidc/entry-actions.js';
import { childrenSeen } from '../people/actions.js';
import { showChildren, withHelp } from '../people/shown.js';
import { readAccount } from '../profile/actions.js';
import { href, routes } from '../routes.js';
import { browserOf, passwordMessage, signedInCookies, tooManyTries } from '../signin/http.js';
import { longestPasskey } from '../signin/passkeys.js';
import { closeSession } from '../signin/sessions.js';
import { line, readForm, secret } from '../web/form.js';
import {
  type Answer,
  type Pages,
  type ParentVisit,
  page,
  redirect,
  refusal,
  requireParent,
  type Visit,
} from '../web/http.js';
import { readActivation } from './actions.js';
import { stopped } from './http.js';
import { LetterStopPage } from './letter-pages.js';
import { openAccount } from './open-account.js';
import { ActivationDonePage, ActivationPasswordPage } from './password-pages.js';

export function activationPasswordPages(parents: Pages): void {
  parents.get(routes.activationPassword, showPassword);
  parents.post(routes.activationPassword, postPassword);
  parents.get(routes.activationDone, requireParent(showDone));
  parents.get(routes.activationNotMine, (visit) => page(<LetterStopPage view={visit.view} why="not_mine" />));
}

// Every parent may go without a mail address: the letter is then his only way back.
const mailOptional = true;

async function showPassword(visit: Visit): Promise<Answer> {
  const activation = await readActivation(visit.deps, visit.cookie('activation'));
  if (!activation.ok) return stopped(visit, activation.why, 410);
  if (!activation.value.birthDatesChecked) return redirect(href('activationBirthDates'));
  const { identifier, factors } = activation.value;
  const shown = { view: visit.view, identifier, mailOptional, factors };
  return page(<ActivationPasswordPage {...shown} />);
}

async function postPassword(visit: Visit): Promise<Answer> {
  const { t, view, deps } = visit;
  const token = visit.cookie('activation');
  const form = readForm(t, visit.body, {
    // Its length is for the rule to judge: what it says must not depend on the form.
    password: secret({ max: 1000, need: t('password.need') }),
    mail: line({ max: 254 }),
    code: line({ max: 40 }),
    passkey: secret({ max: longestPasskey }),
  });
  const { password, mail: typed, code, passkey } = form.values;
  const mail = typed === '' ? '' : parseMailAddress(typed);
  const errors = [...form.errors];
  if (mail === undefined) errors.push({ field: 'mail', message: t('mail.bad') });
  const activation = await readActivation(deps, token);
  const identifier = activation.ok ? activation.value.identifier : '';
  const factors = activation.ok ? activation.value.factors : undefined;
  const shown = { view, identifier, mail: typed, mailOptional, factors };
  if (mail === undefined || errors.length > 0) return refusal(<ActivationPasswordPage {...shown} errors={errors} />);

  const browser = browserOf(visit);
  const language = spokenLanguage(visit.cookie('language'));
  const device = visit.cookie('device');
  const outcome = await openAccount(deps, {
    token,
    password,
    mail,
    language,
    factor: { code, passkey },
    browser,
    device,
  });
  if (outcome.ok) {
    if (visit.session !== undefined) await closeSession(deps, visit.session, 'replaced');
    const { sessionToken, device } = outcome.value;
    const cookies = [...signedInCookies(sessionToken, device), { name: 'activation', value: undefined } as const];
    return redirect(href('activationDone'), { cookies });
  }
  const { why } = outcome;
  switch (why.kind) {
    case 'unchecked':
      return redirect(href('activationBirthDates'));
    case 'code': {
      const tooMany = why.why === 'wrong' ? undefined : tooManyTries(visit, why.why);
      const message = tooMany ?? t(passkey === '' ? 'second.wrong' : 'second.wrong-passkey');
      return refusal(<ActivationPasswordPage {...shown} errors={[{ field: 'code', message }]} />);
    }
    case 'stopped':
      return stopped(visit, why.why);
    case 'password': {
      const fault = { field: 'password', message: passwordMessage(visit, why.fault) };
      return refusal(<ActivationPasswordPage {...shown} errors={[fault]} />);
    }
    default:
      return never(why);
  }
}

async function showDone(visit: ParentVisit): Promise<Answer> {
  const { deps, session } = visit;
  const [children, account, on] = await Promise.all([
    childrenSeen(deps, session.accountId),
    readAccount(deps, session),
    wayOn(deps, visit.cookie('entry')),
  ]);
  const toConfirm = account.mail === undefined || account.mail.confirmed ? undefined : account.mail.address;
  return page(
    <ActivationDonePage
      view={withHelp(visit.view, children)}
      identifier={session.identifier}
      children={showChildren(children)}
      mailToConfirm={toConfirm}
      wayOn={on}
    />,
  );
}
