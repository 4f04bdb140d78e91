// The part of an application's form that its protocol asks for.
import type { JSX } from 'preact';
import type { ClientTyped } from '../sso/client-form.js';
import { authMethods } from '../sso/rules.js';
import { Select } from '../web/choices.js';
import { Field, TextArea } from '../web/fields.js';
import { Card } from '../web/panels.js';
import { FileField } from '../web/upload-form.js';
import type { FieldError } from '../web/view.js';
import { authWords } from './words.js';

type Fields = { typed: ClientTyped; errors: readonly FieldError[] };

export function OidcFields({ typed, errors }: Fields): JSX.Element {
  const several = 'Une par ligne. Comparées signe à signe.';
  return (
    <Card title="OpenID Connect">
      <TextArea
        name="redirect_uris"
        label="Adresses de retour"
        hint={several}
        value={typed.redirect_uris}
        errors={errors}
      />
      <TextArea
        name="post_logout_redirect_uris"
        label="Adresses après la déconnexion"
        hint={several}
        rows={2}
        value={typed.post_logout_redirect_uris}
        errors={errors}
      />
      <Field
        name="backchannel_logout_uri"
        label="Adresse où elle apprend une déconnexion"
        value={typed.backchannel_logout_uri}
        errors={errors}
      />
      <Field
        name="initiate_login_uri"
        label="Adresse où une tuile mène"
        hint="Vide : la racine de son site."
        value={typed.initiate_login_uri}
        errors={errors}
      />
      <Select
        name="token_endpoint_auth_method"
        label="Comment elle prouve qui elle est"
        options={authMethods.map((value) => ({ value, label: authWords[value] }))}
        value={typed.token_endpoint_auth_method}
        errors={errors}
      />
      <TextArea
        name="jwks"
        label="Ses clés publiques"
        hint="Seulement avec sa propre clé : {&quot;keys&quot;: […]}"
        rows={2}
        value={typed.jwks}
        errors={errors}
      />
      <Select
        name="id_token_signed_response_alg"
        label="Signature"
        options={[
          { value: 'ES256', label: 'ES256' },
          { value: 'RS256', label: 'RS256, pour un ancien programme' },
        ]}
        value={typed.id_token_signed_response_alg}
        errors={errors}
      />
      <Select
        name="pkce"
        label="PKCE"
        options={[
          { value: 'yes', label: 'Exigé' },
          { value: 'no', label: 'Non : ancien programme, qui a un secret' },
        ]}
        value={typed.pkce}
        errors={errors}
      />
    </Card>
  );
}

export function CasFields({ typed, errors }: Fields): JSX.Element {
  return (
    <Card title="CAS">
      <Field
        name="service"
        label="Adresse du service"
        hint="Exacte, ou finie par /* pour tout ce qui est en dessous."
        value={typed.service}
        errors={errors}
        required
      />
      <Select
        name="logout"
        label="Déconnexion"
        options={[
          { value: 'yes', label: 'Elle apprend les déconnexions' },
          { value: 'no', label: 'Elle ne les apprend pas' },
        ]}
        value={typed.logout}
        errors={errors}
      />
    </Card>
  );
}

/** The last: a form is read up to its file. */
export function SamlFields({ typed, errors, again }: Fields & { again: boolean }): JSX.Element {
  return (
    <Card title="SAML">
      <Select
        name="attribute_names"
        label="Noms des attributs"
        options={[
          { value: 'basic', label: 'Leurs noms simples' },
          { value: 'uri', label: 'Leurs adresses (urn:oid:…)' },
        ]}
        value={typed.attribute_names}
        errors={errors}
      />
      <TextArea
        name="metadata"
        label="Métadonnées de l’application"
        hint={`Collez le XML, ou choisissez son fichier.${again ? ' Rien : elles restent.' : ''}`}
        rows={5}
        value={typed.metadata}
        errors={errors}
      />
      <FileField name="metadata_file" label="Ou leur fichier" hint="1 Mo au plus." accept=".xml" />
    </Card>
  );
}
