import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { mayAct } from '../staff/rules.js';
import { ChildLine } from '../web/children.js';
import { State, SummaryList } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier, Phone } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import { Table } from '../web/tables.js';
import { SchoolPage } from './frame.js';
import { ObjectionNotes } from './objection-notes.js';
import { deskState, listedName, spokenName } from './rules.js';
import { holdWords, kinshipWord, letterEndWords, stateWords, yourSchool } from './words.js';
/** The name of an account at a desk: those of its records there. */
export const titleOf = (account) => [...new Set(account.records.map(listedName))].join(', ');
/** The way back to a card, above what is done to its account. */
export const trailOf = (account) => [
    { href: href('schoolAccounts'), label: 'Comptes' },
    { href: href('schoolAccount', { account: account.id }), label: titleOf(account) },
];
export function AccountPage({ view, desk, account }) {
    const { t } = view;
    const [kind, word] = stateWords[deskState(account)];
    const facts = [
        { name: 'Identifiant', value: _jsx(Identifier, { children: account.identifier }) },
        { name: 'État', value: _jsx(State, { kind: kind, children: word }) },
        { name: 'Activé le', value: account.activatedAt === null ? 'Jamais' : t.shortDay(account.activatedAt) },
        { name: 'Mail confirmé', value: account.mailConfirmed ? 'Oui' : 'Non' },
        {
            name: 'Regroupé',
            value: account.grouped ? 'Oui, le parent a mis plusieurs comptes ensemble.' : 'Non',
        },
    ];
    return (_jsxs(SchoolPage, { view: view, desk: desk, title: titleOf(account), trail: [{ href: href('schoolAccounts'), label: 'Comptes' }], children: [_jsx(ObjectionNotes, { objections: account.objections }), _jsxs("div", { class: "pairs", children: [_jsxs(Card, { title: "Compte", icon: "person", children: [_jsx(SummaryList, { facts: facts }), mayAct(desk.role) && (_jsxs(Buttons, { children: [_jsx(ButtonLink, { icon: "letter", href: href('schoolLetter', { account: account.id }), children: "Nouvelle lettre" }), _jsx(ButtonLink, { kind: "second", icon: "fork", href: href('schoolBreak', { account: account.id }), children: "Casser un regroupement" })] }))] }), _jsx(Card, { title: `Élèves de ${yourSchool[desk.schoolKind]}`, icon: "children", children: _jsx(Pupils, { view: view, desk: desk, account: account }) })] }), _jsx("div", { class: "pairs", children: account.records.map((record) => (_jsx(RecordCard, { record: record }))) }), _jsx(Letters, { view: view, account: account }), _jsx(History, { view: view, account: account })] }));
}
function Pupils({ view, desk, account }) {
    if (account.pupils.length === 0)
        return _jsx("p", { class: "soft", children: "Aucun \u00E9l\u00E8ve pour le moment." });
    return (_jsx("ul", { class: "rows", children: account.pupils.map((pupil, position) => (_jsx("li", { children: _jsxs(ChildLine, { as: "h3", small: true, child: {
                    firstName: pupil.firstName,
                    familyName: pupil.usageName ?? pupil.familyName,
                    division: pupil.division ?? undefined,
                    position,
                }, children: [_jsx("p", { class: "soft", children: linkWords(pupil) }), pupil.heldFor === 'not_my_child' && mayAct(desk.role) && (_jsx(Form, { view: view, action: href('schoolRestoreChild', { account: account.id, link: pupil.linkId }), children: _jsx(Button, { kind: "link", children: "Le lien est v\u00E9rifi\u00E9 : montrer l\u2019\u00E9l\u00E8ve de nouveau" }) }))] }) }))) }));
}
function linkWords(pupil) {
    const words = [kinshipWord(pupil.kinship)];
    if (!pupil.entitling)
        words.push(pupil.level === 'contact' ? 'contact, sans accès' : 'sans accès');
    if (pupil.heldFor !== null)
        words.push(holdWords[pupil.heldFor]);
    return words.join(', ');
}
function RecordCard({ record }) {
    const civility = record.civility === null ? '' : `${record.civility} `;
    return (_jsxs(Card, { title: `Fiche : ${civility}${spokenName(record)}`, icon: "list", children: [record.gone && _jsx("p", { children: "Cette fiche n\u2019est plus dans le fichier de l\u2019\u00E9tablissement." }), _jsx(SummaryList, { facts: [
                    {
                        name: 'Nom de famille',
                        value: _jsx(FrenchName, { children: record.familyName }),
                    },
                    ...(record.usageName === null
                        ? []
                        : [{ name: 'Nom d’usage', value: _jsx(FrenchName, { children: record.usageName }) }]),
                    { name: 'Mail de la fiche', value: record.mail ?? 'Aucun' },
                    { name: 'Téléphone', value: record.phone === null ? 'Aucun' : _jsx(Phone, { number: record.phone }) },
                ] })] }));
}
function Letters({ view, account }) {
    const { t } = view;
    return (_jsxs("section", { children: [_jsx("h2", { children: "Lettres" }), _jsx(Table, { caption: "Lettres faites par votre \u00E9tablissement", quiet: true, columns: [
                    { name: 'Numéro' },
                    { name: 'Pour' },
                    { name: 'Faite le' },
                    { name: 'Dernier jour' },
                    { name: 'État' },
                ], rows: account.letters.map((letter) => ({
                    cells: [
                        _jsx(Identifier, { children: letter.number }),
                        letter.purpose === 'recovery' ? 'Nouveau mot de passe' : 'Activation',
                        `${t.shortDay(letter.issuedAt)}${letter.issuedBy === null ? '' : `, ${letter.issuedBy}`}`,
                        t.day(letter.lastDay),
                        letter.end === undefined ? (_jsx(State, { kind: "unconfirmed", children: "valable" })) : (_jsx(State, { kind: letter.end === 'used' ? 'done' : 'closed', children: letterEndWords[letter.end] })),
                    ],
                })), empty: "Aucune lettre." })] }));
}
const eventWords = {
    attached: 'Fiche rattachée à ce compte',
    grouped: 'Comptes mis ensemble par le parent',
    separated: 'Fiche séparée, nouveau compte',
    left_by_break: 'Fiche partie vers un nouveau compte',
    activated: 'Compte activé',
    letter_made: 'Lettre faite',
    letter_used: 'Lettre utilisée',
};
function History({ view, account }) {
    return (_jsxs("section", { children: [_jsx("h2", { children: "Historique" }), _jsx(Table, { caption: "Ce qui est arriv\u00E9 aux fiches de votre \u00E9tablissement", quiet: true, columns: [{ name: 'Ce qui s’est passé' }, { name: 'Quand' }, { name: 'Fiche' }, { name: 'Référence' }], rows: account.events.map((event) => ({
                    cells: [
                        eventWords[event.kind],
                        `${view.t.shortDay(event.at)}, ${view.t.hour(event.at)}`,
                        event.name === undefined ? '' : _jsx(FrenchName, { children: spokenName(event.name) }),
                        event.reference === undefined ? '' : _jsx(Identifier, { children: event.reference }),
                    ],
                })) })] }));
}
