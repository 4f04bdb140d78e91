// /ecole/journal: what the staff of this school did and read; the file behind a fresh security code.
import { href } from '../routes.js';
import type { DeskVisit } from '../school/at-desk.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { line, readForm } from '../web/form.js';
import { type Answer, download, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import { exportJournal, readJournal } from './actions.js';
import { JournalPage } from './pages.js';
import { readJournalQuery, writeJournalQuery } from './rules.js';

export function journalPages(desk: SchoolPages): void {
  desk.get('schoolJournal', (visit) => draw(visit, []));
  desk.post('schoolJournal', prove);
  desk.get('schoolJournalFile', serve);
}

async function draw(visit: DeskVisit, errors: readonly FieldError[]): Promise<Answer> {
  const { deps, desk, view } = visit;
  const journal = await readJournal(deps, desk, readJournalQuery(visit.query));
  const content = <JournalPage view={view} desk={desk} journal={{ ...journal, askCode: asksCode(visit), errors }} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

async function prove(visit: DeskVisit): Promise<Answer> {
  const { values, errors } = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
  if (errors.length > 0) return await draw(visit, errors);
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, [proved.why]);
  const query = writeJournalQuery({ ...readJournalQuery(visit.query), page: 1 });
  return redirect(href('schoolJournalFile', query), { cookies: proved.value });
}

async function serve(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const query = readJournalQuery(visit.query);
  if (asksCode(visit)) return redirect(href('schoolJournal', writeJournalQuery(query)));
  const made = await exportJournal(deps, desk, query);
  if (!made.ok) throw new Forbidden();
  return download({ bytes: made.value, name: `journal-${desk.schoolUai}.csv`, type: 'text/csv; charset=utf-8' });
}
