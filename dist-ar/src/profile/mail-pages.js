import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Field, Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { Button, ButtonLink, Buttons, Points } from '../web/panels.js';
/** Posts `mail`. */
export function ChangeMailPage({ view, now, mail, errors }) {
    const { t } = view;
    return (_jsx(Page, { view: view, title: t(now === undefined ? 'mail.add-title' : 'mail.change-title'), lead: now !== undefined && t.rich('mail.change-now', { mail: _jsx("bdi", { dir: "ltr", children: now }) }), errors: errors, children: _jsxs(Form, { view: view, action: href('changeMail'), children: [_jsx(Field, { name: "mail", type: "email", label: t('mail.new'), hint: t('activation.mail-hint'), autocomplete: "email", value: mail, required: true, errors: errors }), _jsxs(Buttons, { children: [_jsx(Button, { children: t('mail.change-submit') }), _jsx(ButtonLink, { kind: "second", href: href('account'), children: t('profile.cancel') })] })] }) }));
}
/** A message went to the new address; a confirmed one goes on serving meanwhile. */
export function MailAskedPage({ view, to, confirmed }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('mail.asked-title'), children: [_jsx(Points, { points: [
                    ...(to === undefined
                        ? []
                        : [{ icon: 'mail', text: t.rich('mail.asked-open', { mail: _jsx("bdi", { dir: "ltr", children: to }) }) }]),
                    ...(confirmed === undefined
                        ? []
                        : [
                            {
                                icon: 'check',
                                look: 'keep',
                                text: t.rich('mail.asked-until', { mail: _jsx("bdi", { dir: "ltr", children: confirmed }) }),
                            },
                        ]),
                ] }), _jsx(Buttons, { children: _jsx(ButtonLink, { href: href('account'), children: t('profile.back') }) })] }));
}
export function ConfirmMailPage({ view }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('mail.confirm-title'), children: [_jsx("p", { children: t('mail.confirm-why') }), _jsx(Form, { view: view, action: href('confirmMail'), children: _jsx(Button, { children: t('mail.confirm') }) })] }));
}
export function MailConfirmedPage({ view }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('mail.confirmed-title'), children: [_jsx("p", { children: t('mail.confirmed-why') }), _jsx(Buttons, { children: _jsx(ButtonLink, { href: href('account'), children: t('account.title') }) })] }));
}
export function DeadMailLinkPage({ view }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('mail.dead-title'), failed: true, children: [_jsx("p", { children: t('mail.dead-why') }), _jsx(Buttons, { children: _jsx(ButtonLink, { href: href('account'), children: t('account.title') }) })] }));
}
