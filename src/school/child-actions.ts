// « Ce n'est pas mon enfant », once the school has looked: the child goes back to the account that had disowned him.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { hasDisowned, liftDisowned } from '../db/holds.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';

/** Whether there is something of this school to show again. */
export async function isDisowned(deps: Deps, desk: Desk, accountId: number, linkId: number): Promise<boolean> {
  return await hasDisowned(deps.db, { accountId, schoolUai: desk.schoolUai, linkId });
}

export async function restoreChild(
  deps: Deps,
  desk: Desk,
  accountId: number,
  linkId: number,
): Promise<Outcome<void, 'not_hidden' | 'not_allowed'>> {
  const { schoolUai } = desk;
  return await inTransaction<Outcome<void, 'not_hidden' | 'not_allowed'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if (!(await holdsRight(deps, tx, desk, 'restore_child'))) return refused('not_allowed');
    const eventId = composeUuid(deps.random(16));
    if (!(await liftDisowned(tx, { accountId, schoolUai, linkId, eventId, now: deps.now() })))
      return refused('not_hidden');
    const actor = staffActor(desk);
    record({ actor, kind: 'child_restored', data: { accountId, school: schoolUai, linkId } });
    return done(undefined);
  });
}
