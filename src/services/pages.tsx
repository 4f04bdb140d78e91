// What the schools open for each child: the home page with its tiles, and the list of Téléservices.
import type { ComponentChildren, JSX } from 'preact';
import { BreakNote, type BreakShown } from '../history/break-note.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { SchoolKind } from '../people/rules.js';
import { href } from '../routes.js';
import { type Child, ChildLine, fullName, Tile, Tiles } from '../web/children.js';
import type { IconName } from '../web/icons.js';
import { Page } from '../web/layout.js';
import { FrenchName, MailAddress, Phone } from '../web/names.js';
import { ButtonLink, CalmPanel, Card, Note } from '../web/panels.js';
import type { View } from '../web/view.js';

export type TileShown = {
  readonly title: ComponentChildren;
  readonly detail?: ComponentChildren;
  /** What must be done and until when, in words. */
  readonly due?: string | undefined;
  readonly href: string;
  readonly icon: IconName;
};

export type ChildServices = {
  readonly child: Child;
  readonly schoolPhone?: string | undefined;
  /** When the first one opens, if none is open today and a day is known. */
  readonly nextOpening?: CivilDate | undefined;
  readonly tiles: readonly TileShown[];
};

/** « Accueil »: the tiles of each child, then the way to all the rest. */
export function HomePage({
  view,
  name,
  children,
  requestToAnswer,
  broken,
}: {
  view: View;
  name: string;
  children: readonly ChildServices[];
  /** A school accepted a request: the parent's own answer is missing. */
  requestToAnswer?: boolean;
  /** A school took its pupils out of the account some days ago. */
  broken?: BreakShown | undefined;
}): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('home.title')}
      above={<p class="greeting">{t.rich('home.hello', { name: <FrenchName>{name}</FrenchName> })}</p>}
    >
      {requestToAnswer === true && (
        <Note icon="inbox">
          <p>
            <a href={href('requests')}>{t('account.requests-answer')}</a>
          </p>
        </Note>
      )}
      {broken !== undefined && (
        <Note>
          <BreakNote view={view} shown={broken} />
        </Note>
      )}
      {children.length === 0 && <NoChild view={view} />}
      {children.map((one) => (
        <ChildTiles view={view} one={one} />
      ))}
      <Tiles wide>
        <Tile href={href('services')} icon="list" title={t('services.title')} detail={t('services.detail')} />
      </Tiles>
      <AddChild view={view} />
    </Page>
  );
}

export type LinkShown = { readonly kind: 'ent' | 'site' | 'useful'; readonly label: string; readonly address: string };

export type SchoolShown = {
  readonly name: string;
  readonly kind: SchoolKind;
  readonly town?: string | undefined;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
  readonly hours?: string | undefined;
  readonly links: readonly LinkShown[];
};

type ServicesProps = {
  view: View;
  children: readonly ChildServices[];
  /** Links of the whole network. */
  networkLinks: readonly LinkShown[];
  /** Each school of the children, once. */
  schools: readonly SchoolShown[];
};

/** « Téléservices »: services of each child, then the ENT, useful links, the schools' own sites, and whom to call. */
export function ServicesPage({ view, children, networkLinks, schools }: ServicesProps): JSX.Element {
  const { t } = view;
  const links = [...schools.flatMap((school) => school.links), ...networkLinks];
  const kinds = [...new Set(schools.map(({ kind }) => kind))];
  const [only] = kinds;
  const siteTitle = kinds.length === 1 && only !== undefined ? t(`services.site-${only}`) : t('services.site-other');
  return (
    <Page view={view} title={t('services.title')}>
      {children.length === 0 && <NoChild view={view} />}
      {children.map((one) => (
        <ChildTiles view={view} one={one} />
      ))}
      <div class="pairs">
        <LinkCard id="ent" title={t('services.ent')} links={links.filter(({ kind }) => kind === 'ent')} />
        <LinkCard id="ecole" title={siteTitle} links={links.filter(({ kind }) => kind === 'site')} />
        <LinkCard id="liens" title={t('services.links')} links={links.filter(({ kind }) => kind === 'useful')} />
        <Card title={t('services.contact', { count: schools.length })} id="contact">
          {schools.map((school) => (
            <Contact school={school} />
          ))}
          {schools.length === 0 && <p>{t('help.on-letter')}</p>}
        </Card>
      </div>
      <AddChild view={view} />
    </Page>
  );
}

/** Nothing at all rather than a heading without a link. */
function LinkCard({
  id,
  title,
  links,
}: {
  id: string;
  title: string;
  links: readonly LinkShown[];
}): JSX.Element | null {
  if (links.length === 0) return null;
  return (
    <Card title={title} id={id}>
      <ul class="links">
        {links.map((link) => (
          <li>
            <a href={link.address}>
              <FrenchName>{link.label}</FrenchName>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Contact({ school }: { school: SchoolShown }): JSX.Element {
  const { name, town, phone = '', mail = '', hours = '' } = school;
  return (
    <p>
      <FrenchName>{[name, town].filter(Boolean).join(', ')}</FrenchName>
      {phone !== '' && (
        <span class="phone">
          <Phone number={phone} />
        </span>
      )}
      {hours !== '' && (
        <span class="phone soft">
          <FrenchName>{hours}</FrenchName>
        </span>
      )}
      {mail !== '' && (
        <span class="phone">
          <a href={`mailto:${mail}`}>
            <MailAddress>{mail}</MailAddress>
          </a>
        </span>
      )}
    </p>
  );
}

function ChildTiles({ view, one }: { view: View; one: ChildServices }): JSX.Element {
  const { t } = view;
  return (
    <section class="child-tiles" id={`enfant-${one.child.position + 1}`} aria-label={fullName(one.child)}>
      <ChildLine child={one.child} as="h2" short />
      {one.tiles.length > 0 ? (
        <Tiles>
          {one.tiles.map((tile) => (
            <Tile {...tile} position={one.child.position} />
          ))}
        </Tiles>
      ) : (
        <Card>
          <p>{t.rich('services.none', { name: <FrenchName>{one.child.firstName}</FrenchName> })}</p>
          <p>
            {one.nextOpening === undefined
              ? t('services.none-when')
              : t('services.none-until', { day: t.day(one.nextOpening) })}
          </p>
          {one.schoolPhone !== undefined && one.schoolPhone !== '' && (
            <p>{t.rich('services.none-whom', { phone: <Phone number={one.schoolPhone} /> })}</p>
          )}
        </Card>
      )}
    </section>
  );
}

function NoChild({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <Note>
      <p>{t('children.none')}</p>
      <p>{t('children.none-advice')}</p>
    </Note>
  );
}

function AddChild({ view }: { view: View }): JSX.Element {
  const { t } = view;
  return (
    <CalmPanel
      title={t('children.missing')}
      action={
        <ButtonLink kind="second" icon="plus" href={href('grouping')}>
          {t('children.add')}
        </ButtonLink>
      }
    >
      <p>{t('children.missing-why')}</p>
    </CalmPanel>
  );
}
