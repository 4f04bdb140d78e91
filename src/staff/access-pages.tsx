// « Mon accès »: second factors, recovery codes, and where one is signed in.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { browserWords, shortAddress } from '../security/rules.js';
import { printRecoveryCode, recoveryShownMinutes } from '../signin/factor-rules.js';
import { Form } from '../web/fields.js';
import { Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Note, PrintButton } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { AccessFrame } from './frame.js';
import { SecurityCode } from './pages.js';

export type AccessShown = {
  readonly name: string;
  readonly factors: {
    readonly application: boolean;
    readonly passkeys: readonly {
      readonly id: number;
      readonly name: string;
      readonly usedAt: Date | null;
      readonly createdAt: Date;
    }[];
  };
  /** The name of the académie's provider of identities, where there is one. */
  readonly provider?: string | undefined;
  readonly codesLeft: number | undefined;
  readonly codes: readonly string[] | undefined;
  readonly sessions: readonly {
    readonly id: number;
    readonly seenAt: Date;
    readonly address: string;
    readonly agent: string;
    readonly current: boolean;
  }[];
};

type Props = {
  view: View;
  shown: AccessShown;
  askCode: boolean;
  /** What has just been done. */
  told?: string | undefined;
  errors: readonly FieldError[];
};

export function AccessPage({ view, shown, askCode, told, errors }: Props): JSX.Element {
  return (
    <AccessFrame view={view} name={shown.name} top title="Mon accès" errors={errors}>
      {told !== undefined && (
        <Alert kind="done">
          <p>{told}</p>
        </Alert>
      )}
      <div class="narrow">
        <FactorsCard view={view} factors={shown.factors} />
        {shown.provider !== undefined && (
          <Card title="Entrer par l’académie">
            <ButtonLink
              kind="second"
              href={href('staffIdentity')}
            >{`Relier ${shown.provider}, ou ne plus relier`}</ButtonLink>
          </Card>
        )}
        <Card title="Codes de secours" icon="key">
          {shown.codes === undefined ? (
            <p>{leftWords(shown.codesLeft)}</p>
          ) : (
            <>
              <Note>
                {`Écrivez ces codes, ou imprimez-les. Cette page les montre pendant ${recoveryShownMinutes} minutes.`}
              </Note>
              <ul>
                {shown.codes.map((code) => (
                  <li>
                    <Identifier>{printRecoveryCode(code)}</Identifier>
                  </li>
                ))}
              </ul>
              <PrintButton>Imprimer</PrintButton>
            </>
          )}
          <p class="soft">
            Le jour où votre téléphone ou votre clé est perdu, tapez l’un d’eux à la place du code de sécurité. Chacun
            sert une fois.
          </p>
          {shown.codes === undefined && (
            <Form view={view} action={href('staffAccess')}>
              {askCode && <SecurityCode view={view} errors={errors} />}
              <Button kind="second">Faire dix nouveaux codes</Button>
            </Form>
          )}
        </Card>
      </div>
      <section>
        <h2>Connexions ouvertes</h2>
        <Table
          caption="Vos connexions ouvertes"
          quiet
          columns={[{ name: 'Navigateur' }, { name: 'Vu' }, { name: 'D’où' }, { name: 'Fermer' }]}
          rows={shown.sessions.map((session) => ({
            cells: [
              browserWords(session.agent) ?? 'Navigateur inconnu',
              view.t.moment(session.seenAt),
              shortAddress(session.address),
              session.current ? (
                'Celle-ci'
              ) : (
                <Form view={view} action={href('staffSessionEnd', { session: session.id })}>
                  <Button kind="link">Fermer cette connexion</Button>
                </Form>
              ),
            ],
          }))}
        />
        {shown.sessions.length > 1 && (
          <Form view={view} action={href('staffSessionsEnd')}>
            <Buttons>
              <Button kind="second">Fermer toutes les autres</Button>
            </Buttons>
          </Form>
        )}
      </section>
    </AccessFrame>
  );
}

function FactorsCard({ view, factors }: { view: View; factors: AccessShown['factors'] }): JSX.Element {
  const { application, passkeys } = factors;
  const only = Number(application) + passkeys.length === 1;
  const remove = (factor: string | number, name: string) =>
    !only && (
      <a href={href('staffFactorEnd', { factor })}>
        Retirer<span class="unseen">{` ${name}`}</span>
      </a>
    );
  return (
    <Card title="Deuxième sécurité" icon="lock">
      <p class="soft">Elle est demandée après votre mot de passe, et encore avant ce qui compte.</p>
      <ul class="rows">
        {application && (
          <li>
            <div class="grow">
              <strong>Application de codes</strong>
            </div>
            {remove('application', 'l’application de codes')}
          </li>
        )}
        {passkeys.map(({ id, name, createdAt, usedAt }) => (
          <li>
            <div class="grow">
              <strong>Clé d’accès</strong>
              <p>
                <bdi>{name}</bdi>
              </p>
              <p class="soft">
                {usedAt === null
                  ? `Créée le ${view.t.dayOf(createdAt)}, pas encore utilisée`
                  : `Utilisée le ${view.t.dayOf(usedAt)}`}
              </p>
            </div>
            <a href={href('staffFactorName', { factor: id })}>
              Renommer<span class="unseen">{` la clé ${name}`}</span>
            </a>
            {remove(id, `la clé ${name}`)}
          </li>
        ))}
      </ul>
      {only && !application && (
        <Note>
          Votre clé est seule, et elle a besoin de JavaScript. Ajoutez une autre sécurité, ou gardez des codes de
          secours.
        </Note>
      )}
      <Buttons>
        <ButtonLink kind="second" icon="key" href={href('staffPasskey')}>
          Ajouter une clé d’accès
        </ButtonLink>
        {!application && (
          <ButtonLink kind="second" href={href('staffApplication')}>
            Ajouter une application de codes
          </ButtonLink>
        )}
      </Buttons>
    </Card>
  );
}

function leftWords(left: number | undefined): string {
  if (left === undefined) return 'Vous n’avez pas de codes de secours.';
  if (left === 0) return 'Tous vos codes de secours ont servi. Faites-en de nouveaux.';
  return left === 1 ? 'Il vous reste 1 code de secours.' : `Il vous reste ${left} codes de secours.`;
}
