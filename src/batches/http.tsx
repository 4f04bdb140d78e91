// Letters of a class or a school: /ecole/lettres, one batch, its paper, its list.
import { writeCsv } from '../kernel/csv.js';
import { fileOf, letterFormats, type Paper, type PaperFile, papers } from '../letters/formats.js';
import { href } from '../routes.js';
import type { DeskVisit } from '../school/at-desk.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { SchoolPages } from '../staff/site.js';
import { line, readForm, ticked } from '../web/form.js';
import { type Answer, download, page, readId, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import {
  askForApproval,
  askLetters,
  findBatch,
  noteHanded,
  previewLetter,
  readAllBatchLetters,
  readBatchLetters,
  readLetters,
  takeBatch,
  weighOrder,
} from './actions.js';
import { BatchFailedPage, BatchPage, BatchWorkingPage } from './batch-pages.js';
import { hrefOfShown } from './handing.js';
import { LettersPage } from './pages.js';
import { type BatchQuery, type BatchShown, mostTicked, readBatchQuery } from './rules.js';
import { approvalWords, orderWords, progressWords } from './words.js';

export function batchPages(desk: SchoolPages): void {
  desk.get('schoolLetters', async (visit) => page(await drawLetters(visit, nothingTyped, [])));
  desk.post('schoolLetters', ask);
  desk.get('schoolLettersPreview', preview);
  desk.get('schoolLetterBatch', async (visit) => page(await drawBatch(visit, [])));
  desk.post('schoolLetterBatch', hand);
  desk.get('schoolLetterBatchState', tellState);
  desk.post('schoolLetterBatchFile', fetchPaper);
  desk.get('schoolLetterBatchList', sendList);
}

type Typed = {
  readonly paper: Paper;
  readonly links: boolean;
  readonly chosen: readonly number[] | undefined;
  readonly needsApproval?: boolean;
};
const nothingTyped: Typed = { paper: 'a4', links: false, chosen: undefined };

async function drawLetters(visit: DeskVisit, typed: Typed, errors: readonly FieldError[]) {
  const { deps, desk, view } = visit;
  const query = readBatchQuery(visit.query);
  const read = await readLetters(deps, desk, query);
  return <LettersPage view={view} desk={desk} form={{ query, ...read, ...typed, askCode: asksCode(visit), errors }} />;
}

/** Ids of accounts or letters, as boxes give them. */
const idsOf = (values: readonly string[]): number[] =>
  values.flatMap((value) => (/^[1-9][0-9]{0,14}$/.test(value) ? [Number(value)] : []));

async function ask(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const query: BatchQuery = readBatchQuery(visit.query);
  const { values } = readForm(visit.t, visit.body, {
    papier: line({ max: 10 }),
    liens: line({ max: 10 }),
    choisis: line({ max: 10 }),
    accord: line({ max: 10 }),
    compte: ticked({ max: mostTicked }),
    code: line({ max: 20 }),
  });
  const chosen = values.choisis === 'oui' ? idsOf(values.compte) : query.accounts;
  const paper = papers.find((one) => one === values.papier) ?? 'a4';
  const typed: Typed = { paper, links: values.liens === 'oui', chosen };
  if (chosen?.length === 0 && !typed.links) {
    const errors = [{ field: 'compte', message: 'Cochez au moins un parent.' }];
    return refusal(await drawLetters(visit, typed, errors));
  }
  const { order, state, counted } = await weighOrder(deps, desk, { ...query, ...typed });
  if (state !== 'not_needed' && state !== 'accepted') {
    if (values.accord !== 'demander' || state === 'waiting') {
      const errors = [{ field: '', message: approvalWords[state] }];
      return refusal(await drawLetters(visit, { ...typed, needsApproval: state !== 'waiting' }, errors));
    }
    const told = await askForApproval(
      deps,
      desk,
      order,
      orderWords(counted.letters.length, counted.linked.length, query),
    );
    if (!told.ok) throw new Forbidden();
    return redirect(href('schoolApproval', { reference: told.value.reference }));
  }
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return refusal(await drawLetters(visit, typed, [proved.why]));
  const cookies = proved.value;
  const asked = await askLetters(deps, desk, counted, order);
  if (asked.ok) return redirect(href('schoolLetterBatch', { batch: asked.value.id }), { cookies });
  if (asked.why === 'not_allowed') throw new Forbidden();
  if (asked.why === 'not_approved')
    return refusal(await drawLetters(visit, typed, [{ field: '', message: approvalWords.none }]), { cookies });
  const errors = [{ field: '', message: 'Des lettres sont déjà en cours. Attendez leur fin, puis recommencez.' }];
  return refusal(await drawLetters(visit, typed, errors), { cookies });
}

async function preview(visit: DeskVisit): Promise<Answer> {
  const query = readBatchQuery(visit.query);
  const format = letterFormats.find((one) => one === visit.query.papier) ?? 'a4';
  const bytes = await previewLetter(visit.deps, visit.desk, query, format);
  if (bytes === undefined) throw new NotFound();
  return download({ bytes, name: `lettre-exemple-${format}.pdf`, type: 'application/pdf' });
}

async function batchOf(visit: DeskVisit) {
  const batch = await findBatch(visit.deps, visit.desk, readId(visit.params.batch ?? ''));
  if (batch === undefined) throw new NotFound();
  return batch;
}

async function drawBatch(visit: DeskVisit, errors: readonly FieldError[]) {
  const { deps, desk, view } = visit;
  const batch = await batchOf(visit);
  if (batch.state === 'making') return <BatchWorkingPage view={view} desk={desk} batch={batch} />;
  if (batch.state === 'failed') return <BatchFailedPage view={view} desk={desk} batch={batch} />;
  const shown = shownOf(visit);
  const { letters, classes } = await readBatchLetters(deps, desk, batch.id, shown);
  const mayFetch = batch.staffId === desk.staffId && batch.fetchedAt === null;
  return <BatchPage view={view} desk={desk} ready={{ batch, letters, classes, shown, mayFetch, errors }} />;
}

/** One page of all the letters, or one class whole. */
function shownOf({ query: { classe, page: at } }: DeskVisit): BatchShown {
  const division = typeof classe === 'string' && classe !== '' ? classe.slice(0, 100) : undefined;
  return { division, page: typeof at === 'string' && /^[1-9][0-9]{0,4}$/.test(at) ? Number(at) : 1 };
}

async function hand(visit: DeskVisit): Promise<Answer> {
  const batch = await batchOf(visit);
  const { values } = readForm(visit.t, visit.body, {
    shown: line({ max: mostTicked * 16 }),
    handed: ticked({ max: mostTicked }),
    toutes: line({ max: 10 }),
  });
  const shown = idsOf(values.shown.split('.'));
  const marks = { shown, handed: values.toutes === 'oui' ? shown : idsOf(values.handed) };
  const noted = await noteHanded(visit.deps, visit.desk, batch.id, marks);
  if (!noted.ok) throw new Forbidden();
  return redirect(hrefOfShown(batch.id, shownOf(visit)));
}

/** A word for the script of the page that waits; nothing when it is over. */
async function tellState(visit: DeskVisit): Promise<Answer> {
  const { state, drawn } = await batchOf(visit);
  const words = progressWords(state, drawn);
  if (words === undefined) return { status: 204 };
  return download({ bytes: Buffer.from(words, 'utf8'), name: 'etat.txt', type: 'text/plain; charset=utf-8' });
}

const fileTypes: Readonly<Record<PaperFile, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

async function fetchPaper(visit: DeskVisit): Promise<Answer> {
  const batch = await batchOf(visit);
  const bytes = await takeBatch(visit.deps, visit.desk, batch);
  if (bytes === undefined) {
    const errors = [{ field: '', message: 'Ces lettres ont déjà été téléchargées, ou ne sont pas les vôtres.' }];
    return refusal(await drawBatch(visit, errors));
  }
  const file = fileOf(batch.paper);
  const name = `lettres-${visit.desk.schoolUai}-${batch.id}.${file}`;
  return download({ bytes, name, type: fileTypes[file] });
}

async function sendList(visit: DeskVisit): Promise<Answer> {
  const batch = await batchOf(visit);
  const letters = await readAllBatchLetters(visit.deps, visit.desk, batch.id);
  const rows = letters.map(({ number, division, pupils, guardian, identifier, handed }) => [
    number,
    division ?? '',
    pupils,
    guardian,
    identifier,
    handed === null ? '' : handed ? 'remise' : 'non remise',
  ]);
  const bytes = writeCsv([['Numéro', 'Classe', 'Élèves', 'Parent', 'Identifiant', 'Remise'], ...rows]);
  return download({ bytes, name: `destinataires-${batch.id}.csv`, type: 'text/csv; charset=utf-8' });
}
