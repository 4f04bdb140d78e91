// Suspending an account and opening it again: what will happen, why.
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
import { isSuspended } from './rules.js';
import { yourSchool } from './words.js';

export type SuspensionForm = {
  readonly account: AccountCard;
  /** Some of this school's children are hidden there, and it is about the others. */
  readonly rest: boolean;
  readonly askCode: boolean;
  readonly reason: string;
  readonly errors: readonly FieldError[];
};

export function SuspensionPage({ view, desk, form }: { view: View; desk: Desk; form: SuspensionForm }): JSX.Element {
  const { account, errors } = form;
  const suspended = isSuspended(account) && !form.rest;
  const school = yourSchool[desk.schoolKind];
  const told = account.mailConfirmed
    ? ({ icon: 'mail', text: 'Son adresse mail reçoit un message, avec votre téléphone.' } as const)
    : ({ icon: 'info', text: 'Ce compte n’a pas de mail confirmé : prévenez le parent vous-même.' } as const);
  const title = suspended ? 'Rétablir l’accès' : form.rest ? 'Masquer aussi les autres élèves' : 'Suspendre l’accès';
  return (
    <SchoolPage view={view} desk={desk} title={title} trail={trailOf(account)} errors={errors}>
      <div class="narrow">
        <Card>
          <Facts
            facts={[
              { name: 'Parent', value: <FrenchName>{titleOf(account)}</FrenchName> },
              { name: 'Identifiant', value: <Identifier>{account.identifier}</Identifier> },
            ]}
          />
        </Card>
        {account.state === 'frozen' ? (
          <Note>Ce compte est gelé : il n’ouvre rien. Décidez d’abord du signalement « ce n’est pas moi ».</Note>
        ) : (
          <Form view={view} action={href('schoolSuspension', { account: account.id })}>
            <input type="hidden" name="act" value={suspended ? 'reinstate' : 'suspend'} />
            <Points
              points={
                suspended
                  ? [{ icon: 'check', text: `Le parent verra de nouveau ses enfants de ${school}.` }, told]
                  : [
                      { icon: 'lock', text: `Le parent ne voit plus les élèves de ${school}, dès maintenant.` },
                      { icon: 'clock', text: 'Cela dure jusqu’à ce que vous rétablissiez l’accès.' },
                      told,
                      { icon: 'info', text: 'Les fiches et les liens ne changent pas. Vous ne supprimez rien.' },
                    ]
              }
            />
            <TextArea
              name="reason"
              label={suspended ? 'Pourquoi rétablissez-vous l’accès ?' : 'Pourquoi suspendez-vous l’accès ?'}
              hint="Le parent ne lit pas cette raison. Elle reste dans le journal."
              value={form.reason}
              errors={errors}
            />
            {form.askCode && <SecurityCode view={view} errors={errors} />}
            <Buttons>
              <Button icon={suspended ? 'check' : 'lock'}>{title}</Button>
              <ButtonLink kind="second" href={href('schoolAccount', { account: account.id })}>
                Annuler
              </ButtonLink>
            </Buttons>
          </Form>
        )}
      </div>
    </SchoolPage>
  );
}
