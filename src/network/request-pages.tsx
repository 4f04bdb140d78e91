// What waits for the network: requests that schools did not answer, or that no school can.
import type { JSX } from 'preact';
import type { GuardianIdentity } from '../people/rules.js';
import type { Likeness } from '../requests/likeness-rules.js';
import type { RequestDecision, RequestState } from '../requests/rules.js';
import { href } from '../routes.js';
import { AnswerCard, type AnswerForm } from '../school/request-answer-pages.js';
import { fullName } from '../school/request-pages.js';
import { likenessWords } from '../school/words.js';
import type { Operator } from '../staff/rules.js';
import { SideBySide } from '../web/desk-layout.js';
import { State, type StateKind } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Card, Note, Points } from '../web/panels.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { NetworkPage } from './frame.js';

export type WaitingRequest = {
  readonly reference: string;
  readonly createdAt: Date;
  readonly schools: readonly string[];
  readonly missing: readonly string[];
  readonly mayDecide: boolean;
  readonly schoolsUntil: Date;
};

export function NetworkRequestsPage({
  view,
  operator,
  requests,
}: {
  view: View;
  operator: Operator;
  requests: readonly WaitingRequest[];
}): JSX.Element {
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title="Demandes"
      lead="Des parents veulent mettre deux comptes ensemble. Les écoles répondent, puis le réseau décide."
    >
      <Table
        caption="Demandes que personne n’a encore décidées"
        quiet
        columns={[{ name: 'Numéro' }, { name: 'Reçue le' }, { name: 'Réponses attendues' }, { name: 'Pour vous' }]}
        rows={requests.map(({ reference, createdAt, schools, missing, mayDecide, schoolsUntil }) => ({
          cells: [
            <a href={href('networkRequest', { reference })}>
              <Identifier>{reference}</Identifier>
            </a>,
            view.t.shortDay(createdAt),
            schools.length === 0 ? 'Aucune école à demander' : <FrenchName>{missing.join(', ')}</FrenchName>,
            mayDecide ? (
              <State kind="to-decide">À décider</State>
            ) : (
              <State kind="pending">{`À partir du ${view.t.shortDay(schoolsUntil)}`}</State>
            ),
          ],
        }))}
        empty="Aucune demande n’attend."
      />
    </NetworkPage>
  );
}

type Record = GuardianIdentity & { readonly schoolName: string };

export type RequestOfNetwork = {
  readonly reference: string;
  readonly state: RequestState;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly operatorReason: string | null;
  readonly mayDecide: boolean;
  readonly schoolsUntil: Date;
  readonly kept: readonly Record[];
  readonly absorbed: readonly Record[];
  readonly likeness: readonly Likeness[];
  readonly flagged: boolean;
  readonly contested: boolean;
  readonly schools: readonly {
    readonly name: string;
    readonly phone: string;
    readonly decision: RequestDecision | null;
    readonly reason: string | null;
  }[];
};

const states: Readonly<globalThis.Record<RequestState, readonly [StateKind, string]>> = {
  open: ['to-decide', 'Attend une réponse'],
  accepted: ['pending', 'Acceptée, le parent confirme'],
  refused: ['closed', 'Refusée'],
  withdrawn: ['closed', 'Retirée par le parent'],
  void: ['closed', 'Arrêtée : un compte a changé'],
  done: ['done', 'Comptes regroupés'],
};

type Props = { view: View; operator: Operator; request: RequestOfNetwork; form: AnswerForm };

export function NetworkRequestPage({ view, operator, request, form }: Props): JSX.Element {
  const [kind, word] = states[request.state];
  const open = request.state === 'open';
  return (
    <NetworkPage
      view={view}
      operator={operator}
      title={`Demande ${request.reference}`}
      lead={
        <>
          {`Reçue le ${view.t.dayOf(request.createdAt)}. `}
          <State kind={kind}>{word}</State>
        </>
      }
      trail={[{ href: href('networkRequests'), label: 'Demandes' }]}
      errors={form.errors}
    >
      <SideBySide>
        <div>
          <h2>Les deux comptes</h2>
          <Side title="Le compte que le parent garde" records={request.kept} />
          <Side title="Le compte qui va fermer" records={request.absorbed} />
          <Answers request={request} />
        </div>
        <div>
          <h2>À vérifier</h2>
          <Points points={request.likeness.map((one) => ({ icon: 'people', text: likenessWords[one] }) as const)} />
          {request.contested && (
            <Note icon="alert">
              <p>
                <strong>« Ce n’est pas moi ».</strong> Quelqu’un l’a dit d’un compte ci-contre. L’école décide d’abord
                de ce signalement.
              </p>
            </Note>
          )}
          {request.flagged && (
            <Note icon="lock">
              <p>
                <strong>Fiche protégée.</strong> Appelez l’école avant de décider. N’en parlez pas à un parent.
              </p>
            </Note>
          )}
          {request.operatorReason !== null && (
            <Card title="Décidé par le réseau">
              <p>{request.operatorReason}</p>
            </Card>
          )}
          {open && !request.mayDecide && (
            <Note>
              <p>{`Les écoles ont jusqu’au ${view.t.dayOf(request.schoolsUntil)}. Après, vous pouvez décider.`}</p>
            </Note>
          )}
          {open && request.mayDecide && (
            <AnswerCard
              view={view}
              title="Votre décision"
              lead="Vous décidez à la place des écoles. Appelez-les d’abord : elles connaissent la famille."
              action={href('networkRequest', { reference: request.reference })}
              back={href('networkRequests')}
              form={form}
            />
          )}
        </div>
      </SideBySide>
    </NetworkPage>
  );
}

function Side({ title, records }: { title: string; records: readonly Record[] }): JSX.Element {
  return (
    <Card title={title}>
      {records.map((record) => (
        <p>
          <strong>
            <FrenchName>{fullName(record)}</FrenchName>
          </strong>
          {', '}
          <FrenchName>{record.schoolName}</FrenchName>
        </p>
      ))}
      {records.length === 0 && <p class="soft">Ce compte n’a plus de fiche.</p>}
    </Card>
  );
}

const decisionWords: Readonly<globalThis.Record<RequestDecision, string>> = { accepted: 'Accepte', refused: 'Refuse' };

function Answers({ request }: { request: RequestOfNetwork }): JSX.Element {
  return (
    <Card title="Réponses des écoles">
      {request.schools.map(({ name, phone, decision, reason }) => (
        <p>
          <strong>
            <FrenchName>{name}</FrenchName>
          </strong>
          {phone === '' ? '' : `, ${phone}`}
          <br />
          {decision === null ? 'Pas encore de réponse' : `${decisionWords[decision]} : « ${reason ?? ''} »`}
        </p>
      ))}
      {request.schools.length === 0 && <p class="soft">Aucune école n’a de fiche de ce compte.</p>}
    </Card>
  );
}
