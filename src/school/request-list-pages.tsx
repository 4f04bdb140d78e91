// Requests at a school's desk: the list, and each one's state in a word.
import type { JSX } from 'preact';
import type { RequestDecision, RequestState } from '../requests/rules.js';
import { href } from '../routes.js';
import type { Desk } from '../staff/rules.js';
import { State, type StateKind } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import { SchoolPage } from './frame.js';
import { listedName, type Named } from './rules.js';

type Line = Named & {
  readonly reference: string;
  readonly createdAt: Date;
  readonly state: RequestState;
  readonly decision: RequestDecision | null;
};

/** What a desk does with a request: what it must do itself, and what became of the rest. */
export function stateOf(state: RequestState, answered: boolean): readonly [StateKind, string] {
  switch (state) {
    case 'open':
      return answered ? ['pending', 'Votre réponse est donnée'] : ['to-decide', 'À décider'];
    case 'accepted':
      return ['pending', 'Acceptée, le parent confirme'];
    case 'refused':
      return ['closed', 'Refusée'];
    case 'withdrawn':
      return ['closed', 'Retirée par le parent'];
    case 'void':
      return ['closed', 'Arrêtée : un compte a changé'];
    case 'done':
      return ['done', 'Comptes regroupés'];
  }
}

export function RequestsPage({
  view,
  desk,
  requests,
}: {
  view: View;
  desk: Desk;
  requests: readonly Line[];
}): JSX.Element {
  return (
    <SchoolPage view={view} desk={desk} title="Demandes" lead="Des parents veulent mettre deux comptes ensemble.">
      {requests.length === 0 ? (
        <p>Aucune demande pour le moment. Elles viennent quand deux noms sont écrits autrement.</p>
      ) : (
        <Table
          caption="Demandes"
          quiet
          columns={[{ name: 'Parent' }, { name: 'Numéro' }, { name: 'Reçue le' }, { name: 'État' }]}
          rows={requests.map((request) => {
            const [kind, word] = stateOf(request.state, request.decision !== null);
            return {
              cells: [
                <a href={href('schoolRequest', { reference: request.reference })}>
                  <FrenchName>{listedName(request)}</FrenchName>
                </a>,
                <Identifier>{request.reference}</Identifier>,
                view.t.shortDay(request.createdAt),
                <State kind={kind}>{word}</State>,
              ],
            };
          })}
        />
      )}
    </SchoolPage>
  );
}
