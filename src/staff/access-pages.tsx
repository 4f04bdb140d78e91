// « Mon accès »: recovery codes, and where one is signed in.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { browserWords, shortAddress } from '../security/rules.js';
import { printRecoveryCode, recoveryCodes, recoveryShownMinutes } from '../signin/factor-rules.js';
import { sessionLimits } from '../signin/rules.js';
import { DeskPage } from '../web/desk-layout.js';
import { Form } from '../web/fields.js';
import { Identifier } from '../web/names.js';
import { Button, Card, Note } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { SecurityCode } from './pages.js';

export type AccessShown = {
  readonly name: string;
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

type Props = { view: View; shown: AccessShown; askCode: boolean; errors: readonly FieldError[] };

export function AccessPage({ view, shown, askCode, errors }: Props): JSX.Element {
  const { idleMinutes } = sessionLimits.staff;
  const staff = { name: shown.name, role: '', schoolName: '', idleMinutes };
  const menu = [{ href: href('school'), icon: 'home', label: 'Retour au bureau' } as const];
  return (
    <DeskPage view={{ ...view, staff }} menu={menu} title="Mon accès" errors={errors}>
      <div class="narrow">
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
            </>
          )}
          <p class="soft">
            Le jour où votre téléphone est perdu, tapez l’un d’eux à la place du code de sécurité. Chacun sert une fois.
          </p>
          <Form view={view} action={href('staffAccess')}>
            {askCode && <SecurityCode errors={errors} />}
            <Button kind="second">{`Faire ${recoveryCodes} codes nouveaux`}</Button>
          </Form>
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
            <Button kind="second">Fermer toutes les autres</Button>
          </Form>
        )}
      </section>
    </DeskPage>
  );
}

function leftWords(left: number | undefined): string {
  if (left === undefined) return 'Vous n’avez pas de codes de secours.';
  if (left === 0) return 'Tous vos codes de secours ont servi. Faites-en de nouveaux.';
  return left === 1 ? 'Il vous reste 1 code de secours.' : `Il vous reste ${left} codes de secours.`;
}
