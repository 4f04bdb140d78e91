import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { asset } from './assets.js';
import { ErrorSummary } from './errors.js';
import { Form } from './fields.js';
import { Icon, Logo } from './icons.js';
import { LanguageMenu, LanguageOffer } from './language-menu.js';
import { FrenchName, Phone } from './names.js';
/** html, head and body: for the layouts only. */
export function Document({ view, title, failed, look, children }) {
    const { t } = view;
    return (_jsxs("html", { lang: t.locale, dir: t.dir, class: look, children: [_jsxs("head", { children: [_jsx("meta", { charset: "utf-8" }), _jsx("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }), _jsx("meta", { name: "color-scheme", content: "light dark" }), _jsx("meta", { name: "robots", content: "noindex" }), _jsx("title", { children: `${failed === true ? t('page.error-title', { title }) : title} – ${t('app.name')}` }), _jsx("link", { rel: "icon", href: asset('favicon.svg'), type: "image/svg+xml" }), _jsx("link", { rel: "stylesheet", href: asset('fratrie.css') }), look === 'desk' && _jsx("link", { rel: "stylesheet", href: asset('desk.css') }), _jsx("script", { src: asset('fratrie.js'), defer: true })] }), _jsxs("body", { children: [_jsx("a", { class: "skip", href: "#main", children: t('page.skip') }), children] })] }));
}
export function Page(props) {
    return props.view.signedIn === undefined ? _jsx(EntryPage, { ...props }) : _jsx(PortalPage, { ...props });
}
function Main({ view, title, heading, above, done, lead, errors, children }) {
    const head = (_jsxs(_Fragment, { children: [_jsx("h1", { children: heading ?? title }), lead !== undefined && lead !== false && _jsx("p", { class: "lead", children: lead })] }));
    return (_jsxs(_Fragment, { children: [_jsx(ErrorSummary, { view: view, errors: errors }), above, done === true ? (_jsxs("div", { class: "finished", children: [_jsx(Icon, { name: "done" }), _jsx("div", { children: head })] })) : (head), children] }));
}
function EntryPage(props) {
    const { view, title, errors, failed, aside, helpNote } = props;
    return (_jsxs(Document, { view: view, title: title, failed: failed === true || (errors?.length ?? 0) > 0, look: "entry", children: [_jsxs("header", { class: "top", children: [_jsx(Brand, { view: view, href: href('signIn') }), _jsx(LanguageMenu, { view: view })] }), _jsx(LanguageOffer, { view: view }), _jsxs("div", { class: "frame", children: [_jsx("main", { id: "main", tabIndex: -1, children: _jsx(Main, { ...props }) }), _jsxs("aside", { class: "aside", children: [aside, _jsxs("section", { class: "help", children: [_jsx("h2", { children: view.t('help.title') }), view.help === undefined ? _jsx("p", { children: view.t('help.on-letter') }) : _jsx(HelpLine, { view: view }), helpNote !== undefined && _jsx("p", { class: "soft", children: helpNote })] })] })] }), _jsx(Footer, { view: view })] }));
}
function PortalPage(props) {
    const { view, title, errors, failed } = props;
    return (_jsxs(Document, { view: view, title: title, failed: failed === true || (errors?.length ?? 0) > 0, look: "portal", children: [_jsxs("header", { class: "top", children: [_jsx(Brand, { view: view, href: href('home') }), _jsx(LanguageMenu, { view: view }), _jsx(SignOut, { view: view, action: href('signOut') })] }), _jsx(LanguageOffer, { view: view }), _jsxs("div", { class: "frame", children: [_jsx("div", { class: "side", children: _jsxs("nav", { "aria-label": view.t('nav.label'), children: [_jsx(Tab, { view: view, href: href('home'), icon: "home", also: [href('services')], children: view.t('nav.home') }), _jsx(Tab, { view: view, href: href('children'), icon: "children", also: [href('grouping')], children: view.t('nav.children') }), _jsx(Tab, { view: view, href: href('account'), icon: "person", also: [href('profile')], children: view.t('nav.account') })] }) }), _jsx("main", { id: "main", tabIndex: -1, children: _jsx(Main, { ...props }) }), view.help !== undefined && (_jsxs("aside", { class: "help", children: [_jsx(Icon, { name: "phone" }), _jsxs("div", { children: [_jsx("h2", { children: view.t('help.title') }), _jsx(HelpLine, { view: view })] })] }))] }), _jsx(IdleWarning, { view: view, minutes: view.signedIn?.idleMinutes }), _jsx(Footer, { view: view })] }));
}
export function Brand({ view, href }) {
    return (_jsxs("a", { class: "brand", href: href, children: [_jsx(Logo, {}), _jsx("span", { children: view.t('app.name') })] }));
}
function Tab({ view, href, icon, also, children }) {
    const here = view.path === href || also.some((start) => view.path === start || view.path.startsWith(`${start}/`));
    return (_jsxs("a", { href: href, "aria-current": here ? 'page' : undefined, children: [_jsx(Icon, { name: icon }), _jsx("span", { children: children })] }));
}
export function SignOut({ view, action }) {
    return (_jsx(Form, { view: view, action: action, class: "sign-out", children: _jsxs("button", { type: "submit", children: [_jsx(Icon, { name: "door" }), view.t('nav.sign-out')] }) }));
}
/** School and telephone: the same words at the same place of every page. */
export function HelpLine({ view }) {
    if (view.help === undefined)
        return _jsx("p", { children: view.t('help.on-letter') });
    const { schoolName, phone } = view.help;
    return (_jsxs("p", { children: [_jsx(FrenchName, { children: schoolName }), phone !== undefined && (_jsx("span", { class: "phone", children: _jsx(Phone, { number: phone }) }))] }));
}
/** Shown by the script two minutes before the session ends; it stays hidden without a script. */
export function IdleWarning({ view, minutes }) {
    if (minutes === undefined)
        return null;
    return (_jsxs("div", { class: "idle", role: "alert", hidden: true, "data-idle": minutes, "data-over": view.t('idle.over'), children: [_jsx("p", { children: view.t('idle.soon') }), _jsx("button", { type: "button", class: "button second", children: view.t('idle.stay') })] }));
}
function Footer({ view }) {
    return (_jsxs("footer", { children: [_jsx("a", { href: href('accessibility'), children: view.t('footer.accessibility') }), _jsx("a", { href: href('data'), children: view.t('footer.data') }), view.t.isDraft && _jsx("p", { children: view.t('language.draft') })] }));
}
