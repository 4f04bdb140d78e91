// A new letter: /ecole/comptes/ID/courrier, its result, its file.
import { oneLetterWords } from '../batches/words.js';
import { never } from '../kernel/outcome.js';
import type { LettersRefusal } from '../letters/actions.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { line, readForm } from '../web/form.js';
import { type Answer, download, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import { accountIdOf, type DeskVisit } from './at-desk.js';
import { findMadeLetter, makeLetter, readLetterCandidate, takeLetter } from './letter-actions.js';
import { LetterMadePage, LetterPage } from './letter-pages.js';

export function letterPages(desk: SchoolPages): void {
  desk.get('schoolLetter', show);
  desk.post('schoolLetter', make);
  desk.get('schoolLetterMade', showMade);
  desk.post('schoolLetterFile', fetchFile);
}

async function candidateOf(visit: DeskVisit) {
  const candidate = await readLetterCandidate(visit.deps, visit.desk, accountIdOf(visit));
  if (candidate === undefined) throw new NotFound();
  return candidate;
}

type Candidate = Awaited<ReturnType<typeof candidateOf>>;

function form(visit: DeskVisit, { account, why, recovery }: Candidate, errors: readonly FieldError[]) {
  const askCode = recovery && asksCode(visit);
  return <LetterPage view={visit.view} desk={visit.desk} form={{ account, why, askCode, errors }} />;
}

async function show(visit: DeskVisit): Promise<Answer> {
  return page(form(visit, await candidateOf(visit), []));
}

async function make(visit: DeskVisit): Promise<Answer> {
  const candidate = await candidateOf(visit);
  const posted = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
  let cookies: readonly SetCookie[] = [];
  if (candidate.recovery) {
    const proved = await proveFresh(visit, posted.values.code);
    if (!proved.ok) return refusal(form(visit, candidate, [proved.why]));
    cookies = proved.value;
  }
  const { id, identifier } = candidate.account;
  const made = await makeLetter(visit.deps, visit.desk, identifier, candidate.recovery);
  if (!made.ok)
    return refusal(form(visit, await candidateOf(visit), [{ field: '', message: told(made.why) }]), { cookies });
  return redirect(href('schoolLetterMade', { account: id, letter: made.value.number }), { cookies });
}

function told(why: LettersRefusal): string {
  switch (why.kind) {
    case 'unknown_school':
    case 'unknown_division':
    case 'unknown_account':
      throw new NotFound();
    case 'not_allowed':
      throw new Forbidden();
    case 'needs_approval':
      return oneLetterWords;
    case 'no_letter':
    case 'changing':
      return 'Ce compte vient de changer. Vérifiez, puis essayez encore.';
    case 'cannot_write':
    case 'file_exists':
    case 'drawing_failed':
      return 'La lettre n’a pas pu être faite. Rien n’a changé. Essayez encore, puis prévenez la personne qui gère Fratrie.';
    default:
      return never(why);
  }
}

async function madeOf(visit: DeskVisit) {
  const made = await findMadeLetter(visit.deps, visit.desk, accountIdOf(visit), visit.params.letter ?? '');
  if (made === undefined) throw new NotFound();
  return made;
}

async function showMade(visit: DeskVisit): Promise<Answer> {
  const made = await madeOf(visit);
  return page(<LetterMadePage view={visit.view} desk={visit.desk} made={{ ...made, errors: [] }} />);
}

async function fetchFile(visit: DeskVisit): Promise<Answer> {
  const made = await madeOf(visit);
  const bytes = await takeLetter(visit.deps, visit.desk, made);
  if (bytes !== undefined)
    return download({ bytes, name: `lettre-${made.letter.number}.pdf`, type: 'application/pdf' });
  const errors = [
    { field: '', message: 'Cette lettre a déjà été téléchargée. Au besoin, faites une nouvelle lettre.' },
  ];
  return refusal(<LetterMadePage view={visit.view} desk={visit.desk} made={{ ...made, errors }} />);
}
