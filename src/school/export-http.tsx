// /ecole/comptes/export: what the file will hold, the security code, then the file.
import { href } from '../routes.js';
import type { SchoolPages } from '../staff/site.js';
import { line, readForm } from '../web/form.js';
import { type Answer, download, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import { asksCode, type DeskVisit, proveFresh } from './at-desk.js';
import { countExport, exportAccounts } from './export-actions.js';
import { ExportPage } from './export-pages.js';
import { readListQuery, writeListQuery } from './rules.js';

export function exportPages(desk: SchoolPages): void {
  desk.get('schoolAccountsExport', (visit) => draw(visit, []));
  desk.post('schoolAccountsExport', prove);
  desk.get('schoolAccountsFile', serve);
}

async function draw(visit: DeskVisit, errors: readonly FieldError[]): Promise<Answer> {
  const { deps, desk, view } = visit;
  const query = readListQuery(visit.query);
  const form = { query, count: await countExport(deps, desk, query), askCode: asksCode(visit), errors };
  const content = <ExportPage view={view} desk={desk} form={form} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

async function prove(visit: DeskVisit): Promise<Answer> {
  const { values, errors } = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
  if (errors.length > 0) return await draw(visit, errors);
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, [proved.why]);
  return redirect(href('schoolAccountsFile', writeListQuery(readListQuery(visit.query))), { cookies: proved.value });
}

async function serve(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const query = readListQuery(visit.query);
  if (asksCode(visit)) return redirect(href('schoolAccountsExport', writeListQuery(query)));
  const made = await exportAccounts(deps, desk, query);
  if (!made.ok) throw new Forbidden();
  return download({ bytes: made.value, name: `comptes-${desk.schoolUai}.csv`, type: 'text/csv; charset=utf-8' });
}
