// /accueil and /teleservices: what the schools open for each child.
import type { Child } from '../db/children.js';
import { lastBreak } from '../history/actions.js';
import { childrenSeen } from '../people/actions.js';
import { townName } from '../people/rules.js';
import { guardianNameOf, showChildren, withHelp } from '../people/shown.js';
import { countOwnRequests } from '../requests/actions.js';
import { href, routes } from '../routes.js';
import { type Answer, type Pages, type ParentVisit, page, requireParent } from '../web/http.js';
import { Spoken } from '../web/names.js';
import { NotFound } from '../web/problems.js';
import { readAround, servicesOfChildren, startsOfTiles } from './actions.js';
import { type ChildServices, HomePage, type SchoolShown, ServicesPage } from './pages.js';
import { ServicePage } from './service-pages.js';

export function servicesPages(parents: Pages): void {
  parents.get(routes.home, requireParent(showHome));
  parents.get(routes.services, requireParent(showServices));
  parents.get(routes.service, requireParent(showService));
}

async function tilesOf({ t, deps }: ParentVisit, children: readonly Child[]): Promise<readonly ChildServices[]> {
  const [opened, starts] = await Promise.all([servicesOfChildren(deps, children), startsOfTiles(deps)]);
  return showChildren(children).map((child, index) => ({
    child,
    schoolPhone: children[index]?.schoolPhone,
    nextOpening: opened[index]?.nextOpening,
    tiles: (opened[index]?.services ?? []).map(({ slug, names, details, icon, due }) => ({
      title: <Spoken t={t} words={names} />,
      detail: <Spoken t={t} words={details} />,
      due: due && t('service.due', { day: t.day(due) }),
      icon,
      // Known there without another password: straight there.
      href: starts.get(slug) ?? href('service', { service: slug }),
    })),
  }));
}

async function showHome(visit: ParentVisit): Promise<Answer> {
  const children = await childrenSeen(visit.deps, visit.session.accountId);
  const [first] = children;
  const name = first === undefined ? visit.session.identifier : guardianNameOf(first);
  const [tiles, requests, broken] = await Promise.all([
    tilesOf(visit, children),
    countOwnRequests(visit.deps, visit.session.accountId),
    lastBreak(visit.deps, visit.session.accountId),
  ]);
  const view = withHelp(visit.view, children);
  const toAnswer = requests.toAnswer;
  return page(<HomePage {...{ view, name, children: tiles, requestToAnswer: toAnswer, broken }} />);
}

async function showServices(visit: ParentVisit): Promise<Answer> {
  const children = await childrenSeen(visit.deps, visit.session.accountId);
  const [tiles, around] = await Promise.all([tilesOf(visit, children), readAround(visit.deps, children)]);
  const schools = new Map<string, SchoolShown>();
  for (const { schoolUai, schoolName, schoolKind, schoolTown, schoolPhone } of children) {
    const contact = around.contacts.find(({ uai }) => uai === schoolUai);
    schools.set(schoolUai, {
      name: schoolName,
      kind: schoolKind,
      town: townName(schoolTown),
      phone: schoolPhone,
      mail: contact?.contactMail,
      hours: contact?.openingHours,
      links: around.links.filter((link) => link.schoolUai === schoolUai),
    });
  }
  return page(
    <ServicesPage
      view={withHelp(visit.view, children)}
      children={tiles}
      networkLinks={around.links.filter((link) => link.schoolUai === null)}
      schools={[...schools.values()]}
    />,
  );
}

async function showService(visit: ParentVisit): Promise<Answer> {
  const { t, deps, session, params } = visit;
  const children = await childrenSeen(deps, session.accountId);
  const opened = await servicesOfChildren(deps, children);
  const found = opened.map(({ services }) => services.find(({ slug }) => slug === params.service));
  const service = found.find((one) => one !== undefined);
  // A service that no child's school has open does not exist for this account.
  if (service === undefined) throw new NotFound();
  const due = found.map((one) => one?.due).find((day) => day !== undefined);
  return page(
    <ServicePage
      view={withHelp(visit.view, children)}
      title={t.locale in service.names ? (service.names[t.locale] ?? service.names.fr) : service.names.fr}
      heading={<Spoken t={t} words={service.names} />}
      what={<Spoken t={t} words={service.explanations} />}
      due={due}
      address={(await startsOfTiles(deps)).get(service.slug) ?? service.address ?? undefined}
      children={showChildren(children).filter((_, index) => found[index] !== undefined)}
    />,
  );
}
