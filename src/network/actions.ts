// What an operator reads of the network.
import { listSchools } from '../db/network.js';
import type { Deps } from '../deps.js';
import type { SchoolOfNetwork } from './rules.js';

export async function readSchools(deps: Deps): Promise<SchoolOfNetwork[]> {
  return await listSchools(deps.db, deps.now());
}
