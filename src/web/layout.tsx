// The frame of every parents' page. A page is <Page view={view} title="Vos enfants">…</Page>: title is the h1 and, with
// "Erreur :" in front when `errors` are given, the document's title. Signed in or out is read from the view.
import type { ComponentChildren, JSX } from 'preact';
import { href } from '../routes.js';
import { asset } from './assets.js';
import { Brand, lookFile } from './brand.js';
import { ErrorSummary } from './errors.js';
import { Form } from './fields.js';
import { Icon, type IconName } from './icons.js';
import { LanguageMenu, LanguageOffer } from './language-menu.js';
import { FrenchName, Phone } from './names.js';
import type { FieldError, View } from './view.js';

type DocumentProps = {
  view: View;
  title: string;
  failed?: boolean;
  look: 'entry' | 'portal' | 'desk';
  children: ComponentChildren;
};

/** html, head and body: for the layouts only. */
export function Document({ view, title, failed, look, children }: DocumentProps): JSX.Element {
  const { t } = view;
  return (
    <html lang={t.locale} dir={t.dir} class={look}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${failed === true ? t('page.error-title', { title }) : title} – ${t('app.name')}`}</title>
        <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={asset('fratrie.css')} />
        {look === 'desk' && <link rel="stylesheet" href={asset('desk.css')} />}
        {view.look?.colour === true && <link rel="stylesheet" href={lookFile(view.look.version, 'couleurs.css')} />}
        <script src={asset('fratrie.js')} defer />
        {look === 'desk' && <script src={asset('desk.js')} defer />}
      </head>
      <body>
        <a class="skip" href="#main">
          {t('page.skip')}
        </a>
        {children}
      </body>
    </html>
  );
}

export type PageProps = {
  view: View;
  /** What the page is for: its h1 and the document's title. */
  title: string;
  /** Another h1 than the title, when it holds marked-up words. */
  heading?: ComponentChildren;
  /** Above the h1: <Steps/> or a greeting. */
  above?: ComponentChildren;
  /** The task is over and well done: a green check before the h1. */
  done?: boolean;
  /** A second line right under the h1. */
  lead?: ComponentChildren;
  errors?: readonly FieldError[] | undefined;
  /** The page says that something went wrong, without a field to mend: its title says so too. */
  failed?: boolean;
  /** Beside the form on a wide screen, under it on a phone (signed out only). */
  aside?: ComponentChildren;
  /** One more line under the help (signed out only). */
  helpNote?: ComponentChildren;
  children: ComponentChildren;
};

export function Page(props: PageProps): JSX.Element {
  return props.view.signedIn === undefined ? <EntryPage {...props} /> : <PortalPage {...props} />;
}

function Main({ view, title, heading, above, done, lead, errors, children }: PageProps): JSX.Element {
  const head = (
    <>
      <h1>{heading ?? title}</h1>
      {lead !== undefined && lead !== false && <p class="lead">{lead}</p>}
    </>
  );
  return (
    <>
      <ErrorSummary view={view} errors={errors} />
      {above}
      {done === true ? (
        <div class="finished">
          <Icon name="done" />
          <div>{head}</div>
        </div>
      ) : (
        head
      )}
      {children}
    </>
  );
}

function EntryPage(props: PageProps): JSX.Element {
  const { view, title, errors, failed, aside, helpNote } = props;
  return (
    <Document view={view} title={title} failed={failed === true || (errors?.length ?? 0) > 0} look="entry">
      <header class="top">
        <Brand view={view} href={href('signIn')} />
        <LanguageMenu view={view} />
      </header>
      <LanguageOffer view={view} />
      <div class="frame">
        <main id="main" tabIndex={-1}>
          <Main {...props} />
        </main>
        <aside class="aside">
          {aside}
          <section class="help">
            <h2>{view.t('help.title')}</h2>
            {view.help === undefined ? <p>{view.t('help.on-letter')}</p> : <HelpLine view={view} />}
            {helpNote !== undefined && <p class="soft">{helpNote}</p>}
          </section>
        </aside>
      </div>
      <Footer view={view} />
    </Document>
  );
}

function PortalPage(props: PageProps): JSX.Element {
  const { view, title, errors, failed } = props;
  return (
    <Document view={view} title={title} failed={failed === true || (errors?.length ?? 0) > 0} look="portal">
      <header class="top">
        <Brand view={view} href={href('home')} />
        <LanguageMenu view={view} />
        <SignOut view={view} action={href('signOut')} />
      </header>
      <LanguageOffer view={view} />
      <div class="frame">
        <div class="side">
          <nav aria-label={view.t('nav.label')}>
            <Tab view={view} section="home" icon="home">
              {view.t('nav.home')}
            </Tab>
            <Tab view={view} section="children" icon="children">
              {view.t('nav.children')}
            </Tab>
            <Tab view={view} section="account" icon="person">
              {view.t('nav.account')}
            </Tab>
          </nav>
        </div>
        <main id="main" tabIndex={-1}>
          <Main {...props} />
        </main>
        {view.help !== undefined && (
          <aside class="help">
            <Icon name="phone" />
            <div>
              <h2>{view.t('help.title')}</h2>
              <HelpLine view={view} />
            </div>
          </aside>
        )}
      </div>
      <IdleWarning view={view} minutes={view.signedIn?.idleMinutes} />
      <Footer view={view} />
    </Document>
  );
}

type Section = 'home' | 'children' | 'account';

/** Adding a child belongs to the children; everything else of « Mon compte » to the account. */
function sectionOf(path: string): Section | undefined {
  const within = (...starts: string[]) => starts.some((start) => path === start || path.startsWith(`${start}/`));
  if (within(href('home'), href('services'))) return 'home';
  if (within(href('children'), href('grouping'))) return 'children';
  return within(href('account')) ? 'account' : undefined;
}

type TabProps = { view: View; section: Section; icon: IconName; children: string };

function Tab({ view, section, icon, children }: TabProps): JSX.Element {
  return (
    <a href={href(section)} aria-current={sectionOf(view.path) === section ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{children}</span>
    </a>
  );
}

export function SignOut({ view, action }: { view: View; action: string }): JSX.Element {
  return (
    <Form view={view} action={action} class="sign-out">
      <button type="submit">
        <Icon name="door" />
        {view.t('nav.sign-out')}
      </button>
    </Form>
  );
}

/** School and telephone: the same words at the same place of every page. */
export function HelpLine({ view }: { view: View }): JSX.Element {
  if (view.help === undefined) return <p>{view.t('help.on-letter')}</p>;
  const { schoolName, phone } = view.help;
  return (
    <p>
      <FrenchName>{schoolName}</FrenchName>
      {phone !== undefined && (
        <span class="phone">
          <Phone number={phone} />
        </span>
      )}
    </p>
  );
}

/** Shown by the script two minutes before the session ends; it stays hidden without a script. */
export function IdleWarning({ view, minutes }: { view: View; minutes: number | undefined }): JSX.Element | null {
  if (minutes === undefined) return null;
  return (
    <div class="idle" role="alert" hidden data-idle={minutes} data-over={view.t('idle.over')}>
      <p>{view.t('idle.soon')}</p>
      <button type="button" class="button second">
        {view.t('idle.stay')}
      </button>
    </div>
  );
}

function Footer({ view }: { view: View }): JSX.Element {
  return (
    <footer>
      <a href={href('accessibility')}>{view.t('footer.accessibility')}</a>
      <a href={href('data')}>{view.t('footer.data')}</a>
      {view.t.isDraft && <p>{view.t('language.draft')}</p>}
    </footer>
  );
}
