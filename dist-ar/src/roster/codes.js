// The code tables of the registers, brought to one generation: the two-digit codes of 2018.
import { foldName } from '../kernel/text.js';
/** Codes of kinship since March 2018. Father and mother change places between the generations. */
const kinships = new Set(['10', '20', '38', '37', '39', '50', '70', '51', '41', '42', '43', '90']);
const kinshipOfOldCode = {
    '1': '20',
    '2': '10',
    '3': '50',
    '4': '39',
    '5': '51',
    '6': '90',
    '7': '70',
};
export const kinshipSelf = '70';
export const kinshipChildWelfare = '51';
/** Reads CODE_PARENTE, or the second part of an AAF link; `listed` holds the codes of the delivery's own nomenclature. */
export function readKinship(text, listed) {
    const code = text.trim();
    const old = kinshipOfOldCode[code.replace(/^0(?=\d$)/, '')];
    if (old !== undefined)
        return { code: old, generation: 'old' };
    return { code, generation: kinships.has(code) || (code !== '' && listed.has(code)) ? 'new' : 'unknown' };
}
/** NIVEAU_RESPONSABILITE (SIECLE since 2018); undefined for another text. */
export function levelOfNiveau(text) {
    switch (text.trim()) {
        case '1':
            return 'legal';
        case '2':
            return 'in_charge';
        case '3':
            return 'contact';
        default:
            return undefined;
    }
}
/** RESP_LEGAL (SIECLE before 2018): 1 and 2 are both legal guardians. */
export function levelOfRespLegal(text) {
    switch (text.trim()) {
        case '1':
        case '2':
            return 'legal';
        case '0':
            return 'contact';
        default:
            return undefined;
    }
}
/**
 * The fourth part of an AAF link: with an old kinship code 1 and 2 are legal; with a new one only 1 is, and 2 is a
 * person in charge.
 */
export function levelOfAafLink(text, generation) {
    const level = text.trim();
    if (generation === 'old')
        return levelOfRespLegal(level);
    switch (level) {
        case '1':
            return 'legal';
        case '2':
            return 'in_charge';
        case '0':
        case '3':
            return 'contact';
        default:
            return undefined;
    }
}
/** LC_CIVILITE, CODE_CIVILITE or personalTitle. Sex is not derived from it. */
export function readCivility(text) {
    switch (text.trim().toUpperCase().replaceAll('.', '')) {
        case 'M':
        case 'MR':
        case 'MONSIEUR':
        case '1':
            return 'M.';
        case 'MME':
        case 'MLLE':
        case 'MADAME':
        case 'MADEMOISELLE':
        case '2':
        case '3':
            return 'Mme';
        default:
            return null;
    }
}
export function readSex(code) {
    const sex = code.trim();
    return sex === '1' ? 'M' : sex === '2' ? 'F' : null;
}
const academies = {
    PARIS: '1',
    'AIX MARSEILLE': '2',
    BESANCON: '3',
    BORDEAUX: '4',
    CAEN: '5',
    'CLERMONT FERRAND': '6',
    CLERMONT: '6',
    DIJON: '7',
    GRENOBLE: '8',
    LILLE: '9',
    LYON: '10',
    MONTPELLIER: '11',
    'NANCY METZ': '12',
    POITIERS: '13',
    RENNES: '14',
    STRASBOURG: '15',
    TOULOUSE: '16',
    NANTES: '17',
    'ORLEANS TOURS': '18',
    REIMS: '19',
    AMIENS: '20',
    ROUEN: '21',
    LIMOGES: '22',
    NICE: '23',
    CRETEIL: '24',
    VERSAILLES: '25',
    CORSE: '27',
    'LA REUNION': '28',
    REUNION: '28',
    MARTINIQUE: '31',
    GUADELOUPE: '32',
    GUYANE: '33',
    NORMANDIE: '70',
};
/**
 * The académie that keeps the ids of an AAF delivery: its code without leading zeros, else the code of its name, else
 * the folded name. Two writings of one académie must give one scope, or every parent would be made twice.
 */
export function academyScope(code, name) {
    const digits = code.trim().replace(/^0+/, '');
    if (/^\d{1,3}$/.test(digits))
        return digits;
    const folded = foldName(name).replace(/^(AC|ACADEMIE( DE| D)?) /, '');
    return academies[folded] ?? (folded === '' ? '0' : folded);
}
/** The kind of a school from the label or the usual abbreviation of its type. */
export function schoolKind(label) {
    const type = foldName(label);
    if (/\b(COLLEGE|CLG|EREA SEGPA)\b/.test(type))
        return 'college';
    if (/\b(LYCEE|LYC|LP|LPO|LEP|LGT|LG|LT|SEP|EREA)\b/.test(type))
        return 'lycee';
    if (/\b(ECOLE (MATERNELLE|ELEMENTAIRE|PRIMAIRE)|E E PU|E M PU|E P PU)\b/.test(type))
        return 'primary';
    return 'other';
}
const abbreviations = [
    [/^CLG$/, 'Collège'],
    [/^LYC$/, 'Lycée'],
    [/^LP$/, 'Lycée professionnel'],
    [/^LPO$/, 'Lycée polyvalent'],
    [/^LGT$/, 'Lycée'],
];
/** « CLG-JEAN ZAY-ac-BORDEAUX » becomes « Collège JEAN ZAY »; another form is kept as it is. */
export function schoolName(text) {
    const parts = /^([^-]+)-(.+)-ac-[^-]+(?:-[^-]+)*$/i.exec(text);
    const kind = parts?.[1]?.trim() ?? '';
    const own = parts?.[2]?.trim() ?? '';
    const word = abbreviations.find(([shape]) => shape.test(kind))?.[1];
    return word === undefined || own === '' ? text : `${word} ${own}`;
}
