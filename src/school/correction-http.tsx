// Corrections at a school's desk: /ecole/corrections.
import { answerAsked, readDeskCorrections } from '../corrections/actions.js';
import { reasonLength } from '../corrections/rules.js';
import { never } from '../kernel/outcome.js';
import { href } from '../routes.js';
import type { SchoolPages } from '../staff/site.js';
import { choice, paragraph, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { DeskVisit } from './at-desk.js';
import { CorrectionsPage, type Mistyped, reasonField } from './correction-pages.js';

export function deskCorrectionPages(desk: SchoolPages): void {
  desk.get('schoolCorrections', show);
  desk.post('schoolCorrection', answer);
}

async function draw(visit: DeskVisit, mistyped?: Mistyped) {
  const corrections = await readDeskCorrections(visit.deps, visit.desk);
  return <CorrectionsPage view={visit.view} desk={visit.desk} corrections={corrections} mistyped={mistyped} />;
}

async function show(visit: DeskVisit): Promise<Answer> {
  return page(await draw(visit));
}

const needReason = `Expliquez votre refus en une phrase : ${reasonLength.min} signes au moins. Le parent la lira.`;

async function answer(visit: DeskVisit): Promise<Answer> {
  const reference = (visit.params.reference ?? '').slice(0, 20);
  const { values, errors } = readForm(visit.t, visit.body, {
    state: choice(['corrected', 'refused'], 'Choisissez une réponse.'),
    [reasonField(reference)]: paragraph({ max: reasonLength.max }),
  });
  const { state } = values;
  const reason = String(values[reasonField(reference)] ?? '');
  const [fault] = errors;
  if (state === undefined || fault !== undefined)
    return refusal(await draw(visit, { reference, reason, message: fault?.message ?? needReason }));
  const outcome = await answerAsked(visit.deps, visit.desk, { reference, state, reason });
  if (outcome.ok) return redirect(href('schoolCorrections'));
  switch (outcome.why) {
    case 'reason_missing':
      return refusal(await draw(visit, { reference, reason, message: needReason }));
    // Answered meanwhile, or never asked of this school: the list says what there is.
    case 'over':
      return redirect(href('schoolCorrections'));
    case 'not_allowed':
      throw new Forbidden();
    default:
      return never(outcome.why);
  }
}
