import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { Icon } from './icons.js';
export function Table({ caption, quiet, columns, rows, empty }) {
    const look = (at) => (columns[at]?.number === true ? 'number' : undefined);
    return (_jsx("section", { class: "table", tabIndex: 0, "aria-label": typeof caption === 'string' ? caption : undefined, children: _jsxs("table", { children: [_jsx("caption", { class: quiet === true ? 'unseen' : undefined, children: caption }), _jsx("thead", { children: _jsx("tr", { children: columns.map((column, at) => (_jsxs("th", { scope: "col", class: look(at), "aria-sort": column.sorted, children: [column.name, column.sorted !== undefined && _jsx(Icon, { name: "sort" })] }))) }) }), _jsxs("tbody", { children: [rows.length === 0 && empty !== undefined && (_jsx("tr", { children: _jsx("td", { colSpan: columns.length, children: empty }) })), rows.map((row) => (_jsx("tr", { children: row.cells.map((cell, at) => at === 0 ? (_jsx("th", { scope: "row", class: look(at), children: cell })) : (_jsx("td", { class: look(at), children: cell }))) })))] })] }) }));
}
/** Filters as links, with how many each would show. */
export function Chips({ label, chips }) {
    return (_jsx("nav", { class: "chips", "aria-label": label, children: chips.map((chip) => (_jsxs("a", { href: chip.href, "aria-current": chip.current === true ? 'true' : undefined, children: [chip.label, " ", chip.count !== undefined && _jsx("b", { children: chip.count })] }))) }));
}
/** First, last, and the pages around the current one. */
export function Pager({ view, page, pages, hrefOf, summary }) {
    const { t } = view;
    if (pages <= 1)
        return summary === undefined ? null : _jsx("p", { class: "soft", children: summary });
    const near = Array.from({ length: pages }, (_, index) => index + 1).filter((at) => at === 1 || at === pages || Math.abs(at - page) <= 1 || (page <= 2 && at <= 3));
    return (_jsxs("div", { class: "pager", children: [summary !== undefined && _jsx("p", { class: "soft", children: summary }), _jsxs("nav", { "aria-label": t('pager.label'), children: [page > 1 && _jsx("a", { href: hrefOf(page - 1), children: t('pager.previous') }), near.map((at, index) => (_jsxs(_Fragment, { children: [index > 0 && at - (near[index - 1] ?? 0) > 1 && _jsx("span", { children: "\u2026" }), _jsx("a", { href: hrefOf(at), "aria-current": at === page ? 'page' : undefined, "aria-label": t('pager.page', { page: at }), children: at })] }))), page < pages && _jsx("a", { href: hrefOf(page + 1), children: t('pager.next') })] })] }));
}
export function Counter({ count, label, detail, icon, href, look }) {
    const number = _jsx("span", { class: "big", children: count });
    return (_jsxs("li", { class: "counter", children: [href === undefined ? (_jsxs(_Fragment, { children: [number, _jsxs("strong", { class: look, children: [icon !== undefined && _jsx(Icon, { name: icon }), " ", label] })] })) : (_jsxs("a", { href: href, children: [icon !== undefined && (_jsx("span", { class: "kid tinted", children: _jsx(Icon, { name: icon }) })), number, _jsx("strong", { children: label })] })), detail !== undefined && _jsx("small", { children: detail })] }));
}
export function Counters({ children }) {
    return _jsx("ul", { class: "counters", children: children });
}
/** « 6e A ▨▨▨▢▢ 26 sur 54 »: hatched and marked when low, so that the colour is not alone to say it. */
export function Bars({ bars, of }) {
    // The hatching is drawn once, by the first bar that needs it.
    const hatched = bars.find((bar) => bar.low === true);
    return (_jsx("ul", { class: "bars", children: bars.map((bar) => (_jsxs("li", { children: [_jsx("strong", { children: bar.name }), _jsxs("svg", { class: bar.low === true ? 'turns low' : 'turns', width: "100%", height: "14", "aria-hidden": "true", focusable: "false", children: [bar === hatched && (_jsxs("pattern", { id: "hatch", width: "6", height: "6", patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)", children: [_jsx("rect", { width: "6", height: "6" }), _jsx("rect", { class: "gap", width: "2", height: "6" })] })), _jsx("rect", { class: "whole", width: "100%", height: "14", rx: "7" }), _jsx("rect", { class: "part", width: `${bar.whole === 0 ? 0 : Math.round((100 * bar.part) / bar.whole)}%`, height: "14", rx: "7" })] }), _jsxs("span", { children: [bar.low === true && _jsx(Icon, { name: "alert" }), " ", of(bar)] })] }))) }));
}
