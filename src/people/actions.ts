import { type Child, childrenOf } from '../db/children.js';
import type { Deps } from '../deps.js';

/** The children that an account sees now: asked again at each request, for a right may have ended. */
export async function childrenSeen(deps: Deps, accountId: number): Promise<Child[]> {
  return await childrenOf(deps.db, accountId);
}
