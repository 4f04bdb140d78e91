import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { ChildLine, fullName, Tile, Tiles } from '../web/children.js';
import { Page } from '../web/layout.js';
import { FrenchName, Phone } from '../web/names.js';
import { ButtonLink, CalmPanel, Card, Note } from '../web/panels.js';
/** « Accueil »: the tiles of each child, then the way to all the rest. */
export function HomePage({ view, name, children, requestToAnswer, }) {
    const { t } = view;
    return (_jsxs(Page, { view: view, title: t('home.title'), above: _jsx("p", { class: "greeting", children: t.rich('home.hello', { name: _jsx(FrenchName, { children: name }) }) }), children: [requestToAnswer === true && (_jsx(Note, { icon: "inbox", children: _jsx("p", { children: _jsx("a", { href: href('requests'), children: t('account.requests-answer') }) }) })), children.length === 0 && _jsx(NoChild, { view: view }), children.map((one) => (_jsx(ChildTiles, { view: view, one: one }))), _jsx(Tiles, { wide: true, children: _jsx(Tile, { href: href('services'), icon: "list", title: t('services.title'), detail: t('services.detail') }) }), _jsx(AddChild, { view: view })] }));
}
/** « Téléservices »: services of each child, then the ENT, useful links, the schools' own sites, and whom to call. */
export function ServicesPage({ view, children, networkLinks, schools }) {
    const { t } = view;
    const links = [...schools.flatMap((school) => school.links), ...networkLinks];
    const kinds = [...new Set(schools.map(({ kind }) => kind))];
    const [only] = kinds;
    const siteTitle = kinds.length === 1 && only !== undefined ? t(`services.site-${only}`) : t('services.site-other');
    return (_jsxs(Page, { view: view, title: t('services.title'), children: [children.length === 0 && _jsx(NoChild, { view: view }), children.map((one) => (_jsx(ChildTiles, { view: view, one: one }))), _jsxs("div", { class: "pairs", children: [_jsx(LinkCard, { id: "ent", title: t('services.ent'), links: links.filter(({ kind }) => kind === 'ent') }), _jsx(LinkCard, { id: "ecole", title: siteTitle, links: links.filter(({ kind }) => kind === 'site') }), _jsx(LinkCard, { id: "liens", title: t('services.links'), links: links.filter(({ kind }) => kind === 'useful') }), _jsxs(Card, { title: t('services.contact', { count: schools.length }), id: "contact", children: [schools.map((school) => (_jsx(Contact, { school: school }))), schools.length === 0 && _jsx("p", { children: t('help.on-letter') })] })] }), _jsx(AddChild, { view: view })] }));
}
/** Nothing at all rather than a heading without a link. */
function LinkCard({ id, title, links, }) {
    if (links.length === 0)
        return null;
    return (_jsx(Card, { title: title, id: id, children: _jsx("ul", { class: "links", children: links.map((link) => (_jsx("li", { children: _jsx("a", { href: link.address, children: _jsx(FrenchName, { children: link.label }) }) }))) }) }));
}
function Contact({ school }) {
    const { name, town, phone = '', mail = '', hours = '' } = school;
    return (_jsxs("p", { children: [_jsx(FrenchName, { children: [name, town].filter(Boolean).join(', ') }), phone !== '' && (_jsx("span", { class: "phone", children: _jsx(Phone, { number: phone }) })), hours !== '' && (_jsx("span", { class: "phone soft", children: _jsx(FrenchName, { children: hours }) })), mail !== '' && (_jsx("span", { class: "phone", children: _jsx("a", { href: `mailto:${mail}`, children: _jsx("bdi", { dir: "ltr", children: mail }) }) }))] }));
}
function ChildTiles({ view, one }) {
    const { t } = view;
    return (_jsxs("section", { class: "child-tiles", id: `enfant-${one.child.position + 1}`, "aria-label": fullName(one.child), children: [_jsx(ChildLine, { child: one.child, as: "h2", short: true }), one.tiles.length > 0 ? (_jsx(Tiles, { children: one.tiles.map((tile) => (_jsx(Tile, { ...tile, position: one.child.position }))) })) : (_jsxs(Card, { children: [_jsx("p", { children: t.rich('services.none', { name: _jsx(FrenchName, { children: one.child.firstName }) }) }), _jsx("p", { children: one.nextOpening === undefined
                            ? t('services.none-when')
                            : t('services.none-until', { day: t.day(one.nextOpening) }) }), one.schoolPhone !== undefined && one.schoolPhone !== '' && (_jsx("p", { children: t.rich('services.none-whom', { phone: _jsx(Phone, { number: one.schoolPhone }) }) }))] }))] }));
}
function NoChild({ view }) {
    const { t } = view;
    return (_jsxs(Note, { children: [_jsx("p", { children: t('children.none') }), _jsx("p", { children: t('children.none-advice') })] }));
}
function AddChild({ view }) {
    const { t } = view;
    return (_jsx(CalmPanel, { title: t('children.missing'), action: _jsx(ButtonLink, { kind: "second", icon: "plus", href: href('grouping'), children: t('children.add') }), children: _jsx("p", { children: t('children.missing-why') }) }));
}
