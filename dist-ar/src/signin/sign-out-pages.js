import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
export function SignOutPage({ view }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('signout.title'), children: [_jsx("p", { children: t('signout.why') }), _jsx(Form, { view: view, action: href('signOut'), children: _jsxs(Buttons, { children: [_jsx(Button, { children: t('nav.sign-out') }), _jsx(ButtonLink, { kind: "second", href: href('home'), children: t('signout.stay') })] }) })] }));
}
