import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import { Choice } from '../web/choices.js';
import { SideBySide } from '../web/desk-layout.js';
import { BeforeAfter } from '../web/diagram.js';
import { Form, TextArea } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
import { trailOf } from './card-pages.js';
import { SchoolPage } from './frame.js';
import { spokenName } from './rules.js';
import { breakReasons, kinshipWord, yourSchool } from './words.js';
export function BreakPage({ view, desk, form }) {
    const { account, result } = form;
    return (_jsxs(SchoolPage, { view: view, desk: desk, title: "Casser un regroupement", lead: _jsxs(_Fragment, { children: ["Compte ", _jsx(Identifier, { children: account.identifier }), _jsx(Grouped, { view: view, account: account })] }), trail: trailOf(account), errors: form.errors, children: [form.changed && (_jsx(Alert, { kind: "bad", title: "Ce compte a chang\u00E9. Rien n\u2019a \u00E9t\u00E9 fait.", children: _jsx("p", { children: "V\u00E9rifiez encore le r\u00E9sultat." }) })), _jsxs(SideBySide, { children: [_jsx(Choosing, { form: form }), result === undefined ? (_jsx("p", { class: "soft", children: "Le r\u00E9sultat s\u2019affiche ici, avant tout changement." })) : (_jsx(Result, { view: view, desk: desk, form: form, result: result }))] })] }));
}
/** The last grouping of this account, as far as this school may know of it. */
function Grouped({ view, account }) {
    const last = account.events.find((event) => event.kind === 'grouped');
    if (!account.grouped || last === undefined)
        return _jsx(_Fragment, { children: ", pas regroup\u00E9" });
    return (_jsxs(_Fragment, { children: [`, regroupé le ${view.t.dayOf(last.at)} par le parent (référence `, _jsx(Identifier, { children: last.reference ?? '' }), ")"] }));
}
function Choosing({ form }) {
    const { account, chosen, result } = form;
    return (_jsxs("form", { method: "get", action: href('schoolBreak', { account: account.id }), children: [_jsx(Choice, { name: "fiche", kind: "checkbox", framed: true, label: "1. Quels \u00E9l\u00E8ves quittent ce compte ?", chosen: chosen.map(String), options: account.records.map((record) => {
                    const pupils = account.pupils.filter((pupil) => pupil.guardianId === record.guardianId);
                    const kinships = [...new Set(pupils.map((pupil) => kinshipWord(pupil.kinship)))];
                    return {
                        value: String(record.guardianId),
                        label: (_jsx("strong", { children: _jsx(FrenchName, { children: pupils.length === 0 ? 'Aucun élève' : pupils.map((pupil) => placed(pupil)).join(' ; ') }) })),
                        detail: (_jsxs(_Fragment, { children: ['Fiche : ', _jsx(FrenchName, { children: spokenName(record) }), kinships.length === 0 ? '' : `, ${kinships.join(', ')}`] })),
                    };
                }) }), _jsx(Button, { ...(result === undefined ? {} : { kind: 'second' }), children: result === undefined ? 'Voir le résultat' : 'Voir encore le résultat' })] }));
}
const placed = (pupil) => [spokenName(pupil), pupil.division ?? ''].filter((part) => part !== '').join(', ');
function Result({ view, desk, form, result }) {
    const { account, chosen, errors } = form;
    const left = account.records.filter((record) => !chosen.includes(record.guardianId));
    const leaver = namesOf(result.leavingGuardians);
    return (_jsxs("div", { children: [_jsx("h2", { children: "2. V\u00E9rifiez le r\u00E9sultat" }), _jsx(Card, { children: _jsx(Diagram, { view: view, account: account, result: result, stayer: namesOf(left), leaver: leaver }) }), _jsx(Points, { points: consequences(desk, account, result, left.length === 0, leaver) }), _jsxs(Form, { view: view, action: href('schoolBreak', { account: account.id }), children: [chosen.map((guardianId) => (_jsx("input", { type: "hidden", name: "fiche", value: guardianId }))), _jsx("input", { type: "hidden", name: "digest", value: result.digest }), _jsx(Choice, { name: "reasonKind", kind: "radio", label: "3. Pourquoi ?", options: breakReasons, chosen: [form.reasonKind], errors: errors }), _jsx(TextArea, { name: "reason", label: "Expliquez en une phrase", value: form.reason, errors: errors }), form.askCode && _jsx(SecurityCode, { errors: errors }), _jsxs(Buttons, { children: [_jsx(Button, { icon: "fork", children: "S\u00E9parer et pr\u00E9parer la lettre" }), _jsx(ButtonLink, { kind: "second", href: href('schoolAccount', { account: account.id }), children: "Annuler" })] })] })] }));
}
const namesOf = (people) => [...new Set(people.map(spokenName))].join(', ');
const firstNames = (pupils) => pupils.map((pupil) => pupil.firstName).join(', ');
function Diagram({ view, account, result, stayer, leaver }) {
    const { leaving, staying } = result;
    const everybody = [...staying, ...leaving].sort((one, other) => one.pupilId - other.pupilId);
    const drawn = (pupils) => pupils.map((pupil) => ({
        firstName: pupil.firstName,
        familyName: pupil.usageName ?? pupil.familyName,
        position: everybody.indexOf(pupil),
    }));
    const { identifier } = account;
    return (_jsx(BeforeAfter, { view: view, named: true, label: `Aujourd’hui, le compte ${identifier} voit ${firstNames([...staying, ...leaving]) || 'aucun élève d’ici'}. Après, il voit ${firstNames(staying) || 'aucun élève d’ici'}, et un nouveau compte voit ${firstNames(leaving) || 'aucun élève'}.`, before: [{ identifier, holder: namesOf(account.records), children: drawn(everybody), look: 'kept' }], after: [
            {
                identifier,
                holder: stayer === '' ? undefined : stayer,
                children: drawn(staying),
                none: 'Aucun élève d’ici',
                look: 'kept',
            },
            { holder: leaver, children: drawn(leaving), look: 'new' },
        ] }));
}
function consequences(desk, account, { leaving }, empty, leaver) {
    const who = _jsx(FrenchName, { children: leaver });
    const seen = _jsx(FrenchName, { children: firstNames(leaving) });
    const lettered = account.pupils.some((pupil) => pupil.birthDate !== null && leaving.some((one) => one.pupilId === pupil.pupilId));
    return [
        lettered
            ? { icon: 'letter', text: _jsxs(_Fragment, { children: ["Une lettre pour ", who, " se fait tout de suite."] }) }
            : { icon: 'alert', text: 'Pas encore de lettre : la date de naissance des élèves manque.' },
        ...(leaving.length === 0
            ? []
            : [
                {
                    icon: 'cross',
                    text: (_jsxs(_Fragment, { children: ["Le compte ", _jsx(Identifier, { children: account.identifier }), " ne voit plus ", seen, ", d\u00E8s maintenant."] })),
                },
            ]),
        ...(account.mailConfirmed
            ? [{ icon: 'mail', text: 'Son adresse mail reçoit un message, avec votre téléphone.' }]
            : []),
        ...(empty
            ? [{ icon: 'info', text: `Ce compte n’aura plus d’élève de ${yourSchool[desk.schoolKind]}.` }]
            : []),
        { icon: 'info', text: `Vous voyez seulement les élèves de ${yourSchool[desk.schoolKind]}.` },
    ];
}
