// From what was committed to what each application is told of it, once, in the order of the commits.
import { inTransaction } from '../audit/actions.js';
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
import { bodyFor, type Change, changeOf, type EventBody } from './rules.js';

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
  const records = await recordsServed(tx, {
    clientIds: clients.filter(({ claims }) => claims.some((one) => claimsOfRecords.includes(one))).map(({ id }) => id),
    guardianIds: change.guardianIds,
    pupilIds: change.pupilIds,
    today: civilDateOf(deps.now(), deps.config.timeZone),
  });
  const made: NewDelivery[] = [];
  for (const client of clients) {
    const own = (kind: 'guardian' | 'pupil') =>
      records
        .filter((one) => one.clientId === client.id && one.kind === kind)
        .map(({ source, scope, id, school }) => ({ source, scope, id, school }));
    const body = await bodyOf(deps, tx, row, change, client, { guardians: own('guardian'), pupils: own('pupil') });
    if (body === undefined) continue;
    const { id: outboxId, at } = row;
    const key = composeUuid(deps.random(16));
    const nextAt = client.posted ? deps.now() : null;
    made.push({ key, clientId: client.id, outboxId, body, at, nextAt, accountIds: change.accountIds });
  }
  return made;
}

async function bodyOf(
  deps: Deps,
  tx: Tx,
  row: OutboxRow,
  change: Change,
  client: ConcernedClient,
  records: Pick<EventBody, 'guardians' | 'pupils'>,
): Promise<EventBody | undefined> {
  const subjects = change.accountIds.map((id) => client.subjects[String(id)]);
  const [kept, closed] = subjects;
  if (change.kind !== 'account_grouped' || kept !== undefined || closed === undefined)
    return bodyFor(change, row.state, subjects, records);
  // The parent took this application's name of the account that he keeps: it learns that the other one closed, no more.
  if (await isWithdrawn(tx, client.id, row.accountId))
    return bodyFor({ ...change, kind: 'account_closed' }, 'closed', [closed], { guardians: [], pupils: [] });
  const given = await giveSubject(deps, tx, client, row.accountId);
  return bodyFor(change, row.state, [given.subject, closed], records);
}
