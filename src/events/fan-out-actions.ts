// From what was committed to what each application is told of it, once, in the order of the commits.
import { inTransaction } from '../audit/actions.js';
import { childrenOf } from '../db/children.js';
import { isWithdrawn } from '../db/client-subjects.js';
import {
  type ConcernedClient,
  clientsKnowing,
  insertDeliveries,
  markFanned,
  type NewDelivery,
  type OutboxRow,
  recordsServed,
  takeOutbox,
} from '../db/deliveries.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { composeUuid } from '../kernel/reference.js';
import { giveSubject } from '../sso/subjects.js';
import { bodyFor, type Change, changeOf, type EventBody, type RecordKeys } from './rules.js';

const rowsAtOnce = 50;
/** Whoever may know children may know which records moved; the others are told names of accounts alone. */
const claimsOfRecords = ['children', 'FrEduVecteur', 'FrEduCtRefId'];

/** Turns what waits in the outbox into deliveries. Returns how many rows were read: fewer than asked when none is left. */
export async function fanOut(deps: Deps): Promise<number> {
  return await inTransaction(deps, async (tx) => {
    const rows = await takeOutbox(tx, rowsAtOnce);
    for (const row of rows) await insertDeliveries(tx, await deliveriesOf(deps, tx, row));
    const ids = rows.map(({ id }) => id);
    await markFanned(tx, ids, deps.now());
    return rows.length;
  });
}

async function deliveriesOf(deps: Deps, tx: Tx, row: OutboxRow): Promise<readonly NewDelivery[]> {
  const change = changeOf(row);
  const clients = await clientsKnowing(tx, change.accountIds, change.clientId);
  const told = clients.filter(({ claims }) => claims.some((one) => claimsOfRecords.includes(one))).map(({ id }) => id);
  const seen = told.length === 0 || row.state === 'closed' ? [] : await childrenOf(tx, row.accountId);
  const sees = { guardianIds: seen.map((one) => one.guardianId), pupilIds: seen.map((one) => one.pupilId) };
  const records = await recordsServed(tx, {
    clientIds: told,
    guardianIds: [...change.guardianIds, ...sees.guardianIds],
    pupilIds: [...change.pupilIds, ...sees.pupilIds],
    today: civilDateOf(deps.now(), deps.config.timeZone),
  });
  const made: NewDelivery[] = [];
  for (const client of clients) {
    const own = records.filter(({ clientId }) => clientId === client.id);
    const body = await bodyOf(deps, tx, row, change, client, { moved: keysOf(own, change), sees: keysOf(own, sees) });
    if (body === undefined) continue;
    const { id: outboxId, at } = row;
    const key = composeUuid(deps.random(16));
    const nextAt = client.posted ? deps.now() : null;
    made.push({ key, clientId: client.id, outboxId, body, at, nextAt, accountIds: change.accountIds });
  }
  return made;
}

const noRecords: RecordKeys = { guardians: [], pupils: [] };

/** Of an application's records, those with these numbers. */
function keysOf(
  records: Awaited<ReturnType<typeof recordsServed>>,
  ids: { readonly guardianIds: readonly number[]; readonly pupilIds: readonly number[] },
): RecordKeys {
  const own = (kind: 'guardian' | 'pupil', wanted: readonly number[]) =>
    records
      .filter((one) => one.kind === kind && wanted.includes(one.recordId))
      .map(({ source, scope, id, school }) => ({ source, scope, id, school }));
  return { guardians: own('guardian', ids.guardianIds), pupils: own('pupil', ids.pupilIds) };
}

async function bodyOf(
  deps: Deps,
  tx: Tx,
  row: OutboxRow,
  change: Change,
  client: ConcernedClient,
  { moved, sees }: { readonly moved: RecordKeys; readonly sees: RecordKeys },
): Promise<EventBody | undefined> {
  const subjects = change.accountIds.map((id) => client.subjects[String(id)]);
  const [kept, closed] = subjects;
  if (change.kind !== 'account_grouped' || kept !== undefined || closed === undefined)
    return bodyFor(change, row.state, subjects, moved, sees);
  // The parent took this application's name of the account that he keeps: it learns that the other one closed, no more.
  if (await isWithdrawn(tx, client.id, row.accountId))
    return bodyFor({ ...change, kind: 'account_closed' }, 'closed', [closed], noRecords, noRecords);
  const given = await giveSubject(deps, tx, client, row.accountId);
  return bodyFor(change, row.state, [given.subject, closed], moved, sees);
}
