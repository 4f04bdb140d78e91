// /reseau/services: the catalogue, one service at a time.
import { never } from '../kernel/outcome.js';
import type { OperatorVisit } from '../network/at-network.js';
import { href } from '../routes.js';
import { asksCode, proveFresh } from '../staff/fresh.js';
import type { NetworkPages } from '../staff/site.js';
import { line, paragraph, readForm, ticked } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { SetCookie } from '../web/session.js';
import type { FieldError } from '../web/view.js';
import {
  type CatalogueRefusal,
  moveService,
  readEntries,
  readEntry,
  saveService,
  whatWithdraws,
  withdrawService,
} from './catalogue-actions.js';
import { readServiceLine } from './catalogue-file.js';
import { CatalogueEndPage, CataloguePage } from './catalogue-pages.js';
import { CatalogueServicePage } from './catalogue-service-pages.js';
import { emptyService, lineOfService, type ServiceTyped, serviceTexts, typedService } from './service-form.js';

export function cataloguePages(network: NetworkPages): void {
  network.get('networkCatalogue', (visit) => drawList(visit));
  network.post('networkCatalogue', move);
  network.get('networkNewCatalogueService', (visit) => drawForm(visit, undefined, emptyService));
  network.post('networkNewCatalogueService', (visit) => save(visit, undefined));
  network.get('networkCatalogueService', async (visit) => {
    const entry = await entryOf(visit);
    return await drawForm(visit, entry.slug, typedService(entry, entry.openedByDefault));
  });
  network.post('networkCatalogueService', async (visit) => await save(visit, (await entryOf(visit)).slug));
  network.get('networkCatalogueEnd', (visit) => drawEnd(visit));
  network.post('networkCatalogueEnd', withdraw);
}

type Redrawn = { readonly errors?: readonly FieldError[]; readonly cookies?: readonly SetCookie[] };
const answered = (content: Parameters<typeof page>[0], { errors = [], cookies = [] }: Redrawn): Answer =>
  errors.length > 0 ? refusal(content, { cookies }) : page(content);
const shared = (visit: OperatorVisit, { errors = [], cookies = [] }: Redrawn) => ({
  view: visit.view,
  operator: visit.operator,
  askCode: asksCode(visit) && cookies.length === 0,
  errors,
});

async function entryOf({ deps, params }: OperatorVisit) {
  const entry = await readEntry(deps, (params.service ?? '').slice(0, 60));
  if (entry === undefined) throw new NotFound();
  return entry;
}

async function drawList(visit: OperatorVisit, redrawn: Redrawn = {}): Promise<Answer> {
  const entries = await readEntries(visit.deps);
  return answered(<CataloguePage {...shared(visit, redrawn)} entries={entries} />, redrawn);
}

async function move(visit: OperatorVisit): Promise<Answer> {
  const { values } = readForm(visit.t, visit.body, { move: line({ max: 60 }), code: line({ max: 20 }) });
  const [, way, slug] = /^(up|down):([a-z][a-z0-9-]*)$/.exec(values.move) ?? [];
  if (slug === undefined) return await drawList(visit, { errors: [{ field: '', message: 'Choisissez un service.' }] });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await drawList(visit, { errors: [proved.why] });
  const moved = await moveService(visit.deps, { slug, by: way === 'up' ? -1 : 1 }, visit.operator);
  if (!moved.ok && moved.why === 'not_allowed') throw new Forbidden();
  // Withdrawn meanwhile: the list says so.
  return redirect(href('networkCatalogue'), { cookies: proved.value });
}

async function drawForm(
  visit: OperatorVisit,
  slug: string | undefined,
  typed: ServiceTyped,
  redrawn: Redrawn = {},
): Promise<Answer> {
  const name = slug === undefined ? '' : (await entryOf(visit)).names.fr;
  const form = { slug, name, typed, saved: visit.query.fait === 'oui' };
  return answered(<CatalogueServicePage {...shared(visit, redrawn)} form={form} />, redrawn);
}

function typedIn(visit: OperatorVisit, slug: string | undefined) {
  const text = paragraph({ max: 1000 });
  const { values: texts, errors: tooLong } = readForm(
    visit.t,
    visit.body,
    Object.fromEntries(serviceTexts.map((name) => [name, text])),
  );
  const { values, errors } = readForm(visit.t, visit.body, {
    slug: line({ max: 60 }),
    address: line({ max: 500 }),
    icon: line({ max: 20 }),
    schoolKinds: ticked({ max: 10 }),
    linkLevels: ticked({ max: 10 }),
    openedByDefault: line({ max: 3 }),
    code: line({ max: 20 }),
  });
  const { code, ...rest } = values;
  const typed: ServiceTyped = { ...rest, slug: slug ?? rest.slug, texts };
  return { typed, code, errors: [...errors, ...tooLong] };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** What is ticked has no words of the file. */
const toTick: Readonly<Record<string, string>> = {
  schoolKinds: 'Cochez au moins un genre d’école.',
  linkLevels: 'Cochez au moins un genre de parent.',
};

async function save(visit: OperatorVisit, slug: string | undefined): Promise<Answer> {
  const { typed, code, errors } = typedIn(visit, slug);
  const again = (all: readonly FieldError[], cookies: readonly SetCookie[] = []) =>
    drawForm(visit, slug, typed, { errors: all, cookies });
  const read = readServiceLine(lineOfService(typed));
  const faults = read.ok ? [] : read.why.map(({ field, what }) => ({ field, message: toTick[field] ?? capital(what) }));
  if (!read.ok || errors.length > 0) return await again([...errors, ...faults]);
  const proved = await proveFresh(visit, code);
  if (!proved.ok) return await again([proved.why]);
  const cookies = proved.value;
  const asked = { service: read.value, openedByDefault: typed.openedByDefault === 'yes', isNew: slug === undefined };
  const saved = await saveService(visit.deps, asked, visit.operator);
  if (saved.ok)
    return redirect(href('networkCatalogueService', { service: read.value.slug }, { fait: 'oui' }), { cookies });
  return refusedSave(saved.why, () =>
    again([{ field: 'slug', message: 'Ce nom court est pris par un autre service.' }], cookies),
  );
}

async function refusedSave(why: CatalogueRefusal, again: () => Promise<Answer>): Promise<Answer> {
  switch (why) {
    case 'not_allowed':
      throw new Forbidden();
    case 'no_service':
      throw new NotFound();
    case 'taken':
      return await again();
    default:
      return never(why);
  }
}

async function drawEnd(visit: OperatorVisit, redrawn: Redrawn = {}): Promise<Answer> {
  const entry = await entryOf(visit);
  const stops = await whatWithdraws(visit.deps, entry.slug);
  return answered(<CatalogueEndPage {...shared(visit, redrawn)} entry={entry} stops={stops} />, redrawn);
}

async function withdraw(visit: OperatorVisit): Promise<Answer> {
  const { slug } = await entryOf(visit);
  const { values } = readForm(visit.t, visit.body, { code: line({ max: 20 }) });
  const proved = await proveFresh(visit, values.code);
  if (!proved.ok) return await drawEnd(visit, { errors: [proved.why] });
  const gone = await withdrawService(visit.deps, slug, visit.operator);
  if (!gone.ok && gone.why === 'not_allowed') throw new Forbidden();
  return redirect(href('networkCatalogue'), { cookies: proved.value });
}
