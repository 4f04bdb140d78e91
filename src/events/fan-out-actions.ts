// From what was committed to what each application is told of it, once, in the order of the commits.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import {
  type ConcernedClient,
  clientsKnowing,
  insertDeliveries,
  markFanned,
  type NewDelivery,
  type OutboxRow,
  takeOutbox,
  withHolders,
} from '../db/deliveries.js';
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { composeUuid } from '../kernel/reference.js';
import { giveFirstSubject } from '../sso/subjects.js';
import { mayKnowRecords, readRecords, recordsFor } from './records-actions.js';
import { bodyFor, type Change, changeOf, type EventBody, type RecordKeys } from './rules.js';

const rowsAtOnce = 50;

/** Turns what waits in the outbox into deliveries. Returns how many rows were read: none when nothing is left, or is to wait. */
export async function fanOut(deps: Deps): Promise<number> {
  return await inTransaction(deps, async (tx) => {
    const rows = await takeOutbox(tx, rowsAtOnce);
    const held = await holdAccounts(
      tx,
      rows.flatMap((row) => changeOf(row).accountIds),
    );
    if (!held) return 0;
    for (const row of rows) await insertDeliveries(tx, await deliveriesOf(deps, tx, row));
    const ids = rows.map(({ id }) => id);
    await markFanned(tx, ids, deps.now());
    return rows.length;
  });
}

/**
 * Holds the accounts of the batch, and those into which they closed, before anything about them is read. A parent who takes his name
 * back holds his account too: his statement empties the deliveries that it sees, and would not see those written after it began.
 * False when a grouping was committed meanwhile: the next run holds what it kept.
 */
async function holdAccounts(tx: Tx, accountIds: readonly number[]): Promise<boolean> {
  const known = await withHolders(tx, accountIds);
  await lockAccounts(tx, known);
  return (await withHolders(tx, accountIds)).length === known.length;
}

async function deliveriesOf(deps: Deps, tx: Tx, row: OutboxRow): Promise<readonly NewDelivery[]> {
  const change = changeOf(row);
  const clients = await clientsKnowing(tx, change.accountIds, change.clientId);
  const records = clients.some(mayKnowRecords)
    ? await readRecords(deps, tx, change, row.state === 'closed')
    : undefined;
  const made: NewDelivery[] = [];
  for (const client of clients) {
    const told = records === undefined ? { moved: noRecords, sees: noRecords } : recordsFor(client, records);
    const body = await bodyOf(deps, tx, row, change, client, told);
    if (body === undefined) continue;
    const { id: outboxId, at } = row;
    const key = composeUuid(deps.random(16));
    const nextAt = client.posted ? deps.now() : null;
    made.push({ key, clientId: client.id, outboxId, body, at, nextAt, accountIds: change.accountIds });
  }
  return made;
}

const noRecords: RecordKeys = { guardians: [], pupils: [] };

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
  const given = await giveFirstSubject(deps, tx, client, row.accountId);
  // The parent took this application's name of the account that he keeps: it learns that the other one closed, no more.
  if (given === undefined)
    return bodyFor({ ...change, kind: 'account_closed' }, 'closed', [closed], noRecords, noRecords);
  return bodyFor(change, row.state, [given.subject, closed], moved, sees);
}
