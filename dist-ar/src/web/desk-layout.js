import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { ErrorSummary } from './errors.js';
import { Icon } from './icons.js';
import { Brand, Document, IdleWarning, SignOut } from './layout.js';
import { FrenchName } from './names.js';
export function DeskPage({ view, title, lead, trail, action, menu, errors, children }) {
    const current = menu.filter((link) => view.path === link.href || view.path.startsWith(`${link.href}/`)).at(-1);
    return (_jsxs(Document, { view: view, title: title, failed: (errors?.length ?? 0) > 0, look: "desk", children: [_jsxs("header", { class: "rail", children: [_jsx(Brand, { view: view, href: href('school') }), menu.length > 0 && (_jsx("nav", { "aria-label": view.t('nav.label'), children: menu.map((link) => (_jsxs("a", { href: link.href, "aria-current": link === current ? 'page' : undefined, children: [_jsx(Icon, { name: link.icon }), _jsx("span", { children: link.label }), link.count !== undefined && link.count > 0 && _jsx("b", { children: link.count })] }))) })), view.staff !== undefined && (_jsxs("div", { class: "person", children: [_jsx("strong", { children: _jsx(FrenchName, { children: view.staff.name }) }), _jsx("small", { children: _jsx(FrenchName, { children: `${view.staff.role}, ${view.staff.schoolName}` }) }), _jsx(SignOut, { view: view, action: href('staffSignOut') })] }))] }), _jsxs("main", { id: "main", tabIndex: -1, children: [_jsx(ErrorSummary, { view: view, errors: errors }), trail !== undefined && (_jsx("nav", { class: "trail", "aria-label": view.t('nav.trail'), children: trail.map((step, index) => (_jsxs(_Fragment, { children: [index > 0 && ' / ', _jsx("a", { href: step.href, children: step.label })] }))) })), _jsxs("div", { class: "title-line", children: [_jsxs("div", { children: [_jsx("h1", { children: title }), lead !== undefined && _jsx("p", { class: "lead", children: lead })] }), action] }), children] }), _jsx(IdleWarning, { view: view, minutes: view.staff?.idleMinutes })] }));
}
/** Form and result side by side. */
export function SideBySide({ children }) {
    return _jsx("div", { class: "side-by-side", children: children });
}
/** A form of one line that only looks for something: it gets, and its answers stay in the address. */
export function SearchForm({ action, children }) {
    return (_jsx("search", { children: _jsx("form", { method: "get", action: action, class: "search", children: children }) }));
}
