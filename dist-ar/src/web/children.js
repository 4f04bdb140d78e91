import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { Icon } from './icons.js';
import { FrenchName } from './names.js';
const initialOf = (name) => [...name.trim()][0]?.toLocaleUpperCase('fr') ?? '?';
/** « Yanis BENALI » */
export const fullName = (child) => `${child.firstName} ${child.familyName.toLocaleUpperCase('fr')}`;
/** « 5e B, Collège Jean-Moulin » */
const placeOf = (child) => [child.division, child.schoolName].filter((part) => part !== undefined && part !== '').join(', ');
/** The square alone: its child's name must be beside it wherever it is an answer or a choice. */
export function ChildBadge({ child, small, }) {
    return (_jsx("span", { class: `kid kid-${(child.position % 4) + 1}${small === true ? ' small' : ''}`, "aria-hidden": "true", children: initialOf(child.firstName) }));
}
/** Square, name, class and school. */
export function ChildLine({ child, as: Name = 'strong', short, small, children }) {
    const place = placeOf(child);
    return (_jsxs("div", { class: "child", children: [_jsx(ChildBadge, { child: child, small: small === true }), _jsxs("div", { children: [_jsx(Name, { children: _jsx(FrenchName, { children: short === true ? child.firstName : fullName(child) }) }), place !== '' && (_jsx("p", { class: "soft", children: _jsx(FrenchName, { children: place }) })), children] })] }));
}
/** One link as a whole. Put tiles of a child in <Tiles>. */
export function Tile({ href, icon, title, detail, detailFirst, due, position }) {
    return (_jsx("li", { children: _jsxs("a", { class: "tile", href: href, children: [_jsx("span", { class: position === undefined ? 'kid letter' : `kid kid-${(position % 4) + 1}`, children: _jsx(Icon, { name: icon }) }), _jsxs("span", { class: "words", children: [detailFirst === true && _jsx("span", { children: detail }), _jsx("strong", { children: title }), due !== undefined ? (_jsx("b", { class: "due", children: due })) : (detail !== undefined && detailFirst !== true && _jsx("small", { children: detail }))] }), _jsx(Icon, { name: "chevron" })] }) }));
}
/** `wide`: one tile a line on every screen, for links that are no child's. */
export function Tiles({ wide, children }) {
    return _jsx("ul", { class: wide === true ? 'tiles wide' : 'tiles', children: children });
}
