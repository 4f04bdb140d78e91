import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
// Sample pages of the school's desk, made of components alone.
import { translator } from '../src/i18n/translator.js';
import { ChildBadge } from '../src/web/children.js';
import { Choice, Select } from '../src/web/choices.js';
import { DeskPage, SearchForm, SideBySide } from '../src/web/desk-layout.js';
import { BeforeAfter } from '../src/web/diagram.js';
import { State } from '../src/web/facts.js';
import { Field, Form, TextArea } from '../src/web/fields.js';
import { FrenchName, Identifier } from '../src/web/names.js';
import { Button, ButtonLink, Buttons, Card, Points } from '../src/web/panels.js';
import { Bars, Chips, Counter, Counters, Pager, Table } from '../src/web/tables.js';
const view = (path) => ({
    t: translator(process.env.LOC ?? 'ar'),
    csrf: 'token',
    path,
    staff: { name: 'Sophie Lopez', role: 'Secrétariat', schoolName: 'Collège Jean-Moulin, Bordeaux', idleMinutes: 60 },
});
const menu = [
    { href: '/ecole', icon: 'calendar', label: 'Aujourd’hui' },
    { href: '/ecole/comptes', icon: 'people', label: 'Comptes' },
    { href: '/ecole/lettres', icon: 'letter', label: 'Lettres', count: 14 },
];
const parents = [
    ['ADJEI Kofi', 'k.adjei1022', 'Ama ADJEI', '6e A', 'to-activate', 'Jamais activé'],
    ['ALVES Maria', 'm.alves3901', 'Tiago ALVES', '4e C', 'active', 'Actif'],
    ['BENALI Nadia', 'n.benali4827', 'Yanis BENALI', '5e B', 'grouped', 'Regroupé'],
    ['CHEN Wei', 'w.chen5510', 'Lucas CHEN', '5e A', 'no-mail', 'Mail non confirmé'],
    ['COSTA Paulo', 'p.costa7204', 'Inès COSTA', '4e A', 'to-decide', 'À décider'],
    ['DUPUY Marc', 'm.dupuy0098', 'Léo DUPUY', '3e D', 'closed', 'Fermé'],
];
export const deskAccounts = (_jsxs(DeskPage, { view: view('/ecole/comptes'), title: "Comptes des parents", menu: menu, action: _jsx(ButtonLink, { kind: "second", href: "#", children: "T\u00E9l\u00E9charger la liste (CSV)" }), children: [_jsxs(SearchForm, { action: "/ecole/comptes", children: [_jsx(Field, { name: "q", label: "Nom, identifiant ou \u00E9l\u00E8ve" }), _jsx(Select, { name: "classe", label: "Classe", options: [{ value: '', label: 'Toutes les classes' }] }), _jsx(Button, { kind: "second", children: "Filtrer" })] }), _jsx(Chips, { label: "\u00C9tats", chips: [
                { href: '#', label: 'Tous', count: 838, current: true },
                { href: '#', label: 'Actifs', count: 592 },
                { href: '#', label: 'Jamais activés', count: 149 },
                { href: '#', label: 'Regroupés', count: 74 },
            ] }), _jsx(Table, { caption: "Comptes des parents", quiet: true, columns: [
                { name: 'Parent', sorted: 'ascending' },
                { name: 'Identifiant' },
                { name: 'Élèves de votre collège' },
                { name: 'Classe' },
                { name: 'État' },
            ], rows: parents.map(([name, identifier, pupil, division, kind, word]) => ({
                cells: [
                    _jsx("a", { href: "/ecole/comptes/12", children: _jsx(FrenchName, { children: name }) }),
                    identifier,
                    pupil,
                    division,
                    _jsx(State, { kind: kind, children: word }),
                ],
            })) }), _jsx(Pager, { view: view('/ecole/comptes'), page: 1, pages: 70, hrefOf: (page) => `?page=${page}`, summary: "Comptes 1 \u00E0 12 sur 838" })] }));
