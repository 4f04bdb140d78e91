// The operator keeps the catalogue and opens its services; parents read what their children's schools have open.
import { inTransaction } from '../audit/actions.js';
import { findSchoolKind, getSchoolName, schoolExists, writeContactMail } from '../db/schools.js';
import { findService, readContacts, readLinks, readOpenings, removeOpening, replaceCatalogue, replaceLinks, writeOpening, } from '../db/services.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { done, refused } from '../kernel/outcome.js';
import { dueToTell, nextOpening, servicesFor, } from './rules.js';
const actor = { type: 'command' };
/** The catalogue becomes this list. */
export async function importCatalogue(deps, services) {
    await inTransaction(deps, async (tx, record) => {
        await replaceCatalogue(tx, services, deps.now());
        record({ actor, kind: 'services_listed', data: { slugs: services.map(({ slug }) => slug) } });
    });
}
/** Opens a service at a school, or changes its days there. */
export async function openService(deps, opening) {
    return await inTransaction(deps, async (tx, record) => {
        const service = await findService(tx, opening.slug);
        if (service === undefined)
            return refused('no_service');
        const kind = await findSchoolKind(tx, opening.schoolUai);
        if (kind === undefined)
            return refused('no_school');
        if (!service.schoolKinds.includes(kind))
            return refused('wrong_kind');
        await writeOpening(tx, opening);
        const { slug, schoolUai: school, opensOn, closesOn, dueOn } = opening;
        record({ actor, kind: 'service_opened', data: { slug, school, opensOn, closesOn, dueOn } });
        return done(undefined);
    });
}
/** Closes a service at a school at once. */
export async function closeService(deps, slug, school) {
    return await inTransaction(deps, async (tx, record) => {
        if (!(await removeOpening(tx, slug, school)))
            return refused('not_open');
        record({ actor, kind: 'service_closed', data: { slug, school } });
        return done(undefined);
    });
}
/** Sets what a school (or the network) shows beside its services. Answers the school's name. */
export async function setSchool(deps, asked) {
    const { school, links, contactMail } = asked;
    return await inTransaction(deps, async (tx, record) => {
        if (school !== null && !(await schoolExists(tx, school)))
            return refused('no_school');
        const kinds = Object.keys(links).filter((kind) => links[kind] !== undefined);
        if (kinds.length > 0)
            await replaceLinks(tx, school, kinds, kinds.flatMap((kind) => links[kind] ?? []));
        if (school !== null && contactMail !== undefined)
            await writeContactMail(tx, school, contactMail);
        record({ actor, kind: 'school_set', data: { school, links: kinds, contactMail: contactMail !== undefined } });
        return done(school === null ? null : await getSchoolName(tx, school));
    });
}
/** What each of these children's schools has open today for their guardian, in the order of the children. */
export async function servicesOfChildren(deps, children) {
    const openings = await readOpenings(deps.db, children.map((child) => child.schoolUai));
    const today = civilDateOf(deps.now(), deps.config.timeZone);
    return children.map((child) => ({
        services: servicesFor(child, openings, today).map((one) => ({ ...one, due: dueToTell(one, today) })),
        nextOpening: nextOpening(child, openings, today),
    }));
}
/** Links and contacts of the children's schools. */
export async function readAround(deps, children) {
    const schools = [...new Set(children.map((child) => child.schoolUai))];
    const [links, contacts] = await Promise.all([readLinks(deps.db, schools), readContacts(deps.db, schools)]);
    return { links, contacts };
}
