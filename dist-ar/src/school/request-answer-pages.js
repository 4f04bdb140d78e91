import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { SecurityCode } from '../staff/pages.js';
import { Choice } from '../web/choices.js';
import { Form, TextArea } from '../web/fields.js';
import { Alert, Button, ButtonLink, Buttons, Card } from '../web/panels.js';
export function AnswerPanel({ view, request, form, }) {
    if (form === undefined)
        return _jsx("p", { class: "soft", children: "La direction et le secr\u00E9tariat r\u00E9pondent aux demandes." });
    return (_jsxs(Card, { title: "Votre r\u00E9ponse", children: [_jsx("p", { children: `Répondez avant le ${view.t.dayOf(request.answerBy)}. Après, la personne qui gère Fratrie peut décider.` }), _jsxs(Form, { view: view, action: href('schoolRequest', { reference: request.reference }), children: [_jsx(Choice, { name: "decision", kind: "radio", label: "Que r\u00E9pondez-vous ?", options: [
                            { value: 'accepted', label: 'C’est la même personne : accepter', detail: 'Le parent confirme ensuite.' },
                            { value: 'refused', label: 'Refuser', detail: 'Les deux comptes restent séparés.' },
                        ], chosen: [form.decision], errors: form.errors }), _jsx(TextArea, { name: "reason", label: "Expliquez en une phrase", hint: "Le parent ne lit pas cette phrase.", value: form.reason, errors: form.errors }), form.askCode && _jsx(SecurityCode, { errors: form.errors }), _jsxs(Buttons, { children: [_jsx(Button, { children: "Envoyer la r\u00E9ponse" }), _jsx(ButtonLink, { kind: "second", href: href('schoolRequests'), children: "Plus tard" })] })] })] }));
}
export function Given({ view, answer, waits }) {
    const who = answer.staffName === null || answer.staffName === '' ? '' : `, par ${answer.staffName}`;
    const when = answer.decidedAt === null ? '' : ` le ${view.t.dayOf(answer.decidedAt)}${who}`;
    return (_jsxs(Alert, { kind: "done", title: `Votre école a ${answer.decision === 'accepted' ? 'accepté' : 'refusé'}${when}.`, children: [_jsx("p", { children: answer.reason }), waits && _jsx("p", { children: "La demande attend encore une autre r\u00E9ponse. Le parent re\u00E7oit un mail \u00E0 la fin." })] }));
}
const overWords = {
    refused: 'Cette demande est refusée. Les deux comptes restent séparés, et leurs parents le savent.',
    withdrawn: 'Le parent a retiré sa demande. Rien n’est à faire.',
    void: 'Un des deux comptes a changé depuis : la demande ne vaut plus. Le parent peut en faire une autre.',
    done: 'Le parent a confirmé : les deux comptes sont regroupés. Vous pouvez casser ce regroupement depuis le compte.',
};
export function Over({ state }) {
    return (_jsxs(_Fragment, { children: [_jsx("p", { children: overWords[state] }), _jsx(Buttons, { children: _jsx(ButtonLink, { kind: "second", href: href('schoolRequests'), children: "Voir les demandes" }) })] }));
}
