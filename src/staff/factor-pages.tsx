// A member of staff's second factors: added, taken away, and asked again.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import type { FactorsAsked } from '../signin/factor-code.js';
import { DeskPage } from '../web/desk-layout.js';
import { CodeField, Form } from '../web/fields.js';
import { Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import { PasskeyButton, passkeyData } from '../web/passkey.js';
import type { FieldError, View } from '../web/view.js';
import { AccessFrame } from './frame.js';
import { KeyNameField, NewPasskey, ScanSecret, type SecretShown, without } from './new-factor.js';
import { codeHint, recoveryHint } from './words.js';

type SecondProps = {
  view: View;
  action: string;
  asked: FactorsAsked;
  /** Where the person was going; '' for the usual place. */
  back: string;
  errors: readonly FieldError[];
  cancel: string;
};

/** Posts `passkey`, or `code`. */
function SecondForms({ view, action, asked, back, errors, cancel }: SecondProps): JSX.Element {
  const { application, passkey } = asked;
  const where = back !== '' && <input type="hidden" name="retour" value={back} />;
  return (
    <div class="narrow">
      {passkey !== undefined && (
        <Card title="Avec votre clé d’accès" icon="key">
          <Form view={view} action={action} data={passkeyData(view, 'get', passkey)}>
            {where}
            <PasskeyButton without={without}>
              <Button icon="key">Utiliser ma clé d’accès</Button>
            </PasskeyButton>
          </Form>
        </Card>
      )}
      <Card title={passkey === undefined ? undefined : application ? 'Ou avec un code' : 'Clé perdue ?'}>
        <Form view={view} action={action}>
          {where}
          <CodeField
            name="code"
            label={application ? 'Code de sécurité' : 'Code de secours'}
            hint={application ? codeHint : recoveryHint}
            digits={application}
            errors={errors}
          />
          <Buttons>
            <Button kind={passkey === undefined ? 'first' : 'second'}>Continuer</Button>
            <ButtonLink kind="link" href={cancel}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Form>
      </Card>
    </div>
  );
}

type StepProps = { view: View; asked: FactorsAsked; back: string; errors: readonly FieldError[] };

/** After the password. */
export function StaffSecondStepPage({ view, ...asked }: StepProps): JSX.Element {
  return (
    <DeskPage view={view} menu={[]} title="Votre deuxième sécurité" lead="Il reste une étape." errors={asked.errors}>
      <SecondForms view={view} action={href('staffSecondStep')} cancel={href('staffSignIn')} {...asked} />
    </DeskPage>
  );
}

/** Before an act that asks for a second factor just proved. */
export function StaffProofPage({ view, name, ...asked }: StepProps & { name: string }): JSX.Element {
  return (
    <AccessFrame
      view={view}
      name={name}
      top
      title="Confirmez que c’est vous"
      lead="Cette preuve sert pendant cinq minutes."
      errors={asked.errors}
    >
      <SecondForms view={view} action={href('staffProof')} cancel={asked.back || href('staffAccess')} {...asked} />
    </AccessFrame>
  );
}

type OwnProps = { view: View; name: string; errors: readonly FieldError[] };

export function StaffPasskeyPage({
  view,
  name,
  options,
  keyName,
  errors,
}: OwnProps & { options: string; keyName: string | undefined }): JSX.Element {
  return (
    <AccessFrame
      view={view}
      name={name}
      title="Ajouter une clé d’accès"
      lead="Votre ordinateur, votre téléphone ou une clé de sécurité signe à votre place."
      errors={errors}
    >
      <div class="narrow">
        <Card>
          <p>Votre appareil demande votre doigt, votre visage ou son code. Rien de cela n’est envoyé ici.</p>
          <Form view={view} action={href('staffPasskey')} data={passkeyData(view, 'create', options)}>
            <NewPasskey value={keyName} errors={errors} submit="Créer la clé d’accès" />
            <Buttons>
              <ButtonLink kind="link" href={href('staffAccess')}>
                Annuler
              </ButtonLink>
            </Buttons>
          </Form>
        </Card>
      </div>
    </AccessFrame>
  );
}

export function StaffApplicationPage({ view, name, secret, errors }: OwnProps & { secret: SecretShown }): JSX.Element {
  return (
    <AccessFrame view={view} name={name} title="Ajouter une application de codes" errors={errors}>
      <div class="narrow">
        <Card title="1. Préparez l’application">
          <ScanSecret secret={secret} />
        </Card>
        <Card title="2. Donnez le premier code">
          <Form view={view} action={href('staffApplication')}>
            <CodeField name="code" label="Code de sécurité" hint={codeHint} digits errors={errors} />
            <Buttons>
              <Button>Ajouter l’application</Button>
              <ButtonLink kind="link" href={href('staffAccess')}>
                Annuler
              </ButtonLink>
            </Buttons>
          </Form>
        </Card>
      </div>
    </AccessFrame>
  );
}

export function StaffFactorEndPage({
  view,
  name,
  factor,
  last,
}: Omit<OwnProps, 'errors'> & {
  /** « Application de codes », or the name of a key. */
  factor: string;
  last: boolean;
}): JSX.Element {
  return (
    <AccessFrame view={view} name={name} title="Retirer cette sécurité ?" lead={factor} failed={last}>
      <div class="narrow">
        {last ? (
          <>
            <Note>C’est votre seule deuxième sécurité. Ajoutez-en une autre, puis retirez celle-ci.</Note>
            <Buttons>
              <ButtonLink href={href('staffAccess')}>Retour à mon accès</ButtonLink>
            </Buttons>
          </>
        ) : (
          <Form view={view} action={view.path}>
            <p>Elle n’ouvrira plus rien, tout de suite. Vos autres sécurités et vos codes de secours restent.</p>
            <Buttons>
              <Button>Oui, retirer</Button>
              <ButtonLink kind="second" href={href('staffAccess')}>
                Non, garder
              </ButtonLink>
            </Buttons>
          </Form>
        )}
      </div>
    </AccessFrame>
  );
}

export function StaffFactorNamePage({ view, name, keyName, errors }: OwnProps & { keyName: string }): JSX.Element {
  return (
    <AccessFrame view={view} name={name} title="Renommer cette clé" errors={errors}>
      <Form view={view} action={view.path} class="narrow">
        <Card>
          <KeyNameField value={keyName} errors={errors} />
          <Buttons>
            <Button>Enregistrer</Button>
            <ButtonLink kind="second" href={href('staffAccess')}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Card>
      </Form>
    </AccessFrame>
  );
}
