// Accounts that the network stops and opens again: by their identifier, without a name.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { Form, IdentifierField, TextArea } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, Card, Note, Points } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { NetworkPage } from './frame.js';

export type StopForm = {
  readonly identifier: string;
  readonly act: string;
  readonly reason: string;
  readonly askCode: boolean;
  /** What has just been done. */
  readonly told?: string | undefined;
  readonly errors: readonly FieldError[];
};

export type Stopped = {
  readonly identifier: string;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string;
};

type Props = { view: View; operator: Operator; form: StopForm; stopped: readonly Stopped[] };

export function StopPage({ view, operator, form, stopped }: Props): JSX.Element {
  const { errors } = form;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Comptes arrêtés"
      lead="Arrêter un compte en entier, quand une école seule ne le peut pas."
      errors={errors}
    >
      {form.told !== undefined && <Note icon="check">{form.told}</Note>}
      <div class="narrow">
        <Card title="Arrêter ou rouvrir un compte">
          <Form view={view} action={href('networkStops')}>
            <IdentifierField
              name="identifier"
              label="Identifiant du compte"
              value={form.identifier}
              autocomplete="off"
              errors={errors}
            />
            <Choice
              name="act"
              kind="radio"
              label="Que faites-vous ?"
              chosen={[form.act]}
              errors={errors}
              options={[
                { value: 'stop', label: 'Arrêter', detail: 'Il n’ouvre plus rien, nulle part, dès maintenant.' },
                { value: 'reopen', label: 'Rouvrir', detail: 'Il redevient ce qu’il était.' },
              ]}
            />
            <TextArea
              name="reason"
              label="Pourquoi ?"
              hint="Le parent ne lit pas cette raison. N’écrivez pas de nom."
              value={form.reason}
              errors={errors}
            />
            <Points
              points={[
                {
                  icon: 'mail',
                  text: 'Son adresse mail confirmée reçoit un message, avec le téléphone de ses écoles.',
                },
                { icon: 'info', text: 'Ses écoles lisent « Suspendu » et ne peuvent pas le rétablir.' },
              ]}
            />
            {form.askCode && <SecurityCode view={view} errors={errors} />}
            <Button icon="lock">Enregistrer</Button>
          </Form>
        </Card>
      </div>
      <Table
        caption="Comptes arrêtés par le réseau"
        quiet
        columns={[{ name: 'Identifiant' }, { name: 'Depuis le' }, { name: 'Par' }, { name: 'Raison' }]}
        rows={stopped.map(({ identifier, at, by, reason }) => ({
          cells: [
            <Identifier>{identifier}</Identifier>,
            view.t.shortDay(at),
            by === null ? 'Une commande' : <FrenchName>{by}</FrenchName>,
            <FrenchName>{reason}</FrenchName>,
          ],
        }))}
        empty="Aucun compte n’est arrêté par le réseau."
      />
    </NetworkPage>
  );
}
