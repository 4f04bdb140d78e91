import { Fragment as _Fragment, jsx as _jsx } from "preact/jsx-runtime";
import { Page } from '../web/layout.js';
import { Card } from '../web/panels.js';
function Parts({ view, parts }) {
    return (_jsx(_Fragment, { children: parts.map(({ title, lines }) => (_jsx(Card, { title: view.t(title), children: lines.map((line) => (_jsx("p", { children: view.t(line) }))) }))) }));
}
export function AccessibilityPage({ view }) {
    return (_jsx(Page, { view: view, title: view.t('accessibility.title'), lead: view.t('accessibility.lead'), children: _jsx(Parts, { view: view, parts: [
                { title: 'accessibility.done', lines: ['accessibility.done-how', 'accessibility.done-keyboard'] },
                { title: 'accessibility.not-yet', lines: ['accessibility.not-yet-why'] },
                { title: 'accessibility.tell', lines: ['accessibility.tell-how', 'accessibility.tell-rights'] },
            ] }) }));
}
export function DataPage({ view }) {
    return (_jsx(Page, { view: view, title: view.t('data.title'), lead: view.t('data.lead'), children: _jsx(Parts, { view: view, parts: [
                { title: 'data.what', lines: ['data.what-school', 'data.what-you'] },
                { title: 'data.why', lines: ['data.why-services', 'data.why-nobody'] },
                { title: 'data.how-long', lines: ['data.how-long-leaves', 'data.how-long-log'] },
                { title: 'data.rights', lines: ['data.rights-what', 'data.rights-how'] },
                { title: 'data.cookies', lines: ['data.cookies-what'] },
            ] }) }));
}
