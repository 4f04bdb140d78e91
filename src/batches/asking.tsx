// The form that asks for letters: for whom, on what, with what else.
import type { JSX } from 'preact';
import { papers } from '../letters/formats.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import { Choice } from '../web/choices.js';
import { Form } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import type { View } from '../web/view.js';
import type { LettersForm } from './pages.js';
import { writeBatchQuery } from './rules.js';
import { nameOf, paperLabels } from './words.js';

export function Asking({ view, form }: { view: View; form: LettersForm }): JSX.Element {
  const { plan, query, errors } = form;
  const { planned, mailable } = plan;
  // A whole school is not ticked one by one.
  const ticked = planned !== undefined;
  return (
    <Form view={view} action={href('schoolLetters', writeBatchQuery(query))} class="narrow">
      {ticked && (
        <Choice
          name="compte"
          kind="checkbox"
          label="Pour qui ?"
          hint="Tous sont cochés."
          errors={errors}
          chosen={form.chosen?.map(String) ?? planned.map(({ accountId }) => String(accountId))}
          options={planned.map(({ accountId, recipient, hasLiveLetter, handed }) => ({
            value: String(accountId),
            label: <FrenchName>{nameOf(recipient.guardian)}</FrenchName>,
            detail: (
              <>
                <FrenchName>{recipient.children.map(nameOf).join(', ')}</FrenchName>
                {hasLiveLetter ? ` (lettre valable${handed ? ', déjà remise' : ''})` : ''}
              </>
            ),
          }))}
        />
      )}
      {ticked && <input type="hidden" name="choisis" value="oui" />}
      <Choice
        name="papier"
        kind="radio"
        label="Sous quelle forme ?"
        chosen={[form.paper]}
        options={papers.map((paper) => ({ value: paper, ...paperLabels[paper] }))}
      />
      {mailable > 0 && (
        <Choice
          name="liens"
          kind="checkbox"
          label="Comptes déjà ouverts"
          chosen={form.links ? ['oui'] : []}
          options={[
            {
              value: 'oui',
              label: `Envoyer un lien par mail pour un nouveau mot de passe (${mailable})`,
              detail: 'Seulement aux adresses confirmées. Le mot de passe d’avant marche encore.',
            },
          ]}
        />
      )}
      {form.askCode && <SecurityCode view={view} errors={errors} />}
      <Buttons>
        <Button icon="letter">{plan.letters === 0 ? 'Envoyer les liens' : 'Faire les lettres'}</Button>
        {form.needsApproval === true && (
          <Button kind="second" name="accord" value="demander">
            Demander l’accord
          </Button>
        )}
        <ButtonLink kind="second" href={href('school')}>
          Annuler
        </ButtonLink>
      </Buttons>
    </Form>
  );
}
