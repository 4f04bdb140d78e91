import { jsx as _jsx } from "preact/jsx-runtime";
import { href } from '../routes.js';
import { sessionLimits } from '../signin/rules.js';
import { roleWords } from '../staff/words.js';
import { DeskPage } from '../web/desk-layout.js';
const menu = [
    { href: href('school'), icon: 'calendar', label: 'Aujourd’hui' },
    { href: href('schoolAccounts'), icon: 'people', label: 'Comptes' },
    { href: href('schoolRequests'), icon: 'inbox', label: 'Demandes' },
];
export function SchoolPage({ view, desk, children, ...page }) {
    const links = desk.severalSchools
        ? [...menu, { href: href('schoolChoice'), icon: 'school', label: 'Changer d’école' }]
        : menu;
    const staff = {
        name: desk.name,
        role: roleWords[desk.role],
        schoolName: desk.schoolName,
        idleMinutes: sessionLimits.staff.idleMinutes,
    };
    return (_jsx(DeskPage, { view: { ...view, staff }, menu: links, ...page, children: children }));
}
