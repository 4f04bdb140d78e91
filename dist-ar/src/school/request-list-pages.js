import { jsx as _jsx } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { State } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Table } from '../web/tables.js';
import { SchoolPage } from './frame.js';
import { listedName } from './rules.js';
/** What a desk does with a request: what it must do itself, and what became of the rest. */
export function stateOf(state, answered) {
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
export function RequestsPage({ view, desk, requests, }) {
    return (_jsx(SchoolPage, { view: view, desk: desk, title: "Demandes", lead: "Des parents veulent mettre deux comptes ensemble.", children: requests.length === 0 ? (_jsx("p", { children: "Aucune demande pour le moment. Elles viennent quand deux noms sont \u00E9crits autrement." })) : (_jsx(Table, { caption: "Demandes", quiet: true, columns: [{ name: 'Parent' }, { name: 'Numéro' }, { name: 'Reçue le' }, { name: 'État' }], rows: requests.map((request) => {
                const [kind, word] = stateOf(request.state, request.decision !== null);
                return {
                    cells: [
                        _jsx("a", { href: href('schoolRequest', { reference: request.reference }), children: _jsx(FrenchName, { children: listedName(request) }) }),
                        _jsx(Identifier, { children: request.reference }),
                        view.t.shortDay(request.createdAt),
                        _jsx(State, { kind: kind, children: word }),
                    ],
                };
            }) })) }));
}
