// /connexion/deuxieme-etape: the code after the password.
import { never } from '../kernel/outcome.js';
import { href, routes } from '../routes.js';
import { type FormRead, line, readForm, secret } from '../web/form.js';
import { type Answer, type Pages, page, redirect, refusal, returnPath, type Visit } from '../web/http.js';
import type { FieldError } from '../web/view.js';
import { finishSignIn } from './actions.js';
import { browserOf, minutesUntil, signedInCookies } from './http.js';
import { longestPasskey } from './passkeys.js';
import { readSecondStep, type SecondStepRefusal } from './second-step.js';
import { SecondStepPage, type SecondStepProblem } from './second-step-pages.js';

export function secondStepPages(parents: Pages): void {
  parents.get(routes.secondStep, show);
  parents.post(routes.secondStep, finish);
}

async function show(visit: Visit): Promise<Answer> {
  const asked = await readSecondStep(visit.deps, visit.cookie('second'));
  if (asked === undefined) return redirect(href('signIn', { motif: 'fini' }));
  return page(
    <SecondStepPage
      view={visit.view}
      action={href('secondStep')}
      asked={asked}
      back={returnPath(visit.query.retour, '')}
    />,
  );
}

async function finish(visit: Visit): Promise<Answer> {
  const { t, view, deps } = visit;
  const token = visit.cookie('second');
  const asked = await readSecondStep(deps, token);
  if (asked === undefined) return redirect(href('signIn', { motif: 'fini' }));
  const form = readForm(t, visit.body, { ...factorFields, retour: line({ max: 200 }) });
  const back = returnPath(form.values.retour, '');
  const shown = { view, action: href('secondStep'), back, asked };
  const errors = factorErrors(visit, form);
  if (errors.length > 0) return refusal(<SecondStepPage {...shown} errors={errors} />);
  const { code, passkey } = form.values;
  const former = visit.session?.kind === 'parent' ? visit.session : undefined;
  const outcome = await finishSignIn(deps, {
    token,
    code,
    passkey,
    browser: browserOf(visit),
    device: visit.cookie('device'),
    former,
  });
  if (!outcome.ok) {
    if (outcome.why.kind === 'over') return redirect(href('signIn', { motif: 'fini' }));
    return refusal(<SecondStepPage {...shown} problem={problemOf(visit, outcome.why, passkey)} />);
  }
  const { token: session, device } = outcome.value;
  return redirect(back === '' ? href('home') : back, {
    cookies: [...signedInCookies(session, device), { name: 'second', value: undefined }],
  });
}

/** What a form sends that asks for a second factor: a code that was typed, or what a passkey signed. */
export const factorFields = { code: line({ max: 40 }), passkey: secret({ max: longestPasskey }) };

export function factorErrors({ t }: Visit, form: FormRead<typeof factorFields>): readonly FieldError[] {
  const { code, passkey } = form.values;
  return code === '' && passkey === '' ? [{ field: 'code', message: t('second.need-code') }] : form.errors;
}

export function problemOf(
  visit: Visit,
  why: Exclude<SecondStepRefusal, { kind: 'over' }>,
  passkey: string,
): SecondStepProblem {
  switch (why.kind) {
    case 'wrong':
      return { kind: passkey === '' ? 'wrong' : 'wrong_passkey' };
    case 'locked':
      return { kind: why.kind };
    case 'throttled':
      return { kind: 'throttled', minutes: minutesUntil(visit, why.until) };
    default:
      return never(why);
  }
}
