import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { LetterDrawing } from '../signin/letter-drawing.js';
import { ChildLine } from '../web/children.js';
import { BirthDate } from '../web/choices.js';
import { Facts, State } from '../web/facts.js';
import { CodeField, Form, IdentifierField } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, Buttons, CalmPanel, Card, Steps } from '../web/panels.js';
export function ActivationSteps({ view, at }) {
    const { t } = view;
    return (_jsx(Steps, { view: view, at: at, names: [t('activation.step-code'), t('activation.step-you'), t('activation.step-password')] }));
}
/** 1/3: posts `identifier` and `code`. */
export function ActivationCodePage({ view, identifier, code, errors, problem }) {
    const { t } = view;
    const shown = problem?.kind === 'typo'
        ? [{ field: 'code', message: t('activation.code-typo') }]
        : problem?.kind === 'wrong'
            ? [
                { field: 'identifier', message: t('activation.wrong'), beside: t('activation.check-identifier') },
                { field: 'code', message: '', beside: t('activation.check-code') },
            ]
            : errors;
    return (_jsxs(Page, { view: view, title: t('activation.code-title'), errors: shown, failed: problem !== undefined, above: _jsxs(_Fragment, { children: [problem?.kind === 'locked' && (_jsx(Alert, { kind: "bad", title: t('signin.locked'), children: _jsx("p", { children: t('activation.throttled-advice') }) })), problem?.kind === 'throttled' && (_jsx(Alert, { kind: "bad", title: t('signin.throttled', { minutes: problem.minutes }), children: _jsx("p", { children: t('activation.throttled-advice') }) })), _jsx(ActivationSteps, { view: view, at: 1 })] }), aside: _jsxs(CalmPanel, { title: t('activation.square'), icon: "letter", children: [_jsx("p", { children: t('activation.square-why') }), _jsx(LetterDrawing, { t: t })] }), children: [_jsxs(Form, { view: view, action: href('activation'), children: [_jsx(IdentifierField, { name: "identifier", label: t('activation.identifier'), hint: t('signin.identifier-hint'), value: identifier, errors: shown, autocomplete: "off" }), _jsx(CodeField, { name: "code", label: t('activation.code'), hint: t('activation.code-hint'), value: code, errors: shown }), _jsx(Button, { children: t('activation.continue') })] }), _jsx("ul", { class: "links", children: _jsx("li", { children: _jsx("a", { href: href('signIn'), children: t('activation.have-password') }) }) })] }));
}
/** 2/3: posts FIELD-day, FIELD-month, FIELD-year of each asked date. */
export function ActivationBirthDatesPage({ view, letter, asked, triesLeft, wrong, errors, }) {
    const { t } = view;
    const first = asked[0]?.field ?? '';
    const shown = wrong === true ? [{ field: first, message: t('activation.date-wrong', { tries: triesLeft }) }] : errors;
    return (_jsxs(Page, { view: view, title: t('activation.you-title'), errors: shown, above: _jsx(ActivationSteps, { view: view, at: 2 }), aside: _jsxs(_Fragment, { children: [_jsx(Card, { title: t('activation.your-letter'), icon: "letter", children: _jsx(Facts, { facts: [
                            { name: t('activation.school'), value: _jsx(FrenchName, { children: letter.schoolName }) },
                            { name: t('letter.identifier'), value: _jsx(Identifier, { children: letter.identifier }) },
                            { name: t('letter.code'), value: _jsx(State, { kind: "done", children: t('activation.good-code') }) },
                        ] }) }), _jsxs(CalmPanel, { title: t('activation.why'), icon: "lock", children: [_jsx("p", { children: t('activation.why-lost') }), _jsx("p", { children: t('activation.tries', { tries: triesLeft }) })] })] }), children: [_jsx("p", { children: t(asked.length > 1 ? 'activation.give-dates' : 'activation.give-date') }), _jsxs(Form, { view: view, action: href('activationBirthDates'), children: [asked.map((date) => (_jsx(BirthDate, { view: view, name: date.field, label: asked.length > 1 ? t('activation.birth-date-at', { school: date.schoolName }) : t('activation.birth-date'), hint: t('activation.birth-date-hint'), errors: shown, ...(date.typed === undefined ? {} : { value: date.typed }) }))), _jsx(Button, { children: t('activation.continue') })] }), _jsx("ul", { class: "links", children: _jsx("li", { children: _jsx("a", { href: href('signIn'), children: t('activation.not-for-me') }) }) })] }));
}
/** Still 2/3, after the right dates: posts `answer`, 'yes' or 'not_mine'. */
export function ActivationChildrenPage({ view, children }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('activation.children-title', { count: children.length }), above: _jsx(ActivationSteps, { view: view, at: 2 }), children: [_jsx("ul", { class: "rows", children: children.map((child) => (_jsx("li", { children: _jsx(ChildLine, { child: child }) }))) }), _jsx(Form, { view: view, action: href('activationChildren'), children: _jsxs(Buttons, { children: [_jsx(Button, { name: "answer", value: "yes", children: t('activation.mine', { count: children.length }) }), _jsx(Button, { kind: "second", name: "answer", value: "not_mine", children: t('activation.not-mine') })] }) })] }));
}
