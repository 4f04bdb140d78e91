// « Ce n'est pas moi » at the desk: what a parent says he did not do, and the way to lift it or to break the grouping.
import type { JSX } from 'preact';
import type { OpenObjection } from '../grouping/rules.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Desk } from '../staff/rules.js';
import { Facts } from '../web/facts.js';
import { Form, TextArea } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { type AccountCard, titleOf, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { objectionHref, objectionSaid } from './objection-notes.js';

export type ObjectionForm = {
  readonly account: AccountCard;
  readonly objection: OpenObjection;
  readonly mayAct: boolean;
  readonly askCode: boolean;
  readonly reason: string;
  readonly errors: readonly FieldError[];
};

export function ObjectionDeskPage({ view, desk, form }: { view: View; desk: Desk; form: ObjectionForm }): JSX.Element {
  const { account, objection, errors } = form;
  const { t } = view;
  return (
    <SchoolPage view={view} desk={desk} title="« Ce n’est pas moi »" trail={trailOf(account)} errors={errors}>
      <div class="narrow">
        <Card>
          <p>{objectionSaid[objection.side]}</p>
          <Facts
            facts={[
              { name: 'Parent', value: <FrenchName>{titleOf(account)}</FrenchName> },
              { name: 'Identifiant', value: <Identifier>{account.identifier}</Identifier> },
              { name: 'Regroupement', value: <Identifier>{objection.reference}</Identifier> },
              { name: 'Fait le', value: t.moment(objection.groupedAt) },
              { name: 'Signalé le', value: t.moment(objection.at) },
            ]}
          />
        </Card>
        <h2>Que faire ?</h2>
        <Points
          points={[
            { icon: 'phone', text: 'Appelez le parent, au numéro de votre fichier. Vérifiez qui il est.' },
            { icon: 'fork', text: 'Si les comptes ne sont pas à la même personne : cassez le regroupement.' },
            { icon: 'check', text: 'Si c’était bien lui : levez le signalement.' },
          ]}
        />
        {form.mayAct && (
          <Form view={view} action={objectionHref(objection)}>
            <TextArea name="reason" label="Pourquoi levez-vous le signalement ?" value={form.reason} errors={errors} />
            {form.askCode && <SecurityCode view={view} errors={errors} />}
            <Buttons>
              <Button icon="check">Lever le signalement</Button>
              <ButtonLink kind="second" icon="fork" href={href('schoolBreak', { account: account.id })}>
                Casser le regroupement
              </ButtonLink>
            </Buttons>
          </Form>
        )}
      </div>
    </SchoolPage>
  );
}
