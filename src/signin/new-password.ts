// Whether a new password may be taken: the same check at activation, recovery and change.
import { childrenOf } from '../db/children.js';
import type { Deps } from '../deps.js';
import { isCommonPassword } from './common-passwords.js';
import { type PasswordFault, passwordFault } from './secret-rules.js';

/** Why this account may not take this password; what others know of the person comes from his children's registers. */
export async function faultOfNewPassword(
  deps: Deps,
  account: { readonly id: number; readonly identifier: string },
  typed: string,
): Promise<PasswordFault | undefined> {
  const children = await childrenOf(deps.db, account.id);
  const words = children.flatMap((child) => [
    child.firstName,
    child.familyName,
    child.usageName ?? '',
    child.guardianFirstName,
    child.guardianFamilyName,
    child.guardianUsageName ?? '',
    child.schoolName,
    child.schoolTown,
  ]);
  const birthDates = children.flatMap((child) => (child.birthDate === null ? [] : [child.birthDate]));
  const known = { words: [account.identifier, deps.config.networkName, ...words], birthDates };
  return passwordFault(typed, known, isCommonPassword);
}
