// One delivery in full, and the sign-outs that applications have not taken.

import type { JSX } from 'preact';
import type { DeliveryLine } from '../events/rules.js';
import { href } from '../routes.js';
import type { LogoutLine } from '../sso/rules.js';
import type { Operator } from '../staff/rules.js';
import { Facts } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, Card } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { DeliveryStateWords, kindWords, shortMoment } from './delivery-pages.js';
import { answerWords } from './delivery-rules.js';
import { NetworkPage } from './frame.js';
import { SentText } from './sent-text.js';

type Props = { view: View; operator: Operator };
const trail = [{ href: href('networkDeliveries'), label: 'Envois' }];

export type DeliveryShown = DeliveryLine & {
  readonly key: string;
  /** Without its signatures. */
  readonly sent: string;
  readonly posted: boolean;
  readonly clientRemoved: boolean;
  /** The parent took his name back: what it said of records is gone. */
  readonly erased: boolean;
};

export function DeliveryPage({ view, operator, delivery }: Props & { delivery: DeliveryShown }): JSX.Element {
  const { t } = view;
  const { id, state, tries, lastTriedAt, nextAt, sent, posted, clientRemoved } = delivery;
  const mayRetry = state !== 'done' && posted && !clientRemoved;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={kindWords[delivery.kind]}
      lead={<FrenchName>{delivery.clientName}</FrenchName>}
      trail={trail}
    >
      <div class="narrow">
        <Card>
          <Facts
            facts={[
              { name: 'État', value: <DeliveryStateWords state={state} /> },
              { name: 'Depuis', value: t.moment(delivery.at) },
              { name: 'Réponse', value: answerWords(delivery.lastAnswer) },
              { name: 'Essais', value: String(tries) },
              { name: 'Dernier essai', value: lastTriedAt === null ? '—' : t.moment(lastTriedAt) },
              {
                name: 'Prochain essai',
                value: state === 'waiting' && nextAt !== null ? t.moment(nextAt) : '—',
              },
              { name: 'Clé', value: <Identifier>{delivery.key}</Identifier> },
            ]}
          />
          {clientRemoved && <p class="soft">Cette application a été retirée : rien ne lui est plus envoyé.</p>}
          {!posted && !clientRemoved && <p class="soft">Cette application vient chercher ses événements.</p>}
          {mayRetry && (
            <Form view={view} action={href('networkDelivery', { delivery: id })}>
              <Button icon="retry">Essayer de nouveau</Button>
            </Form>
          )}
        </Card>
        <Card title="Ce qui est envoyé, sans ses signatures">
          {delivery.erased && <p>Effacé : le parent a repris son nom.</p>}
          <SentText>{sent}</SentText>
        </Card>
      </div>
    </NetworkPage>
  );
}

export function LogoutsPage({ view, operator, logouts }: Props & { logouts: readonly LogoutLine[] }): JSX.Element {
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Déconnexions non reçues"
      lead="Le parent est déconnecté ici. L’application ne l’a pas encore appris."
      trail={trail}
    >
      <Table
        caption="Déconnexions que des applications n’ont pas reçues"
        quiet
        columns={[
          { name: 'Application' },
          { name: 'Entrée le' },
          { name: 'Réponse' },
          { name: 'Essais', number: true },
          { name: 'Prochain essai' },
        ]}
        rows={logouts.map((line) => ({
          cells: [
            <FrenchName>{line.clientName}</FrenchName>,
            shortMoment(view, line.since),
            answerWords(line.lastAnswer),
            line.tries,
            line.givenUpAt === null && line.nextAt !== null ? shortMoment(view, line.nextAt) : 'Aucun : abandonnée',
          ],
        }))}
        empty="Aucune : toutes les applications ont appris les déconnexions."
      />
    </NetworkPage>
  );
}
