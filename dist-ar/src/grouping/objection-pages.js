import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Points } from '../web/panels.js';
export function ObjectionPage({ view, found }) {
    const { t } = view;
    const { side } = found;
    return (_jsxs(Page, { view: view, title: t('objection.title'), lead: t(`objection.what-${side}`, { moment: t.moment(found.at) }), children: [_jsx("h2", { children: t('objection.then') }), _jsx(Points, { points: [
                    { icon: 'lock', look: 'shut', text: t(`objection.then-${side}`) },
                    { icon: 'school', text: t('objection.then-school') },
                ] }), _jsx(Form, { view: view, action: href('objection'), children: _jsxs(Buttons, { children: [_jsx(Button, { children: t('objection.yes') }), _jsx(ButtonLink, { kind: "second", href: href('signIn'), children: t('objection.no') })] }) })] }));
}
export function ObjectedPage({ view, found }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('objection.done'), lead: t(`objection.done-${found.side}`), done: true, children: [_jsx("p", { children: t('objection.call') }), _jsx("p", { children: t.rich('history.reference', { reference: _jsx(Identifier, { children: found.reference }) }) })] }));
}
/** Unknown, too old, or overtaken: one page for all. */
export function DeadObjectionPage({ view }) {
    const { t } = view;
    return (_jsx(Page, { view: view, title: t('mail.dead-title'), failed: true, children: _jsx("p", { children: t('objection.dead') }) }));
}
