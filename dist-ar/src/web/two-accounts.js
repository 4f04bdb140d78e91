import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { ChildLine } from './children.js';
import { Icon } from './icons.js';
import { Identifier } from './names.js';
export function TwoAccounts({ view, kept, absorbed, }) {
    const { t } = view;
    return (_jsxs("div", { class: "two-accounts", children: [_jsxs("section", { class: "account kept", children: [_jsxs("h2", { children: [_jsx(Icon, { name: "check" }), _jsx("span", { children: t.rich('accounts.kept', { identifier: _jsx(Identifier, { children: kept.identifier }) }) })] }), _jsx(ChildrenOf, { view: view, account: kept })] }), _jsxs("section", { class: "account closing", children: [_jsxs("h2", { children: [_jsx(Icon, { name: "lock" }), _jsx("span", { children: t.rich('accounts.closing', { identifier: _jsx(Identifier, { children: absorbed.identifier }) }) })] }), _jsx(ChildrenOf, { view: view, account: absorbed })] })] }));
}
function ChildrenOf({ view, account }) {
    if (account.children.length === 0)
        return _jsx("p", { class: "soft", children: view.t('accounts.no-child') });
    return (_jsx("ul", { children: account.children.map((child) => (_jsx("li", { children: _jsx(ChildLine, { child: child }) }))) }));
}
