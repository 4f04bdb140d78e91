// /ecole/doublons: records of this register that look like one person.
import { answerPair, readDuplicates } from '../duplicates/actions.js';
import { findPupilPairs, readPupilPairs, tellPupilsApart } from '../duplicates/pupil-actions.js';
import { href } from '../routes.js';
import type { SchoolPages } from '../staff/site.js';
import { choice, line, readForm } from '../web/form.js';
import { type Answer, page, readId, redirect } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { DeskVisit } from './at-desk.js';
import { DuplicatesPage } from './duplicate-pages.js';
import { PupilDuplicatesPage } from './pupil-duplicate-pages.js';
import { ToMendPage } from './to-mend-pages.js';

export function duplicatePages(desk: SchoolPages): void {
  desk.get('schoolDuplicates', show);
  desk.post('schoolDuplicates', answer);
  desk.get('schoolPupilDuplicates', showPupils);
  desk.post('schoolPupilDuplicates', answerPupils);
  desk.get('schoolToMend', showToMend);
}

async function show({ deps, desk, view }: DeskVisit): Promise<Answer> {
  const found = { ...(await readDuplicates(deps, desk)), pupilPairs: (await findPupilPairs(deps, desk)).length };
  return page(<DuplicatesPage view={view} desk={desk} found={found} />);
}

async function showPupils({ deps, desk, view }: DeskVisit): Promise<Answer> {
  return page(<PupilDuplicatesPage view={view} desk={desk} pairs={await readPupilPairs(deps, desk)} />);
}

async function showToMend({ deps, desk, view }: DeskVisit): Promise<Answer> {
  const { toMend } = await readDuplicates(deps, desk);
  const pupilPairs = await findPupilPairs(deps, desk);
  return page(<ToMendPage view={view} desk={desk} pairs={toMend} pupilPairs={pupilPairs} />);
}

async function answerPupils(visit: DeskVisit): Promise<Answer> {
  const { values } = readForm(visit.t, visit.body, { one: line({ max: 16 }), other: line({ max: 16 }) });
  const asked = { oneId: readId(values.one), otherId: readId(values.other) };
  const outcome = await tellPupilsApart(visit.deps, visit.desk, asked);
  if (outcome.ok) return redirect(href('schoolPupilDuplicates'));
  throw outcome.why === 'not_allowed' ? new Forbidden() : new NotFound();
}

async function answer(visit: DeskVisit): Promise<Answer> {
  const { values } = readForm(visit.t, visit.body, {
    one: line({ max: 16 }),
    other: line({ max: 16 }),
    answer: choice(['same', 'different'], 'Choisissez une réponse.'),
  });
  if (values.answer === undefined) throw new NotFound();
  const asked = { oneId: readId(values.one), otherId: readId(values.other), answer: values.answer };
  const outcome = await answerPair(visit.deps, visit.desk, asked);
  if (outcome.ok) return redirect(href('schoolDuplicates'));
  throw outcome.why === 'not_allowed' ? new Forbidden() : new NotFound();
}
