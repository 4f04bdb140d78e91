// What the pages of a school's desk share: who is at work, and the account that an address names.
import type { Deps } from '../deps.js';
import type { Desk } from '../staff/rules.js';
import { readId, type StaffVisit } from '../web/http.js';

export type DeskVisit = StaffVisit & {
  readonly desk: Desk;
  /** `deps` are held to the school: these are for what is one's own, as a session that is proved again. */
  readonly whole: Deps;
};

/** The account that the address names; anything that is no id is an account that does not exist. */
export function accountIdOf(visit: { readonly params: Readonly<Record<string, string>> }): number {
  return readId(visit.params.account ?? '');
}
