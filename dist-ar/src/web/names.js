import { jsx as _jsx } from "preact/jsx-runtime";
// Preact types the attribute as a boolean and leaves `false` out of the page, where its absence would mean « yes ».
const untranslated = { translate: 'no' };
/** A name of a person, a class or a school: French whatever the page's language. */
export function FrenchName({ children }) {
    return (_jsx("bdi", { lang: "fr", dir: "ltr", ...untranslated, children: children }));
}
/** A text that the network or a school wrote in some languages: in the reader's, else in French, marked as such. */
export function Spoken({ t, words }) {
    const own = words[t.locale];
    return (_jsx("bdi", { lang: own === undefined ? 'fr' : undefined, dir: own === undefined ? 'ltr' : undefined, children: own ?? words.fr }));
}
/** An identifier, a code, a reference: anything to be copied sign by sign. A line may end before its digits, nowhere else by choice. */
export function Identifier({ children, struck }) {
    const digits = children.search(/\d+$/);
    const text = (_jsx("bdi", { dir: "ltr", ...untranslated, class: "code", children: digits > 0 ? [children.slice(0, digits), _jsx("wbr", {}), children.slice(digits)] : children }));
    return struck === true ? _jsx("s", { children: text }) : text;
}
export function Phone({ number }) {
    const national = number.trim().replace(/^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '0$1 $2 $3 $4 $5');
    const groups = national.replace(/ /g, '\u00a0');
    return (_jsx("a", { href: `tel:${number.replace(/[^\d+]/g, '')}`, children: _jsx("bdi", { dir: "ltr", children: groups }) }));
}
