// /ecole/comptes/export: what the file will hold, a second person's approval, the security code, then the file.
import { askApproval } from '../approvals/actions.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { line, readForm } from '../web/form.js';
import { type Answer, download, page, redirect, refusal } from '../web/http.js';
import { Forbidden } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import type { DeskVisit } from './at-desk.js';
import { exportAccounts, weighExport } from './export-actions.js';
import { ExportPage } from './export-pages.js';
import { readListQuery, writeListQuery } from './rules.js';
import { exportWords } from './words.js';

export function exportPages(desk: SchoolPages): void {
  desk.get('schoolAccountsExport', (visit) => draw(visit, []));
  desk.post('schoolAccountsExport', prove);
  desk.get('schoolAccountsFile', serve);
}

async function draw(visit: DeskVisit, errors: readonly FieldError[]): Promise<Answer> {
  const { deps, desk, view } = visit;
  const query = readListQuery(visit.query);
  const { order, state } = await weighExport(deps, desk, query);
  const form = { query, count: order.count, state, askCode: asksCode(visit), errors };
  const content = <ExportPage view={view} desk={desk} form={form} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

async function prove(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const { values, errors } = readForm(visit.t, visit.body, { code: line({ max: 20 }), accord: line({ max: 10 }) });
  if (errors.length > 0) return await draw(visit, errors);
  const query = readListQuery(visit.query);
  const { order, state } = await weighExport(deps, desk, query);
  if (state !== 'not_needed' && state !== 'accepted') {
    // Who pressed « Télécharger » on a page that has grown old reads what is asked now.
    if (values.accord !== 'demander' || state === 'waiting') return await draw(visit, [{ field: '', message: notYet }]);
    const told = await askApproval(deps, desk, { ...order, summary: exportWords(order.count, query) });
    if (!told.ok) throw new Forbidden();
    return redirect(href('schoolApproval', { reference: told.value.reference }));
  }
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await draw(visit, [proved.why]);
  return redirect(href('schoolAccountsFile', writeListQuery(query)), { cookies: proved.value });
}

const notYet = 'Une deuxième personne de l’école doit être d’accord pour ce fichier.';

async function serve(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const query = readListQuery(visit.query);
  const form = redirect(href('schoolAccountsExport', writeListQuery(query)));
  if (asksCode(visit)) return form;
  const made = await exportAccounts(deps, desk, query);
  if (!made.ok && made.why === 'not_approved') return form;
  if (!made.ok) throw new Forbidden();
  return download({ bytes: made.value, name: `comptes-${desk.schoolUai}.csv`, type: 'text/csv; charset=utf-8' });
}
