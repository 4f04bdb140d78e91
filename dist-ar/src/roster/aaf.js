// AAF, second degree: complete deliveries of an académie, many files, many schools, links on the pupil.
import { parseMailAddress } from '../kernel/mail-address.js';
import { requestVisitor } from './aaf-requests.js';
import { academyScope, kinshipSelf, levelOfAafLink, readCivility, readKinship, schoolKind, schoolName, } from './codes.js';
import { FileDesk, readRows } from './reading.js';
import { cleanCode, cleanText, entitles, hasLeft, readDay, readPhone, uaiFault } from './rules.js';
/** Reads every file in the order given: rows are brought together later, so any order will do. */
export function readAaf(files, exportDay, context) {
    let guardians = false;
    async function* batches() {
        for (const [index, file] of files.entries()) {
            const desk = new FileDesk(index, file.name, context);
            yield* readRows(file, desk, (line) => requestVisitor(desk, line, (category, id, values, began) => {
                if (!isKeyGood(desk, category, id, values, began))
                    return;
                if (category === 'Eleve')
                    addPupil(desk, id, values, began, exportDay);
                else if (category === 'EtabEducNat')
                    addSchool(desk, id, values, began);
                else {
                    guardians = true;
                    addGuardian(desk, id, values, began);
                }
            }));
        }
    }
    return { batches: batches(), hasGuardians: () => guardians };
}
const first = (values, name) => cleanText(values.get(name)?.[0] ?? '');
function isKeyGood(desk, category, id, values, line) {
    if (id === '' || id.length > 40) {
        desk.tell('error', 'KEY_MISSING', line, 'Une fiche n’a pas d’identifiant. Elle est rejetée.');
        return false;
    }
    const own = first(values, category === 'EtabEducNat' ? 'ENTStructureJointure' : 'ENTPersonJointure');
    if (own === '' || own === id)
        return true;
    desk.tell('error', 'KEY_MISMATCH', line, `Fiche ${id} : sa clé de jointure est différente (${own.slice(0, 40)}). Elle est rejetée.`);
    if (category !== 'EtabEducNat')
        desk.batch.held.push({ kind: category === 'Eleve' ? 'pupil' : 'guardian', sourceId: id });
    return false;
}
function addSchool(desk, id, values, line) {
    const uai = (first(values, 'ENTStructureUAI') || first(values, 'ENTEtablissementUAI')).toUpperCase();
    const fault = uaiFault(uai);
    if (fault === 'unusable') {
        desk.tell('error', 'UAI_CHECK', line, `Établissement ${id} : il n’a pas de code UAI. Il est rejeté.`);
        return;
    }
    if (fault !== null)
        desk.tell('warn', 'UAI_CHECK', line, `Établissement ${id} : le code UAI ${uai} n’a pas ${fault === 'shape' ? 'la forme attendue' : 'la bonne lettre de contrôle'}. Il est accepté.`);
    const called = first(values, 'ENTStructureNomCourant');
    const box = first(values, 'postOfficeBox');
    desk.batch.schools.push({
        file: desk.file,
        line,
        sourceId: id,
        scope: academyScope(first(values, 'ENTServAcCodeAcademie'), first(values, 'ENTServAcAcademie')),
        uai,
        name: called === '' ? uai : schoolName(called).slice(0, 200),
        kind: schoolKind(first(values, 'ENTStructureTypeStruct') || called),
        addressLines: [first(values, 'street'), box === '' ? '' : `BP ${box}`].filter((text) => text !== '').join('\n'),
        town: [first(values, 'postalCode'), first(values, 'l')].filter((text) => text !== '').join(' '),
        phone: readPhone(first(values, 'telephoneNumber')).phone ?? '',
    });
}
/** ENTPersonNomPatro is the birth name, sn the name in use. Undefined when a name cannot be kept (already told). */
function readNames(desk, who, values, line, mayLackFirst) {
    const birth = desk.personName(who, first(values, 'ENTPersonNomPatro'), line);
    const used = desk.personName(who, first(values, 'sn'), line);
    const given = desk.personName(who, first(values, 'givenName'), line);
    if (birth === undefined || used === undefined || given === undefined)
        return undefined;
    const family = birth || used;
    if (family === '' || (given === '' && !mayLackFirst)) {
        desk.tell('error', 'NAME_MISSING', line, `${who} : le nom ou le prénom manque. La fiche est rejetée.`);
        return undefined;
    }
    return { familyName: family, usageName: used === '' || used === family ? null : used, firstName: given };
}
function addPupil(desk, id, values, line, exportDay) {
    const who = `Élève ${id}`;
    const names = readNames(desk, who, values, line, false);
    const schoolKey = first(values, 'ENTPersonStructRattach');
    if (names === undefined || schoolKey === '') {
        if (names !== undefined)
            desk.tell('error', 'KEY_MISSING', line, `${who} : son établissement n’est pas dit. La fiche est rejetée.`);
        desk.batch.held.push({ kind: 'pupil', sourceId: id });
        return;
    }
    const divisions = (values.get('ENTEleveClasses') ?? [])
        .map((value) => value.split('$'))
        .filter(([school]) => school?.trim() === schoolKey)
        .map(([, code]) => cleanCode(code ?? '').trim())
        .filter((code) => code !== '');
    if (new Set(divisions).size > 1)
        desk.tell('warn', 'DIVISION_SEVERAL', line, `${who} : il a plusieurs divisions ; la dernière (${divisions.at(-1)}) est gardée.`);
    desk.batch.pupils.push({
        file: desk.file,
        line,
        sourceId: id,
        schoolKey,
        ...names,
        birthDate: desk.birthDate(who, first(values, 'ENTPersonDateNaissance'), line),
        sex: null,
        ine: desk.ine(who, first(values, 'ENTEleveINE'), line),
        division: divisions.at(-1)?.slice(0, 40) ?? null,
        present: !hasLeft(readDay(first(values, 'ENTEleveDateSortieStructRattach')), exportDay),
    });
    for (const value of values.get('ENTElevePersRelEleve') ?? [])
        if (value !== '')
            addLink(desk, id, value, line);
}
const noListedCodes = new Set();
/** `guardian$kinship$financial$legal$contact$payment`. */
function addLink(desk, pupilId, value, line) {
    const parts = value.split('$').map((part) => part.trim());
    const [guardianId = '', code = '', , legal = ''] = parts;
    if (parts.length !== 6 || guardianId === '' || guardianId.length > 40) {
        desk.tell('error', 'LINK_SHAPE', line, `Élève ${pupilId} : un lien n’a pas ses six parties. Il est rejeté.`);
        desk.batch.held.push({ kind: 'links', sourceId: pupilId });
        return;
    }
    const who = `Lien de l’élève ${pupilId} avec le responsable ${guardianId}`;
    const kinship = readKinship(code, noListedCodes);
    if (kinship.generation === 'unknown')
        desk.tell('warn', 'LINK_CODE_UNKNOWN', line, `${who} : le code de parenté « ${code.slice(0, 10)} » n’est pas connu. Il est gardé tel quel.`);
    if (guardianId === pupilId && kinship.code !== kinshipSelf)
        desk.tell('warn', 'LINK_SELF', line, `${who} : l’élève y est son propre responsable, avec un autre code que 70.`);
    const level = levelOfAafLink(legal, kinship.generation);
    if (level === undefined)
        desk.tell('warn', 'LINK_SHAPE', line, `${who} : le niveau de responsabilité n’est pas connu. C’est un simple contact, sans compte.`);
    desk.batch.links.push({
        file: desk.file,
        line,
        pupilId,
        guardianId,
        kinship: kinship.code.slice(0, 10),
        level: level ?? 'contact',
        entitling: entitles({ level: level ?? 'contact', kinship: kinship.code }) && guardianId !== pupilId,
        raw: value.slice(0, 100),
    });
}
function addGuardian(desk, id, values, line) {
    const who = `Responsable ${id}`;
    const civility = readCivility(first(values, 'personalTitle'));
    const names = readNames(desk, who, values, line, civility === null);
    if (names === undefined) {
        desk.batch.held.push({ kind: 'guardian', sourceId: id });
        return;
    }
    const mail = first(values, 'mail');
    const readMail = mail === '' ? undefined : parseMailAddress(mail);
    if (mail !== '' && readMail === undefined)
        desk.tell('warn', 'MAIL_INVALID', line, `${who} : l’adresse mail n’a pas la bonne forme. Elle n’est pas gardée.`);
    const phones = ['mobile', 'ENTPersonMobileSMS', 'homePhone', 'telephoneNumber'].flatMap((name) => values.get(name) ?? []);
    desk.batch.guardians.push({
        file: desk.file,
        line,
        sourceId: id,
        schoolKey: null,
        civility,
        ...names,
        mail: readMail ?? null,
        phone: desk.phone(who, phones, line),
        organisation: names.firstName === '',
    });
}
