import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { Form } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons, Card } from '../web/panels.js';
const words = {
    unknown: ['letter.unknown', 'letter.unknown-advice'],
    used: ['letter.used', 'letter.used-advice'],
    replaced: ['letter.replaced', 'letter.replaced-advice'],
    expired: ['letter.expired', 'signin.new-letter'],
    dead: ['letter.dead', 'letter.dead-advice'],
    not_mine: ['letter.not-mine', 'letter.not-mine-advice'],
    too_late: ['letter.too-late', 'letter.too-late-advice'],
    account_grouped: ['signin.closed', 'signin.grouped-advice'],
    account_closed: ['signin.closed', 'signin.closed-advice'],
    account_suspended: ['signin.suspended', 'signin.call-school'],
};
export function LetterStopPage({ view, why }) {
    const { t } = view;
    const [title, advice] = words[why];
    return (_jsxs(Page, { view: view, title: t(title), failed: why !== 'not_mine', children: [_jsx("p", { children: t(advice) }), _jsx(Buttons, { children: why === 'too_late' ? (_jsx(ButtonLink, { href: href('activation'), children: t('letter.start-again') })) : (_jsx(ButtonLink, { href: href('signIn'), children: t('problem.to-sign-in') })) })] }));
}
/** Posts `answer`: 'add' goes to the grouping with this letter's proof, 'other' signs out and opens the letter. */
export function LetterSignedInPage({ view, identifier, schoolName }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('letter.signed-in-title'), lead: t.rich('letter.signed-in-lead', { identifier: _jsx(Identifier, { children: identifier }) }), children: [_jsx("p", { children: t.rich('letter.signed-in-school', { school: _jsx(FrenchName, { children: schoolName }) }) }), _jsx(Form, { view: view, action: href('letterSignedIn'), children: _jsxs("div", { class: "pairs", children: [_jsxs(Card, { title: t('letter.add-title'), children: [_jsx("p", { children: t('letter.add-why') }), _jsx(Button, { name: "answer", value: "add", children: t('letter.add') })] }), _jsxs(Card, { title: t('letter.other-title'), children: [_jsx("p", { children: t('letter.other-why') }), _jsx(Button, { kind: "second", name: "answer", value: "other", children: t('letter.other') })] })] }) })] }));
}
