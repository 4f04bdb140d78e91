import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { ChildBadge } from '../web/children.js';
import { Facts, State } from '../web/facts.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier, Phone } from '../web/names.js';
import { ButtonLink, Buttons, Card, PrintButton } from '../web/panels.js';
import { GroupingSteps, names } from './pages.js';
/** 3/3 */
export function GroupingDonePage({ view, receipt, services }) {
    const { t } = view;
    const movedNames = names(t, [...new Map(services.map((move) => [move.child.position, move.child])).values()]);
    return (_jsxs(Page, { view: view, title: t('grouping.done-title'), above: _jsx(GroupingSteps, { view: view, at: 3 }), done: true, lead: t('grouping.done-lead', { count: receipt.children.length }), children: [_jsxs("div", { class: services.length > 0 ? 'pairs' : undefined, children: [_jsxs(Card, { title: t('grouping.receipt'), children: [_jsx(ReceiptFacts, { view: view, receipt: receipt }), _jsx(PrintButton, { children: t('grouping.print') })] }), services.length > 0 && (_jsxs(Card, { title: t('grouping.services-of', { children: movedNames }), children: [_jsx("p", { children: t('grouping.services-why') }), _jsx("ul", { class: "rows", children: services.map((move) => (_jsx("li", { children: _jsx(OneMove, { view: view, move: move }) }))) })] }))] }), _jsxs(Buttons, { children: [_jsx(ButtonLink, { href: href('home'), children: t('activation.go-home') }), _jsx(ButtonLink, { kind: "second", icon: "letter", href: href('grouping'), children: t('grouping.another') })] })] }));
}
/** What a receipt says, with its reference. */
export function ReceiptFacts({ view, receipt }) {
    const { t } = view;
    return (_jsx(Facts, { facts: [
            { name: t('letter.identifier'), value: _jsx(Identifier, { children: receipt.identifier }) },
            { name: t('grouping.closed'), value: _jsx(Identifier, { struck: true, children: receipt.closedIdentifier }) },
            {
                name: t('account.children'),
                value: (_jsx("ul", { class: "kids", children: receipt.children.map((child) => (_jsxs("li", { children: [_jsx(ChildBadge, { child: child, small: true }), " ", _jsx(FrenchName, { children: child.firstName })] }))) })),
            },
            { name: t('grouping.date'), value: t.moment(receipt.at) },
            { name: t('grouping.reference'), value: _jsx(Identifier, { children: receipt.reference }) },
            {
                name: t('activation.school'),
                value: (_jsxs(_Fragment, { children: [_jsx(FrenchName, { children: receipt.schoolName }), receipt.schoolPhone !== undefined && (_jsx("span", { class: "phone", children: _jsx(Phone, { number: receipt.schoolPhone }) }))] })),
            },
        ] }));
}
function OneMove({ view, move }) {
    const { t } = view;
    const hour = move.at === undefined ? undefined : t.hour(move.at);
    return (_jsxs(_Fragment, { children: [_jsx(ChildBadge, { child: move.child, small: true }), _jsxs("div", { class: "grow", children: [_jsxs("div", { class: "line", children: [_jsx("strong", { children: move.title }), _jsx(State, { kind: move.state, children: t(`grouping.service-${move.state}`) })] }), hour !== undefined && _jsx("p", { class: "soft", children: t(`grouping.service-${move.state}-at`, { hour }) })] })] }));
}
