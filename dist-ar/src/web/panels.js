import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { Icon } from './icons.js';
const lookOf = (kind) => kind === 'link' ? 'button-link' : kind === 'second' ? 'button second' : 'button';
/** Submits its form. */
export function Button({ kind, icon, name, value, children }) {
    return (_jsxs("button", { type: "submit", class: lookOf(kind), name: name, value: value, children: [icon !== undefined && _jsx(Icon, { name: icon }), _jsx("span", { children: children })] }));
}
export function ButtonLink({ kind, icon, href, children, }) {
    return (_jsxs("a", { class: lookOf(kind), href: href, children: [icon !== undefined && _jsx(Icon, { name: icon }), _jsx("span", { children: children })] }));
}
/** « Oui » beside « Non » (under it on a phone). */
export function Buttons({ children }) {
    return _jsx("div", { class: "buttons", children: children });
}
/** Prints the page; there only with the script. */
export function PrintButton({ children }) {
    return (_jsxs("button", { type: "button", class: "button-link print", hidden: true, "data-print": true, children: [_jsx(Icon, { name: "print" }), _jsx("span", { children: children })] }));
}
export function Card({ title, icon, id, children }) {
    return (_jsxs("section", { class: "card", id: id, children: [title !== undefined && (_jsxs("h2", { class: icon === undefined ? undefined : 'with-icon', children: [icon !== undefined && _jsx(Icon, { name: icon }), _jsx("span", { children: title })] })), children] }));
}
/** A tinted panel without a line: the next step, offered and not pressed. One per column. */
export function CalmPanel({ title, icon, action, children }) {
    return (_jsxs("section", { class: action === undefined ? 'calm' : 'calm with-action', children: [_jsxs("div", { children: [title !== undefined && (_jsxs("h2", { class: icon === undefined ? undefined : 'with-icon', children: [icon !== undefined && _jsx(Icon, { name: icon }), _jsx("span", { children: title })] })), children] }), action] }));
}
/** Amber: the parent must do or know something. */
export function Note({ icon = 'info', children }) {
    return (_jsxs("div", { class: "note", children: [_jsx(Icon, { name: icon }), _jsx("div", { children: children })] }));
}
/** What has just happened, told to screen readers too. 'done' is green, 'bad' red, 'info' tinted. */
export function Alert({ kind, title, children, }) {
    return (_jsxs("div", { class: `alert ${kind}`, role: kind === 'bad' ? 'alert' : 'status', tabIndex: -1, "data-focus": kind === 'info' ? undefined : '', children: [_jsx(Icon, { name: kind === 'done' ? 'done' : kind === 'bad' ? 'alert' : 'info' }), _jsxs("div", { children: [title !== undefined && _jsx("strong", { children: title }), children] })] }));
}
/** Consequences, one short sentence each, before the button. */
export function Points({ points, }) {
    return (_jsx("ul", { class: "points", children: points.map((point) => (_jsxs("li", { class: point.look, children: [_jsx(Icon, { name: point.icon }), _jsx("span", { children: point.text })] }))) }));
}
/** Where one is in a task of a few pages; `at` counts from 1. */
export function Steps({ view, names, at }) {
    return (_jsxs("div", { class: "steps", children: [_jsx("p", { children: view.t('steps.at', { at, of: names.length }) }), _jsx("ol", { children: names.map((name, index) => (_jsx("li", { class: index + 1 < at ? 'done' : index + 1 === at ? 'now' : undefined, "aria-current": index + 1 === at ? 'step' : undefined, children: _jsx("span", { children: `${index + 1}. ${name}` }) }))) })] }));
}
