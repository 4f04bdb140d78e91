import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { ChildBadge } from './children.js';
import { Icon } from './icons.js';
import { FrenchName, Identifier } from './names.js';
/** Grouping: two boxes become one and a closed one. Break: one box becomes two. */
export function BeforeAfter({ view, label, before, after, named }) {
    const { t } = view;
    const rows = Math.max(before.length, after.length);
    return (_jsxs("div", { class: "diagram", role: "img", "aria-label": label, children: [_jsxs("div", { class: "column", children: [_jsx("b", { class: "soft", children: t('diagram.before') }), before.map((box) => (_jsx(Box, { view: view, box: box, named: named === true }))), before.length < rows && _jsx("span", { class: "box blank" })] }), before.length > 1 ? _jsx(Joining, {}) : _jsx(Parting, {}), _jsxs("div", { class: "column", children: [_jsx("b", { class: "soft", children: t('diagram.after') }), after.map((box) => (_jsx(Box, { view: view, box: box, named: named === true })))] })] }));
}
function Box({ view, box, named }) {
    const { t } = view;
    return (_jsxs("div", { class: `box ${box.look}`, children: [box.look === 'new' && (_jsxs("b", { children: [_jsx(Icon, { name: "plus" }), " ", t('diagram.new')] })), box.identifier !== undefined && _jsx(Identifier, { struck: box.look === 'closed', children: box.identifier }), box.holder !== undefined && (_jsx("small", { children: _jsx(FrenchName, { children: box.holder }) })), box.children.length === 0 && box.none !== undefined && _jsx("small", { children: box.none }), box.look === 'closed' ? (_jsxs("b", { children: [_jsx(Icon, { name: "lock" }), " ", t('diagram.closed')] })) : (_jsx("span", { class: named ? 'kids named' : 'kids', children: box.children.map((child) => (_jsxs("span", { children: [_jsx(ChildBadge, { child: child, small: true }), named && _jsx(FrenchName, { children: child.firstName })] }))) }))] }));
}
/** Straight for what stays; from the second row up into the first for the children who move. */
function Joining() {
    return (_jsxs("svg", { class: "arrows turns", width: "38", "aria-hidden": "true", focusable: "false", children: [_jsxs("svg", { y: "25%", overflow: "visible", "aria-hidden": "true", children: [_jsx("path", { d: "M2-12h32m-7-7 7 7-7 7" }), _jsx("path", { d: "M16 34v-8q0-10 10-10h8m-7-7 7 7-7 7" })] }), _jsx("svg", { y: "25%", height: "50%", overflow: "visible", "aria-hidden": "true", children: _jsx("line", { x1: "16", x2: "16", y1: "30", y2: "100%" }) }), _jsx("svg", { y: "75%", overflow: "visible", "aria-hidden": "true", children: _jsx("path", { d: "M16 0q0 10-10 10H2" }) })] }));
}
/** Straight for what stays; from the first row down into the new account for the children who leave. */
function Parting() {
    return (_jsxs("svg", { class: "arrows turns", width: "38", "aria-hidden": "true", focusable: "false", children: [_jsx("svg", { y: "25%", overflow: "visible", "aria-hidden": "true", children: _jsx("path", { d: "M2-8h32m-7-7 7 7-7 7M2 8h4q10 0 10 10" }) }), _jsx("svg", { y: "25%", height: "50%", overflow: "visible", "aria-hidden": "true", children: _jsx("line", { x1: "16", x2: "16", y1: "18", y2: "100%" }) }), _jsx("svg", { y: "75%", overflow: "visible", "aria-hidden": "true", children: _jsx("path", { d: "M16 0q0 10 10 10h8m-7-7 7 7-7 7" }) })] }));
}
