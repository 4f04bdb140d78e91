import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { SearchForm } from '../web/desk-layout.js';
import { Field } from '../web/fields.js';
import { Icon } from '../web/icons.js';
import { FrenchName } from '../web/names.js';
import { Button, Card } from '../web/panels.js';
import { Bars, Counter, Counters, Table } from '../web/tables.js';
import { SchoolPage } from './frame.js';
import { ObjectionsToDecide } from './objection-notes.js';
import { spokenName, writeListQuery } from './rules.js';
/** Below this share of activated accounts a class is marked. */
const lowShare = 0.6;
const moveWords = {
    grouped: 'a mis deux comptes ensemble',
    broken: 'a un nouveau compte (regroupement cassé)',
};
const listOf = (filter) => href('schoolAccounts', writeListQuery({ search: '', division: '', filter, page: 1 }));
const shareOf = (part, whole) => whole === 0 ? '0 %' : `${Math.round((100 * part) / whole)} %`;
export function TodayPage({ view, desk, today }) {
    const { counts } = today;
    const day = view.t.longDay(today.day);
    const search = (_jsxs(SearchForm, { action: href('schoolAccounts'), children: [_jsx(Field, { name: "q", label: "Trouver un parent ou un \u00E9l\u00E8ve", hint: "Nom, pr\u00E9nom ou identifiant" }), _jsx(Button, { icon: "search", children: "Chercher" })] }));
    return (_jsxs(SchoolPage, { view: view, desk: desk, title: "Aujourd\u2019hui", lead: day.charAt(0).toUpperCase() + day.slice(1), action: search, children: [_jsx(ObjectionsToDecide, { view: view, objections: today.objections }), _jsxs(Counters, { children: [_jsx(Counter, { count: today.requests.count, label: "Demandes \u00E0 d\u00E9cider", detail: oldestWords(view, today.requests.oldest), icon: "inbox", href: href('schoolRequests') }), _jsx(Counter, { count: counts.active, label: "Comptes actifs", detail: `sur ${counts.all}, soit ${shareOf(counts.active, counts.all)}`, icon: "people", href: listOf('active') }), _jsx(Counter, { count: counts.never_activated, label: "Jamais activ\u00E9s", detail: "Une lettre aide \u00E0 commencer", icon: "circle", href: listOf('never_activated') }), _jsx(Counter, { count: today.lettersToMake, label: "Lettres \u00E0 faire", detail: "Comptes sans lettre valable", icon: "letter", href: listOf('never_activated') }), _jsx(Counter, { count: counts.grouped, label: "Regroup\u00E9s", detail: `dont ${today.recent.groupings} depuis 7 jours`, icon: "rings", href: listOf('grouped') })] }), _jsx(Progress, { today: today }), _jsx(Moves, { view: view, today: today })] }));
}
const oldestWords = (view, oldest) => oldest === null ? 'Deux comptes à mettre ensemble' : `La plus ancienne : ${view.t.dayOf(oldest)}`;
function Progress({ today }) {
    if (today.divisions.length === 0)
        return null;
    const bars = today.divisions.map(({ division, activated, accounts }) => ({
        name: division,
        part: activated,
        whole: accounts,
        low: activated < lowShare * accounts,
    }));
    const low = bars.filter((bar) => bar.low).length;
    return (_jsxs(Card, { title: "Comptes activ\u00E9s par classe", children: [low > 0 && (_jsx("p", { children: _jsxs("strong", { class: "shut", children: [_jsx(Icon, { name: "alert" }), " ", low === 1 ? '1 classe' : `${low} classes`, " sous 60 %"] }) })), _jsx(Bars, { bars: bars, of: (bar) => `${bar.part} sur ${bar.whole}` })] }));
}
function Moves({ view, today }) {
    const { activations } = today.recent;
    return (_jsxs("section", { children: [_jsx("h2", { children: "Depuis 7 jours" }), _jsx("p", { children: activations === 0
                    ? 'Aucun compte activé.'
                    : activations === 1
                        ? '1 compte activé.'
                        : `${activations} comptes activés.` }), _jsx(Table, { caption: "Regroupements des 7 derniers jours", quiet: true, columns: [{ name: 'Parent' }, { name: 'Ce qui s’est passé' }, { name: 'Quand' }], rows: today.moves.map((move) => ({
                    cells: [
                        _jsx("a", { href: href('schoolAccount', { account: move.accountId }), children: _jsx(FrenchName, { children: spokenName(move) }) }),
                        moveWords[move.kind],
                        `${view.t.shortDay(move.at)}, ${view.t.hour(move.at)}`,
                    ],
                })), empty: "Aucun regroupement." })] }));
}
