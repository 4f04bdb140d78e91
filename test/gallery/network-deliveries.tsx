// Sample pages of deliveries, and of what an application would receive.

import { ClientPreviewPage } from '../../src/clients/preview-pages.js';
import type { DeliveryLine } from '../../src/events/rules.js';
import { DeliveryPage, LogoutsPage } from '../../src/network/delivery-page.js';
import { DeliveriesPage, type DeliveriesShown } from '../../src/network/delivery-pages.js';
import { ent } from './network-clients.js';
import { operator } from './staff-people.js';
import { type Samples, stageIn } from './stage.js';

const at = new Date('2026-09-14T16:42:00Z');
const next = new Date('2026-09-14T18:42:00Z');
const frame = { view: { ...stageIn('fr').signedOut, path: '/reseau/envois' }, operator };
const line: DeliveryLine = {
  id: 41,
  clientName: 'ENT Osé',
  kind: 'account-grouped',
  at,
  state: 'waiting',
  tries: 4,
  lastTriedAt: at,
  nextAt: next,
  lastAnswer: '503',
  doneAt: null,
};
const parked = { ...line, id: 40, state: 'parked', lastAnswer: 'too_slow', tries: 26 } as const;
const shown: DeliveriesShown = {
  query: { clientId: 1, state: undefined, kind: undefined, from: undefined, to: undefined, page: 2 },
  lines: [
    line,
    parked,
    { ...line, id: 39, state: 'done', kind: 'account-disabled', lastAnswer: '204', doneAt: at, tries: 1 },
  ],
  more: true,
  waiting: 1,
  parked: 1,
  clients: [
    { id: 1, name: 'ENT Osé' },
    { id: 2, name: 'Cantine des collèges du département' },
  ],
  retried: 2,
  errors: [],
};
const account = {
  id: 7,
  identifier: 'n.benali',
  state: 'active',
  names: ['Nadia Benali', 'Nadia Benali-Moreau'],
  schools: ['Collège Jean-Moulin', 'École Les Tilleuls'],
} as const;
const preview = { view: { ...frame.view, path: '/reseau/applications/1/apercu' }, operator, client: ent, atMost: 20 };

export const networkDeliverySamples: Samples = {
  'desk-deliveries': () => <DeliveriesPage {...frame} shown={shown} />,
  'desk-deliveries-none': () => (
    <DeliveriesPage
      {...frame}
      shown={{
        ...shown,
        query: { ...shown.query, clientId: undefined, page: 1 },
        lines: [],
        more: false,
        retried: undefined,
        errors: [{ field: 'application', message: 'Choisissez l’application.' }],
      }}
    />
  ),
  'desk-delivery': () => (
    <DeliveryPage
      {...frame}
      delivery={{
        ...parked,
        key: '1d0c8e0a-7b1e-4a34-9d53-0d4c5a1f2b3c',
        posted: true,
        clientRemoved: false,
        erased: true,
        sent: '{\n  "type": "account-grouped",\n  "data": {\n    "subject": "kX2f0pJm7QbA1dTz9uVwkX",\n    "closed_subject": "p7QbA1dTz9uVwkX2f0pJm7"\n  }\n}',
      }}
    />
  ),
  'desk-logouts': () => (
    <LogoutsPage
      {...frame}
      logouts={[
        { ...line, since: at, givenUpAt: null, lastAnswer: 'unreachable' },
        { ...line, id: 2, since: at, nextAt: null, givenUpAt: at, tries: 14 },
      ]}
    />
  ),
  'desk-client-preview': () => (
    <ClientPreviewPage
      {...preview}
      typed=""
      found={undefined}
      previewed={{
        account,
        refusal: undefined,
        subject: 'kX2f0pJm7QbA1dTz9uVwkX',
        documents: [
          {
            name: 'id_token',
            text: '{\n  "iss": "https://comptes.exemple.org",\n  "sub": "kX2f0pJm7QbA1dTz9uVwkX"\n}',
          },
          {
            name: 'userinfo, scope children',
            text: '{\n  "children": [\n    "{\\"source\\":\\"siecle\\",\\"scope\\":\\"0330001X\\",\\"id\\":\\"1234\\",\\"school\\":\\"0330001X\\"}"\n  ]\n}',
          },
        ],
      }}
    />
  ),
  'desk-client-preview-found': () => (
    <ClientPreviewPage
      {...preview}
      typed="benali"
      found={[account, { ...account, id: 8, identifier: 'n.benali1', state: 'to_activate', schools: [] }]}
      previewed={undefined}
    />
  ),
  'desk-client-preview-refused': () => (
    <ClientPreviewPage
      {...preview}
      typed=""
      found={undefined}
      previewed={{ account, refusal: 'not_opened', subject: null, documents: [] }}
    />
  ),
};
