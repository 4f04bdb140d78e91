import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { State, SummaryList } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, CalmPanel, Card, Note, PrintButton } from '../web/panels.js';
import { requestsFact } from './requests-fact.js';
export function AccountPage({ view, identifier, passwordSetAt, mail, pendingMail, names, resendAction, previousSignInAt, requests, told, }) {
    const { t } = view;
    const connection = [
        {
            name: t('account.identifier'),
            value: _jsx(Identifier, { children: identifier }),
            action: _jsx(PrintButton, { children: t('account.print') }),
        },
        {
            name: t('account.password'),
            value: passwordSetAt === undefined
                ? t('account.password-set')
                : t('account.password-changed', { day: t.dayOf(passwordSetAt) }),
            action: _jsx("a", { href: href('profile'), children: t('account.change') }),
        },
        {
            name: t('account.mail'),
            value: _jsx(MailValue, { view: view, mail: mail }),
            action: _jsx("a", { href: href('changeMail'), children: t(mail === undefined ? 'account.add' : 'account.change') }),
        },
        ...(previousSignInAt === undefined
            ? []
            : [{ name: t('account.previous-sign-in'), value: t.moment(previousSignInAt) }]),
    ];
    return (_jsxs(Page, { view: view, title: t('account.title'), above: told !== undefined && (_jsx(Alert, { kind: "info", children: _jsx("p", { children: told }) })), children: [_jsxs(Card, { title: t('account.connection'), children: [_jsx(SummaryList, { facts: connection }), pendingMail !== undefined && _jsx(PendingMail, { view: view, mail: pendingMail, resendAction: resendAction }), mail !== undefined && !mail.confirmed && (_jsxs(Note, { icon: "mail", children: [_jsx("p", { children: mail.sentAt === undefined
                                    ? t('account.open-message')
                                    : t('account.open-message-of', { day: t.dayOf(mail.sentAt) }) }), resendAction !== undefined && (_jsx(Form, { view: view, action: resendAction, children: _jsx(Button, { kind: "link", children: t('account.send-again') }) }))] }))] }), _jsx(Card, { title: t('account.me'), children: _jsx(SummaryList, { facts: [
                        {
                            name: t('account.name'),
                            value: (_jsxs(_Fragment, { children: [names.map((name) => (_jsx("p", { children: _jsx(FrenchName, { children: name }) }))), _jsx("p", { class: "soft", children: t('account.name-from-school') })] })),
                        },
                        {
                            name: t('account.children'),
                            value: _jsx("a", { href: href('children'), children: t('account.see-children') }),
                        },
                        ...(requests === undefined || requests.count === 0 ? [] : [requestsFact(view, requests)]),
                        {
                            name: t('security.title'),
                            value: _jsx("a", { href: href('security'), children: t('security.see') }),
                        },
                        {
                            name: t('history.title'),
                            value: _jsx("a", { href: href('history'), children: t('history.see') }),
                        },
                    ] }) }), _jsx(CalmPanel, { title: t('account.other-account'), action: _jsx(ButtonLink, { kind: "second", href: href('grouping'), children: t('account.group') }), children: _jsx("p", { children: t('account.group-why') }) })] }));
}
function MailValue({ view, mail }) {
    const { t } = view;
    if (mail === undefined)
        return _jsx("span", { class: "soft", children: t('account.no-mail') });
    return (_jsxs(_Fragment, { children: [_jsx("bdi", { dir: "ltr", children: mail.address }), _jsx("br", {}), _jsx(State, { kind: mail.confirmed ? 'done' : 'unconfirmed', children: t(mail.confirmed ? 'account.confirmed' : 'account.unconfirmed') })] }));
}
function PendingMail({ view, mail, resendAction, }) {
    const { t } = view;
    return (_jsxs(Note, { icon: "mail", children: [_jsx("p", { children: t.rich('account.new-mail-waits', { mail: _jsx("bdi", { dir: "ltr", children: mail }) }) }), _jsx("p", { children: t('account.open-message') }), resendAction !== undefined && (_jsx(Form, { view: view, action: resendAction, children: _jsx(Button, { kind: "link", children: t('account.send-again') }) })), _jsx(Form, { view: view, action: href('keepMail'), children: _jsx(Button, { kind: "link", children: t('account.keep-mail') }) })] }));
}
