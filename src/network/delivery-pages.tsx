// Deliveries to applications: filtered, by pages; one in full; sign-outs that they have not taken.
import type { JSX } from 'preact';
import type { DeliveryLine, DeliveryState, EventKind } from '../events/rules.js';
import { href } from '../routes.js';
import type { Operator } from '../staff/rules.js';
import { Select } from '../web/choices.js';
import { SearchForm } from '../web/desk-layout.js';
import { State } from '../web/facts.js';
import { Field, Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Alert, Button, Buttons } from '../web/panels.js';
import { Chips, Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { answerWords, type DeliveryQuery, kindNames, writeDeliveryQuery } from './delivery-rules.js';
import { NetworkPage } from './frame.js';

type Props = { view: View; operator: Operator };

export const kindWords: Readonly<Record<EventKind, string>> = {
  'account-grouped': 'Regroupement',
  'account-ungrouped': 'Séparation',
  'account-disabled': 'Arrêt d’un compte',
  'account-changed': 'Changement',
};

export type DeliveriesShown = {
  readonly query: DeliveryQuery;
  readonly lines: readonly DeliveryLine[];
  readonly more: boolean;
  readonly waiting: number;
  readonly parked: number;
  readonly clients: readonly { readonly id: number; readonly name: string }[];
  /** How many were just put to be tried anew. */
  readonly retried: number | undefined;
  readonly errors: readonly FieldError[];
};

export const shortMoment = ({ t }: View, at: Date): string => `${t.shortDay(at)}, ${t.hour(at)}`;
const hrefOf = (query: DeliveryQuery): string => href('networkDeliveries', writeDeliveryQuery(query));

export function DeliveryStateWords({ state }: { state: DeliveryState }): JSX.Element {
  if (state === 'done') return <State kind="done">Reçu</State>;
  if (state === 'waiting') return <State kind="retry">En attente</State>;
  return <State kind="to-decide">Abandonné</State>;
}

export function DeliveriesPage({ view, operator, shown }: Props & { shown: DeliveriesShown }): JSX.Element {
  const { query, lines, waiting, parked, clients, retried, errors } = shown;
  const written = writeDeliveryQuery(query);
  const chip = (state: DeliveryQuery['state'], label: string, count?: number) => ({
    href: hrefOf({ ...query, state, page: 1 }),
    label,
    ...(count === undefined ? {} : { count }),
    current: query.state === state,
  });
  const one = clients.find(({ id }) => id === query.clientId);
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Envois"
      lead={
        <>
          Ce que les applications apprennent des comptes. <a href={href('networkLogouts')}>Déconnexions non reçues</a>
        </>
      }
      errors={errors}
    >
      {retried !== undefined && <Alert kind="done">{`À essayer de nouveau : ${retried}.`}</Alert>}
      <SearchForm action={href('networkDeliveries')}>
        <Select
          name="application"
          label="Application"
          value={written.application ?? ''}
          options={[
            { value: '', label: 'Toutes' },
            ...clients.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          errors={errors}
        />
        <Select
          name="genre"
          label="Genre"
          value={written.genre ?? ''}
          options={[
            { value: '', label: 'Tous' },
            ...Object.entries(kindNames).map(([kind, value]) => ({ value, label: kindWords[kind as EventKind] })),
          ]}
        />
        <Field name="du" type="date" label="Du" value={query.from} />
        <Field name="au" type="date" label="Au" value={query.to} />
        {written.etat !== undefined && <input type="hidden" name="etat" value={written.etat} />}
        <Button kind="second">Filtrer</Button>
      </SearchForm>
      <Chips
        label="État"
        chips={[
          chip(undefined, 'Tous'),
          chip('waiting', 'En attente', waiting),
          chip('parked', 'Abandonnés', parked),
          chip('done', 'Reçus'),
        ]}
      />
      {one !== undefined && waiting + parked > 0 && (
        <Form view={view} action={hrefOf({ ...query, page: 1 })}>
          <Buttons>
            <Button kind="second" icon="retry">{`Tout essayer de nouveau pour ${one.name}`}</Button>
          </Buttons>
        </Form>
      )}
      <Table
        caption="Envois, le dernier d’abord"
        quiet
        columns={[
          { name: 'Quand' },
          { name: 'Application' },
          { name: 'Genre' },
          { name: 'État' },
          { name: 'Réponse' },
          { name: 'Essais', number: true },
          { name: 'Prochain essai' },
        ]}
        rows={lines.map((line) => ({
          cells: [
            <a href={href('networkDelivery', { delivery: line.id })}>{shortMoment(view, line.at)}</a>,
            <FrenchName>{line.clientName}</FrenchName>,
            kindWords[line.kind],
            <DeliveryStateWords state={line.state} />,
            answerWords(line.lastAnswer),
            line.tries,
            line.state === 'waiting' && line.nextAt !== null ? shortMoment(view, line.nextAt) : '—',
          ],
        }))}
        empty="Aucun envoi."
      />
      {(query.page > 1 || shown.more) && (
        <p class="buttons">
          {query.page > 1 && <a href={hrefOf({ ...query, page: query.page - 1 })}>Plus récents</a>}
          {shown.more && <a href={hrefOf({ ...query, page: query.page + 1 })}>Plus anciens</a>}
        </p>
      )}
    </NetworkPage>
  );
}
