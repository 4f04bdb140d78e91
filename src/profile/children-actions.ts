// What changed among the children of an account, other than by its owner's own act: told on their page.
import type { Child } from '../db/children.js';
import { hidesByObjection } from '../db/objections.js';
import { findPreviousSignIn } from '../db/sessions.js';
import type { Deps } from '../deps.js';
import type { ParentSession } from '../signin/rules.js';

export type ChildrenNews = {
  /** Children who came since the sign-in before this one, or since this one when it is the first. */
  readonly added: readonly Child[];
  /** Some are hidden because somebody said « ce n'est pas moi »; a protection is never told. */
  readonly hidden: boolean;
};

export async function newsOfChildren(
  deps: Deps,
  session: ParentSession,
  children: readonly Child[],
): Promise<ChildrenNews> {
  const previous = await findPreviousSignIn(deps.db, session.accountId, session.id);
  const since = previous?.createdAt ?? session.createdAt;
  return {
    added: children.filter((child) => child.since > since),
    hidden: await hidesByObjection(deps.db, session.accountId),
  };
}
