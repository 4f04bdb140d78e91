import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { SideBySide } from '../web/desk-layout.js';
import { State } from '../web/facts.js';
import { FrenchName } from '../web/names.js';
import { Card, Note, Points } from '../web/panels.js';
import { SchoolPage } from './frame.js';
import { AnswerPanel, Given, Over } from './request-answer-pages.js';
import { stateOf } from './request-list-pages.js';
import { spokenName } from './rules.js';
import { kinshipWord, likenessWords, yourSchool } from './words.js';
export function RequestPage({ view, desk, request, form }) {
    const { t } = view;
    const [kind, word] = stateOf(request.state, request.answer !== undefined);
    const { sides } = request;
    return (_jsxs(SchoolPage, { view: view, desk: desk, title: `Demande ${request.reference}`, lead: _jsxs(_Fragment, { children: [`Reçue le ${t.dayOf(request.createdAt)}. `, _jsx(State, { kind: kind, children: word })] }), trail: [{ href: href('schoolRequests'), label: 'Demandes' }], errors: form?.errors, children: [request.answer !== undefined && _jsx(Given, { view: view, answer: request.answer, waits: request.state === 'open' }), sides === undefined ? (_jsx(Over, { state: request.state })) : (_jsxs(SideBySide, { children: [_jsxs("div", { children: [_jsx("h2", { children: "Les deux comptes" }), _jsx(SideCard, { title: "Le compte que le parent garde", desk: desk, view: view, side: sides.kept }), _jsx(SideCard, { title: "Le compte qui va fermer", desk: desk, view: view, side: sides.absorbed })] }), _jsxs("div", { children: [_jsx("h2", { children: "\u00C0 v\u00E9rifier" }), _jsx(Evidence, { desk: desk, sides: sides }), request.state === 'open' && request.answer === undefined && (_jsx(AnswerPanel, { view: view, request: request, form: form }))] })] }))] }));
}
function SideCard({ title, view, desk, side, }) {
    return (_jsxs(Card, { title: title, children: [side.own.map((record) => (_jsxs(_Fragment, { children: [_jsxs("p", { children: [_jsx("strong", { children: _jsx("a", { href: href('schoolAccount', { account: side.accountId }), children: _jsx(FrenchName, { children: fullName(record) }) }) }), `, fiche de ${yourSchool[desk.schoolKind]}`] }), _jsx("ul", { children: record.pupils.map((pupil) => (_jsxs("li", { children: [_jsx(FrenchName, { children: spokenName(pupil) }), pupilDetail(view, pupil)] }))) })] }))), side.others.map((name) => (_jsxs("p", { children: [_jsx("strong", { children: _jsx(FrenchName, { children: fullName(name) }) }), ", fiche d\u2019une autre \u00E9cole"] }))), side.own.length + side.others.length === 0 && (_jsx("p", { class: "soft", children: "Les fiches de ce compte sont dans une autre \u00E9cole." }))] }));
}
/** « Mme Camille ROUX, nom d’usage MARTIN » */
function fullName({ civility, firstName, familyName, usageName }) {
    const name = [civility ?? '', firstName, familyName.toLocaleUpperCase('fr')].filter((part) => part !== '').join(' ');
    return usageName === null ? name : `${name}, nom d’usage ${usageName.toLocaleUpperCase('fr')}`;
}
function pupilDetail({ t }, pupil) {
    const born = pupil.birthDate === null ? '' : `, naissance le ${t.day(pupil.birthDate)}`;
    const division = pupil.division === null ? '' : `, ${pupil.division}`;
    return `${division}${born} (${kinshipWord(pupil.kinship)})`;
}
function Evidence({ desk, sides }) {
    return (_jsxs(_Fragment, { children: [_jsx("p", { children: "Fratrie ne peut pas d\u00E9cider seul. Est-ce une seule personne ?" }), _jsx(Points, { points: [
                    ...sides.likeness.map((one) => ({ icon: 'people', text: likenessWords[one] })),
                    ...sides.shared.map((pupil) => ({
                        icon: 'children',
                        text: (_jsxs(_Fragment, { children: ["Le m\u00EAme \u00E9l\u00E8ve est des deux c\u00F4t\u00E9s : ", _jsx(FrenchName, { children: spokenName(pupil) }), ". Souvent, ce sont ses deux parents."] })),
                    })),
                    { icon: 'info', text: `Vous voyez seulement les élèves de ${yourSchool[desk.schoolKind]}.` },
                ] }), sides.flagged && (_jsx(Note, { icon: "lock", children: _jsxs("p", { children: [_jsx("strong", { children: "Fiche prot\u00E9g\u00E9e." }), " Une fiche de ", yourSchool[desk.schoolKind], " demande de l\u2019attention. N\u2019en parlez pas au t\u00E9l\u00E9phone."] }) }))] }));
}
