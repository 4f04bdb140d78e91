// From a letter to an account: the code or the QR, the birth dates, whose letter it is.
import type { CivilDate } from '../kernel/civil-date.js';
import { type LetterProof, readCode } from '../letters/rules.js';
import { showChildren } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { signIn } from '../signin/actions.js';
import { browserOf, minutesUntil, signedInCookies } from '../signin/http.js';
import type { ProofRefusal } from '../signin/prove.js';
import { longestIdentifier } from '../signin/secret-rules.js';
import { toSecondStep } from '../signin/to-second-step.js';
import { birthDate, choice, line, readForm } from '../web/form.js';
import { type Answer, type Pages, page, redirect, refusal, type Visit } from '../web/http.js';
import {
  type Activation,
  type ActivationRefusal,
  checkBirthDates,
  childrenOfLetter,
  disownLetter,
  proveLetterToken,
  readActivation,
  startActivation,
} from './actions.js';
import { type LetterStop, LetterStopPage } from './letter-pages.js';
import { ActivationBirthDatesPage, ActivationChildrenPage, ActivationCodePage, type AskedDate } from './pages.js';
import { activationMinutes } from './rules.js';

export function activationPages(parents: Pages): void {
  parents.get(routes.activation, (visit) => page(<ActivationCodePage view={visit.view} />));
  parents.post(routes.activation, postCode);
  parents.get(routes.letterToken, openLetter);
  parents.get(routes.letterTokenCapitals, openLetter);
  parents.get(routes.activationBirthDates, showBirthDates);
  parents.post(routes.activationBirthDates, postBirthDates);
  parents.get(routes.activationChildren, showLetterChildren);
  parents.post(routes.activationChildren, postLetterChildren);
}

/** Begins the way of a letter in this browser. */
export async function startLetter(
  visit: Visit,
  letter: { readonly letterId: number; readonly proofVersion: number },
  proof: LetterProof = 'letter_code',
): Promise<Answer> {
  const token = await startActivation(visit.deps, { ...letter, proof });
  const next = proof === 'letter_token' && visit.session !== undefined ? 'letterSignedIn' : 'activationBirthDates';
  return redirect(href(next), {
    cookies: [{ name: 'activation', value: token, maxAgeSeconds: activationMinutes * 60 }],
  });
}

/** A page that says why the way ends here. */
export function stopped(visit: Visit, why: ActivationRefusal, status = 422): Answer {
  return { status, page: <LetterStopPage view={visit.view} why={stopOf(why)} /> };
}

function stopOf(why: ActivationRefusal): LetterStop {
  switch (why) {
    case 'grouped':
      return 'account_grouped';
    case 'closed':
      return 'account_closed';
    case 'frozen':
    case 'suspended':
      return 'account_suspended';
    case 'finished':
      return 'used';
    default:
      return why;
  }
}

async function postCode(visit: Visit): Promise<Answer> {
  const { t, view } = visit;
  const form = readForm(t, visit.body, {
    identifier: line({ max: longestIdentifier, need: t('activation.need-identifier') }),
    code: line({ max: 40, need: t('activation.need-code') }),
  });
  const { identifier, code } = form.values;
  const shown = { view, identifier, code };
  if (form.errors.length > 0) return refusal(<ActivationCodePage {...shown} errors={form.errors} />);
  // A slip of the reader costs no try: the check sign sees it.
  if (!readCode(code).ok) return refusal(<ActivationCodePage {...shown} problem={{ kind: 'typo' }} />);

  const device = visit.cookie('device');
  const outcome = await signIn(visit.deps, { identifier, secret: code, browser: browserOf(visit), device });
  if (!outcome.ok) return refuseCode(visit, outcome.why, shown);
  if (outcome.value.kind === 'letter') return await startLetter(visit, outcome.value);
  if (outcome.value.kind === 'second_step') return toSecondStep(outcome.value.token, '');
  return redirect(href('home'), { cookies: signedInCookies(outcome.value.token, outcome.value.device) });
}

type CodeTyped = { readonly identifier: string; readonly code: string };

