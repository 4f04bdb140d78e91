import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Select } from '../web/choices.js';
import { SearchForm } from '../web/desk-layout.js';
import { State } from '../web/facts.js';
import { Field } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button } from '../web/panels.js';
import { Chips, Pager, Table } from '../web/tables.js';
import { SchoolPage } from './frame.js';
import { deskFilters, deskState, filterWords, listedName, pageSize, pagesOf, spokenName, writeListQuery, } from './rules.js';
import { filterLabels, stateWords, yourSchool } from './words.js';
const hrefOf = (query) => href('schoolAccounts', writeListQuery(query));
export function AccountsPage({ view, desk, list }) {
    const { query, counts, accounts } = list;
    const count = counts[query.filter];
    const first = (query.page - 1) * pageSize + 1;
    const chips = deskFilters
        .filter((filter) => counts[filter] > 0 || filter === query.filter || filter === 'all' || filter === 'never_activated')
        .map((filter) => ({
        href: hrefOf({ ...query, filter, page: 1 }),
        label: filterLabels[filter],
        count: counts[filter],
        current: filter === query.filter,
    }));
    return (_jsxs(SchoolPage, { view: view, desk: desk, title: "Comptes des parents", children: [_jsxs(SearchForm, { action: href('schoolAccounts'), children: [_jsx(Field, { name: "q", label: "Nom, identifiant ou \u00E9l\u00E8ve", value: query.search }), _jsx(Select, { name: "classe", label: "Classe", value: query.division, options: [
                            { value: '', label: 'Toutes les classes' },
                            ...list.divisions.map((division) => ({ value: division, label: division })),
                        ] }), query.filter !== 'all' && _jsx("input", { type: "hidden", name: "etat", value: filterWords[query.filter] }), _jsx(Button, { kind: "second", children: "Filtrer" })] }), _jsx(Chips, { label: "\u00C9tat des comptes", chips: chips }), accounts.length === 0 ? (_jsx(Nothing, { query: query })) : (_jsx(Table, { caption: "Comptes des parents", quiet: true, columns: [
                    { name: 'Parent', sorted: 'ascending' },
                    { name: 'Identifiant' },
                    { name: `Élèves de ${yourSchool[desk.schoolKind]}` },
                    { name: 'Classe' },
                    { name: 'État' },
                    { name: 'Activé le' },
                ], rows: accounts.map((account) => rowOf(view, account)) })), _jsx(Pager, { view: view, page: query.page, pages: pagesOf(count), hrefOf: (page) => hrefOf({ ...query, page }), ...(count === 0 ? {} : { summary: `Comptes ${first} à ${first + accounts.length - 1} sur ${count}` }) })] }));
}
function Nothing({ query }) {
    if (query.search === '' && query.division === '' && query.filter === 'all')
        return _jsx("p", { children: "Aucun compte pour le moment. Les comptes viennent avec le premier fichier des parents." });
    return (_jsxs("p", { children: ["Aucun compte ne correspond. Essayez avec un seul nom, ou", ' ', _jsx("a", { href: href('schoolAccounts'), children: "voyez tous les comptes" }), "."] }));
}
function rowOf(view, account) {
    const [kind, word] = stateWords[deskState(account)];
    const names = [...new Set(account.guardians.map(listedName))];
    const divisions = [...new Set(account.pupils.flatMap((pupil) => pupil.division ?? []))];
    return {
        cells: [
            _jsx("a", { href: href('schoolAccount', { account: account.id }), children: _jsx(FrenchName, { children: names.join(', ') }) }),
            _jsx(Identifier, { children: account.identifier }),
            _jsx(FrenchName, { children: account.pupils.map(spokenName).join(', ') }),
            _jsx(FrenchName, { children: divisions.join(', ') }),
            _jsx(State, { kind: kind, children: word }),
            account.activatedAt === null ? '—' : view.t.shortDay(account.activatedAt),
        ],
    };
}
