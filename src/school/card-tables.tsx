// The lower half of a card: the letters that the school made for it, and what happened to its records.
import type { JSX } from 'preact';
import { State } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import type { AccountCard } from './card-pages.js';
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

export function History({ view, account }: { view: View; account: AccountCard }): JSX.Element {
  return (
    <section>
      <h2>Historique</h2>
      <Table
        caption="Ce qui est arrivé aux fiches de votre établissement"
        quiet
        columns={[{ name: 'Ce qui s’est passé' }, { name: 'Quand' }, { name: 'Fiche' }, { name: 'Référence' }]}
        rows={account.events.map((event) => ({
          cells: [
            eventWords[event.kind],
            `${view.t.shortDay(event.at)}, ${view.t.hour(event.at)}`,
            event.name === undefined ? '' : <FrenchName>{spokenName(event.name)}</FrenchName>,
            event.reference === undefined ? '' : <Identifier>{event.reference}</Identifier>,
          ],
        }))}
      />
    </section>
  );
}
