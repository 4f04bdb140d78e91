import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { describedBy, Explained, Group, invalid } from './fields.js';
import { errorOf } from './view.js';
export function Select(props) {
    const { name, value, options, hint, errors } = props;
    const error = errorOf(errors, name);
    return (_jsx(Group, { ...props, children: _jsx("select", { id: name, name: name, ...invalid(error), "aria-describedby": describedBy(name, hint, error), children: options.map((option) => (_jsx("option", { value: option.value, selected: option.value === value, children: option.label }))) }) }));
}
/** Several controls under one label. The bar of an error needs a frame of its own: a legend sits on its fieldset's edge. */
function Question({ name, label, hint, error, children }) {
    return (_jsx("div", { class: error === undefined ? 'field' : 'field wrong', children: _jsxs("fieldset", { "aria-describedby": describedBy(name, hint, error), children: [_jsx("legend", { children: label }), _jsx(Explained, { name: name, hint: hint, error: error }), children] }) }));
}
/** A question with its answers; the error summary leads to the first of them. */
export function Choice({ name, label, hint, errors, options, chosen, kind, framed }) {
    const error = errorOf(errors, name);
    return (_jsx(Question, { name: name, label: label, hint: hint, error: error, children: options.map((option, index) => (_jsxs("label", { class: framed === true ? 'choice framed' : 'choice', children: [_jsx("input", { type: kind, id: index === 0 ? name : undefined, name: name, value: option.value, checked: chosen.includes(option.value) }), option.badge, _jsxs("span", { children: [option.label, option.detail !== undefined && _jsx("small", { children: option.detail })] })] }))) }));
}
/** A child's birth date in three boxes, posted as NAME-day, NAME-month and NAME-year. Errors go by NAME. */
export function BirthDate({ view, name, label, hint, errors, value, }) {
    const { t } = view;
    const error = errorOf(errors, name);
    const box = (part, words) => (_jsxs("div", { class: part, children: [_jsx("label", { for: part === 'day' ? name : `${name}-${part}`, children: words }), _jsx("input", { type: "text", inputMode: "numeric", autocomplete: "off", dir: "ltr", id: part === 'day' ? name : `${name}-${part}`, name: `${name}-${part}`, value: value?.[part] ?? '', ...invalid(error) })] }));
    return (_jsx(Question, { name: name, label: label, hint: hint, error: error, children: _jsxs("div", { class: "date", children: [box('day', t('date.day')), box('month', t('date.month')), box('year', t('date.year'))] }) }));
}
