import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { sessionLimits } from '../signin/rules.js';
import { DeskPage } from '../web/desk-layout.js';
import { CodeField, Field, Form, Password } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card } from '../web/panels.js';
import { QrCode } from '../web/qr-code.js';
/** The six digits, in every form that asks for them. */
export function SecurityCode({ errors, hint, }) {
    return (_jsx(CodeField, { name: "code", label: "Code de s\u00E9curit\u00E9", hint: hint ?? 'Les 6 chiffres de votre application, par exemple 123 456.', digits: true, errors: errors }));
}
export function StaffSignInPage({ view, form }) {
    const { idleMinutes, wholeHours } = sessionLimits.staff;
    return (_jsxs(DeskPage, { view: view, menu: [], title: "Espace de l\u2019\u00E9cole", lead: "Connexion du personnel", errors: form.errors, children: [form.notice !== undefined && _jsx(Alert, { kind: "info", children: form.notice }), _jsxs("div", { class: "narrow", children: [_jsx(Card, { children: _jsxs(Form, { view: view, action: href('staffSignIn'), children: [form.back !== undefined && _jsx("input", { type: "hidden", name: "retour", value: form.back }), _jsx(Field, { name: "mail", type: "email", label: "Adresse mail", autocomplete: "username", value: form.mail, errors: form.errors, required: true }), _jsx(Password, { view: view, name: "password", label: "Mot de passe", autocomplete: "current-password", errors: form.errors }), _jsx(SecurityCode, { errors: form.errors }), _jsx(Button, { children: "Se connecter" })] }) }), _jsx("p", { class: "soft", children: `Sans activité, la connexion dure ${idleMinutes} minutes ; ${wholeHours} heures en tout.` }), _jsx("p", { class: "soft", children: "Mot de passe ou t\u00E9l\u00E9phone perdu ? Demandez un nouveau lien d\u2019inscription \u00E0 la personne qui g\u00E8re Fratrie." }), _jsxs("p", { children: ["Vous \u00EAtes parent ? ", _jsx("a", { href: href('signIn'), children: "Connectez-vous ici" }), "."] })] })] }));
}
export function EnrolmentPage({ view, form }) {
    return (_jsx(DeskPage, { view: view, menu: [], title: "Cr\u00E9er votre acc\u00E8s", lead: _jsxs(_Fragment, { children: [form.name !== '' && (_jsxs(_Fragment, { children: [_jsx(FrenchName, { children: form.name }), ', '] })), _jsx(FrenchName, { children: form.mail })] }), errors: form.errors, children: _jsxs(Form, { view: view, action: href('staffEnrolmentForm'), class: "narrow", children: [_jsx("input", { type: "email", name: "username", value: form.mail, autocomplete: "username", readOnly: true, hidden: true }), _jsx(Card, { title: "1. Choisissez un mot de passe", children: _jsx(Password, { view: view, name: "password", label: "Mot de passe", hint: "12 signes ou plus. Une phrase va tr\u00E8s bien.", autocomplete: "new-password", errors: form.errors }) }), _jsxs(Card, { title: "2. Pr\u00E9parez vos codes de s\u00E9curit\u00E9", children: [_jsx("p", { children: "\u00C0 chaque connexion, une application vous donne un code. Installez-la sur votre t\u00E9l\u00E9phone (FreeOTP, Aegis, Google Authenticator\u2026), puis visez ce carr\u00E9 avec elle." }), _jsx(QrCode, { text: form.secret.address, label: "Carr\u00E9 \u00E0 viser avec l\u2019application de codes" }), _jsxs("p", { children: ["Ou tapez cette cl\u00E9 dans l\u2019application : ", _jsx(Identifier, { children: form.secret.text })] })] }), _jsxs(Card, { title: "3. Donnez le premier code", children: [_jsx(SecurityCode, { errors: form.errors }), _jsx(Button, { children: "Cr\u00E9er mon acc\u00E8s" })] })] }) }));
}
export function DeadEnrolmentPage({ view }) {
    return (_jsxs(DeskPage, { view: view, menu: [], title: "Ce lien ne marche plus", children: [_jsx("p", { children: "Un lien d\u2019inscription sert une seule fois, pendant 7 jours. Un lien plus r\u00E9cent l\u2019a peut-\u00EAtre remplac\u00E9." }), _jsx("p", { children: "Demandez un nouveau lien \u00E0 la personne qui g\u00E8re Fratrie." }), _jsx(Buttons, { children: _jsx(ButtonLink, { href: href('staffSignIn'), children: "Se connecter" }) })] }));
}
export function ChooseSchoolPage({ view, name, schools, }) {
    const staff = { name, role: '', schoolName: '', idleMinutes: sessionLimits.staff.idleMinutes };
    return (_jsx(DeskPage, { view: { ...view, staff }, menu: [], title: "Pour quelle \u00E9cole ?", children: _jsx("ul", { class: "rows narrow", children: schools.map((school) => (_jsx("li", { children: _jsxs(Form, { view: view, action: href('schoolChoice'), children: [_jsx("input", { type: "hidden", name: "school", value: school.uai }), _jsxs(Card, { title: _jsx(FrenchName, { children: school.name }), children: [_jsx("p", { class: "soft", children: [school.town, school.role].filter((part) => part !== '').join(', ') }), _jsx(Button, { kind: "second", children: "Choisir" })] })] }) }))) }) }));
}
