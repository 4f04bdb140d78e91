// The frame of the school's pages: a plum rail with the menu and the person, then the page. Pages of the desk are in French.
import type { ComponentChildren, JSX } from 'preact';
import { href } from '../routes.js';
import { sessionLimits } from '../signin/rules.js';
import { Brand } from './brand.js';
import { ErrorSummary } from './errors.js';
import { Form } from './fields.js';
import { Icon, type IconName } from './icons.js';
import { Document, IdleWarning, SignOut } from './layout.js';
import { FrenchName, PersonName } from './names.js';
import { Button } from './panels.js';
import type { FieldError, View } from './view.js';

export type DeskLink = {
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  /** How many things wait there. */
  readonly count?: number | undefined;
  /** Leads out of these pages: never the current one, though its address begins theirs. */
  readonly away?: true;
};

type DeskPageProps = {
  view: View;
  title: string;
  lead?: ComponentChildren;
  /** Above the title: the way back, « Comptes / MARTEL Claire ». */
  trail?: readonly { readonly href: string; readonly label: string }[];
  /** At the end of the title's line: a search, a button. */
  action?: ComponentChildren;
  menu: readonly DeskLink[];
  /** Where the name at the top leads: the first page of the school's desk, unless told. */
  home?: string;
  errors?: readonly FieldError[] | undefined;
  /** The page says that something went wrong, without a field to mend: its title says so too. */
  failed?: boolean;
  children: ComponentChildren;
};

export function DeskPage({
  view,
  title,
  lead,
  trail,
  action,
  menu,
  home,
  errors,
  failed,
  children,
}: DeskPageProps): JSX.Element {
  const current = menu
    .filter((link) => link.away !== true && (view.path === link.href || view.path.startsWith(`${link.href}/`)))
    .at(-1);
  return (
    <Document view={view} title={title} failed={failed === true || (errors?.length ?? 0) > 0} look="desk">
      <header class="rail">
        <Brand view={view} href={home ?? href('school')} />
        {menu.length > 0 && (
          <nav id="menu" class={menu.length > shortMenu ? 'folds' : undefined} aria-label={view.t('nav.label')}>
            {menu.length > shortMenu && <MenuSwitch />}
            {menu.map((link) => (
              <a href={link.href} aria-current={link === current ? 'page' : undefined}>
                <Icon name={link.icon} />
                <span>{link.label}</span>
                {link.count !== undefined && link.count > 0 && <b>{link.count}</b>}
              </a>
            ))}
          </nav>
        )}
        {view.staff !== undefined && (
          <div class="person">
            <strong>
              <PersonName>{view.staff.name}</PersonName>
            </strong>
            <small>
              <FrenchName>
                {[view.staff.role, view.staff.schoolName].filter((part) => part !== '').join(', ')}
              </FrenchName>
            </small>
            <SignOut view={view} action={href('staffSignOut')} />
          </div>
        )}
      </header>
      <main id="main" tabIndex={-1}>
        <ErrorSummary view={view} errors={errors} />
        {trail !== undefined && (
          <nav class="trail" aria-label={view.t('nav.trail')}>
            {trail.map((step, index) => (
              <>
                {index > 0 && ' / '}
                <a href={step.href}>{step.label}</a>
              </>
            ))}
          </nav>
        )}
        <div class="title-line">
          <div>
            <h1>{title}</h1>
            {lead !== undefined && <p class="lead">{lead}</p>}
          </div>
          {action}
        </div>
        {children}
      </main>
      <IdleWarning view={view} minutes={view.staff && (view.staffIdleMinutes ?? sessionLimits.staff.idleMinutes)} />
    </Document>
  );
}

/** So many entries, or fewer, stand in sight on a telephone too. */
const shortMenu = 6;

/** On a telephone a long menu shows where one is and what waits; these links open it and shut it, without a script. */
function MenuSwitch(): JSX.Element {
  return (
    <>
      <a class="open-menu" href="#menu">
        Menu
      </a>
      <a class="shut-menu" href="#main">
        Fermer le menu
      </a>
    </>
  );
}

/** Form and result side by side. */
export function SideBySide({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="side-by-side">{children}</div>;
}

/** A form of one line that only looks for something: it gets, and its answers stay in the address. */
export function SearchForm({ action, children }: { action: string; children: ComponentChildren }): JSX.Element {
  return (
    <search>
      <form method="get" action={action} class="search">
        {children}
      </form>
    </search>
  );
}

/** A file that is served once: a post, not a link, for no browser fetches it in advance. With the script the button is gone
 *  after the press, for the page would else still offer it. */
export function OnceDownload({
  view,
  action,
  icon,
  children,
}: {
  view: View;
  action: string;
  icon: IconName;
  children: string;
}): JSX.Element {
  return (
    <>
      <Form view={view} action={action} data={{ 'data-once': '' }}>
        <Button icon={icon}>{children}</Button>
      </Form>
      <p hidden tabIndex={-1}>
        <Icon name="check" /> Téléchargement demandé : le fichier est dans vos téléchargements. Sinon, rechargez cette
        page.
      </p>
    </>
  );
}
