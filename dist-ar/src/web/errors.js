import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { Icon } from './icons.js';
export function ErrorSummary({ view, errors }) {
    if (errors === undefined || errors.length === 0)
        return null;
    return (_jsxs("div", { class: "errors", role: "alert", tabIndex: -1, "data-focus": true, children: [_jsxs("h2", { children: [_jsx(Icon, { name: "alert" }), view.t('page.problem')] }), _jsx("ul", { children: errors
                    .filter((error) => error.message !== '')
                    .map((error) => (_jsx("li", { children: error.field === '' ? error.message : _jsx("a", { href: `#${error.field}`, children: error.message }) }))) })] }));
}
