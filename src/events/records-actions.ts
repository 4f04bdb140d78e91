// Which records an application is told of a change: those that its claims show, or showed until the change.
import { type ChildOfGuardian, childrenOf, lastLinksOf } from '../db/children.js';
import type { ConcernedClient } from '../db/deliveries.js';
import type { Tx } from '../db/open.js';
import { readRegisterIds } from '../db/people.js';
import type { Deps } from '../deps.js';
import { type AskedChild, servedAmong, withTiles } from '../sso/admission.js';
import type { Change, RecordKeys, RegisterKey } from './rules.js';

/** Whoever may know children may know which records moved; the others are told names of accounts alone. */
const claimsOfRecords = ['children', 'FrEduVecteur', 'FrEduCtRefId'];
export const mayKnowRecords = ({ claims }: Pick<ConcernedClient, 'claims'>): boolean =>
  claims.some((one) => claimsOfRecords.includes(one));

type Asked = readonly AskedChild<ChildOfGuardian>[];

export type Records = {
  /** The children who moved. */
  readonly moved: Asked;
  /** All whom the account sees now. */
  readonly sees: Asked;
  readonly ids: Awaited<ReturnType<typeof readRegisterIds>>;
};

/**
 * Whoever wrote the change named the children whom the account saw until then, hidden ones apart. A grouping brings them to an
 * account: only those whom it sees now. A break or a closing takes away what was known before. Of a closed account nobody
 * is seen.
 */
export async function readRecords(deps: Deps, tx: Tx, change: Change, closed: boolean): Promise<Records> {
  const { kind, accountIds, guardianIds, pupilIds } = change;
  const [accountId = 0] = accountIds;
  const seen = closed ? [] : await childrenOf(tx, accountId);
  const moved: readonly ChildOfGuardian[] =
    kind === 'account_grouped'
      ? seen.filter((one) => guardianIds.includes(one.guardianId) && pupilIds.includes(one.pupilId))
      : await lastLinksOf(tx, guardianIds, pupilIds);
  const all = [...moved, ...seen];
  const asked = await withTiles<ChildOfGuardian>({ ...deps, db: tx }, all);
  return {
    moved: asked.slice(0, moved.length),
    sees: asked.slice(moved.length),
    ids: await readRegisterIds(tx, {
      guardianIds: all.map((one) => one.guardianId),
      pupilIds: all.map((one) => one.pupilId),
    }),
  };
}

/** Those of them that this client is told, as their registers name them. */
export function recordsFor(
  client: ConcernedClient,
  { moved, sees, ids }: Records,
): { readonly moved: RecordKeys; readonly sees: RecordKeys } {
  const may = mayKnowRecords(client);
  const keys = (children: Asked): RecordKeys => {
    const served = may ? servedAmong(client, children) : [];
    const guardians = new Map(served.map(({ guardianId, schoolUai }) => [guardianId, schoolUai]));
    const pupils = new Map(served.map(({ pupilId, schoolUai }) => [pupilId, schoolUai]));
    return { guardians: keysOf(ids.guardians, guardians), pupils: keysOf(ids.pupils, pupils) };
  };
  return { moved: keys(moved), sees: keys(sees) };
}

function keysOf(ids: Records['ids'][keyof Records['ids']], schools: ReadonlyMap<number, string>): RegisterKey[] {
  return [...schools]
    .toSorted(([one], [other]) => one - other)
    .flatMap(([recordId, school]) => {
      const found = ids.get(recordId);
      return found === undefined ? [] : [{ source: found.source, scope: found.scope, id: found.sourceId, school }];
    });
}
