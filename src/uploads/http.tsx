// Imports at a school's desk: /ecole/imports, one upload, its state, its report.
import { writeCsv } from '../kernel/csv.js';
import { never } from '../kernel/outcome.js';
import { csvTemplates } from '../roster/csv-roster.js';
import type { ImportReport } from '../roster/report.js';
import { href } from '../routes.js';
import type { DeskVisit } from '../school/at-desk.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { choice, line, readForm, ticked } from '../web/form.js';
import { type Answer, download, page, readId, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import {
  type ApplyRefusal,
  abandonUpload,
  applyUpload,
  readFirstChanges,
  readImports,
  readProgress,
  readUpload,
  receiveUpload,
  whyNotApplied,
} from './actions.js';
import { ImportsPage } from './pages.js';
import { AppliedPage, PreviewPage } from './preview-pages.js';
import { isWorkedOn } from './rules.js';
import { StoppedPage, WorkingPage } from './waiting-pages.js';
import { adviceOn, progressWords, uploadWords } from './words.js';

export function uploadPages(desk: SchoolPages): void {
  desk.get('schoolImports', showImports);
  desk.post('schoolImports', receive);
  desk.get('schoolImport', showUpload);
  desk.post('schoolImport', decide);
  desk.get('schoolImportState', tellState);
  desk.get('schoolImportTemplate', sendTemplate);
  desk.get('schoolImportReport', sendReport);
}

async function importsPage(visit: DeskVisit, errors: readonly FieldError[]) {
  const { deps, desk, view } = visit;
  return <ImportsPage view={view} desk={desk} list={{ ...(await readImports(deps, desk)), errors }} />;
}

async function showImports(visit: DeskVisit): Promise<Answer> {
  return page(await importsPage(visit, []));
}

async function receive(visit: DeskVisit): Promise<Answer> {
  const { deps, desk, files } = visit;
  visit.takeTime();
  const received = await receiveUpload(deps, desk, files);
  if (received.ok) return redirect(href('schoolImport', { import: received.value.id }));
  const { why } = received;
  if (why.kind === 'not_allowed') throw new Forbidden();
  if (why.kind === 'already_open')
    return refusal(
      await importsPage(visit, [{ field: '', message: 'Un import attend déjà : ces fichiers ne sont pas gardés.' }]),
    );
  return refusal(await importsPage(visit, [{ field: 'files', message: uploadWords[why.kind] }]));
}

async function uploadOf(visit: DeskVisit) {
  const upload = await readUpload(visit.deps, visit.desk, readId(visit.params.import ?? ''));
  if (upload === undefined) throw new NotFound();
  return upload;
}

type Drawn = { readonly confirmed: readonly string[]; readonly errors: readonly FieldError[] };

async function drawn(visit: DeskVisit, { confirmed, errors }: Drawn = { confirmed: [], errors: [] }) {
  const { view, desk } = visit;
  const upload = await uploadOf(visit);
  const { state, report } = upload;
  if (isWorkedOn(state)) return <WorkingPage view={view} desk={desk} upload={upload} />;
  if (state === 'ready' && report !== null) {
    const lists = await readFirstChanges(visit.deps, upload.id);
    const form = { upload, report, lists, confirmed, errors, askCode: asksCode(visit) };
    return <PreviewPage view={view} desk={desk} form={form} />;
  }
  if (state === 'applied' && report !== null)
    return <AppliedPage view={view} desk={desk} upload={upload} report={report} />;
  return <StoppedPage view={view} desk={desk} upload={upload} />;
}

async function showUpload(visit: DeskVisit): Promise<Answer> {
  return page(await drawn(visit));
}

async function decide(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const id = readId(visit.params.import ?? '');
  const { values, errors } = readForm(visit.t, visit.body, {
    act: choice(['apply', 'abandon'], 'Choisissez ce que vous faites de cet import.'),
    confirmed: ticked({ max: 5 }),
    code: line({ max: 20 }),
  });
  const back = redirect(href('schoolImport', { import: id }));
  if (values.act === undefined) return refusal(await drawn(visit, { confirmed: values.confirmed, errors }));
  if (values.act === 'abandon') {
    const given = await abandonUpload(deps, desk, id);
    if (given.ok || given.why === 'over') return back;
    throw given.why === 'unknown' ? new NotFound() : new Forbidden();
  }
  const { confirmed } = values;
  if (errors.length > 0) return refusal(await drawn(visit, { confirmed, errors }));
  const why = await whyNotApplied(deps, desk, id, confirmed);
  if (why !== undefined) return await sayWhy(visit, id, confirmed, why, []);
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return refusal(await drawn(visit, { confirmed, errors: [proved.why] }));
  const cookies = proved.value;
  const asked = await applyUpload(deps, desk, id, confirmed);
  return asked.ok
    ? redirect(href('schoolImport', { import: id }), { cookies })
    : await sayWhy(visit, id, confirmed, asked.why, cookies);
}

async function sayWhy(
  visit: DeskVisit,
  id: number,
  confirmed: readonly string[],
  why: ApplyRefusal,
  cookies: readonly SetCookie[],
): Promise<Answer> {
  switch (why.kind) {
    case 'unconfirmed': {
      const missing = [{ field: 'confirmed', message: 'Cochez chaque ligne pour appliquer cet import.' }];
      return refusal(await drawn(visit, { confirmed, errors: missing }), { cookies });
    }
    // Applied or given up meanwhile, or clicked twice: the page says what became of it.
    case 'over':
      return redirect(href('schoolImport', { import: id }), { cookies });
    case 'unknown':
      throw new NotFound();
    case 'not_allowed':
      throw new Forbidden();
    default:
      return never(why);
  }
}

/** A word for the script of the page that waits; nothing when it is over. */
async function tellState(visit: DeskVisit): Promise<Answer> {
  const progress = await readProgress(visit.deps, visit.desk, readId(visit.params.import ?? ''));
  if (progress === undefined) throw new NotFound();
  const words = progressWords(progress.state, progress.rowsRead);
  if (words === undefined) return { status: 204 };
  return download({ bytes: Buffer.from(words, 'utf8'), name: 'etat.txt', type: 'text/plain; charset=utf-8' });
}

/** Our own tables, to fill in: `eleves` and `responsables`. */
async function sendTemplate({ params }: DeskVisit): Promise<Answer> {
  const { template } = params;
  if (template !== 'eleves' && template !== 'responsables') throw new NotFound();
  const bytes = writeCsv(csvTemplates[template]);
  return download({ bytes, name: `modele-${template}.csv`, type: 'text/csv; charset=utf-8' });
}

async function sendReport(visit: DeskVisit): Promise<Answer> {
  const { id, report } = await uploadOf(visit);
  const { format } = visit.params;
  if (report === null || (format !== 'csv' && format !== 'json')) throw new NotFound();
  return format === 'csv'
    ? download({ bytes: linesOf(report), name: `import-${id}.csv`, type: 'text/csv; charset=utf-8' })
    : download({
        bytes: Buffer.from(JSON.stringify(report, undefined, 2), 'utf8'),
        name: `import-${id}.json`,
        type: 'application/json; charset=utf-8',
      });
}

function linesOf(report: ImportReport): Uint8Array {
  const lines = [
    ...report.rejected.map((line) => ({ ...line, kind: 'rejetée' })),
    ...report.warnings.map((line) => ({ ...line, kind: 'à vérifier' })),
  ];
  return writeCsv([
    ['Fichier', 'Ligne', 'Résultat', 'Problème', 'Que faire'],
    ...lines.map(({ file, line, kind, reason, code }) => [file ?? '', `${line ?? ''}`, kind, reason, adviceOn(code)]),
  ]);
}
