// /lettre: the QR of a letter, opened by somebody who is signed in. It names the account in use and offers to add the
// letter's children to it, or to sign out and open the letter's own account.
import { href, routes } from '../routes.js';
import { proveAgain } from '../signin/actions.js';
import { browserOf, tooManyTries } from '../signin/http.js';
import { isProofFresh } from '../signin/rules.js';
import { longestPassword } from '../signin/secret-rules.js';
import { closeSession } from '../signin/sessions.js';
import { choice, readForm, secret } from '../web/form.js';
import { type Answer, type Pages, type ParentVisit, page, redirect, refusal, requireParent } from '../web/http.js';
import type { FieldError } from '../web/view.js';
import { type Activation, readActivation } from './actions.js';
import { stopped } from './http.js';
import { LetterSignedInPage } from './letter-pages.js';

/** Groups the account of a proved letter with the account in use (the wizard's check page). */
export type AddLetter = (visit: ParentVisit, letter: Pick<Activation, 'accountId' | 'proofVersion'>) => Promise<Answer>;

export function signedInLetterPages(parents: Pages, addLetter: AddLetter): void {
  parents.get(routes.letterSignedIn, requireParent(show));
  parents.post(
    routes.letterSignedIn,
    requireParent((visit) => answer(visit, addLetter)),
  );
}

const isFresh = ({ session, deps }: ParentVisit): boolean => isProofFresh(session, deps.now());

async function show(visit: ParentVisit, errors?: readonly FieldError[]): Promise<Answer> {
  const activation = await readActivation(visit.deps, visit.cookie('activation'));
  if (!activation.ok) return stopped(visit, activation.why, errors === undefined ? 410 : 422);
  const content = (
    <LetterSignedInPage
      view={visit.view}
      identifier={visit.session.identifier}
      schoolName={activation.value.schoolName}
      askPassword={!isFresh(visit)}
      errors={errors}
    />
  );
  return errors === undefined ? page(content) : refusal(content);
}

async function answer(visit: ParentVisit, addLetter: AddLetter): Promise<Answer> {
  const { deps, session, t } = visit;
  const { values } = readForm(t, visit.body, {
    answer: choice(['add', 'other'], ''),
    password: secret({ max: longestPassword }),
  });
  if (values.answer === 'other') {
    await closeSession(deps, session, 'signed_out');
    return redirect(href('activationBirthDates'), { cookies: [{ name: 'parent', value: undefined }] });
  }
  if (values.answer !== 'add') return await show(visit);
  const activation = await readActivation(deps, visit.cookie('activation'));
  if (!activation.ok) return stopped(visit, activation.why);
  if (isFresh(visit)) return await addLetter(visit, activation.value);
  if (values.password === '') return await show(visit, [{ field: 'password', message: t('proof.need-password') }]);
  const token = visit.cookie('parent') ?? '';
  const asked = { secret: values.password, browser: browserOf(visit), device: visit.cookie('device'), token };
  const proved = await proveAgain(deps, session, asked);
  if (!proved.ok) {
    const message = tooManyTries(visit, proved.why) ?? t('proof.wrong');
    return await show(visit, [{ field: 'password', message }]);
  }
  const renewed = proved.value.token ?? token;
  return await addLetter(
    { ...visit, cookie: (name) => (name === 'parent' ? renewed : visit.cookie(name)) },
    activation.value,
  );
}
