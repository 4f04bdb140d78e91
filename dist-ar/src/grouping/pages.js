import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { BeforeAfter } from '../web/diagram.js';
import { Form, IdentifierField, Password } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, CalmPanel, Card, Points, Steps } from '../web/panels.js';
import { TwoAccounts } from '../web/two-accounts.js';
import { wordsOfProblem } from './refusal-pages.js';
export function GroupingSteps({ view, at }) {
    const { t } = view;
    return (_jsx(Steps, { view: view, at: at, names: [t('grouping.step-other'), t('grouping.step-check'), t('grouping.step-done')] }));
}
/** 1/3: posts `identifier` and `password` (or the letter's code) of the other account. */
export function GroupingStartPage({ view, identifier, other, errors, problem }) {
    const { t } = view;
    const shown = problem?.kind === 'wrong'
        ? [
            { field: 'identifier', message: t('grouping.wrong'), beside: t('activation.check-identifier') },
            { field: 'password', message: '', beside: t('grouping.secret-again') },
        ]
        : errors;
    const told = problem === undefined || problem.kind === 'wrong' ? undefined : wordsOfProblem(t, problem);
    return (_jsxs(Page, { view: view, title: t('grouping.start-title'), errors: shown, failed: problem !== undefined, above: _jsxs(_Fragment, { children: [told !== undefined && (_jsx(Alert, { kind: "bad", title: told.title, children: _jsx("p", { children: told.advice }) })), _jsx(GroupingSteps, { view: view, at: 1 })] }), children: [_jsx("p", { children: t('grouping.start-why') }), _jsx(Points, { points: [
                    {
                        icon: 'check',
                        look: 'keep',
                        text: t.rich('grouping.you-keep', { identifier: _jsx(Identifier, { children: identifier }) }),
                    },
                    { icon: 'lock', look: 'shut', text: t('grouping.other-closes') },
                ] }), _jsx(Card, { title: t('grouping.other-account'), children: _jsxs(Form, { view: view, action: href('grouping'), children: [_jsx(IdentifierField, { name: "identifier", label: t('grouping.other-identifier'), hint: t('grouping.other-identifier-hint'), value: other, autocomplete: "off", errors: shown }), _jsx(Password, { view: view, name: "password", label: t('grouping.other-secret'), hint: t('grouping.other-secret-hint'), autocomplete: "off", errors: shown }), _jsxs(Buttons, { children: [_jsx(Button, { children: t('grouping.continue') }), _jsx(ButtonLink, { kind: "second", href: href('children'), children: t('grouping.cancel') })] })] }) }), _jsx(CalmPanel, { title: t('activation.square'), icon: "letter", children: _jsx("p", { children: t('grouping.square') }) })] }));
}
/** « Yanis, Lina et Noé » */
export const names = (t, children) => t.list(children.map((child) => child.firstName));
/** 2/3: posts `digest` and `answer`, 'yes' or 'no'. */
export function GroupingCheckPage({ view, kept, absorbed, digest, minutesLeft, changed, action, }) {
    const { t } = view;
    const all = [...kept.children, ...absorbed.children];
    const label = t('grouping.diagram', {
        kept: kept.identifier,
        keptChildren: names(t, kept.children),
        count: kept.children.length,
        closing: absorbed.identifier,
        moving: names(t, absorbed.children),
        movingCount: absorbed.children.length,
    });
    return (_jsxs(Page, { view: view, title: t('grouping.check-title'), above: _jsxs(_Fragment, { children: [changed === true && (_jsx(Alert, { kind: "info", title: t('grouping.changed'), children: _jsx("p", { children: t('grouping.changed-look') }) })), _jsx(GroupingSteps, { view: view, at: 2 })] }), children: [_jsx(TwoAccounts, { view: view, kept: kept, absorbed: absorbed }), _jsx(Card, { title: t('grouping.what-happens'), children: _jsxs("div", { class: "change", children: [_jsx(BeforeAfter, { view: view, label: label, before: [
                                { identifier: kept.identifier, children: kept.children, look: 'kept' },
                                { identifier: absorbed.identifier, children: absorbed.children, look: 'closing' },
                            ], after: [
                                { identifier: kept.identifier, children: all, look: 'kept' },
                                { identifier: absorbed.identifier, children: [], look: 'closed' },
                            ] }), _jsx(Points, { points: [
                                {
                                    icon: 'check',
                                    look: 'keep',
                                    text: absorbed.children.length === 0
                                        ? t('grouping.nobody-moves')
                                        : t.rich('grouping.moves', {
                                            count: absorbed.children.length,
                                            children: _jsx(FrenchName, { children: names(t, absorbed.children) }),
                                            identifier: _jsx(Identifier, { children: kept.identifier }),
                                            b: (words) => _jsx("strong", { children: words }),
                                        }),
                                },
                                {
                                    icon: 'lock',
                                    look: 'shut',
                                    text: t.rich('grouping.closes', { identifier: _jsx(Identifier, { children: absorbed.identifier }) }),
                                },
                                { icon: 'info', text: t('grouping.only-school') },
                            ] })] }) }), _jsx("p", { children: t('grouping.unknown-child') }), _jsxs(Form, { view: view, action: action ?? href('groupingCheck'), children: [_jsx("input", { type: "hidden", name: "digest", value: digest }), _jsxs(Buttons, { children: [_jsx(Button, { name: "answer", value: "yes", children: t('grouping.yes') }), _jsx(Button, { kind: "second", name: "answer", value: "no", children: t('grouping.no') })] })] }), _jsx("p", { class: "soft", children: t('grouping.minutes', { minutes: minutesLeft }) }), _jsxs("details", { children: [_jsx("summary", { children: t.rich('grouping.prefer', { identifier: _jsx(Identifier, { children: absorbed.identifier }) }) }), _jsx("p", { children: t.rich('grouping.prefer-how', { identifier: _jsx(Identifier, { children: absorbed.identifier }) }) })] })] }));
}
