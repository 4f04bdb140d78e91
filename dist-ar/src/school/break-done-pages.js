import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Facts } from '../web/facts.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import { titleOf, trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { LetterDownload } from './letter-pages.js';
import { spokenName } from './rules.js';
export function BreakDonePage({ view, desk, done }) {
    const { account, letter } = done;
    const pupils = account.pupils.filter((pupil) => pupil.entitling).map(spokenName);
    return (_jsx(SchoolPage, { view: view, desk: desk, title: "Le nouveau compte est pr\u00EAt", trail: trailOf(account), children: _jsxs("div", { class: "narrow", children: [_jsx(Alert, { kind: "done", title: "C\u2019est fait.", children: letter !== undefined && _jsx("p", { children: "T\u00E9l\u00E9chargez la lettre maintenant : elle se t\u00E9l\u00E9charge une seule fois." }) }), _jsx(Card, { children: _jsx(Facts, { facts: [
                            { name: 'Parent', value: _jsx(FrenchName, { children: titleOf(account) }) },
                            { name: 'Nouvel identifiant', value: _jsx(Identifier, { children: account.identifier }) },
                            { name: 'Élèves', value: _jsx(FrenchName, { children: pupils.join(', ') || 'Aucun' }) },
                            { name: 'Référence', value: _jsx(Identifier, { children: done.reference }) },
                        ] }) }), letter === undefined ? (_jsx(Note, { children: "Pas de lettre pour le moment. Compl\u00E9tez les dates de naissance des \u00E9l\u00E8ves, puis faites une lettre depuis ce compte." })) : (_jsx(LetterDownload, { view: view, accountId: account.id, letter: letter })), _jsx(Buttons, { children: _jsx(ButtonLink, { kind: "second", href: href('schoolAccount', { account: account.id }), children: "Voir le nouveau compte" }) })] }) }));
}
