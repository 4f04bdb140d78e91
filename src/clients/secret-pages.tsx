// The secrets of an application: renewed, and read once.
import type { JSX } from 'preact';
import { NetworkPage } from '../network/frame.js';
import { href } from '../routes.js';
import { overlapDays, type SecretKind, type Secrets, secretShownMinutes } from '../sso/secret-rules.js';
import { SecurityCode } from '../staff/pages.js';
import type { Operator } from '../staff/rules.js';
import { Choice } from '../web/choices.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { clientsTrail } from './forms.js';

type Props = { view: View; operator: Operator; client: { readonly id: number; readonly name: string } };

const trailOf = ({ id, name }: Props['client']) => [
  ...clientsTrail,
  { href: href('networkClient', { client: id }), label: name },
];

const overlapWords = (days: number): string =>
  days === 0 ? 'Il s’arrête tout de suite' : days === 1 ? 'Il vaut encore 1 jour' : `Il vaut encore ${days} jours`;

export function RenewalPage({
  view,
  operator,
  client,
  form,
}: Props & {
  form: {
    readonly kind: SecretKind;
    readonly days: string;
    readonly askCode: boolean;
    readonly errors: readonly FieldError[];
  };
}): JSX.Element {
  const { kind, errors } = form;
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={kind === 'client' ? 'Renouveler le secret' : 'Renouveler le secret des événements'}
      lead={<FrenchName>{client.name}</FrenchName>}
      trail={trailOf(client)}
      errors={errors}
    >
      <Form view={view} action={href('networkClientRenewal', { client: client.id, secret: kind })} class="narrow">
        <Card>
          {kind === 'events' && (
            <p>Le secret qui signe les événements et le jeton qui les cherche changent ensemble.</p>
          )}
          <Choice
            kind="radio"
            name="days"
            label="L’ancien secret"
            hint="S’il est connu d’autres que l’application, il doit s’arrêter tout de suite."
            options={overlapDays.map((days) => ({ value: String(days), label: overlapWords(days) }))}
            chosen={[form.days]}
            errors={errors}
          />
          {form.askCode && <SecurityCode view={view} errors={errors} />}
          <Buttons>
            <Button icon="key">Faire un nouveau secret</Button>
            <ButtonLink kind="second" href={href('networkClient', { client: client.id })}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Card>
      </Form>
    </NetworkPage>
  );
}

/** The second factor is asked again before what waits is shown. */
export function SecretProofPage({
  view,
  operator,
  client,
  errors,
}: Props & { errors: readonly FieldError[] }): JSX.Element {
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Lire le secret"
      lead={<FrenchName>{client.name}</FrenchName>}
      trail={trailOf(client)}
      errors={errors}
    >
      <Form view={view} action={href('networkClientSecret', { client: client.id })} class="narrow">
        <Card>
          <p>{`Un secret se lit une seule fois, dans les ${secretShownMinutes} minutes.`}</p>
          <SecurityCode view={view} errors={errors} />
          <Buttons>
            <Button icon="key">Lire le secret</Button>
            <ButtonLink kind="second" href={href('networkClient', { client: client.id })}>
              Annuler
            </ButtonLink>
          </Buttons>
        </Card>
      </Form>
    </NetworkPage>
  );
}

/** `secrets`: undefined once they were read, or too late. */
export function SecretPage({ view, operator, client, secrets }: Props & { secrets: Secrets | undefined }): JSX.Element {
  const lines = [
    { name: 'client_secret', value: secrets?.secret },
    { name: 'events_secret', value: secrets?.eventsSecret },
    { name: 'events_token', value: secrets?.eventsToken },
  ];
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={secrets === undefined ? 'Le secret a été montré' : 'Le secret est prêt'}
      lead={<FrenchName>{client.name}</FrenchName>}
      trail={trailOf(client)}
    >
      <div class="narrow">
        {secrets === undefined ? (
          <p>{`Un secret se lit une seule fois, dans les ${secretShownMinutes} minutes. Pour en avoir un autre, renouvelez-le.`}</p>
        ) : (
          <>
            <Note>
              <p>Copiez-le maintenant : cette page ne le montrera plus. Ici, il n’est gardé qu’illisible.</p>
            </Note>
            {lines.map(
              ({ name, value }) =>
                typeof value === 'string' && (
                  <Card title={name}>
                    <p class="long">
                      <Identifier>{value}</Identifier>
                    </p>
                  </Card>
                ),
            )}
          </>
        )}
        <Buttons>
          <ButtonLink href={href('networkClient', { client: client.id })}>Retour à l’application</ButtonLink>
        </Buttons>
      </div>
    </NetworkPage>
  );
}
