// « Ce n'est pas mon enfant », once the school has looked: the child goes back to the account that had disowned him.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { liftDisowned } from '../db/holds.js';
import { holdRole } from '../db/staff.js';
import { done, refused } from '../kernel/outcome.js';
import { mayAct } from '../staff/rules.js';
export async function restoreChild(deps, desk, accountId, linkId) {
    const { schoolUai, staffId, sessionId, address } = desk;
    return await inTransaction(deps, async (tx, record) => {
        await lockAccounts(tx, [accountId]);
        const role = await holdRole(tx, staffId, schoolUai);
        if (role === undefined || !mayAct(role))
            return refused('not_allowed');
        if (!(await liftDisowned(tx, { accountId, schoolUai, linkId, now: deps.now() })))
            return refused('not_hidden');
        const actor = { type: 'staff', staffId, sessionId, address };
        record({ actor, kind: 'child_restored', data: { accountId, school: schoolUai, linkId } });
        return done(undefined);
    });
}
