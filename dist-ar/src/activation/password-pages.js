import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { ChildLine } from '../web/children.js';
import { Facts } from '../web/facts.js';
import { CodeField, Field, Form, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, CalmPanel, Card, Note, PrintButton } from '../web/panels.js';
import { ActivationSteps } from './pages.js';
/** 3/3: posts `mail` and `password`. */
export function ActivationPasswordPage({ view, identifier, mail, mailOptional, askCode, errors, }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('activation.password-title'), errors: errors, above: _jsx(ActivationSteps, { view: view, at: 3 }), aside: _jsx(CalmPanel, { title: t('activation.good-password'), icon: "lock", children: _jsx("p", { children: t('activation.good-password-how') }) }), children: [_jsx("p", { children: t.rich('activation.your-identifier', { identifier: _jsx(Identifier, { children: identifier }) }) }), _jsxs(Form, { view: view, action: href('activationPassword'), children: [_jsx(KnownIdentifier, { identifier: identifier }), _jsx(Password, { view: view, name: "password", label: t('activation.new-password'), hint: t('activation.password-hint'), autocomplete: "new-password", errors: errors }), _jsx(Field, { name: "mail", type: "email", label: t(mailOptional ? 'activation.mail-optional' : 'activation.mail'), hint: t('activation.mail-hint'), value: mail, autocomplete: "email", required: !mailOptional, errors: errors }), askCode === true && (_jsx(CodeField, { name: "code", label: t('second.code'), hint: t('second.code-hint'), errors: errors })), _jsx(Button, { children: t('activation.open') })] })] }));
}
/** Signed in now. The next child is one link away. */
export function ActivationDonePage({ view, identifier, children, mailToConfirm }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('activation.done-title'), lead: t('activation.done-lead'), done: true, children: [_jsxs(Card, { title: t('activation.keep-this'), children: [_jsx(Facts, { facts: [
                            { name: t('letter.identifier'), value: _jsx(Identifier, { children: identifier }) },
                            {
                                name: t('activation.children'),
                                value: children.map((child) => _jsx(ChildLine, { child: child, short: true, small: true })),
                            },
                        ] }), _jsx(PrintButton, { children: t('activation.print') })] }), mailToConfirm !== undefined && (_jsx(Note, { icon: "mail", children: _jsx("p", { children: t.rich('activation.confirm-mail', { mail: _jsx("bdi", { dir: "ltr", children: mailToConfirm }) }) }) })), _jsx(CalmPanel, { title: t('activation.other-letter'), action: _jsx(ButtonLink, { kind: "second", icon: "letter", href: href('grouping'), children: t('activation.add-child') }), children: _jsx("p", { children: t('activation.other-letter-why') }) }), _jsx(Buttons, { children: _jsx(ButtonLink, { href: href('home'), children: t('activation.go-home') }) })] }));
}
