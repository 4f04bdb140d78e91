// The operator's emergencies: an account closed, or its sessions ended, by command.
import { inTransaction } from '../audit/actions.js';
import { type AccountShown, readAccountShown } from '../db/account-shown.js';
import { findAccountByIdentifier, lockAccounts } from '../db/accounts.js';
import { endSessionsOfAccount } from '../db/sessions.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { type Closed, type ClosingRefusal, closeAccount } from './closing.js';
import { canonicalIdentifier } from './rules.js';

const actor = { type: 'command' } as const;

export async function closeByOrder(deps: Deps, identifier: string): Promise<Outcome<Closed, ClosingRefusal>> {
  const account = await findAccountByIdentifier(deps.db, canonicalIdentifier(identifier));
  return account === undefined
    ? refused('no_account')
    : await closeAccount(deps, { accountId: account.id, cause: 'operator', actor });
}

/** Ends every session of an account, and with them all that hangs on them. Returns how many. */
export async function endSessionsByOrder(deps: Deps, identifier: string): Promise<Outcome<number, 'no_account'>> {
  const account = await findAccountByIdentifier(deps.db, canonicalIdentifier(identifier));
  if (account === undefined) return refused('no_account');
  return await inTransaction<Outcome<number, 'no_account'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [account.id]);
    const sessions = await endSessionsOfAccount(tx, account.id, 'ended_by_command', deps.now());
    record({ actor, kind: 'sessions_ended_by_operator', data: { accountId: account.id, sessions } });
    return done(sessions);
  });
}

/** What an account is now, for whoever looks into a difficulty. The look is written down: its owner reads of it. */
export async function showByOrder(deps: Deps, identifier: string): Promise<AccountShown | undefined> {
  const account = await findAccountByIdentifier(deps.db, canonicalIdentifier(identifier));
  if (account === undefined) return undefined;
  return await inTransaction(deps, async (tx, record) => {
    record({ actor, kind: 'account_shown', data: { accountId: account.id } });
    return await readAccountShown(tx, account.id);
  });
}
