import { inTransaction } from '../audit/actions.js';
import { childrenOf } from '../db/children.js';
import { getSchoolName, insertSchool } from '../db/schools.js';
import { done, refused } from '../kernel/outcome.js';
/** The children that an account sees now: asked again at each request, for a right may have ended. */
export async function childrenSeen(deps, accountId) {
    return await childrenOf(deps.db, accountId);
}
/** Adds a school, or refuses with the name of the one that has its code. */
export async function addSchool(deps, school) {
    return await inTransaction(deps, async (tx, record) => {
        if (!(await insertSchool(tx, school, deps.now())))
            return refused({ name: await getSchoolName(tx, school.uai) });
        record({ kind: 'school_added', actor: { type: 'command' }, data: { uai: school.uai } });
        return done(undefined);
    });
}
