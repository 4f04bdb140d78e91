import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { errorOf } from './view.js';
/** Always posts, always with the session's token. The server checks the fields and words the errors. */
export function Form({ view, action, class: look, id, children }) {
    return (_jsxs("form", { method: "post", action: action, class: look, id: id, noValidate: true, children: [_jsx("input", { type: "hidden", name: "_csrf", value: view.csrf }), children] }));
}
export const describedBy = (name, hint, error) => [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`].filter(Boolean).join(' ') ||
    undefined;
export const invalid = (error) => error === undefined ? {} : { 'aria-invalid': 'true' };
/** Label, hint and error around one control. */
export function Group({ name, label, hint, errors, children, }) {
    const error = errorOf(errors, name);
    return (_jsxs("div", { class: error === undefined ? 'field' : 'field wrong', children: [_jsx("label", { for: name, children: label }), _jsx(Explained, { name: name, hint: hint, error: error }), children] }));
}
export function Explained({ name, hint, error, }) {
    return (_jsxs(_Fragment, { children: [hint !== undefined && (_jsx("p", { class: "hint", id: `${name}-hint`, children: hint })), error !== undefined && (_jsx("p", { class: "error", id: `${name}-error`, children: error }))] }));
}
/** A line of text. */
export function Field(props) {
    const { name, value, type = 'text', autocomplete = 'off', required, hint, errors } = props;
    const error = errorOf(errors, name);
    const shared = {
        id: name,
        name,
        value: value ?? '',
        autocomplete,
        required: required === true,
        'aria-describedby': describedBy(name, hint, error),
        ...invalid(error),
    };
    return (_jsx(Group, { ...props, children: type === 'email' ? (_jsx("input", { type: "email", dir: "ltr", autocapitalize: "none", spellcheck: false, ...shared })) : (_jsx("input", { type: "text", ...shared })) }));
}
/** An account's identifier: left to right, never corrected nor capitalised by the telephone. */
export function IdentifierField(props) {
    const { name, value, autocomplete = 'username', hint, errors } = props;
    const error = errorOf(errors, name);
    return (_jsx(Group, { ...props, children: _jsx("input", { type: "text", id: name, name: name, value: value ?? '', autocomplete: autocomplete, autocapitalize: "none", autocorrect: "off", spellcheck: false, dir: "ltr", required: true, ...invalid(error), "aria-describedby": describedBy(name, hint, error) }) }));
}
/** A letter code (or a code of six digits): shown in clear, one wide box, grouped by the script, paste never hindered. */
export function CodeField(props) {
    const { name, value, digits, hint, errors } = props;
    const error = errorOf(errors, name);
    return (_jsx(Group, { ...props, children: _jsx("input", { type: "text", id: name, name: name, class: "code-box", value: value ?? '', autocomplete: digits === true ? 'one-time-code' : 'off', inputMode: digits === true ? 'numeric' : 'text', autocapitalize: "characters", autocorrect: "off", spellcheck: false, dir: "ltr", required: true, "data-code": digits === true ? undefined : '', ...invalid(error), "aria-describedby": describedBy(name, hint, error) }) }));
}
/** Never given a value. « Afficher » is there only with the script, which tells the change to screen readers. */
export function Password(props) {
    const { view, name, autocomplete, hint, errors } = props;
    const { t } = view;
    const error = errorOf(errors, name);
    return (_jsx(Group, { ...props, children: _jsxs("div", { class: "password", children: [_jsx("input", { type: "password", id: name, name: name, autocomplete: autocomplete, autocapitalize: "none", spellcheck: false, dir: "ltr", required: true, ...invalid(error), "aria-describedby": describedBy(name, hint, error) }), _jsx("button", { type: "button", hidden: true, "data-show": name, "data-hide-word": t('password.hide'), "data-shown": t('password.shown'), "data-hidden": t('password.hidden'), children: t('password.show') }), _jsx("span", { class: "unseen", role: "status" })] }) }));
}
/** Tells a password manager whose password a form asks for; nobody sees it, nothing is read from it. */
export function KnownIdentifier({ identifier }) {
    return _jsx("input", { type: "text", name: "username", autocomplete: "username", value: identifier, readOnly: true, hidden: true });
}
export function TextArea(props) {
    const { name, value, rows = 3, hint, errors } = props;
    const error = errorOf(errors, name);
    return (_jsx(Group, { ...props, children: _jsx("textarea", { id: name, name: name, rows: rows, ...invalid(error), "aria-describedby": describedBy(name, hint, error), value: value ?? '' }) }));
}
