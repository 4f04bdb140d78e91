import { inTransaction } from '../audit/actions.js';
import { type Child, childrenOf } from '../db/children.js';
import { getSchoolName, insertSchool } from '../db/schools.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import type { NewSchool } from './rules.js';

/** The children that an account sees now: asked again at each request, for a right may have ended. */
export async function childrenSeen(deps: Deps, accountId: number): Promise<Child[]> {
  return await childrenOf(deps.db, accountId);
}

/** Adds a school, or refuses with the name of the one that has its code. */
export async function addSchool(deps: Deps, school: NewSchool): Promise<Outcome<undefined, { readonly name: string }>> {
  return await inTransaction(deps, async (tx, record) => {
    if (!(await insertSchool(tx, school, deps.now()))) return refused({ name: await getSchoolName(tx, school.uai) });
    record({ kind: 'school_added', actor: { type: 'command' }, data: { uai: school.uai } });
    return done(undefined);
  });
}
