import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import { Facts } from '../web/facts.js';
import { Form, TextArea } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import { titleOf, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { objectionHref, objectionSaid } from './objection-notes.js';
export function ObjectionDeskPage({ view, desk, form }) {
    const { account, objection, errors } = form;
    const { t } = view;
    return (_jsx(SchoolPage, { view: view, desk: desk, title: "\u00AB Ce n\u2019est pas moi \u00BB", trail: trailOf(account), errors: errors, children: _jsxs("div", { class: "narrow", children: [_jsxs(Card, { children: [_jsx("p", { children: objectionSaid[objection.side] }), _jsx(Facts, { facts: [
                                { name: 'Parent', value: _jsx(FrenchName, { children: titleOf(account) }) },
                                { name: 'Identifiant', value: _jsx(Identifier, { children: account.identifier }) },
                                { name: 'Regroupement', value: _jsx(Identifier, { children: objection.reference }) },
                                { name: 'Fait le', value: t.moment(objection.groupedAt) },
                                { name: 'Signalé le', value: t.moment(objection.at) },
                            ] })] }), _jsx("h2", { children: "Que faire ?" }), _jsx(Points, { points: [
                        { icon: 'phone', text: 'Appelez le parent, au numéro de votre fichier. Vérifiez qui il est.' },
                        { icon: 'fork', text: 'Si les comptes ne sont pas à la même personne : cassez le regroupement.' },
                        { icon: 'check', text: 'Si c’était bien lui : levez le signalement.' },
                    ] }), form.mayAct && (_jsxs(Form, { view: view, action: objectionHref(objection), children: [_jsx(TextArea, { name: "reason", label: "Pourquoi levez-vous le signalement ?", value: form.reason, errors: errors }), form.askCode && _jsx(SecurityCode, { errors: errors }), _jsxs(Buttons, { children: [_jsx(Button, { icon: "check", children: "Lever le signalement" }), _jsx(ButtonLink, { kind: "second", icon: "fork", href: href('schoolBreak', { account: account.id }), children: "Casser le regroupement" })] })] }))] }) }));
}
