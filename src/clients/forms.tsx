// The form of an application: registered or changed. Its fields are called as in the line of `service add`.
import type { JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { href } from '../routes.js';
import { claimNames } from '../sso/claims.js';
import type { ClientTyped } from '../sso/client-form.js';
import type { Protocol } from '../sso/rules.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { Choice, Select } from '../web/choices.js';
import { Field, Form, TextArea } from '../web/fields.js';
import { Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import { Chips } from '../web/tables.js';
import { UploadForm } from '../web/upload-form.js';
import type { FieldError, View } from '../web/view.js';
import { CasFields, OidcFields, SamlFields } from './protocol-forms.js';
import { claimWords, protocolWords, subjectWords } from './words.js';

export type ClientForm = {
  readonly protocol: Protocol;
  /** Undefined: it is registered now. */
  readonly client: { readonly id: number; readonly name: string } | undefined;
  /** Names this very form, so that it registers once. */
  readonly form: string;
  readonly typed: ClientTyped;
  readonly tiles: readonly { readonly slug: string; readonly name: string }[];
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

const protocols: readonly Protocol[] = ['oidc', 'cas', 'saml'];
export const clientsTrail = [{ href: href('networkClients'), label: 'Applications' }];

export function ClientFormPage({
  view,
  operator,
  form,
}: {
  view: View;
  operator: Operator;
  form: ClientForm;
}): JSX.Element {
  const { protocol, client, typed, errors, askCode } = form;
  const there = client === undefined ? href('networkClients') : href('networkClient', { client: client.id });
  const trail = client === undefined ? clientsTrail : [...clientsTrail, { href: there, label: client.name }];
  const action =
    client === undefined ? href('networkNewClient', { protocol }) : href('networkClientChange', { client: client.id });
  const fields = (
    <>
      <input type="hidden" name="form" value={form.form} />
      <Card title="Application">
        <Field
          name="name"
          label="Nom"
          hint="Les parents le lisent. 80 signes au plus."
          value={typed.name}
          errors={errors}
          required
        />
        <Choice
          kind="checkbox"
          name="claims"
          label="Ce qu’elle peut savoir d’un parent"
          hint="Rien de coché : un nom opaque, et rien d’autre."
          options={claimNames.map((name) => ({ value: name, label: claimWords[name], detail: name }))}
          chosen={typed.claims}
          errors={errors}
        />
      </Card>
      <Card title="Où elle est ouverte">
        <Select
          name="tile"
          label="Service du catalogue"
          options={[
            { value: '', label: 'Aucun' },
            ...form.tiles.map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          value={typed.tile}
          errors={errors}
        />
        <TextArea
          name="schools"
          label="Écoles"
          hint="Codes UAI, séparés par des blancs. Vide : les écoles qui ont ouvert son service, ou toutes."
          rows={2}
          value={typed.schools}
          errors={errors}
        />
      </Card>
      {protocol === 'oidc' && <OidcFields typed={typed} errors={errors} />}
      {protocol === 'cas' && <CasFields typed={typed} errors={errors} />}
      <Card title="Événements et nom">
        <Choice
          kind="radio"
          name="events"
          label="Regroupements, séparations, fermetures"
          options={[
            { value: 'none', label: 'Elle n’en reçoit pas' },
            { value: 'post', label: 'Ils lui sont envoyés' },
            { value: 'pull', label: 'Elle vient les chercher' },
          ]}
          chosen={[typed.events]}
          errors={errors}
        />
        <Field name="events_url" label="Adresse où ils sont envoyés" value={typed.events_url} errors={errors} />
        {client === undefined && (
          <Select
            name="subject_type"
            label="Nom d’un parent chez elle"
            hint="Ne change plus ensuite."
            options={Object.entries(subjectWords).map(([value, label]) => ({ value, label }))}
            value={typed.subject_type}
            errors={errors}
          />
        )}
      </Card>
      {askCode && <SecurityCode view={view} errors={errors} />}
      {protocol === 'saml' && <SamlFields typed={typed} errors={errors} again={client !== undefined} />}
      <Buttons>
        <Button>{client === undefined ? 'Inscrire' : 'Enregistrer'}</Button>
        <ButtonLink kind="second" href={there}>
          Annuler
        </ButtonLink>
      </Buttons>
    </>
  );
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={client === undefined ? 'Inscrire une application' : 'Modifier l’application'}
      lead={client === undefined ? undefined : protocolWords[protocol]}
      trail={trail}
      errors={errors}
    >
      {client === undefined && (
        <Chips
          label="Protocole"
          chips={protocols.map((one) => ({
            href: href('networkNewClient', { protocol: one }),
            label: protocolWords[one],
            current: one === protocol,
          }))}
        />
      )}
      <div class="narrow">
        {protocol === 'saml' ? (
          <UploadForm view={view} action={action}>
            {fields}
          </UploadForm>
        ) : (
          <Form view={view} action={action}>
            {fields}
          </Form>
        )}
      </div>
    </NetworkPage>
  );
}
