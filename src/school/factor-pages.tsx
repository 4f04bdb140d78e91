// Removing a lost second factor: what will happen, why, and when.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Desk } from '../staff/rules.js';
import { Facts } from '../web/facts.js';
import { Form, TextArea } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Note, Points } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { type AccountCard, titleOf, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import type { SecondFactorAtDesk } from './rules.js';

export type FactorResetForm = {
  readonly account: AccountCard;
  readonly askCode: boolean;
  /** That a removal waits. */
  readonly hours: number;
  readonly reason: string;
  readonly errors: readonly FieldError[];
};

type Props = { view: View; desk: Desk; form: FactorResetForm };

export function FactorResetPage({ view, desk, form }: Props): JSX.Element {
  const { account, errors } = form;
  const back = (
    <ButtonLink kind="second" href={href('schoolAccount', { account: account.id })}>
      {account.secondFactor === 'on' ? 'Annuler' : 'Retour au compte'}
    </ButtonLink>
  );
  return (
    <SchoolPage view={view} desk={desk} title="Deuxième sécurité perdue" trail={trailOf(account)} errors={errors}>
      <div class="narrow">
        <Card>
          <Facts
            facts={[
              { name: 'Parent', value: <FrenchName>{titleOf(account)}</FrenchName> },
              { name: 'Identifiant', value: <Identifier>{account.identifier}</Identifier> },
            ]}
          />
        </Card>
        {account.secondFactor !== 'on' ? (
          <>
            <Note>{noReset(view, account.secondFactor)}</Note>
            {account.secondFactor !== 'none' && account.secondFactor.ours ? (
              <Form view={view} action={href('schoolFactor', { account: account.id })}>
                <input type="hidden" name="act" value="stop" />
                {form.askCode && <SecurityCode view={view} errors={errors} />}
                <Buttons>
                  <Button kind="second">Arrêter le retrait</Button>
                  {back}
                </Buttons>
              </Form>
            ) : (
              <Buttons>{back}</Buttons>
            )}
          </>
        ) : (
          <Form view={view} action={href('schoolFactor', { account: account.id })}>
            <Points
              points={[
                { icon: 'person', text: 'Le parent est devant vous, avec une pièce d’identité.' },
                { icon: 'clock', text: `La deuxième sécurité sera retirée dans ${form.hours} heures, pas avant.` },
                account.mailConfirmed
                  ? { icon: 'mail', text: 'Un message part tout de suite à son adresse mail. Il peut tout arrêter.' }
                  : { icon: 'info', text: 'Ce compte n’a pas de mail confirmé : personne ne sera prévenu.' },
                { icon: 'key', text: 'Le mot de passe ne change pas. Il sera toujours demandé.' },
              ]}
            />
            <TextArea name="reason" label="Comment avez-vous reconnu le parent ?" value={form.reason} errors={errors} />
            {form.askCode && <SecurityCode view={view} errors={errors} />}
            <Buttons>
              <Button>Demander le retrait</Button>
              {back}
            </Buttons>
          </Form>
        )}
      </div>
    </SchoolPage>
  );
}

function noReset({ t }: View, factor: Exclude<SecondFactorAtDesk, 'on'>): string {
  return factor === 'none'
    ? 'Ce compte n’a pas de deuxième sécurité. Le mot de passe suffit.'
    : `Le retrait est déjà demandé. Il se fera après le ${t.moment(factor.dueAt)}.`;
}
