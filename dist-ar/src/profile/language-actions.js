// The language in which an account is written to.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts, writeLanguage } from '../db/accounts.js';
export async function chooseLanguage(deps, session, language) {
    if (session.language === language)
        return;
    await inTransaction(deps, async (tx) => {
        await lockAccounts(tx, [session.accountId]);
        await writeLanguage(tx, session.accountId, language);
    });
}
