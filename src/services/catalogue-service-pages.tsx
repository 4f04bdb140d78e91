// One service of the catalogue: added or changed.
import type { JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { kindWords } from '../network/rules.js';
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { Choice, Select } from '../web/choices.js';
import { Field, Form, TextArea } from '../web/fields.js';
import { Alert, Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { catalogueTrail } from './catalogue-pages.js';
import { iconWords, levelWords, otherLanguages } from './catalogue-words.js';
import { serviceIcons } from './rules.js';
import type { ServiceTyped } from './service-form.js';

type Props = { view: View; operator: Operator; errors: readonly FieldError[]; askCode: boolean };

export type ServiceForm = {
  /** Undefined: a new one. */
  readonly slug: string | undefined;
  readonly name: string;
  readonly typed: ServiceTyped;
  readonly saved: boolean;
};

export function CatalogueServicePage({
  view,
  operator,
  form,
  askCode,
  errors,
}: Props & { form: ServiceForm }): JSX.Element {
  const { slug, typed } = form;
  const action =
    slug === undefined ? href('networkNewCatalogueService') : href('networkCatalogueService', { service: slug });
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={slug === undefined ? 'Ajouter un service' : form.name}
      trail={catalogueTrail}
      errors={errors}
    >
      <div class="narrow">
        {form.saved && <Alert kind="done" title="Le service est enregistré." />}
        <Form view={view} action={action}>
          <Card title="En français">
            {slug === undefined && (
              <Field
                name="slug"
                label="Nom court, pour son adresse"
                hint="Lettres minuscules sans accent, chiffres, tirets. Il ne change plus."
                value={typed.slug}
                errors={errors}
                required
              />
            )}
            <Field
              name="names-fr"
              label="Nom"
              hint="40 signes au plus."
              value={typed.texts['names-fr']}
              errors={errors}
              required
            />
            <Field
              name="details-fr"
              label="Deuxième ligne"
              hint="60 signes au plus, par exemple : Menus et paiement."
              value={typed.texts['details-fr']}
              errors={errors}
              required
            />
            <TextArea
              name="explanations-fr"
              label="Explication"
              hint="600 signes au plus, sur la page du service."
              value={typed.texts['explanations-fr']}
              errors={errors}
            />
          </Card>
          <Card title="Où il mène, pour qui">
            <Field
              name="address"
              label="Adresse"
              hint="Commence par https://. Vide : l’explication dit comment faire."
              value={typed.address}
              errors={errors}
            />
            <Select
              name="icon"
              label="Dessin"
              options={serviceIcons.map((icon) => ({ value: icon, label: iconWords[icon] }))}
              value={typed.icon}
              errors={errors}
            />
            <Choice
              kind="checkbox"
              name="schoolKinds"
              label="Genres d’école"
              options={Object.entries(kindWords).map(([value, label]) => ({ value, label }))}
              chosen={typed.schoolKinds}
              errors={errors}
            />
            <Choice
              kind="checkbox"
              name="linkLevels"
              label="Parents"
              options={Object.entries(levelWords).map(([value, label]) => ({ value, label }))}
              chosen={typed.linkLevels}
              errors={errors}
            />
            <Choice
              kind="radio"
              name="openedByDefault"
              label="Ouverture"
              options={[
                { value: 'no', label: 'Chaque école l’ouvre' },
                {
                  value: 'yes',
                  label: 'Ouvert d’avance',
                  detail: 'Dans toutes les écoles de ces genres, aussi celles qui viendront. Chacune peut le fermer.',
                },
              ]}
              chosen={[typed.openedByDefault]}
              errors={errors}
            />
          </Card>
          <Card title="Dans les autres langues">
            <p class="soft">Vide : le parent lit le français.</p>
            {otherLanguages.map(({ locale, label }) => (
              <fieldset class="language">
                <legend>{label}</legend>
                <Field name={`names-${locale}`} label="Nom" value={typed.texts[`names-${locale}`]} errors={errors} />
                <Field
                  name={`details-${locale}`}
                  label="Deuxième ligne"
                  value={typed.texts[`details-${locale}`]}
                  errors={errors}
                />
                <TextArea
                  name={`explanations-${locale}`}
                  label="Explication"
                  rows={2}
                  value={typed.texts[`explanations-${locale}`]}
                  errors={errors}
                />
              </fieldset>
            ))}
          </Card>
          {askCode && <SecurityCode view={view} errors={errors} />}
          <Buttons>
            <Button>{slug === undefined ? 'Ajouter' : 'Enregistrer'}</Button>
            {slug !== undefined && (
              <ButtonLink kind="second" href={href('networkCatalogueEnd', { service: slug })}>
                Retirer du catalogue
              </ButtonLink>
            )}
            <ButtonLink kind="second" href={href('networkCatalogue')}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Form>
      </div>
    </NetworkPage>
  );
}
