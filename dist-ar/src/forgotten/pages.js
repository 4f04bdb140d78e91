import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Field, Form, IdentifierField, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
/** Posts `mail`. */
export function ForgottenIdentifierPage({ view, mail, errors }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('forgotten.identifier-title'), lead: t('forgotten.identifier-lead'), errors: errors, aside: _jsx(OtherWays, { view: view, lost: "identifier" }), children: [_jsxs(Form, { view: view, action: href('forgottenIdentifier'), children: [_jsx(Field, { name: "mail", type: "email", label: t('forgotten.mail'), hint: t('forgotten.mail-hint'), autocomplete: "email", value: mail, required: true, errors: errors }), _jsx(Button, { children: t('forgotten.send') })] }), _jsx(Back, { view: view })] }));
}
/** Posts `identifier`. */
export function ForgottenPasswordPage({ view, identifier, errors }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('forgotten.password-title'), lead: t('forgotten.password-lead'), errors: errors, aside: _jsx(OtherWays, { view: view, lost: "password" }), children: [_jsxs(Form, { view: view, action: href('forgottenPassword'), children: [_jsx(IdentifierField, { name: "identifier", label: t('signin.identifier'), hint: t('signin.identifier-hint'), value: identifier, errors: errors }), _jsx(Button, { children: t('forgotten.send') })] }), _jsxs("ul", { class: "links", children: [_jsx("li", { children: _jsx("a", { href: href('forgottenIdentifier'), children: t('signin.forgot-identifier') }) }), _jsx("li", { children: _jsx("a", { href: href('signIn'), children: t('forgotten.back') }) })] })] }));
}
/** The one answer to whatever was typed. */
export function AnsweredPage({ view, lost }) {
    const { t } = view;
    const password = lost === 'password';
    return (_jsxs(Page, { view: view, title: t('forgotten.answered-title'), lead: t(password ? 'forgotten.answered-password' : 'forgotten.answered-identifier'), aside: _jsx(OtherWays, { view: view, lost: lost }), children: [_jsx(Note, { icon: "mail", children: _jsx("p", { children: t(password ? 'forgotten.link-minutes' : 'forgotten.look-spam') }) }), _jsx("h2", { children: t('forgotten.nothing-came') }), _jsx("p", { children: t('forgotten.nothing-came-why') }), _jsxs(Buttons, { children: [_jsx(ButtonLink, { href: href('signIn'), children: t('forgotten.back') }), _jsx(ButtonLink, { kind: "second", href: href(password ? 'forgottenPassword' : 'forgottenIdentifier'), children: t('forgotten.again') })] })] }));
}
function OtherWays({ view, lost }) {
    const { t } = view;
    return (_jsxs(Card, { title: t('forgotten.no-mail'), icon: "letter", children: [lost === 'identifier' ? _jsx("p", { children: t('forgotten.identifier-letter') }) : _jsx("p", { children: t('forgotten.password-letter') }), _jsx("p", { children: t('forgotten.new-letter') })] }));
}
function Back({ view }) {
    return (_jsx("ul", { class: "links", children: _jsx("li", { children: _jsx("a", { href: href('signIn'), children: view.t('forgotten.back') }) }) }));
}
/** Posts `password`. */
export function NewPasswordPage({ view, identifier, errors }) {
    const { t } = view;
    return (_jsx(Page, { view: view, title: t('forgotten.new-title'), lead: t('forgotten.new-lead'), errors: errors, children: _jsxs(Form, { view: view, action: href('resetPassword'), children: [_jsx(KnownIdentifier, { identifier: identifier }), _jsx(Password, { view: view, name: "password", label: t('activation.new-password'), hint: t('activation.password-hint'), autocomplete: "new-password", errors: errors }), _jsx(Button, { children: t('forgotten.new-submit') })] }) }));
}
/** Used, replaced, too old or unknown: one page for all. */
export function DeadResetLinkPage({ view }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('mail.dead-title'), failed: true, children: [_jsx("p", { children: t('forgotten.dead-why') }), _jsxs(Buttons, { children: [_jsx(ButtonLink, { href: href('forgottenPassword'), children: t('forgotten.ask-again') }), _jsx(ButtonLink, { kind: "second", href: href('signIn'), children: t('forgotten.back') })] })] }));
}