function refuseCode(visit: Visit, why: ProofRefusal, typed: CodeTyped): Answer {
  const { view } = visit;
  switch (why.kind) {
    case 'throttled':
      return refusal(
        <ActivationCodePage
          view={view}
          {...typed}
          problem={{ kind: 'throttled', minutes: minutesUntil(visit, why.until) }}
        />,
      );
    case 'wrong':
    case 'locked':
    case 'asleep':
      return refusal(
        <ActivationCodePage view={view} {...typed} problem={{ kind: why.kind === 'locked' ? 'locked' : 'wrong' }} />,
      );
    case 'letter':
      return stopped(visit, why.end);
    default:
      return stopped(visit, why.kind);
  }
}

/** The address of the QR. Opening it uses nothing up, and the redirect takes the token out of the address. */
async function openLetter(visit: Visit): Promise<Answer> {
  const outcome = await proveLetterToken(visit.deps, visit.params.token ?? '');
  if (outcome.ok) return await startLetter(visit, outcome.value, 'letter_token');
  visit.deps.log.warn({ why: outcome.why, address: visit.address }, 'letter address refused');
  return stopped(visit, outcome.why, outcome.why === 'unknown' ? 404 : 410);
}

const fieldOf = (index: number): string => (index === 0 ? 'birthDate' : `birthDate${index + 1}`);

type DatesShown = {
  readonly typed?: readonly AskedDate['typed'][];
  readonly wrong?: boolean;
  readonly triesLeft?: number;
  readonly errors?: ReturnType<typeof readForm>['errors'];
};

function birthDatesPage(visit: Visit, activation: Activation, shown: DatesShown = {}) {
  const { schoolName, identifier, asked, triesLeft } = activation;
  return (
    <ActivationBirthDatesPage
      view={visit.view}
      letter={{ schoolName, identifier }}
      asked={asked.map(({ name }, index) => ({
        field: fieldOf(index),
        schoolName: name,
        typed: shown.typed?.[index],
      }))}
      triesLeft={shown.triesLeft ?? triesLeft}
      wrong={shown.wrong === true}
      errors={shown.errors}
    />
  );
}

async function showBirthDates(visit: Visit): Promise<Answer> {
  const activation = await readActivation(visit.deps, visit.cookie('activation'));
  if (!activation.ok) return stopped(visit, activation.why, 410);
  if (activation.value.birthDatesChecked) return redirect(href('activationChildren'));
  return page(birthDatesPage(visit, activation.value));
}

async function postBirthDates(visit: Visit): Promise<Answer> {
  const { t, deps } = visit;
  const token = visit.cookie('activation');
  const activation = await readActivation(deps, token);
  if (!activation.ok) return stopped(visit, activation.why);
  const { asked } = activation.value;
  const reader = birthDate({ need: t('activation.need-date') });
  const form = readForm(t, visit.body, Object.fromEntries(asked.map((_, index) => [fieldOf(index), reader])));
  const answers = asked.map(({ uai }, index) => ({ uai, ...form.values[fieldOf(index)] }));
  const typed = answers.map((answer) => answer.typed);
  if (form.errors.length > 0) return refusal(birthDatesPage(visit, activation.value, { typed, errors: form.errors }));

  const given = new Map<string, CivilDate>();
  for (const { uai, day } of answers) if (day !== undefined) given.set(uai, day);
  const outcome = await checkBirthDates(deps, token, given, visit.address);
  if (outcome.ok) return redirect(href('activationChildren'));
  if (outcome.why.kind === 'stopped') return stopped(visit, outcome.why.why);
  const { triesLeft } = outcome.why;
  return refusal(birthDatesPage(visit, activation.value, { typed, wrong: true, triesLeft }));
}

async function showLetterChildren(visit: Visit): Promise<Answer> {
  const children = await childrenOfLetter(visit.deps, visit.cookie('activation'));
  if (children.ok) return page(<ActivationChildrenPage view={visit.view} children={showChildren(children.value)} />);
  return children.why === 'unchecked' ? redirect(href('activationBirthDates')) : stopped(visit, children.why, 410);
}

async function postLetterChildren(visit: Visit): Promise<Answer> {
  const form = readForm(visit.t, visit.body, { answer: choice(['yes', 'not_mine'], '') });
  if (form.values.answer === 'yes') return redirect(href('activationPassword'));
  if (form.values.answer === undefined) return redirect(href('activationChildren'));
  const outcome = await disownLetter(visit.deps, visit.cookie('activation'), visit.address);
  if (!outcome.ok)
    return outcome.why === 'unchecked' ? redirect(href('activationBirthDates')) : stopped(visit, outcome.why);
  return redirect(href('activationNotMine'), { cookies: [{ name: 'activation', value: undefined }] });
}
