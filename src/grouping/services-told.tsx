// What each application that knows the parent has learned of a grouping, on its last page and on its receipt.
import type { JSX } from 'preact';
import { State } from '../web/facts.js';
import { FrenchName } from '../web/names.js';
import { Card } from '../web/panels.js';
import type { View } from '../web/view.js';

export type ServiceTold = {
  readonly name: string;
  /** `retry`: it did not answer and is asked again; `failed`: no more by itself; `next`: it learns at the next visit. */
  readonly state: 'done' | 'pending' | 'retry' | 'failed' | 'next';
  /** Done at; else when it is tried again. */
  readonly at?: Date | undefined;
};

const looks = { done: 'done', pending: 'pending', retry: 'retry', failed: 'retry', next: 'pending' } as const;

type Props = {
  view: View;
  services: readonly ServiceTold[];
  /** Of the grouping: an hour says enough of the same day. */
  on: Date;
  /** This page again, for whoever waits. */
  again: string;
};

export function ServicesTold({ view, services, on, again }: Props): JSX.Element {
  const { t } = view;
  const when = ({ state, at }: ServiceTold) => {
    if (state === 'failed' || state === 'next') return t(`grouping.service-${state}-why`);
    if (at === undefined || state === 'pending') return undefined;
    if (t.dayOf(at) !== t.dayOf(on)) return t.moment(at);
    return t(`grouping.service-${state}-at`, { hour: t.hour(at) });
  };
  return (
    <Card title={t('grouping.services-yours')}>
      <p>{t('grouping.services-why')}</p>
      <ul class="rows">
        {services.map((service) => (
          <li>
            <div class="grow">
              <div class="line">
                <strong>
                  <FrenchName>{service.name}</FrenchName>
                </strong>
                <State kind={looks[service.state]}>{t(`grouping.service-${service.state}`)}</State>
              </div>
              {when(service) !== undefined && <p class="soft">{when(service)}</p>}
            </div>
          </li>
        ))}
      </ul>
      {services.some(({ state }) => state === 'pending' || state === 'retry') && (
        <p>
          <a href={again}>{t('grouping.services-look')}</a>
        </p>
      )}
    </Card>
  );
}
