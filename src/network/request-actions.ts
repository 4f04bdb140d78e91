// The requests that an operator reads: those that nobody has decided, and one with the names of both sides.
import { getSchoolName } from '../db/schools.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import type { GuardianIdentity } from '../people/rules.js';
import { listForOperator, readForOperator } from '../requests/deciding-actions.js';
import { compareAccounts } from '../requests/likeness-rules.js';
import type { Operator } from '../staff/rules.js';

export async function readNetworkRequests(deps: Deps, operator: Operator) {
  await noteReading(deps, operator, 'requests');
  return await listForOperator(deps);
}

export async function readNetworkRequest(deps: Deps, operator: Operator, reference: string) {
  const request = await readForOperator(deps, reference);
  if (request === undefined) return undefined;
  await noteReading(deps, operator, 'request', { reference });
  const { kept, absorbed, ...rest } = request;
  const named = async (records: readonly (GuardianIdentity & { readonly schoolUai: string })[]) =>
    await Promise.all(
      records.map(async ({ civility, firstName, familyName, usageName, schoolUai }) => ({
        ...{ civility, firstName, familyName, usageName },
        schoolName: await getSchoolName(deps.db, schoolUai),
      })),
    );
  return {
    ...rest,
    kept: await named(kept),
    absorbed: await named(absorbed),
    likeness: compareAccounts(absorbed, kept),
    flagged: [...kept, ...absorbed].some((record) => record.protected),
    contested: [...kept, ...absorbed].some((record) => record.contested),
  };
}
