import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Facts, State, SummaryList } from '../web/facts.js';
import { Form } from '../web/fields.js';
import { HelpLine, Page } from '../web/layout.js';
import { FrenchName, Identifier, Phone } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Points } from '../web/panels.js';
const stateKinds = {
    open: 'pending',
    accepted: 'to-decide',
    refused: 'closed',
    withdrawn: 'closed',
    void: 'closed',
    done: 'done',
};
const title = (t, { state, expired }) => state === 'void' && expired ? t('request.expired-title') : t(`request.${state}-title`);
export function RequestPage({ view, request, told, mailed }) {
    const { t } = view;
    const { state } = request;
    return (_jsxs(Page, { view: view, title: title(t, request), done: state === 'done', above: told !== undefined && (_jsx(Alert, { kind: told === 'sent' ? 'done' : 'info', title: t(`request.${told}`), children: _jsx("p", { children: t('request.write-number') }) })), lead: leadOf(t, request), children: [state === 'accepted' && _jsx(Confirming, { view: view, request: request }), _jsx(Card, { title: t('request.card'), children: _jsx(Facts, { facts: factsOf(view, request) }) }), state === 'open' && _jsx(Waiting, { view: view, mailed: mailed, byNetwork: request.byNetwork }), (state === 'refused' || state === 'void') && (_jsxs(Card, { title: t('grouping.needs-school-do'), icon: "phone", children: [_jsx(HelpLine, { view: view }), _jsx("p", { children: t('request.say-number') })] })), state !== 'done' && state !== 'void' && _jsx("p", { children: t('grouping.nothing-changed') }), _jsx(After, { view: view, request: request })] }));
}
function leadOf(t, { state, expired, expiresAt, createdAt }) {
    if (state === 'accepted')
        return t('request.accepted-lead', { day: t.dayOf(expiresAt ?? createdAt) });
    if (state === 'void')
        return t(expired ? 'request.expired-lead' : 'request.void-lead');
    return t(`request.${state}-lead`);
}
function factsOf({ t }, request) {
    const facts = [
        { name: t('request.number'), value: _jsx(Identifier, { children: request.reference }) },
        { name: t('request.date'), value: t.dayOf(request.createdAt) },
    ];
    if (request.state === 'open' || request.state === 'refused')
        facts.push({
            name: t('request.who'),
            value: request.schools.length === 0 ? (t(request.byNetwork ? 'request.the-network' : 'request.the-school')) : (_jsx("ul", { class: "kids", children: request.schools.map(({ name, phone }) => (_jsx("li", { children: _jsxs("span", { children: [_jsx(FrenchName, { children: name }), phone !== '' && (_jsx("span", { class: "phone", children: _jsx(Phone, { number: phone }) }))] }) }))) })),
        });
    if (request.state === 'open')
        facts.push({ name: t('request.by'), value: t.dayOf(request.answerBy) });
    if (request.groupingReference !== null)
        facts.push({
            name: t('request.receipt'),
            value: (_jsx("a", { href: href('receipt', { reference: request.groupingReference }), children: _jsx(Identifier, { children: request.groupingReference }) })),
        });
    return facts;
}
function Waiting({ view, mailed, byNetwork }) {
    const { t } = view;
    return (_jsx(Card, { title: t('grouping.what-happens'), children: _jsx(Points, { points: [
                { icon: 'search', text: t('request.step-look') },
                { icon: mailed ? 'mail' : 'person', text: t(mailed ? 'request.step-mail' : 'request.step-come-back') },
                { icon: 'check', look: 'keep', text: t('request.step-confirm') },
                ...(byNetwork ? [] : [{ icon: 'clock', text: t('request.step-late') }]),
                { icon: 'info', text: t('request.step-password') },
            ] }) }));
}
function Confirming({ view, request }) {
    const { t } = view;
    return (_jsxs(_Fragment, { children: [_jsx("p", { children: t('request.confirm-why') }), _jsx(Buttons, { children: _jsx(ButtonLink, { href: href('requestCheck', { reference: request.reference }), children: t('request.confirm') }) })] }));
}
function After({ view, request }) {
    const { t } = view;
    const live = request.state === 'open' || request.state === 'accepted';
    return (_jsxs(_Fragment, { children: [_jsxs(Buttons, { children: [!live && request.state !== 'done' && _jsx(ButtonLink, { href: href('grouping'), children: t('request.another') }), _jsx(ButtonLink, { kind: "second", href: href('children'), children: t('grouping.back-to-children') })] }), live && (_jsx(Form, { view: view, action: href('requestWithdraw', { reference: request.reference }), children: _jsx("p", { children: _jsx(Button, { kind: "link", children: t('request.withdraw') }) }) }))] }));
}
/** Mon compte: every request, latest first. */
export function RequestsPage({ view, requests }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('request.list-title'), lead: t('request.list-lead'), children: [requests.length === 0 ? (_jsx("p", { children: t('request.none') })) : (_jsx(Card, { children: _jsx(SummaryList, { facts: requests.map(({ reference, state, createdAt }) => ({
                        name: t.dayOf(createdAt),
                        value: (_jsxs(_Fragment, { children: [_jsx(Identifier, { children: reference }), _jsx("br", {}), _jsx(State, { kind: stateKinds[state], children: t(`request.state-${state}`) })] })),
                        action: (_jsx("a", { href: href('request', { reference }), "aria-label": t('request.see-one', { reference }), children: t(state === 'accepted' ? 'request.answer' : 'request.see') })),
                    })) }) })), _jsx(Buttons, { children: _jsx(ButtonLink, { kind: "second", href: href('account'), children: t('profile.back') }) })] }));
}
