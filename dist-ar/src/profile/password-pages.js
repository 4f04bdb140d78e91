import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Form, KnownIdentifier, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
/** Profil: a new password. Posts `current` and `password`. */
export function ProfilePage({ view, identifier, errors, waitMinutes }) {
    const { t } = view;
    return (_jsx(Page, { view: view, title: t('profile.title'), lead: t('profile.lead'), errors: errors, failed: waitMinutes !== undefined, above: waitMinutes !== undefined && (_jsx(Alert, { kind: "bad", title: t('signin.throttled', { minutes: waitMinutes }), children: _jsx("p", { children: t('proof.throttled-advice') }) })), children: _jsxs(Form, { view: view, action: href('profile'), children: [_jsx(KnownIdentifier, { identifier: identifier }), _jsx(Password, { view: view, name: "current", label: t('profile.current'), autocomplete: "current-password", errors: errors }), _jsx(Password, { view: view, name: "password", label: t('activation.new-password'), hint: t('activation.password-hint'), autocomplete: "new-password", errors: errors }), _jsxs(Buttons, { children: [_jsx(Button, { children: t('profile.submit') }), _jsx(ButtonLink, { kind: "second", href: href('account'), children: t('profile.cancel') })] })] }) }));
}
export function PasswordChangedPage({ view }) {
    const { t } = view;
    return (_jsx(Page, { view: view, title: t('profile.done'), lead: t('profile.done-why'), done: true, children: _jsx(Buttons, { children: _jsx(ButtonLink, { href: href('account'), children: t('profile.back') }) }) }));
}
