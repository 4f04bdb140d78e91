// What an application would receive of an account, or why it would be sent away.
import type { JSX } from 'preact';
import type { AccountState } from '../accounts/rules.js';
import { NetworkPage } from '../network/frame.js';
import { SentText } from '../network/sent-text.js';
import { href } from '../routes.js';
import type { Operator } from '../staff/rules.js';
import { SearchForm } from '../web/desk-layout.js';
import { Facts, State } from '../web/facts.js';
import { Field } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, Card, Note } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { clientsTrail } from './forms.js';

type Account = {
  readonly id: number;
  readonly identifier: string;
  readonly state: AccountState;
  readonly names: readonly string[];
  readonly schools: readonly string[];
};

export type Previewed = {
  readonly account: Account;
  readonly refusal: 'not_active' | 'not_opened' | undefined;
  readonly subject: string | null;
  readonly documents: readonly { readonly name: string; readonly text: string }[];
};

type Props = {
  view: View;
  operator: Operator;
  client: { readonly id: number; readonly name: string };
  typed: string;
  /** Undefined: nothing was looked for. */
  found: readonly Account[] | undefined;
  atMost: number;
  previewed: Previewed | undefined;
};

const accountWords: Readonly<Record<AccountState, string>> = {
  to_activate: 'Jamais activé',
  active: 'Actif',
  asleep: 'En sommeil',
  frozen: 'Gelé',
  suspended: 'Suspendu',
  closed: 'Fermé',
};

const namesOf = ({ names }: Account): JSX.Element | string =>
  names.length === 0 ? '—' : <FrenchName>{names.join(', ')}</FrenchName>;

export function ClientPreviewPage({ view, operator, client, typed, found, atMost, previewed }: Props): JSX.Element {
  const here = href('networkClientPreview', { client: client.id });
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Ce que l’application recevrait"
      lead={<FrenchName>{client.name}</FrenchName>}
      trail={[...clientsTrail, { href: href('networkClient', { client: client.id }), label: client.name }]}
    >
      <SearchForm action={here}>
        <Field name="recherche" label="Identifiant, ou début du nom" value={typed} />
        <Button kind="second" icon="search">
          Chercher
        </Button>
      </SearchForm>
      <p class="soft">Rien n’est donné à l’application. Cette lecture est écrite dans le journal.</p>
      {found !== undefined && (
        <Table
          caption="Comptes trouvés"
          quiet
          columns={[{ name: 'Identifiant' }, { name: 'Parent' }, { name: 'Écoles' }, { name: 'État' }]}
          rows={found.slice(0, atMost).map((account) => ({
            cells: [
              <a href={href('networkClientPreview', { client: client.id }, { compte: String(account.id) })}>
                <Identifier>{account.identifier}</Identifier>
              </a>,
              namesOf(account),
              <FrenchName>{account.schools.join(', ')}</FrenchName>,
              accountWords[account.state],
            ],
          }))}
          empty="Aucun compte. Tapez l’identifiant entier, ou au moins deux lettres du nom."
        />
      )}
      {found !== undefined && found.length > atMost && (
        <p class="soft">{`Seuls les ${atMost} premiers sont montrés : tapez-en plus.`}</p>
      )}
      {previewed !== undefined && <Shown previewed={previewed} />}
    </NetworkPage>
  );
}

function Shown({ previewed }: { previewed: Previewed }): JSX.Element {
  const { account, refusal, subject, documents } = previewed;
  return (
    <div class="narrow">
      <Card title="Compte">
        <Facts
          facts={[
            { name: 'Identifiant', value: <Identifier>{account.identifier}</Identifier> },
            { name: 'Parent', value: namesOf(account) },
            { name: 'Écoles', value: <FrenchName>{account.schools.join(', ') || '—'}</FrenchName> },
            { name: 'État', value: accountWords[account.state] },
            {
              name: 'Entrée',
              value:
                refusal === undefined ? <State kind="done">Acceptée</State> : <State kind="to-decide">Refusée</State>,
            },
            {
              name: 'Son nom là-bas',
              value: subject === null ? 'Pas encore donné' : <Identifier>{subject}</Identifier>,
            },
          ]}
        />
        {refusal === 'not_active' && (
          <Note>
            <p>{`Ce compte n’ouvre rien maintenant : ${accountWords[account.state].toLowerCase()}.`}</p>
          </Note>
        )}
        {refusal === 'not_opened' && (
          <Note>
            <p>
              Aucune école de ses enfants n’a ouvert cette application aujourd’hui. Le parent lit une page qui le dit.
            </p>
          </Note>
        )}
      </Card>
      {documents.map(({ name, text }) => (
        <Card title={name}>
          <SentText>{text}</SentText>
        </Card>
      ))}
    </div>
  );
}
