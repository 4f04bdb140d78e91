// The lower half of a card: what the school was asked, the letters that it made, and what happened to its records.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { State } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import type { AccountCard } from './card-pages.js';
import { stateOf } from './request-list-pages.js';
import { spokenName } from './rules.js';
import { eventWords, letterEndWords } from './words.js';

export function Letters({ view, account }: { view: View; account: AccountCard }): JSX.Element {
  const { t } = view;
  return (
    <section>
      <h2>Lettres</h2>
      <Table
        caption="Lettres faites par votre établissement"
        quiet
        columns={[
          { name: 'Numéro' },
          { name: 'Pour' },
          { name: 'Faite le' },
          { name: 'Dernier jour' },
          { name: 'État' },
        ]}
        rows={account.letters.map((letter) => ({
          cells: [
            <Identifier>{letter.number}</Identifier>,
            letter.purpose === 'recovery' ? 'Nouveau mot de passe' : 'Activation',
            `${t.shortDay(letter.issuedAt)}${letter.issuedBy === null ? '' : `, ${letter.issuedBy}`}`,
            t.day(letter.lastDay),
            letter.end === undefined ? (
              <State kind="unconfirmed">Valable</State>
            ) : (
              <State kind={letter.end === 'used' ? 'done' : 'closed'}>{letterEndWords[letter.end]}</State>
            ),
          ],
        }))}
        empty="Aucune lettre."
      />
    </section>
  );
}

/** Nothing at all when there was never one. */
export function Requests({ view, account }: { view: View; account: AccountCard }): JSX.Element | null {
  if (account.requests.length === 0) return null;
  return (
    <section>
      <h2>Demandes</h2>
      <Table
        caption="Demandes de regroupement posées à votre établissement"
        quiet
        columns={[{ name: 'Numéro' }, { name: 'Reçue le' }, { name: 'État' }]}
        rows={account.requests.map((request) => {
          const [kind, word] = stateOf(request.state, request.decision !== null);
          return {
            cells: [
              <a href={href('schoolRequest', { reference: request.reference })}>
                <Identifier>{request.reference}</Identifier>
              </a>,
              view.t.shortDay(request.createdAt),
              <State kind={kind}>{word}</State>,
            ],
          };
        })}
      />
    </section>
  );
}

export function History({ view, desk, account }: { view: View; desk: Desk; account: AccountCard }): JSX.Element {
  return (
    <section>
      <h2>Historique</h2>
      <Table
        caption="Ce qui est arrivé aux fiches de votre établissement"
        quiet
        columns={[{ name: 'Ce qui s’est passé' }, { name: 'Quand' }, { name: 'Fiche' }, { name: 'Référence' }]}
        rows={account.events.map((event) => ({
          cells: [
            <>
              {eventWords[event.kind]}
              {event.reason !== undefined && event.reason !== '' && <small>{event.reason}</small>}
              {event.undoable === true && event.reference !== undefined && may(desk.role, 'prepare_break') && (
                <small>
                  <a href={href('schoolUndo', { account: account.id, reference: event.reference })}>
                    Défaire ce regroupement
                  </a>
                </small>
              )}
            </>,
            `${view.t.shortDay(event.at)}, ${view.t.hour(event.at)}`,
            event.name === undefined ? '' : <FrenchName>{spokenName(event.name)}</FrenchName>,
            event.reference === undefined ? '' : <Identifier>{event.reference}</Identifier>,
          ],
        }))}
      />
    </section>
  );
}
