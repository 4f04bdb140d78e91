// What applications were told and what they were not, for an operator.
import { countDeliveries, findDelivery, listDeliveries, listUntoldLogouts } from '../db/delivery-lists.js';
import type { Deps } from '../deps.js';
import { dataOf } from '../events/token.js';
import { addDays, startOfDay } from '../kernel/civil-date.js';
import { readWholeRegister } from '../sso/register-actions.js';
import { type DeliveryQuery, deliveriesOnPage } from './delivery-rules.js';

export async function readDeliveriesPage(deps: Deps, query: DeliveryQuery) {
  const { clientId, state, kind, from, to, page } = query;
  const { timeZone } = deps.config;
  const lines = await listDeliveries(deps.db, {
    clientId,
    state,
    kind,
    since: from && startOfDay(from, timeZone),
    until: to && startOfDay(addDays(to, 1), timeZone),
    limit: deliveriesOnPage + 1,
    offset: (page - 1) * deliveriesOnPage,
  });
  const figures = await countDeliveries(deps.db);
  const chosen = figures.filter((one) => clientId === undefined || one.clientId === clientId);
  return {
    lines: lines.slice(0, deliveriesOnPage),
    more: lines.length > deliveriesOnPage,
    waiting: chosen.reduce((sum, one) => sum + one.waiting, 0),
    parked: chosen.reduce((sum, one) => sum + one.parked, 0),
    clients: (await readWholeRegister(deps)).map(({ id, name }) => ({ id, name })),
  };
}

export async function readOneDelivery(deps: Deps, id: number) {
  const found = await findDelivery(deps.db, id);
  if (found === undefined) return undefined;
  const told = { id: found.key, type: found.kind, timestamp: found.at.toISOString(), data: dataOf(found.body) };
  return { ...found, sent: JSON.stringify(told, undefined, 2) };
}

export async function readUntoldLogouts(deps: Deps) {
  return await listUntoldLogouts(deps.db, 200);
}
