import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
// The line of « Mon compte » that leads to the requests, there as soon as there was one.
import { href } from '../routes.js';
import { State } from '../web/facts.js';
export function requestsFact({ t }, { count, toAnswer }) {
    return {
        name: t('account.requests'),
        value: (_jsxs(_Fragment, { children: [_jsx("a", { href: href('requests'), children: t('account.requests-see', { count }) }), toAnswer && (_jsxs(_Fragment, { children: [_jsx("br", {}), _jsx(State, { kind: "to-decide", children: t('account.requests-answer') })] }))] })),
    };
}
