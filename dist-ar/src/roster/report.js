import { never } from '../kernel/outcome.js';
import { isOlder, tooManyEndings } from './rules.js';
const none = { added: 0, changed: 0, ended: 0, unchanged: 0 };
const noFigures = { pupils: none, guardians: none, links: none, accounts: 0 };
export function makeReport(schools, figures, findings, rejected) {
    const { pupils, guardians, links, accounts } = figures ?? noFigures;
    return {
        schools,
        pupils,
        guardians,
        links,
        accounts: { created: accounts },
        rejected: [...findings.rejected(), ...rejected].map(tell),
        warnings: findings.warnings().map(tell),
    };
}
export function tell(finding) {
    return { file: finding.file, line: finding.line, reason: finding.sentence, code: finding.code };
}
/** True when applying would write nothing at all. */
export function changesNothing(figures) {
    return (figures.accounts === 0 &&
        [figures.pupils, figures.guardians, figures.links].every((one) => one.added + one.changed + one.ended === 0));
}
export function faultFinding(fault, file) {
    const at = { file, line: fault.line, code: fault.code };
    const who = { school: 'Établissement', pupil: 'Élève', guardian: 'Responsable', link: 'Lien de l’élève' }[fault.what];
    const row = fault.other === null ? `${who} ${fault.key}` : `${who} ${fault.key} avec le responsable ${fault.other}`;
    switch (fault.code) {
        case 'KEY_DUPLICATE':
            return {
                ...at,
                severity: 'error',
                sentence: `${row} : cet identifiant est déjà pris plus haut. La ligne est rejetée, la première est gardée.`,
            };
        case 'INE_DUPLICATE':
            return {
                ...at,
                severity: 'error',
                sentence: `${row} : un autre élève porte le même numéro national (INE). Les deux lignes sont rejetées.`,
            };
        case 'LINK_DUPLICATE':
            return {
                ...at,
                severity: 'warn',
                sentence: `${row} : ce lien est écrit plusieurs fois ; le plus fort est gardé.`,
            };
        case 'LINK_DANGLING_PUPIL':
            return {
                ...at,
                severity: 'warn',
                sentence: `${row} : cet élève n’est pas dans la livraison, ou sa ligne est rejetée. Le lien est laissé de côté.`,
            };
        case 'LINK_DANGLING_GUARDIAN':
            return {
                ...at,
                severity: 'warn',
                sentence: `${row} : ce responsable n’est pas dans la livraison, ou sa ligne est rejetée. Le lien est laissé de côté.`,
            };
        case 'PUPIL_NO_LEGAL':
            return { ...at, severity: 'warn', sentence: `${row} : il n’a pas de responsable légal. Personne ne le verra.` };
        case 'PUPIL_TOO_MANY_LEGAL':
            return {
                ...at,
                severity: 'warn',
                sentence: `${row} : il a plus de deux responsables légaux. Ils sont tous gardés ; vérifiez-les.`,
            };
        case 'GUARDIAN_NO_LINK':
            return {
                ...at,
                severity: 'warn',
                sentence: `${row} : il n’a de lien avec aucun élève. Il n’aura pas de compte.`,
            };
        default:
            return never(fault.code);
    }
}
/** Why this delivery may not be loaded into these schools; empty when it may. */
export function schoolRefusals(schools, head, order, timeZone) {
    const refusals = [];
    const at = { severity: 'refuse', file: null, line: null };
    for (const school of schools) {
        if (!school.known && head.source === 'siecle')
            refusals.push({
                ...at,
                code: 'SCHOOL_UNKNOWN',
                sentence: `L’établissement ${school.uai} n’est pas connu de Fratrie. Ajoutez-le d’abord : npm run -s fratrie -- school add --uai ${school.uai} --name "…" --kind college`,
            });
        if (school.registerSource !== null && school.registerSource !== head.source)
            refusals.push({
                ...at,
                code: 'SOURCE_MISMATCH',
                sentence: `La base de l’établissement ${school.uai} vient de ${school.registerSource.toUpperCase()}. Un fichier ${head.source.toUpperCase()} doublerait chaque parent : il est refusé.`,
            });
        if (head.exportedAt !== null &&
            school.registerExportedAt !== null &&
            !order.acceptOlder &&
            isOlder(head.exportedAt, school.registerExportedAt, timeZone))
            refusals.push({
                ...at,
                severity: 'ask',
                code: 'OLDER_THAN_LAST',
                sentence: `Pour l’établissement ${school.uai}, cet export date du ${day(head.exportedAt, timeZone)} ; un export plus récent, du ${day(school.registerExportedAt, timeZone)}, est déjà chargé. Pour le charger quand même : --accept-older`,
            });
    }
    return refusals;
}
function day(instant, timeZone) {
    return new Intl.DateTimeFormat('fr-FR', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(instant);
}
/** One refusal for each school that would lose more than a tenth of what it has. */
export function dropRefusals(endings) {
    const worst = new Map();
    for (const { uai, before, ended } of endings) {
        const seen = worst.get(uai);
        if (tooManyEndings(before, ended) && (seen === undefined || ended / before > seen.ended / seen.before))
            worst.set(uai, { before, ended });
    }
    return [...worst].map(([uai, { before, ended }]) => ({
        severity: 'ask',
        code: 'TOO_MANY_ENDINGS',
        file: null,
        line: null,
        sentence: `Établissement ${uai} : cette livraison ferait partir ${ended} fiches ou liens sur ${before}, plus de 10 %. Vérifiez qu’elle est entière. Pour la charger quand même : --accept-drop`,
    }));
}
