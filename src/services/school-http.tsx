// /ecole/services: what this school has open of the catalogue, opened and closed by its head.
import { civilDateOf } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import type { DeskVisit } from '../school/at-desk.js';
import type { SchoolPages } from '../staff/site.js';
import { line, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import { closeService, openService } from './actions.js';
import { type OpeningTyped, readDays, refuseOpening } from './opening-form.js';
import { readServiceHere, readServicesHere, whoLoses } from './school-actions.js';
import { CloseServicePage, OwnServicePage, OwnServicesPage } from './school-pages.js';

export function schoolServicePages(school: SchoolPages): void {
  school.get('schoolServices', async ({ deps, view, desk, query }) => {
    const services = await readServicesHere(deps, desk);
    const told = services.find(({ service }) => service.slug === query.fait);
    return page(<OwnServicesPage {...{ view, desk, services, today: todayOf(deps), told }} />);
  });
  school.get('schoolService', (visit) => draw(visit));
  school.post('schoolService', open);
  school.get('schoolServiceEnd', drawEnd);
  school.post('schoolServiceEnd', close);
}

const todayOf = ({ now, config }: DeskVisit['deps']) => civilDateOf(now(), config.timeZone);

async function serviceOf({ deps, desk, params }: DeskVisit) {
  const found = await readServiceHere(deps, desk, params.service ?? '');
  if (found === undefined) throw new NotFound();
  return found;
}

async function draw(visit: DeskVisit, typed?: OpeningTyped, errors: readonly FieldError[] = []): Promise<Answer> {
  const { view, desk, deps } = visit;
  const { service, opening } = await serviceOf(visit);
  const held = {
    opensOn: opening?.opensOn ?? todayOf(deps),
    closesOn: opening?.closesOn ?? '',
    dueOn: opening?.dueOn ?? '',
  };
  const content = (
    <OwnServicePage {...{ view, desk, service, open: opening !== undefined, typed: typed ?? held, errors }} />
  );
  return errors.length > 0 ? refusal(content) : page(content);
}

async function open(visit: DeskVisit): Promise<Answer> {
  const { deps, desk } = visit;
  const { service } = await serviceOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, {
    opensOn: line({ max: 10 }),
    closesOn: line({ max: 10 }),
    dueOn: line({ max: 10 }),
  });
  const days = readDays(values);
  if ('errors' in days) return await draw(visit, values, [...errors, ...days.errors]);
  const opened = await openService(deps, { slug: service.slug, schoolUai: desk.schoolUai, ...days }, desk);
  if (opened.ok) return redirect(href('schoolServices', { fait: service.slug }));
  return refuseOpening(opened.why);
}

async function drawEnd(visit: DeskVisit): Promise<Answer> {
  const { view, desk, deps } = visit;
  const { service, opening } = await serviceOf(visit);
  if (opening === undefined) return redirect(href('schoolServices'));
  const loses = await whoLoses(deps, desk, service.slug);
  return page(<CloseServicePage {...{ view, desk, service, loses }} />);
}

async function close(visit: DeskVisit): Promise<Answer> {
  const { service } = await serviceOf(visit);
  const closed = await closeService(visit.deps, service.slug, visit.desk.schoolUai, visit.desk);
  // Closed already: there is nothing left to do.
  if (closed.ok || closed.why === 'not_open') return redirect(href('schoolServices', { fait: service.slug }));
  throw new Forbidden();
}
