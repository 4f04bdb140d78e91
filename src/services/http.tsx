// /accueil and /teleservices: what the schools open for each child.
import type { Child } from '../db/children.js';
import { childrenSeen } from '../people/actions.js';
import { townName } from '../people/rules.js';
import { guardianNameOf, showChildren, withHelp } from '../people/shown.js';
import { href, routes } from '../routes.js';
import { type Answer, type Pages, type ParentVisit, page, requireParent } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { serviceNamed, servicesOf } from './catalogue.js';
import { type ChildServices, HomePage, ServicesPage } from './pages.js';
import { ServicePage } from './service-pages.js';

export function servicesPages(parents: Pages): void {
  parents.get(routes.home, requireParent(showHome));
  parents.get(routes.services, requireParent(showServices));
  parents.get(routes.service, requireParent(showService));
}

function tilesOf({ t }: ParentVisit, children: readonly Child[]): readonly ChildServices[] {
  return showChildren(children).map((child, index) => {
    const seen = children[index];
    return {
      child,
      schoolPhone: seen?.schoolPhone,
      tiles: servicesOf(seen?.schoolKind ?? 'other').map(({ slug, messages, icon }) => ({
        title: t(messages),
        detail: t(`${messages}-short`),
        icon,
        href: href('service', { service: slug }),
      })),
    };
  });
}

async function showHome(visit: ParentVisit): Promise<Answer> {
  const children = await childrenSeen(visit.deps, visit.session.accountId);
  const [first] = children;
  const name = first === undefined ? visit.session.identifier : guardianNameOf(first);
  return page(<HomePage view={withHelp(visit.view, children)} name={name} children={tilesOf(visit, children)} />);
}

async function showServices(visit: ParentVisit): Promise<Answer> {
  const children = await childrenSeen(visit.deps, visit.session.accountId);
  const schools = new Map(
    children.map(({ schoolUai, schoolName: name, schoolTown: town, schoolPhone: phone }) => [
      schoolUai,
      { name, town: townName(town), phone },
    ]),
  );
  return page(
    <ServicesPage
      view={withHelp(visit.view, children)}
      children={tilesOf(visit, children)}
      ent={{ label: visit.t('services.ent'), href: href('home') }}
      usefulLinks={[
        { label: visit.t('services.calendar'), href: 'https://www.education.gouv.fr/calendrier-scolaire-100148' },
      ]}
      schools={[...schools.values()]}
    />,
  );
}

async function showService(visit: ParentVisit): Promise<Answer> {
  const service = serviceNamed(visit.params.service ?? '');
  const children = await childrenSeen(visit.deps, visit.session.accountId);
  const shown = showChildren(children).filter((_, index) => {
    const kind = children[index]?.schoolKind;
    return kind !== undefined && service?.kinds.includes(kind) === true;
  });
  // A service that no child's school opens does not exist for this account.
  if (service === undefined || shown.length === 0) throw new NotFound();
  const { t } = visit;
  return page(
    <ServicePage
      view={withHelp(visit.view, children)}
      title={t(service.messages)}
      what={t(`${service.messages}-what`)}
      children={shown}
    />,
  );
}
