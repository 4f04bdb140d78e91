// /reseau/ecoles/…: a school is added, described, and gets services; /reseau/etat.
import { civilDateOf } from '../kernel/civil-date.js';
import { tidyText } from '../kernel/text.js';
import {
  isSchoolKind,
  schoolLengths as lengths,
  type NewSchool,
  phoneFault,
  phoneShape,
  schoolKinds,
} from '../people/rules.js';
import { addSchool, describeSchool } from '../people/school-actions.js';
import { uaiFault } from '../roster/rules.js';
import { href } from '../routes.js';
import { closeService, openService } from '../services/actions.js';
import { type OpeningTyped, readDays, refuseOpening } from '../services/opening-form.js';
import type { NetworkPages } from '../staff/site.js';
import { choice, line, readForm } from '../web/form.js';
import { type Answer, page, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import type { OperatorVisit } from './at-network.js';
import { readNetworkSchool } from './school-actions.js';
import { NetworkSchoolPage, NewSchoolPage, type SchoolTyped, ServicePage, typedSchool } from './school-pages.js';
import { readState } from './state-actions.js';
import { StatePage } from './state-pages.js';
import { version } from './version.js';

export function networkSchoolPages(network: NetworkPages): void {
  network.get('networkNewSchool', ({ view, operator }) =>
    page(<NewSchoolPage {...{ view, operator, typed: nothing, errors: [] }} />),
  );
  network.post('networkNewSchool', add);
  network.get('networkSchool', (visit) => draw(visit));
  network.post('networkSchool', describe);
  network.get('networkService', (visit) => drawService(visit));
  network.post('networkService', setService);
  network.get('networkState', async ({ deps, view, operator }) =>
    page(<StatePage {...{ view, operator, state: { ...(await readState(deps)), now: deps.now() }, version }} />),
  );
}

const nothing: SchoolTyped = { uai: '', name: '', kind: 'college', address: '', town: '', phone: '', hours: '' };

function readSchoolForm(visit: OperatorVisit) {
  const { values, errors } = readForm(visit.t, visit.body, {
    uai: line({ max: 12 }),
    name: line({ max: lengths.name, need: 'Tapez le nom de l’école.' }),
    kind: choice(schoolKinds, 'Choisissez le genre de l’école.'),
    address: line({ max: lengths.addressLines }),
    town: line({ max: lengths.town }),
    phone: line({ max: lengths.phone }),
    hours: line({ max: lengths.openingHours }),
  });
  const typed: SchoolTyped = { ...values, uai: values.uai.toUpperCase(), kind: values.kind ?? '' };
  const facts: Omit<NewSchool, 'uai'> = {
    name: values.name,
    kind: isSchoolKind(typed.kind) ? typed.kind : 'other',
    addressLines: values.address
      .split(',')
      .map(tidyText)
      .filter((text) => text !== '')
      .join('\n'),
    town: values.town,
    phone: values.phone,
    openingHours: values.hours,
  };
  const wrong = values.phone === '' || phoneShape.test(values.phone) ? [] : [{ field: 'phone', message: phoneFault }];
  return { typed, facts, errors: [...errors, ...wrong] };
}

async function add(visit: OperatorVisit): Promise<Answer> {
  const { deps, operator, view } = visit;
  const { typed, facts, errors } = readSchoolForm(visit);
  const wrong = uaiFault(typed.uai) === null ? [] : [{ field: 'uai', message: noCode }];
  const again = (all: readonly FieldError[]) => refusal(<NewSchoolPage {...{ view, operator, typed, errors: all }} />);
  if (errors.length + wrong.length > 0) return again([...wrong, ...errors]);
  const added = await addSchool(deps, { uai: typed.uai, ...facts }, operator);
  if (added.ok) return redirect(href('networkSchool', { school: typed.uai }));
  if (added.why.kind === 'not_allowed') throw new Forbidden();
  return again([{ field: 'uai', message: `Cette école est déjà là : ${added.why.name}.` }]);
}

const noCode = 'Ce n’est pas un code UAI : 7 chiffres et la lettre qui va avec. Vérifiez-le.';
const uaiOf = ({ params }: OperatorVisit): string => (params.school ?? '').slice(0, 12);

async function cardOf(visit: OperatorVisit) {
  const card = await readNetworkSchool(visit.deps, uaiOf(visit));
  if (card === undefined) throw new NotFound();
  return card;
}

async function draw(visit: OperatorVisit, typed?: SchoolTyped, errors: readonly FieldError[] = []): Promise<Answer> {
  const { view, operator, deps } = visit;
  const card = await cardOf(visit);
  const today = civilDateOf(deps.now(), deps.config.timeZone);
  const shown = { card, today, typed: typed ?? typedSchool(card.school) };
  const content = <NetworkSchoolPage {...{ view, operator, ...shown, errors }} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

async function describe(visit: OperatorVisit): Promise<Answer> {
  const { typed, facts, errors } = readSchoolForm(visit);
  if (errors.length > 0) return await draw(visit, typed, errors);
  const described = await describeSchool(visit.deps, uaiOf(visit), facts, visit.operator);
  if (described.ok) return redirect(href('networkSchool', { school: described.value.uai }));
  throw described.why === 'not_allowed' ? new Forbidden() : new NotFound();
}

async function serviceOf(visit: OperatorVisit) {
  const { school, services } = await cardOf(visit);
  const found = services.find(({ service }) => service.slug === visit.params.service);
  if (found === undefined) throw new NotFound();
  return { school, ...found };
}

async function drawService(
  visit: OperatorVisit,
  typed?: OpeningTyped,
  errors: readonly FieldError[] = [],
): Promise<Answer> {
  const { view, operator, deps } = visit;
  const { school, service, opening } = await serviceOf(visit);
  const held = {
    opensOn: opening?.opensOn ?? civilDateOf(deps.now(), deps.config.timeZone),
    closesOn: opening?.closesOn ?? '',
    dueOn: opening?.dueOn ?? '',
  };
  const open = opening !== undefined;
  const content = <ServicePage {...{ view, operator, school, service, open, typed: typed ?? held, errors }} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

async function setService(visit: OperatorVisit): Promise<Answer> {
  const { deps, operator } = visit;
  const { school, service } = await serviceOf(visit);
  const { values, errors } = readForm(visit.t, visit.body, {
    act: choice(['open', 'close'], 'Dites ce qu’il faut faire.'),
    opensOn: line({ max: 10 }),
    closesOn: line({ max: 10 }),
    dueOn: line({ max: 10 }),
  });
  const { act, ...typed } = values;
  if (act === undefined) return await drawService(visit, typed, errors);
  const there = redirect(href('networkSchool', { school: school.uai }));
  if (act === 'close') {
    const closed = await closeService(deps, service.slug, school.uai, operator);
    // Closed already: there is nothing left to do.
    if (closed.ok || closed.why === 'not_open') return there;
    throw new Forbidden();
  }
  const days = readDays(typed);
  if ('errors' in days) return await drawService(visit, typed, [...errors, ...days.errors]);
  const opened = await openService(deps, { slug: service.slug, schoolUai: school.uai, ...days }, operator);
  if (opened.ok) return there;
  return refuseOpening(opened.why);
}
