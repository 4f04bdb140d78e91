// The applications that know a parent: what each may know of him now, and taking his name back from one.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { childrenOf } from '../db/children.js';
import { writeWithdrawal } from '../db/client-subjects.js';
import { clientsThatKnow } from '../db/known-by.js';
import { findProvedMail } from '../db/mails.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import type { ParentSession } from '../signin/rules.js';
import { reserveAct } from '../signin/throttle.js';
import { isAdmitted, servedAmong, withTiles } from '../sso/admission.js';
import { hearsSignOut } from '../sso/rules.js';
import { type Knowing, knownThings } from './rules.js';

/** All that know the account, or the one of this number. */
export async function readKnowing(deps: Deps, accountId: number, clientId?: number): Promise<readonly Knowing[]> {
  const [clients, children, confirmedMail] = await Promise.all([
    clientsThatKnow(deps.db, accountId, clientId),
    childrenOf(deps.db, accountId).then((all) => withTiles(deps, all)),
    findProvedMail(deps.db, accountId),
  ]);
  return clients.map((client) => ({
    clientId: client.id,
    name: client.name,
    since: client.givenAt,
    lastEntered: client.lastEntered,
    sharedName: client.subjectType === 'public',
    hearsSignOut: hearsSignOut(client),
    things: isAdmitted(client, children)
      ? knownThings(client.claims, { children: servedAmong(client, children), confirmedMail })
      : undefined,
  }));
}

/** Each withdrawal is a word to the application, and so is each return: there is an end to them. */
export type WithdrawalRefusal = { readonly kind: 'not_known' } | { readonly kind: 'throttled'; readonly until: Date };

/**
 * One application knows the parent no more: all that it holds of his sign-ins dies with it, it is told so, and of nothing
 * else about him until he opens it again. His session of the portal goes on.
 */
export async function withdrawFrom(
  deps: Deps,
  { id: sessionId, accountId }: ParentSession,
  asked: { readonly clientId: number; readonly address: string },
): Promise<Outcome<void, WithdrawalRefusal>> {
  const { clientId, address } = asked;
  return await inTransaction<Outcome<void, WithdrawalRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const shutUntil = await reserveAct(deps, tx, 'withdrawal', String(accountId));
    if (shutUntil !== undefined) return refused({ kind: 'throttled', until: shutUntil });
    const eventId = composeUuid(deps.random(16));
    if (!(await writeWithdrawal(tx, { clientId, accountId, eventId, now: deps.now() })))
      return refused({ kind: 'not_known' });
    const actor = { type: 'parent', accountId, sessionId, address } as const;
    record({ actor, kind: 'client_withdrawn', data: { accountId, clientId } });
    return done(undefined);
  });
}
