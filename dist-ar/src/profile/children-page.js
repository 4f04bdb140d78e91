import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { ChildLine } from '../web/children.js';
import { Page } from '../web/layout.js';
import { FrenchName } from '../web/names.js';
import { Alert, ButtonLink, CalmPanel, Card, Note } from '../web/panels.js';
export function ChildrenPage({ view, children, added, told }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('children.title'), lead: children.length > 0 && t('children.count', { count: children.length }), above: _jsxs(_Fragment, { children: [told !== undefined && (_jsx(Alert, { kind: "info", children: _jsx("p", { children: told }) })), added !== undefined && added.length > 0 && (_jsx(Alert, { kind: "done", title: t('children.added', { count: added.length }), children: _jsx("p", { children: _jsx(FrenchName, { children: added.join(', ') }) }) }))] }), children: [children.length === 0 && (_jsxs(Note, { children: [_jsx("p", { children: t('children.none') }), _jsx("p", { children: t('children.none-advice') })] })), _jsx("div", { class: "pairs", children: children.map((child) => (_jsx(OneChild, { view: view, child: child }))) }), _jsx(CalmPanel, { title: t('children.missing'), action: _jsx(ButtonLink, { icon: "plus", href: href('grouping'), children: t('children.add') }), children: _jsx("p", { children: t('children.missing-why') }) })] }));
}
function OneChild({ view, child }) {
    const { t } = view;
    const place = child.town === undefined || child.town === ''
        ? child
        : { ...child, schoolName: `${child.schoolName ?? ''}, ${child.town}` };
    return (_jsxs(Card, { children: [_jsx(ChildLine, { child: place, as: "h2" }), _jsx("p", { children: kinshipText(view, child) }), _jsx("p", { class: "soft", children: t.rich('children.your-name', { name: _jsx(FrenchName, { children: child.guardianName }) }) }), _jsxs("ul", { class: "links", children: [_jsx("li", { children: _jsx("a", { href: `${href('services')}#enfant-${child.position + 1}`, children: _jsx("strong", { children: t('children.services', { count: child.services }) }) }) }), child.notMineHref !== undefined && (_jsx("li", { children: _jsx("a", { href: child.notMineHref, children: t('children.not-mine') }) }))] })] }));
}
const kinships = ['10', '20', '37', '38', '39', '41', '42', '43', '50', '51'];
function kinshipText(view, child) {
    const kinship = kinships.find((code) => code === child.kinship) ?? 'other';
    return view.t('children.kinship', { kinship, legal: child.legal ? 'yes' : 'other' });
}
