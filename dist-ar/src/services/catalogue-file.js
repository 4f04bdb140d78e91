// Reading the file of the catalogue: everything wrong with it is said at once, each with its place.
import { isLocale } from '../i18n/locales.js';
import { done, refused } from '../kernel/outcome.js';
import { isSchoolKind, schoolKinds } from '../people/rules.js';
import { serviceIcons, webAddress } from './rules.js';
const linkLevels = ['legal', 'in_charge', 'contact'];
const fields = ['slug', 'names', 'details', 'explanations', 'icon', 'address', 'schoolKinds', 'linkLevels'];
const lengths = { names: 40, details: 60, explanations: 600 };
/** The services of a catalogue file (`{ "services": [ … ] }`), in their order, or what is wrong with it. */
export function readCatalogueFile(text) {
    let given;
    try {
        given = JSON.parse(text);
    }
    catch (error) {
        return refused([`Le fichier n’est pas du JSON : ${error instanceof Error ? error.message : String(error)}`]);
    }
    const list = isObject(given) && Object.keys(given).length === 1 ? given.services : undefined;
    if (!Array.isArray(list))
        return refused(['Il faut un objet avec une seule clé, « services » : une liste.']);
    const faults = [];
    const services = list.map((one, index) => readService(one, `service ${index + 1}`, faults));
    const slugs = services.map((one) => one?.slug);
    slugs.forEach((slug, index) => {
        if (slug !== undefined && slugs.indexOf(slug) !== index)
            faults.push(`service ${index + 1} : « ${slug} » y est deux fois.`);
    });
    return faults.length === 0 ? done(services.filter((one) => one !== undefined)) : refused(faults);
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
function readService(given, place, faults) {
    const wrong = (what) => {
        faults.push(`${place} : ${what}`);
        return undefined;
    };
    if (!isObject(given))
        return wrong('il faut un objet.');
    for (const key of Object.keys(given))
        if (!fields.some((field) => field === key))
            wrong(`« ${key} » n’est pas un champ connu.`);
    const { slug, icon, address = null } = given;
    if (typeof slug !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(slug))
        return wrong('« slug » : des lettres minuscules sans accent, des chiffres, des tirets.');
    const texts = (name) => readWords(given[name], lengths[name], (what) => wrong(`« ${name} » ${what}`));
    const knownIcon = serviceIcons.find((one) => one === icon);
    if (knownIcon === undefined)
        wrong(`« icon » : un de ${serviceIcons.join(', ')}.`);
    const checked = typeof address === 'string' ? webAddress(address) : null;
    if (checked === undefined || (address !== null && typeof address !== 'string'))
        wrong('« address » : une adresse https complète, ou rien.');
    const kinds = listOf(given.schoolKinds, isSchoolKind);
    if (kinds === undefined)
        wrong(`« schoolKinds » : une liste parmi ${schoolKinds.join(', ')}.`);
    const levels = listOf(given.linkLevels, (one) => linkLevels.some((level) => level === one));
    if (levels === undefined)
        wrong(`« linkLevels » : une liste parmi ${linkLevels.join(', ')}.`);
    const read = { slug, names: texts('names'), details: texts('details'), explanations: texts('explanations') };
    if (knownIcon === undefined || checked === undefined || kinds === undefined || levels === undefined)
        return undefined;
    return { ...read, icon: knownIcon, address: checked, schoolKinds: kinds, linkLevels: levels };
}
function readWords(given, longest, wrong) {
    if (!isObject(given) || typeof given.fr !== 'string' || given.fr.trim() === '') {
        wrong('doit dire quelque chose en français (« fr »).');
        return { fr: '' };
    }
    for (const [language, text] of Object.entries(given)) {
        if (!isLocale(language))
            wrong(`: « ${language} » n’est pas une langue du site.`);
        if (typeof text !== 'string' || text.trim() === '')
            wrong(`: il manque le texte en « ${language} ».`);
        else if ([...text].length > longest)
            wrong(`: plus de ${longest} signes en « ${language} ».`);
    }
    return given;
}
function listOf(given, known) {
    if (!Array.isArray(given) || given.length === 0)
        return undefined;
    const values = given.filter((one) => typeof one === 'string' && known(one));
    return values.length === given.length ? [...new Set(values)] : undefined;
}
