// /reseau/envois: what applications were told, one event in full, sign-outs that they have not taken.
import { retryEvents } from '../events/operator-actions.js';
import { href } from '../routes.js';
import type { NetworkPages } from '../staff/site.js';
import { type Answer, page, readId, redirect, refusal } from '../web/http.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { FieldError } from '../web/view.js';
import type { OperatorVisit } from './at-network.js';
import { readDeliveriesPage, readOneDelivery, readUntoldLogouts } from './delivery-actions.js';
import { DeliveryPage, LogoutsPage } from './delivery-page.js';
import { DeliveriesPage } from './delivery-pages.js';
import { readDeliveryQuery, writeDeliveryQuery } from './delivery-rules.js';

export function deliveryPages(network: NetworkPages): void {
  network.get('networkDeliveries', (visit) => draw(visit));
  network.post('networkDeliveries', retryAll);
  network.get('networkDelivery', showOne);
  network.post('networkDelivery', retryOne);
  network.get('networkLogouts', async ({ deps, view, operator }) =>
    page(<LogoutsPage {...{ view, operator, logouts: await readUntoldLogouts(deps) }} />),
  );
}

async function draw(visit: OperatorVisit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { deps, view, operator, query } = visit;
  const asked = readDeliveryQuery(query);
  const { relance } = query;
  const retried = typeof relance === 'string' && /^[0-9]{1,9}$/.test(relance) ? Number(relance) : undefined;
  const shown = { query: asked, ...(await readDeliveriesPage(deps, asked)), retried, errors };
  const content = <DeliveriesPage {...{ view, operator, shown }} />;
  return errors.length > 0 ? refusal(content) : page(content);
}

/** All that one application has not taken; the address says which. */
async function retryAll(visit: OperatorVisit): Promise<Answer> {
  const asked = readDeliveryQuery(visit.query);
  const { clientId } = asked;
  if (clientId === undefined)
    return await draw(visit, [{ field: 'application', message: 'Choisissez l’application.' }]);
  const retried = await retryEvents(visit.deps, { clientId }, visit.operator);
  if (!retried.ok) throw new Forbidden();
  return redirect(href('networkDeliveries', { ...writeDeliveryQuery(asked), relance: String(retried.value) }));
}

async function deliveryOf({ deps, params }: OperatorVisit) {
  const delivery = await readOneDelivery(deps, readId(params.delivery ?? ''));
  if (delivery === undefined) throw new NotFound();
  return delivery;
}

async function showOne(visit: OperatorVisit): Promise<Answer> {
  const { view, operator } = visit;
  return page(<DeliveryPage {...{ view, operator, delivery: await deliveryOf(visit) }} />);
}

async function retryOne(visit: OperatorVisit): Promise<Answer> {
  const { id } = await deliveryOf(visit);
  const retried = await retryEvents(visit.deps, { id }, visit.operator);
  if (!retried.ok) throw new Forbidden();
  return redirect(href('networkDelivery', { delivery: id }));
}
