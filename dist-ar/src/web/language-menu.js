import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { languageOf } from '../i18n/locales.js';
import { spokenLanguages } from '../i18n/messages.js';
import { translator } from '../i18n/translator.js';
import { href, internalPath } from '../routes.js';
import { Icon } from './icons.js';
function linkTo(view, language) {
    const retour = internalPath(view.path);
    return href('chooseLanguage', { language }, retour === undefined ? undefined : { retour });
}
export function LanguageMenu({ view }) {
    const { t } = view;
    const spoken = spokenLanguages();
    if (spoken.length < 2)
        return null;
    const current = languageOf(t.locale);
    return (_jsxs("details", { class: "languages", children: [_jsxs("summary", { children: [_jsx(Icon, { name: "languages" }), _jsx("span", { class: "unseen", children: `${t('language.menu')} ` }), _jsx("span", { class: "long", children: current.ownName }), _jsx("span", { class: "short", "aria-hidden": "true", children: current.short })] }), _jsx("ul", { children: spoken.map((locale) => (_jsx("li", { children: _jsx("a", { href: linkTo(view, locale), lang: locale, hreflang: locale, "aria-current": locale === t.locale ? 'true' : undefined, children: languageOf(locale).ownName }) }))) })] }));
}
/** « Read this page in English », in English: the browser likes it, and its reader has chosen nothing yet. */
export function LanguageOffer({ view }) {
    if (view.offered === undefined)
        return null;
    const { locale, dir } = languageOf(view.offered);
    return (_jsx("p", { class: "offer", lang: locale, dir: dir, children: _jsx("a", { href: linkTo(view, locale), hreflang: locale, children: translator(locale)('language.offer') }) }));
}
