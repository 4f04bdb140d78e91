import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { CodeField, Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Alert, Button, ButtonLink, Buttons } from '../web/panels.js';
/** Posts `code`. */
export function SecondStepPage({ view, action, back = '', other, errors, problem }) {
    const { t } = view;
    const shown = problem?.kind === 'wrong' ? [{ field: 'code', message: t('second.wrong'), beside: t('second.wrong') }] : errors;
    return (_jsxs(Page, { view: view, title: t('second.title'), lead: t(other === true ? 'second.lead-other' : 'second.lead'), errors: shown, failed: problem !== undefined, above: problem !== undefined &&
            problem.kind !== 'wrong' && (_jsx(Alert, { kind: "bad", title: problem.kind === 'throttled' ? t('signin.throttled', { minutes: problem.minutes }) : t('signin.locked'), children: _jsx("p", { children: t('second.lost-school') }) })), children: [_jsxs(Form, { view: view, action: action, children: [back !== '' && _jsx("input", { type: "hidden", name: "retour", value: back }), _jsx(CodeField, { name: "code", label: t('second.code'), hint: t('second.code-hint'), errors: shown }), _jsxs(Buttons, { children: [_jsx(Button, { children: t('proof.submit') }), _jsx(ButtonLink, { kind: "second", href: other === true ? href('grouping') : href('signIn'), children: t('proof.cancel') })] })] }), _jsx("h2", { children: t('second.lost') }), _jsx("p", { children: t('second.lost-codes') }), _jsx("p", { children: t('second.lost-school') })] }));
}
