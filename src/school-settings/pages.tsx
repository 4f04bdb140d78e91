// Settings of a school: how it is called and reached, what its letters add, its useful links.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import type { Desk } from '../staff/rules.js';
import { Field, Form, TextArea } from '../web/fields.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { mostLinks, type SchoolSettings, settingLengths } from './rules.js';

export type SettingsForm = {
  readonly settings: SchoolSettings;
  readonly saved: boolean;
  readonly errors: readonly FieldError[];
};

export function SettingsPage({ view, desk, form }: { view: View; desk: Desk; form: SettingsForm }): JSX.Element {
  const { settings, saved, errors } = form;
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Réglages de l’établissement"
      action={
        <ButtonLink kind="second" icon="key" href={href('schoolTokens')}>
          Jetons des programmes
        </ButtonLink>
      }
      lead="Ce que les parents lisent sur le site, dans les messages et sur les lettres."
      errors={errors}
    >
      <div class="narrow">
        {saved && <Alert kind="done" title="Les réglages sont enregistrés." />}
        <Form view={view} action={href('schoolSettings')}>
          <h2>Comment vous joindre</h2>
          <Field name="name" label="Nom de l’établissement" value={settings.name} errors={errors} required />
          <Field name="phone" label="Téléphone" value={settings.phone} errors={errors} />
          <Field
            name="openingHours"
            label="Heures d’ouverture"
            hint="Par exemple : du lundi au vendredi, de 8 h à 17 h"
            value={settings.openingHours}
            errors={errors}
          />
          <Field
            name="contactMail"
            label="Mail du secrétariat"
            value={settings.contactMail}
            errors={errors}
            type="email"
          />
          <h2>Sur les lettres</h2>
          <TextArea
            name="letterNote"
            label="Une phrase de l’établissement"
            hint={`${settingLengths.letterNote} signes au plus. Rien si vous laissez vide.`}
            value={settings.letterNote}
            errors={errors}
          />
          <Field
            name="letterSignature"
            label="Signature"
            hint="Par exemple : Mme Durand, principale"
            value={settings.letterSignature}
            errors={errors}
          />
          <h2>Liens utiles</h2>
          {Array.from({ length: mostLinks }, (_, index) => (
            <>
              <Field
                name={`label-${index + 1}`}
                label={`Lien ${index + 1} : nom`}
                value={settings.links[index]?.label ?? ''}
                errors={errors}
              />
              <Field
                name={`address-${index + 1}`}
                label={`Lien ${index + 1} : adresse`}
                value={settings.links[index]?.address ?? ''}
                errors={errors}
              />
            </>
          ))}
          <Buttons>
            <Button icon="check">Enregistrer</Button>
          </Buttons>
        </Form>
        <p>
          <a href={href('schoolEntitlement')}>Choisir quels responsables ont un compte et voient l’élève</a>
        </p>
        <p>
          <a href={href('schoolLetterSample')}>Voir une lettre avec ces réglages (PDF)</a>
        </p>
        <p class="soft">La lettre d’essai n’ouvre aucun compte. Enregistrez d’abord vos changements.</p>
      </div>
    </SchoolPage>
  );
}
