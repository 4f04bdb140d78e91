import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { HelpLine, Page } from '../web/layout.js';
import { ButtonLink, Buttons } from '../web/panels.js';
export function wordsOfProblem(t, problem) {
    switch (problem.kind) {
        case 'throttled':
            return { title: t('signin.throttled', { minutes: problem.minutes }), advice: t('grouping.throttled-advice') };
        case 'same_account':
            return { title: t('grouping.same-account'), advice: t('grouping.same-account-advice') };
        case 'absorbed_closed':
            return { title: t('grouping.other-closed'), advice: t('grouping.other-closed-advice') };
        case 'absorbed_frozen':
            return { title: t('grouping.other-frozen'), advice: t('signin.call-school') };
        case 'absorbed_suspended':
            return { title: t('grouping.other-suspended'), advice: t('signin.call-school') };
        case 'absorbed_asleep':
            return { title: t('grouping.other-asleep'), advice: t('signin.new-letter') };
        case 'letter_used':
            return { title: t('letter.used'), advice: t('grouping.letter-used-advice') };
        case 'letter_replaced':
            return { title: t('letter.replaced'), advice: t('letter.replaced-advice') };
        case 'letter_expired':
            return { title: t('letter.expired'), advice: t('signin.new-letter') };
        case 'request_reversed':
            return { title: t('grouping.request-reversed'), advice: t('grouping.request-reversed-advice') };
        case 'too_many_requests':
            return { title: t('grouping.too-many-requests'), advice: t('grouping.too-many-requests-advice') };
        case 'recovery_letter':
            return { title: t('grouping.recovery-letter'), advice: t('grouping.recovery-letter-advice') };
        case 'expired':
            return { title: t('grouping.expired'), advice: t('grouping.start-again') };
        case 'changed':
            return { title: t('grouping.proof-changed'), advice: t('grouping.start-again') };
        case 'no_intent':
            return { title: t('grouping.no-intent'), advice: t('grouping.start-again') };
    }
}
/** The account in use may not group now (frozen, suspended): it cannot happen from an ordinary session. */
export function GroupingNotNowPage({ view }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('grouping.not-now'), failed: true, children: [_jsx("p", { children: t('signin.call-school') }), _jsx(HelpLine, { view: view }), _jsx(Buttons, { children: _jsx(ButtonLink, { href: href('account'), children: t('profile.back') }) })] }));
}
