import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { ChildLine } from '../web/children.js';
import { Page } from '../web/layout.js';
import { ButtonLink, Buttons, Note } from '../web/panels.js';
export function ServicePage({ view, title, heading, what, due, address, children }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: title, heading: heading, lead: what, children: [due !== undefined && (_jsx(Note, { icon: "calendar", children: _jsx("p", { children: t('service.due', { day: t.day(due) }) }) })), _jsx("ul", { class: "rows", children: children.map((child) => (_jsx("li", { children: _jsx(ChildLine, { child: child }) }))) }), address === undefined ? (_jsx("p", { children: t('service.how') })) : (_jsx("p", { children: t.rich('service.leaving', { site: _jsx("bdi", { dir: "ltr", children: new URL(address).host }) }) })), _jsxs(Buttons, { children: [address !== undefined && (_jsx(ButtonLink, { href: address, icon: "arrow", children: t('service.open') })), _jsx(ButtonLink, { kind: "second", href: href('services'), children: t('service.back') })] })] }));
}
