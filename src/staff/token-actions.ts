// Whom a token stands for at this moment: the person who made it, in the role that he holds where it works.
import { findStaffPerson } from '../db/staff.js';
import { postsOf } from '../db/staff-roles.js';
import type { UsedToken } from '../db/tokens.js';
import type { Deps } from '../deps.js';
import type { Desk, Operator } from './rules.js';

/** Undefined for a token of the network, and when its maker works there no more. */
export async function findDeskOfToken(deps: Deps, token: UsedToken, address: string): Promise<Desk | undefined> {
  const { id: tokenId, staffId, schoolUai } = token;
  const post = (await postsOf(deps.db, staffId, deps.now())).find((one) => one.schoolUai === schoolUai);
  const person = await findStaffPerson(deps.db, staffId);
  if (post === undefined || person === undefined) return undefined;
  return { ...post, staffId, tokenId, address, name: person.name || person.mail, severalSchools: false };
}

/** Undefined for a token of a school. */
export async function findOperatorOfToken(
  deps: Deps,
  token: UsedToken,
  address: string,
): Promise<Operator | undefined> {
  const person = token.schoolUai === null ? await findStaffPerson(deps.db, token.staffId) : undefined;
  if (person === undefined || token.role !== 'operator') return undefined;
  return { staffId: token.staffId, tokenId: token.id, address, name: person.name || person.mail, atSchools: false };
}
