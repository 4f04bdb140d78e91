// The enrolment of a member of staff: a password, then an application of codes or a passkey.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { DeskPage } from '../web/desk-layout.js';
import { CodeField, Form, Password } from '../web/fields.js';
import { FrenchName } from '../web/names.js';
import { Button, Card, Note } from '../web/panels.js';
import { passkeyData } from '../web/passkey.js';
import type { FieldError, View } from '../web/view.js';
import { NewPasskey, ScanSecret, type SecretShown } from './new-factor.js';
import { codeHint } from './words.js';

export type EnrolmentForm = {
  readonly mail: string;
  readonly name: string;
  /** An application of codes (what it scans), or a passkey (for the browser, as JSON). */
  readonly second:
    | { readonly secret: SecretShown }
    | { readonly options: string; readonly keyName: string | undefined };
  readonly errors: readonly FieldError[];
};

export function EnrolmentPage({ view, form }: { view: View; form: EnrolmentForm }): JSX.Element {
  const { second, errors } = form;
  return (
    <DeskPage
      view={view}
      menu={[]}
      title="Créer votre accès"
      lead={
        <>
          {form.name !== '' && (
            <>
              <FrenchName>{form.name}</FrenchName>
              {', '}
            </>
          )}
          <FrenchName>{form.mail}</FrenchName>
        </>
      }
      errors={errors}
    >
      <Form
        view={view}
        action={href('staffEnrolmentForm')}
        class="narrow"
        data={'options' in second ? passkeyData(view, 'create', second.options) : {}}
      >
        {/* For password managers: whose password this is. */}
        <input type="email" name="username" value={form.mail} autocomplete="username" readOnly hidden />
        <Card title="1. Choisissez un mot de passe">
          <Password
            view={view}
            name="password"
            label="Mot de passe"
            hint="12 signes ou plus. Une phrase va très bien."
            autocomplete="new-password"
            errors={errors}
          />
        </Card>
        {'options' in second ? (
          <PasskeyCard keyName={second.keyName} errors={errors} />
        ) : (
          <ApplicationCards secret={second.secret} errors={errors} />
        )}
      </Form>
    </DeskPage>
  );
}

function ApplicationCards({ secret, errors }: { secret: SecretShown; errors: readonly FieldError[] }): JSX.Element {
  return (
    <>
      <Card title="2. Préparez vos codes de sécurité">
        <ScanSecret secret={secret} />
        <p>
          Pas de téléphone au travail ?{' '}
          <a href={href('staffEnrolmentForm', { avec: 'cle' })}>Prenez plutôt une clé d’accès</a>.
        </p>
      </Card>
      <Card title="3. Donnez le premier code">
        <CodeField name="code" label="Code de sécurité" hint={codeHint} digits errors={errors} />
        <Button>Créer mon accès</Button>
      </Card>
    </>
  );
}

function PasskeyCard({ keyName, errors }: { keyName: string | undefined; errors: readonly FieldError[] }): JSX.Element {
  return (
    <Card title="2. Créez votre clé d’accès" icon="key">
      <input type="hidden" name="avec" value="cle" />
      <p>
        Votre ordinateur, votre téléphone ou une clé de sécurité signe à votre place. L’appareil demande votre doigt,
        votre visage ou son code.
      </p>
      <Note>
        Une clé d’accès a besoin de JavaScript. Avec elle seule, un navigateur sans JavaScript n’ouvre votre accès
        qu’avec un code de secours : gardez ceux de la page suivante.
      </Note>
      <p>
        <a href={href('staffEnrolmentForm')}>Prendre plutôt une application de codes</a>
      </p>
      <NewPasskey value={keyName} errors={errors} submit="Créer mon accès" />
    </Card>
  );
}