const classes = ['6e A', '6e B', '6e C', '5e A', '5e B', '4e A', '4e B', '3e A'];
export const deskToday = (_jsxs(DeskPage, { view: view('/ecole'), title: "Aujourd\u2019hui", lead: "Lundi 14 septembre 2026", menu: menu, children: [_jsxs(Counters, { children: [_jsx(Counter, { count: 2, label: "Demandes \u00E0 d\u00E9cider", detail: "La plus ancienne : 3 jours", icon: "inbox", href: "#" }), _jsx(Counter, { count: 14, label: "Lettres \u00E0 imprimer", detail: "12 nouveaux parents, 2 perdues", icon: "letter", href: "#" }), _jsx(Counter, { count: 1, label: "Import \u00E0 v\u00E9rifier", detail: "Re\u00E7u ce matin \u00E0 7 h 12", icon: "upload", href: "#" }), _jsx(Counter, { count: 4, label: "Rejet\u00E9s", detail: "\u00E0 corriger dans SIECLE", icon: "alert", look: "bad" })] }), _jsxs(Card, { title: "Comptes activ\u00E9s par classe", children: [_jsxs("p", { children: [_jsx("span", { class: "big", children: "666" }), " comptes activ\u00E9s sur 838, soit 79 %."] }), _jsx(Bars, { bars: classes.map((name, index) => ({ name, part: 22 + 4 * index, whole: 54, low: index < 2 })), of: (bar) => `${bar.part} sur ${bar.whole}` })] })] }));
const emma = { firstName: 'Emma', familyName: 'Martel', division: '4e A', position: 2 };
const tom = { firstName: 'Tom', familyName: 'Martel', division: '6e C', position: 3 };
const claire = 'Claire MARTEL';
const roy = 'Claire MARTEL-ROY';
export const deskBreak = (_jsx(DeskPage, { view: view('/ecole/comptes/12/casser'), title: "Casser un regroupement", lead: "Compte c.martel2031, regroup\u00E9 le 4 septembre 2026 (r\u00E9f\u00E9rence G-2R8P-31)", menu: menu, trail: [
        { href: '/ecole/comptes', label: 'Comptes' },
        { href: '/ecole/comptes/12', label: 'MARTEL Claire' },
    ], children: _jsx(Form, { view: view('/ecole/comptes/12/casser'), action: "/ecole/comptes/12/casser", children: _jsxs(SideBySide, { children: [_jsxs("div", { children: [_jsx(Choice, { name: "records", kind: "checkbox", label: "1. Quels \u00E9l\u00E8ves quittent ce compte ?", framed: true, chosen: ['2'], options: [
                                {
                                    value: '1',
                                    label: _jsx("strong", { children: "Emma MARTEL, 4e A" }),
                                    detail: `Fiche : ${claire}, mère`,
                                    badge: _jsx(ChildBadge, { child: emma, small: true }),
                                },
                                {
                                    value: '2',
                                    label: _jsx("strong", { children: "Tom MARTEL, 6e C" }),
                                    detail: `Fiche : ${roy}, mère`,
                                    badge: _jsx(ChildBadge, { child: tom, small: true }),
                                },
                            ] }), _jsx(Choice, { name: "why", kind: "radio", label: "2. Pourquoi ?", chosen: ['same_name'], options: [
                                { value: 'same_name', label: 'Deux personnes ont le même nom' },
                                { value: 'asked', label: 'Le parent le demande' },
                                { value: 'error', label: 'Erreur de l’école' },
                            ] }), _jsx(TextArea, { name: "reason", label: "Expliquez en une phrase", value: "Mme Martel-Roy est venue avec sa pi\u00E8ce d'identit\u00E9." })] }), _jsxs("div", { children: [_jsx("h2", { children: "3. V\u00E9rifiez le r\u00E9sultat" }), _jsx(Card, { children: _jsx(BeforeAfter, { view: view(''), named: true, label: "Aujourd\u2019hui un compte, apr\u00E8s deux comptes", before: [{ identifier: 'c.martel2031', holder: claire, children: [emma, tom], look: 'kept' }], after: [
                                    { identifier: 'c.martel2031', holder: claire, children: [emma], look: 'kept' },
                                    { holder: roy, children: [tom], look: 'new' },
                                ] }) }), _jsx(Points, { points: [
                                {
                                    icon: 'letter',
                                    text: (_jsxs(_Fragment, { children: ["Une lettre pour ", _jsx("strong", { children: roy }), " s'imprime tout de suite."] })),
                                },
                                { icon: 'cross', text: `${claire} ne verra plus Tom, dès maintenant.` },
                                { icon: 'info', text: 'Vous voyez seulement les élèves de votre collège.' },
                            ] }), _jsxs(Buttons, { children: [_jsx(Button, { icon: "fork", children: "S\u00E9parer et pr\u00E9parer la lettre" }), _jsx(ButtonLink, { kind: "second", href: "#", children: "Annuler" })] }), _jsxs("p", { class: "soft", children: ["Nous demandons ensuite votre code de s\u00E9curit\u00E9. ", _jsx(Identifier, { children: "G-2R8P-31" })] })] })] }) }) }));
