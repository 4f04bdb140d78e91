// Accounts that have lost their last right, and records that have left their register.
import { closeAccount } from '../accounts/closing.js';
import { inTransaction } from '../audit/actions.js';
import { eraseGuardians, erasePupils, noteRightsLost, noteRightsRegained, schoolsOfRecords } from '../db/retention.js';
import { lockSchools } from '../db/roster-plan.js';
import type { Tidying } from './tidying.js';

type Act = (ids: readonly number[]) => Promise<number>;

const actor = { type: 'command' } as const;

/** Closes accounts one by one; one whose right came back meanwhile stays. */
export const closeRightless =
  ({ deps }: Tidying): Act =>
  async (ids) => {
    let closed = 0;
    for (const accountId of ids)
      if ((await closeAccount(deps, { accountId, cause: 'no_right', actor })).ok) closed += 1;
    return closed;
  };

/** What the register already says: no event of its own. */
export const noteRights =
  ({ deps, now }: Tidying, what: 'rights_lost' | 'rights_regained'): Act =>
  async (ids) =>
    await inTransaction(deps, (tx) =>
      what === 'rights_lost' ? noteRightsLost(tx, ids, now) : noteRightsRegained(tx, ids),
    );

export const eraseGone =
  ({ deps, cutoffs, now }: Tidying, table: 'guardian_record' | 'pupil_record'): Act =>
  async (ids) =>
    await inTransaction(deps, async (tx, record) => {
      // An import that finds a record again must find it whole, or not at all.
      await lockSchools(tx, await schoolsOfRecords(tx, table, ids));
      const guardians = table === 'guardian_record';
      const erased = guardians ? await eraseGuardians(tx, cutoffs, ids, now) : await erasePupils(tx, cutoffs, ids);
      if (erased.length > 0)
        record({
          kind: 'records_erased',
          actor,
          data: { guardianIds: guardians ? erased : [], pupilIds: guardians ? [] : erased },
        });
      return erased.length;
    });
