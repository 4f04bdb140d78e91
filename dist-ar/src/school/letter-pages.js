import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import { Facts } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Note, Points } from '../web/panels.js';
import { titleOf, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { spokenName } from './rules.js';
const refusals = {
    no_child: 'Ce compte n’a pas d’élève ici avec un accès. Une lettre ne servirait à rien.',
    no_birth_date: 'La date de naissance des élèves manque. Elle protège la lettre. Complétez le fichier de l’établissement, puis importez-le.',
    has_live_letter: 'Ce compte a déjà une lettre valable.',
    active: 'Ce compte est actif.',
    frozen: 'Ce compte est gelé : un parent a signalé un problème.',
    suspended: 'Ce compte est suspendu.',
    closed: 'Ce compte est fermé.',
};
export function LetterPage({ view, desk, form }) {
    const { account } = form;
    const card = href('schoolAccount', { account: account.id });
    return (_jsx(SchoolPage, { view: view, desk: desk, title: "Nouvelle lettre", trail: trailOf(account), errors: form.errors, children: _jsxs("div", { class: "narrow", children: [_jsx(Card, { children: _jsx(Facts, { facts: [
                            { name: 'Parent', value: _jsx(FrenchName, { children: titleOf(account) }) },
                            { name: 'Identifiant', value: _jsx(Identifier, { children: account.identifier }) },
                            {
                                name: 'Élèves',
                                value: (_jsx(FrenchName, { children: account.pupils
                                        .filter((pupil) => pupil.entitling && pupil.heldFor === null)
                                        .map(spokenName)
                                        .join(', ') })),
                            },
                        ] }) }), form.why !== undefined ? (_jsxs(_Fragment, { children: [_jsx(Note, { children: refusals[form.why] }), _jsx(Buttons, { children: _jsx(ButtonLink, { kind: "second", href: card, children: "Retour au compte" }) })] })) : (_jsxs(Form, { view: view, action: href('schoolLetter', { account: account.id }), children: [_jsx(Points, { points: consequences(account) }), form.askCode && _jsx(SecurityCode, { errors: form.errors }), _jsxs(Buttons, { children: [_jsx(Button, { icon: "letter", children: "Faire la lettre" }), _jsx(ButtonLink, { kind: "second", href: card, children: "Annuler" })] })] }))] }) }));
}
function consequences(account) {
    const former = account.letters.some((letter) => letter.end === undefined);
    const stops = { icon: 'cross', text: 'Le code de la lettre d’avant ne marche plus.' };
    if (account.state === 'active')
        return [
            { icon: 'key', text: 'Le parent choisira un nouveau mot de passe avec cette lettre.' },
            { icon: 'check', text: 'Son mot de passe d’aujourd’hui marche jusque-là.' },
            ...(account.mailConfirmed
                ? [{ icon: 'mail', text: 'Un message part tout de suite à son adresse mail.' }]
                : []),
            ...(former ? [stops] : []),
        ];
    return [
        { icon: 'letter', text: 'La lettre donne un nouveau code, pour activer le compte.' },
        ...(former ? [stops] : []),
    ];
}
export function LetterMadePage({ view, desk, made }) {
    const { account, letter } = made;
    return (_jsx(SchoolPage, { view: view, desk: desk, title: made.errors.length === 0 ? 'La lettre est prête' : 'Lettre déjà téléchargée', trail: trailOf(account), errors: made.errors, children: _jsxs("div", { class: "narrow", children: [made.errors.length === 0 && (_jsx(Alert, { kind: "done", title: "T\u00E9l\u00E9chargez-la maintenant : elle se t\u00E9l\u00E9charge une seule fois.", children: _jsx("p", { children: "Imprimez-la, puis effacez le fichier. Elle contient un code secret." }) })), made.errors.length === 0 && _jsx(LetterDownload, { view: view, accountId: account.id, letter: letter }), _jsxs(Buttons, { children: [made.errors.length > 0 && (_jsx(ButtonLink, { icon: "letter", href: href('schoolLetter', { account: account.id }), children: "Nouvelle lettre" })), _jsx(ButtonLink, { kind: "second", href: href('schoolAccount', { account: account.id }), children: "Retour au compte" })] })] }) }));
}
/** A post, not a link: no browser fetches it in advance. */
export function LetterDownload({ view, accountId, letter, }) {
    const { number, lastDay } = letter;
    return (_jsxs(Card, { children: [_jsx(Facts, { facts: [
                    { name: 'Lettre', value: _jsx(Identifier, { children: number }) },
                    { name: 'Dernier jour', value: view.t.day(lastDay) },
                ] }), _jsx(Form, { view: view, action: href('schoolLetterFile', { account: accountId, letter: number }), children: _jsx(Button, { icon: "print", children: "T\u00E9l\u00E9charger la lettre (PDF)" }) })] }));
}
