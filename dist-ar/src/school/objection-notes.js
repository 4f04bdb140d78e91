import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { FrenchName } from '../web/names.js';
import { Card, Note } from '../web/panels.js';
import { spokenName } from './rules.js';
export const objectionSaid = {
    kept: 'Le titulaire de ce compte dit qu’il n’a pas mis un autre compte dans le sien. Le compte est gelé.',
    absorbed: 'Le titulaire du compte qui a fermé dit que ce n’est pas lui. Ses enfants sont masqués ici.',
};
export const objectionHref = (one) => href('schoolObjection', { account: one.accountId, objection: one.id });
/** On the first page: nothing at all when nobody objects. */
export function ObjectionsToDecide({ view, objections, }) {
    if (objections.length === 0)
        return null;
    return (_jsx(Card, { title: `À décider : « ce n’est pas moi » (${objections.length})`, icon: "alert", children: _jsx("ul", { class: "links", children: objections.map((one) => (_jsx("li", { children: _jsxs("a", { href: objectionHref(one), children: [_jsx(FrenchName, { children: spokenName(one) }), ", signal\u00E9 le ", view.t.shortDay(one.at)] }) }))) }) }));
}
/** On the account's card. */
export function ObjectionNotes({ objections }) {
    return (_jsx(_Fragment, { children: objections.map((one) => (_jsxs(Note, { icon: "alert", children: [_jsx("p", { children: objectionSaid[one.side] }), _jsx("p", { children: _jsx("a", { href: objectionHref(one), children: "Voir et d\u00E9cider" }) })] }))) }));
}
