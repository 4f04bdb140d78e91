// What waits for a second person of the school, and one question.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { SchoolPage } from '../school/frame.js';
import { SecurityCode } from '../staff/pages.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Facts, State, type StateKind } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { FieldError, View } from '../web/view.js';
import { type ApprovableAct, type ApprovalRow, type ApprovalState, approvalHours, approvalState } from './rules.js';

export const actWords: Readonly<Record<ApprovableAct, string>> = {
  letters: 'Faire des lettres',
  export: 'Prendre une liste en un fichier',
};

const stateWords: Readonly<Record<ApprovalState, readonly [StateKind, string]>> = {
  none: ['closed', 'Sans réponse à temps'],
  waiting: ['to-decide', 'Attend une réponse'],
  accepted: ['active', 'Accepté'],
  refused: ['closed', 'Refusé'],
  used: ['active', 'Accepté et fait'],
};

const Standing = ({ row, now }: { row: ApprovalRow; now: Date }): JSX.Element => {
  const [kind, words] = stateWords[approvalState(row, now)];
  return <State kind={kind}>{words}</State>;
};

type Props = { view: View; desk: Desk; now: Date };

export function ApprovalsPage({ view, desk, now, rows }: Props & { rows: readonly ApprovalRow[] }): JSX.Element {
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Accords"
      lead="Le réseau demande l’accord d’une deuxième personne de l’école pour ce qui est grand."
    >
      <Table
        caption="Accords demandés"
        quiet
        columns={[
          { name: 'Numéro' },
          { name: 'Quoi' },
          { name: 'Demandé par' },
          { name: 'Quand' },
          { name: 'Réponse' },
        ]}
        rows={rows.map((row) => ({
          cells: [
            <a href={href('schoolApproval', { reference: row.reference })}>
              <Identifier>{row.reference}</Identifier>
            </a>,
            row.summary,
            <FrenchName>{row.asker}</FrenchName>,
            `${view.t.shortDay(row.askedAt)}, ${view.t.hour(row.askedAt)}`,
            <Standing row={row} now={now} />,
          ],
        }))}
        empty="Aucun accord n’est demandé."
      />
    </SchoolPage>
  );
}

export type ApprovalForm = {
  readonly row: ApprovalRow;
  /** Who may answer. */
  readonly answerers: readonly { readonly staffId: number; readonly name: string }[];
  readonly askCode: boolean;
  readonly errors: readonly FieldError[];
};

export function ApprovalPage({ view, desk, now, form }: Props & { form: ApprovalForm }): JSX.Element {
  const { row, answerers, errors } = form;
  const waits = approvalState(row, now) === 'waiting';
  const own = row.askedBy === desk.staffId;
  const mayAnswer = answerers.some(({ staffId }) => staffId === desk.staffId);
  return (
    <SchoolPage
      view={view}
      desk={desk}
      title="Un accord est demandé"
      trail={[{ href: href('schoolApprovals'), label: 'Accords' }]}
      errors={errors}
    >
      <div class="narrow">
        <Card>
          <Facts
            facts={[
              { name: 'Numéro', value: <Identifier>{row.reference}</Identifier> },
              { name: 'Ce qui est demandé', value: actWords[row.act] },
              { name: 'En détail', value: row.summary },
              { name: 'Demandé par', value: <FrenchName>{row.asker}</FrenchName> },
              { name: 'Le', value: view.t.moment(row.askedAt) },
              { name: 'Réponse', value: <Standing row={row} now={now} /> },
            ]}
          />
        </Card>
        {waits && !mayAnswer && (
          <Note>
            <p>
              {own
                ? 'C’est vous qui demandez. Une autre personne de l’école répond.'
                : may(desk.role, 'answer_approval')
                  ? 'Votre rôle vient de la personne qui demande. Une autre personne de l’école répond.'
                  : 'La direction ou le secrétariat répond.'}
            </p>
            <p>
              {answerers.length === 0 ? (
                'Personne d’autre ne le peut ici pour le moment. Le réseau peut donner un rôle à une deuxième personne.'
              ) : (
                <>
                  {'Peuvent répondre : '}
                  <FrenchName>{answerers.map(({ name }) => name).join(', ')}</FrenchName>.
                </>
              )}
            </p>
          </Note>
        )}
        {waits && mayAnswer && (
          <Form view={view} action={href('schoolApproval', { reference: row.reference })}>
            <p>
              {`Parlez-en avec cette personne. Si vous acceptez, elle peut le faire, une fois, dans les ${approvalHours} heures.`}
            </p>
            {form.askCode && <SecurityCode view={view} errors={errors} />}
            <Buttons>
              <Button name="decision" value="accepted">
                Accepter
              </Button>
              <Button kind="second" name="decision" value="refused">
                Refuser
              </Button>
            </Buttons>
          </Form>
        )}
        {!waits && (
          <Buttons>
            <ButtonLink kind="second" href={href('schoolApprovals')}>
              Retour aux accords
            </ButtonLink>
          </Buttons>
        )}
      </div>
    </SchoolPage>
  );
}
