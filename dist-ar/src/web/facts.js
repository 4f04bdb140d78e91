import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { Icon } from './icons.js';
/** Name, value, and what can be done about it (a link). */
export function SummaryList({ facts }) {
    return (_jsx("dl", { class: "summary", children: facts.map((fact) => (_jsxs("div", { children: [_jsx("dt", { children: fact.name }), _jsx("dd", { children: fact.value }), fact.action !== undefined && _jsx("dd", { class: "action", children: fact.action })] }))) }));
}
/** Name and value on one line: a receipt, a letter. */
export function Facts({ facts }) {
    return (_jsx("dl", { class: "facts", children: facts.map((fact) => (_jsxs("div", { children: [_jsx("dt", { children: fact.name }), _jsx("dd", { children: fact.value })] }))) }));
}
const states = {
    done: ['done', 'keep'],
    pending: ['clock', 'soft'],
    retry: ['retry', 'shut'],
    unconfirmed: ['clock', 'shut'],
    active: ['done', 'keep'],
    'to-activate': ['circle', 'soft'],
    'no-mail': ['lozenge', 'shut'],
    grouped: ['rings', 'keep'],
    'to-decide': ['alert', 'bad'],
    closed: ['shut', 'soft'],
    asleep: ['clock', 'soft'],
    frozen: ['lock', 'bad'],
    suspended: ['lock', 'shut'],
};
/** A state is always a shape and a word: each shape has an outline of its own. */
export function State({ kind, children }) {
    const [icon, look] = states[kind];
    return (_jsxs("span", { class: `state ${look}`, children: [_jsx(Icon, { name: icon }), _jsx("span", { children: children })] }));
}
