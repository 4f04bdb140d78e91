// The language in which an account is written to.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts, writeLanguage } from '../db/accounts.js';
import type { Deps } from '../deps.js';
import type { Locale } from '../kernel/locale.js';
import type { ParentSession } from '../signin/rules.js';

export async function chooseLanguage(deps: Deps, session: ParentSession, language: Locale): Promise<void> {
  if (session.language === language) return;
  await inTransaction(deps, async (tx) => {
    await lockAccounts(tx, [session.accountId]);
    await writeLanguage(tx, session.accountId, language);
  });
}
