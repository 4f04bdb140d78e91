import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { ChildLine } from '../web/children.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons, Card } from '../web/panels.js';
export function DisownPage({ view, child, action }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('disown.title'), children: [_jsx(Card, { children: _jsx(ChildLine, { child: child }) }), _jsx("p", { children: t('disown.what') }), _jsx("p", { children: t('disown.only-school') }), _jsx(Form, { view: view, action: action, children: _jsxs(Buttons, { children: [_jsx(Button, { children: t('disown.yes') }), _jsx(ButtonLink, { kind: "second", href: href('children'), children: t('disown.no') })] }) })] }));
}
