// Who has an account: the choice, and the check page that tells what another choice changes before it is made.
import type { JSX } from 'preact';
import { type LinkLevel, linkLevels } from '../people/rules.js';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import { SecurityCode } from '../staff/pages.js';
import type { Desk } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { Facts } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { Alert, Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { type EntitlementChange, entitlementDetails, entitlementWords } from './entitlement-rules.js';

export type EntitlementForm = {
  readonly held: LinkLevel;
  readonly asked: LinkLevel;
  readonly change: (EntitlementChange & { readonly shown: string }) | undefined;
  readonly saved: boolean;
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

const heldWords: Readonly<Record<LinkLevel, string>> = {
  legal: 'les responsables légaux',
  in_charge: 'les responsables légaux et les personnes en charge',
  contact: 'les responsables légaux, les personnes en charge et à contacter',
};

type Props = { readonly view: View; readonly desk: Desk; readonly form: EntitlementForm };

export function EntitlementPage({ view, desk, form }: Props): JSX.Element {
  const { held, asked, change, saved, errors } = form;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Qui a un compte"
      lead="La base de l’école dit le rang de chaque responsable. Vous dites jusqu’où ils voient l’élève."
      trail={[{ href: href('schoolSettings'), label: 'Réglages' }]}
      errors={errors}
    >
      <div class="narrow">
        {saved && <Alert kind="done" title="Le choix est enregistré." />}
        {change === undefined ? (
          <form method="get" action={href('schoolEntitlement')}>
            <Choice
              name="jusque"
              label="Qui a un compte et voit l’élève ?"
              kind="radio"
              errors={errors}
              options={linkLevels.map((level) => ({
                value: level,
                label: entitlementWords[level],
                detail: entitlementDetails[level],
              }))}
              chosen={[asked]}
            />
            <Buttons>
              <Button>Voir ce qui change</Button>
            </Buttons>
            <p class="soft">Rien ne change avant la page suivante. Aujourd’hui : {heldWords[held]}.</p>
          </form>
        ) : (
          <Check view={view} form={form} change={change} />
        )}
      </div>
    </SchoolPage>
  );
}

const guardians = (count: number, links: number): string =>
  count === 0
    ? 'personne'
    : `${count} ${count > 1 ? 'responsables' : 'responsable'} (${links} ${links > 1 ? 'liens' : 'lien'})`;

function Check({
  view,
  form,
  change,
}: {
  view: View;
  form: EntitlementForm;
  change: NonNullable<EntitlementForm['change']>;
}): JSX.Element {
  const { gaining, opened, accounts, losing, shut, childless } = change;
  return (
    <Form view={view} action={href('schoolEntitlement')}>
      <input type="hidden" name="jusque" value={change.to} />
      <input type="hidden" name="shown" value={change.shown} />
      <Card title="Ce qui va changer" icon="people">
        <Facts
          facts={[
            { name: 'Aujourd’hui', value: heldWords[change.from] },
            { name: 'Après', value: heldWords[change.to] },
            { name: 'Verront un élève de plus', value: guardians(gaining, opened) },
            { name: 'Comptes à faire', value: String(accounts) },
            { name: 'Ne verront plus un élève', value: guardians(losing, shut) },
            { name: 'Comptes sans élève ici', value: String(childless) },
          ]}
        />
      </Card>
      {accounts > 0 && <Note icon="letter">Pour les nouveaux comptes, faites ensuite des lettres.</Note>}
      {childless > 0 && (
        <Note icon="clock">
          Un compte sans élève reste ouvert trois mois, puis il ferme. Vous pouvez revenir en arrière.
        </Note>
      )}
      {gaining + losing === 0 && <Note>La base d’aujourd’hui ne nomme personne que ce choix change.</Note>}
      {form.askCode && <SecurityCode view={view} errors={form.errors} />}
      <Buttons>
        <Button icon="check">Oui, changer</Button>
        <ButtonLink kind="second" href={href('schoolEntitlement')}>
          Non, annuler
        </ButtonLink>
      </Buttons>
    </Form>
  );
}
