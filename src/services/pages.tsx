// What the schools open for each child: the home page with its tiles, and the list of Téléservices.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { type Child, ChildLine, fullName, Tile, Tiles } from '../web/children.js';
import type { IconName } from '../web/icons.js';
import { Page } from '../web/layout.js';
import { FrenchName, Phone } from '../web/names.js';
import { ButtonLink, CalmPanel, Card, Note } from '../web/panels.js';
import type { View } from '../web/view.js';

export type TileShown = {
  readonly title: string;
  readonly detail?: string | undefined;
  /** What must be done and until when, in words. */
  readonly due?: string | undefined;
  readonly href: string;
  readonly icon: IconName;
};

export type ChildServices = {
  readonly child: Child;
  readonly schoolPhone?: string | undefined;
  readonly tiles: readonly TileShown[];
};

/** « Accueil »: the tiles of each child, then the way to all the rest. */
export function HomePage({
  view,
  name,
  children,
}: {
  view: View;
  name: string;
  children: readonly ChildServices[];
}): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('home.title')}
      above={<p class="greeting">{t.rich('home.hello', { name: <FrenchName>{name}</FrenchName> })}</p>}
    >
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

export type UsefulLink = { readonly label: string; readonly href: string };

type ServicesProps = {
  view: View;
  children: readonly ChildServices[];
  /** The network's digital workspace, when it has one. */
  ent?: UsefulLink | undefined;
  usefulLinks: readonly UsefulLink[];
  /** Each school of the children, once. */
  schools: readonly {
    readonly name: string;
    readonly town?: string | undefined;
    readonly phone?: string | undefined;
  }[];
};

/** « Téléservices »: services of each child, then useful links, the ENT, the schools and whom to call. */
export function ServicesPage({ view, children, ent, usefulLinks, schools }: ServicesProps): JSX.Element {
  const { t } = view;
  const links = ent === undefined ? usefulLinks : [ent, ...usefulLinks];
  return (
    <Page view={view} title={t('services.title')}>
      {children.length === 0 && <NoChild view={view} />}
      {children.map((one) => (
        <ChildTiles view={view} one={one} />
      ))}
      <div class="pairs">
        {links.length > 0 && (
          <Card title={t('services.links')} id="liens">
            <ul class="links">
              {links.map((link) => (
                <li>
                  <a href={link.href}>{link.label}</a>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title={t('services.contact', { count: schools.length })} id="contact">
          {schools.map((school) => (
            <p>
              <FrenchName>{[school.name, school.town].filter(Boolean).join(', ')}</FrenchName>
              {school.phone !== undefined && school.phone !== '' && (
                <span class="phone">
                  <Phone number={school.phone} />
                </span>
              )}
            </p>
          ))}
          {schools.length === 0 && <p>{t('help.on-letter')}</p>}
        </Card>
      </div>
      <AddChild view={view} />
    </Page>
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
          <p>{t('services.none-when')}</p>
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
