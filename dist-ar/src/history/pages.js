import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { ReceiptFacts } from '../grouping/receipt-page.js';
import { href } from '../routes.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { ButtonLink, Buttons, Card, PrintButton } from '../web/panels.js';
export function HistoryPage({ view, identifier, lines }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('history.title'), lead: t.rich('history.of', { account: _jsx(Identifier, { children: identifier }) }), children: [_jsxs(Card, { children: [_jsx("ul", { class: "rows history", children: lines.map((line) => (_jsx("li", { children: _jsxs("div", { class: "grow", children: [_jsx("p", { children: _jsx("strong", { children: words(t, line) }) }), _jsxs("p", { class: "soft", children: [t.moment(line.at), line.reference !== undefined && (_jsxs(_Fragment, { children: [' · ', line.kind === 'grouped' ? (_jsx("a", { href: href('receipt', { reference: line.reference }), children: t.rich('history.receipt', { reference: _jsx(Identifier, { children: line.reference }) }) })) : (t.rich('history.reference', { reference: _jsx(Identifier, { children: line.reference }) }))] }))] })] }) }))) }), _jsx(PrintButton, { children: t('history.print') })] }), _jsx("p", { children: t('history.not-you') }), _jsx(Buttons, { children: _jsx(ButtonLink, { kind: "second", href: href('account'), children: t('profile.back') }) })] }));
}
function words(t, { kind, about = '' }) {
    switch (kind) {
        case 'grouped':
            return t.rich('history.grouped', { account: _jsx(Identifier, { children: about }) });
        case 'broken':
            return t.rich('history.broken', { school: _jsx(FrenchName, { children: about }) });
        case 'left':
            return t.rich('history.left', { school: _jsx(FrenchName, { children: about }) });
        default:
            return t(`history.${kind}`);
    }
}
export function ReceiptPage({ view, receipt }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('grouping.receipt'), children: [_jsxs(Card, { children: [_jsx(ReceiptFacts, { view: view, receipt: receipt }), _jsx(PrintButton, { children: t('grouping.print') })] }), _jsx(Buttons, { children: _jsx(ButtonLink, { kind: "second", href: href('history'), children: t('history.back') }) })] }));
}
