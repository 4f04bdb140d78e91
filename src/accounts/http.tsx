// /mon-compte/fermer: what will happen, the button, and the page read by somebody who has no account any more.
import { never } from '../kernel/outcome.js';
import { childrenSeen } from '../people/actions.js';
import { showChildren, withHelp } from '../people/shown.js';
import { readAccount } from '../profile/actions.js';
import { href, routes } from '../routes.js';
import {
  type Answer,
  type Pages,
  type ParentVisit,
  page,
  redirect,
  refusal,
  requireFreshParent,
  type Visit,
} from '../web/http.js';
import { closeAccount } from './closing.js';
import { ClosedPage, ClosingPage } from './pages.js';

export function closingPages(parents: Pages): void {
  parents.get(routes.closing, requireFreshParent(show));
  parents.post(routes.closing, requireFreshParent(close));
  parents.get(routes.closed, ({ view }: Visit) => page(<ClosedPage view={view} />));
}

async function draw(visit: ParentVisit, refused: boolean) {
  const { deps, session } = visit;
  const [account, children] = await Promise.all([readAccount(deps, session), childrenSeen(deps, session.accountId)]);
  return (
    <ClosingPage
      view={withHelp(visit.view, children)}
      identifier={account.identifier}
      mail={account.mail?.confirmed === true ? account.mail.address : undefined}
      children={showChildren(children)}
      refused={refused}
    />
  );
}

async function show(visit: ParentVisit): Promise<Answer> {
  return page(await draw(visit, false));
}

async function close(visit: ParentVisit): Promise<Answer> {
  const { deps, session, address } = visit;
  const { accountId } = session;
  const actor = { type: 'parent', accountId, sessionId: session.id, address } as const;
  const outcome = await closeAccount(deps, { accountId, cause: 'owner', actor });
  // Pressed twice: the first press has closed it.
  if (outcome.ok || outcome.why === 'closed_already')
    return redirect(href('closed'), { cookies: [{ name: 'parent', value: undefined }] });
  switch (outcome.why) {
    case 'no_account':
    case 'session_ended':
      return redirect(href('signIn'));
    case 'not_active':
    case 'has_a_right':
    case 'changed':
      return refusal(await draw(visit, true));
    default:
      return never(outcome.why);
  }
}
