// /mon-compte, its password and its children, and the confirmation of the mail address.
import { childrenSeen } from '../people/actions.js';
import { townName } from '../people/rules.js';
import { guardianNameOf, showChildren, withHelp } from '../people/shown.js';
import { countOwnRequests } from '../requests/actions.js';
import { href, routes } from '../routes.js';
import { browserWords, shortAddress } from '../security/rules.js';
import { servicesOfChildren } from '../services/actions.js';
import { browserOf, passwordMessage, tooManyTries } from '../signin/http.js';
import { longestPassword } from '../signin/secret-rules.js';
import { readForm, secret } from '../web/form.js';
import {
  type Answer,
  type Pages,
  type ParentVisit,
  page,
  redirect,
  refusal,
  requireFreshParent,
  requireParent,
} from '../web/http.js';
import { NotFound } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import { changePassword, disownChild, readAccount } from './actions.js';
import { newsOfChildren } from './children-actions.js';
import { ChildrenPage } from './children-page.js';
import { DisownPage } from './disown-pages.js';
import { mailPages } from './mail-http.js';
import { AccountPage } from './pages.js';
import { PasswordChangedPage, ProfilePage } from './password-pages.js';

export function profilePages(parents: Pages): void {
  parents.get(routes.account, requireParent(showAccount));
  parents.get(routes.profile, requireFreshParent(showProfile));
  parents.post(routes.profile, requireFreshParent(postProfile));
  mailPages(parents);
  parents.get(routes.children, requireParent(showChildrenPage));
  parents.get(routes.disownChild, requireParent(showDisown));
  parents.post(routes.disownChild, requireParent(postDisown));
}

async function showAccount(visit: ParentVisit): Promise<Answer> {
  const { deps, session, t } = visit;
  const [account, children, requests] = await Promise.all([
    readAccount(deps, session),
    childrenSeen(deps, session.accountId),
    countOwnRequests(deps, session.accountId),
  ]);
  const previous = account.previousSignIn;
  const told = new Map<unknown, string>([
    ['parti', t('mail.sent')],
    ['assez', t('mail.sent-enough')],
    ['garde', t('mail.kept')],
  ]).get(visit.query.mail);
  return page(
    <AccountPage
      view={withHelp(visit.view, children)}
      identifier={account.identifier}
      passwordSetAt={account.passwordSetAt}
      mail={account.mail}
      pendingMail={account.pendingMail}
      previousSignIn={
        previous && {
          at: previous.createdAt,
          browser: browserWords(previous.agent),
          place: shortAddress(previous.address),
        }
      }
      names={[...new Set(children.map(guardianNameOf))]}
      resendAction={href('resendMail')}
      requests={requests}
      told={told}
    />,
  );
}

async function showProfile(visit: ParentVisit): Promise<Answer> {
  const view = withHelp(visit.view, await childrenSeen(visit.deps, visit.session.accountId));
  if (visit.query.fait === 'oui') return page(<PasswordChangedPage view={view} />);
  return page(<ProfilePage view={view} identifier={visit.session.identifier} />);
}

async function postProfile(visit: ParentVisit): Promise<Answer> {
  const { t, deps, session } = visit;
  const view = withHelp(visit.view, await childrenSeen(deps, session.accountId));
  const again = (errors: readonly FieldError[], tooMany?: string) =>
    refusal(<ProfilePage view={view} identifier={session.identifier} errors={errors} tooMany={tooMany} />);
  const form = readForm(t, visit.body, {
    current: secret({ max: longestPassword, need: t('profile.need-current') }),
    // Its length is for the rule to judge.
    password: secret({ max: 1000, need: t('password.need') }),
  });
  if (form.errors.length > 0) return again(form.errors);
  const outcome = await changePassword(deps, session, {
    ...form.values,
    browser: browserOf(visit),
    device: visit.cookie('device'),
    token: visit.cookie('parent') ?? '',
  });
  if (outcome.ok) {
    const { token } = outcome.value;
    const cookies = token === undefined ? [] : [{ name: 'parent', value: token } as const];
    return redirect(href('profile', { fait: 'oui' }), { cookies });
  }
  const { why } = outcome;
  if (why.kind === 'password') return again([{ field: 'password', message: passwordMessage(visit, why.fault) }]);
  const tooMany = tooManyTries(visit, why.why);
  if (tooMany !== undefined) return again([], tooMany);
  return again([{ field: 'current', message: t('profile.current-wrong') }]);
}

async function showChildrenPage(visit: ParentVisit): Promise<Answer> {
  const seen = await childrenSeen(visit.deps, visit.session.accountId);
  const shown = showChildren(seen);
  const opened = await servicesOfChildren(visit.deps, seen);
  const cards = seen.flatMap((child, index) => {
    const line = shown[index];
    if (line === undefined) return [];
    return {
      ...line,
      town: townName(child.schoolTown),
      kinship: child.kinship,
      legal: child.level === 'legal',
      guardianName: guardianNameOf(child),
      services: opened[index]?.services.length ?? 0,
      notMineHref: href('disownChild', { link: child.linkId }),
    };
  });
  const told = visit.query.retire === 'oui' ? visit.t('disown.done') : undefined;
  const { added, hidden } = await newsOfChildren(visit.deps, visit.session, seen);
  const arrived = added.map((child) => child.firstName);
  return page(
    <ChildrenPage view={withHelp(visit.view, seen)} children={cards} told={told} added={arrived} hidden={hidden} />,
  );
}

const linkOf = ({ params }: ParentVisit): number => (/^\d{1,15}$/.test(params.link ?? '') ? Number(params.link) : 0);

async function showDisown(visit: ParentVisit): Promise<Answer> {
  const { deps, session } = visit;
  const seen = await childrenSeen(deps, session.accountId);
  const shown = showChildren(seen)[seen.findIndex((child) => child.linkId === linkOf(visit))];
  // Somebody else's child and no child at all are the same.
  if (shown === undefined) throw new NotFound();
  return page(<DisownPage view={withHelp(visit.view, seen)} child={shown} action={visit.path} />);
}

async function postDisown(visit: ParentVisit): Promise<Answer> {
  const outcome = await disownChild(visit.deps, visit.session, linkOf(visit), visit.address);
  if (!outcome.ok) throw new NotFound();
  return redirect(href('children', { retire: 'oui' }));
}
