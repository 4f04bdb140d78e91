import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Tile } from '../web/children.js';
import { Form, IdentifierField, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
import { LetterDrawing } from './letter-drawing.js';
export function SignInPage({ view, identifier, errors, problem, notice, idleMinutes, back }) {
    const { t } = view;
    const shown = problem?.kind === 'wrong' ? wrongPair(t) : errors;
    return (_jsxs(Page, { view: view, title: t('signin.title'), errors: shown, failed: problem !== undefined, above: _jsxs(_Fragment, { children: [problem !== undefined && problem.kind !== 'wrong' && _jsx(Refusal, { t: t, problem: problem }), notice !== undefined && problem === undefined && (_jsx(Alert, { kind: notice === 'password_changed' ? 'done' : 'info', children: _jsx("p", { children: noticeText(t, notice, idleMinutes) }) }))] }), aside: _jsxs("div", { class: "calm first-time", children: [_jsx("ul", { children: _jsx(Tile, { href: href('activation'), icon: "letter", detail: t('signin.first-time'), title: t('signin.have-letter'), detailFirst: true }) }), _jsx(LetterDrawing, { t: t })] }), helpNote: t('signin.idle', { minutes: idleMinutes }), children: [_jsxs(Form, { view: view, action: href('signIn'), children: [back !== undefined && _jsx("input", { type: "hidden", name: "retour", value: back }), _jsx(IdentifierField, { name: "identifier", label: t('signin.identifier'), hint: t('signin.identifier-hint'), value: identifier, errors: shown }), _jsx(Password, { view: view, name: "password", label: t('signin.password'), autocomplete: "current-password", errors: shown }), _jsx(Button, { children: t('signin.submit') })] }), _jsxs("ul", { class: "links", children: [_jsx("li", { children: _jsx("a", { href: href('forgottenIdentifier'), children: t('signin.forgot-identifier') }) }), _jsx("li", { children: _jsx("a", { href: href('forgottenPassword'), children: t('signin.forgot-password') }) })] })] }));
}
/** One message for the pair; each field then says its own part. */
function wrongPair(t) {
    return [
        { field: 'identifier', message: t('signin.wrong'), beside: t('signin.check-identifier') },
        { field: 'password', message: '', beside: t('signin.password-again') },
    ];
}
function noticeText(t, notice, minutes) {
    switch (notice) {
        case 'idle':
            return t('signin.notice-idle', { minutes });
        case 'ended':
            return t('signin.notice-ended');
        case 'signed_out':
            return t('signin.notice-signed-out');
        case 'password_changed':
            return t('signin.notice-password-changed');
    }
}
function Refusal({ t, problem }) {
    const [title, advice] = refusalWords(t, problem);
    return (_jsx(Alert, { kind: "bad", title: title, children: _jsx("p", { children: advice }) }));
}
function refusalWords(t, problem) {
    switch (problem.kind) {
        case 'throttled':
            return [t('signin.throttled', { minutes: problem.minutes }), t('signin.throttled-advice')];
        case 'locked':
            return [t('signin.locked'), t('signin.locked-advice')];
        case 'grouped':
            return [t('signin.closed'), t('signin.grouped-advice')];
        case 'closed':
            return [t('signin.closed'), t('signin.closed-advice')];
        case 'frozen':
            return [t('signin.frozen'), t('signin.call-school')];
        case 'suspended':
            return [t('signin.suspended'), t('signin.call-school')];
        case 'asleep':
            return [t('signin.asleep'), t('signin.new-letter')];
        case 'letter_used':
            return [t('letter.used'), t('letter.used-advice')];
        case 'letter_replaced':
            return [t('letter.replaced'), t('letter.replaced-advice')];
        case 'letter_expired':
            return [t('letter.expired'), t('signin.new-letter')];
        case 'letter_dead':
            return [t('letter.dead'), t('signin.new-letter')];
    }
}
/** « Votre mot de passe encore »: before a form that groups accounts or changes a password, never after it. */
export function FreshProofPage({ view, back, errors, wrong, waitMinutes }) {
    const { t } = view;
    const shown = wrong === true ? [{ field: 'password', message: t('proof.wrong') }] : errors;
    return (_jsx(Page, { view: view, title: t('proof.title'), lead: t('proof.why'), errors: shown, failed: waitMinutes !== undefined, above: waitMinutes !== undefined && (_jsx(Alert, { kind: "bad", title: t('signin.throttled', { minutes: waitMinutes }), children: _jsx("p", { children: t('proof.throttled-advice') }) })), children: _jsxs(Form, { view: view, action: href('freshProof'), children: [_jsx("input", { type: "hidden", name: "retour", value: back }), _jsx(KnownIdentifier, { identifier: view.signedIn?.name ?? '' }), _jsx(Password, { view: view, name: "password", label: t('proof.password'), autocomplete: "current-password", errors: shown }), _jsxs(Buttons, { children: [_jsx(Button, { children: t('proof.submit') }), _jsx(ButtonLink, { kind: "second", href: href('account'), children: t('proof.cancel') })] })] }) }));
}
