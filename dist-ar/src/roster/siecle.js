// SIECLE / BEE exports of one school: pupils, guardians and their links, before and after 2018.
import { parseMailAddress } from '../kernel/mail-address.js';
import { levelOfNiveau, levelOfRespLegal, readCivility, readKinship, readSex } from './codes.js';
import { FileDesk, readRows } from './reading.js';
import { cleanCode, cleanText, entitles, hasLeft, readDay } from './rules.js';
import { recordVisitor } from './siecle-records.js';
/** Reads the files in the order that their rows need, whatever the order they were given in. */
export async function* readSiecle(files, context) {
    const kinships = new Set();
    const read = (number, file, take) => {
        const desk = new FileDesk(number, file.name, context);
        return readRows(file, desk, (line) => recordVisitor(desk, line, take(desk)));
    };
    if (files.nomenclature !== undefined)
        yield* read(1, files.nomenclature, () => (block, fields) => {
            if (block === 'LIENS_PARENTE')
                kinships.add(fields['@CODE_PARENTE'] ?? '');
        });
    // Nothing of the structures is kept yet; a file that cannot be read stops the delivery all the same.
    if (files.structures !== undefined)
        yield* read(2, files.structures, () => () => { });
    if (files.pupils !== undefined)
        yield* read(3, files.pupils, (desk) => (block, fields, line) => {
            if (block === 'ELEVES')
                addPupil(desk, files, fields, line);
            else if (block === 'STRUCTURES')
                addDivision(desk, fields, line);
        });
    if (files.guardians !== undefined)
        yield* read(4, files.guardians, (desk) => (block, fields, line) => {
            if (block === 'PERSONNES')
                addGuardian(desk, files.uai, fields, line);
            else if (block === 'RESPONSABLES')
                addLink(desk, kinships, fields, line);
        });
}
/** The names of the files, by the numbers that rows bear. */
export function siecleFileName(files, number) {
    return [undefined, files.nomenclature, files.structures, files.pupils, files.guardians][number]?.name ?? null;
}
function addPupil(desk, files, fields, line) {
    const sourceId = cleanText(fields['@ELEVE_ID'] ?? '');
    if (sourceId === '' || sourceId.length > 40) {
        desk.tell('error', 'KEY_MISSING', line, 'Un élève n’a pas d’ELEVE_ID. La ligne est rejetée.');
        return;
    }
    const who = `Élève ${sourceId}`;
    const family = desk.personName(who, fields.NOM_DE_FAMILLE || fields.NOM || '', line);
    const usage = desk.personName(who, fields.NOM_USAGE ?? '', line);
    const first = desk.personName(who, fields.PRENOM ?? '', line);
    if (family === '' || first === '')
        desk.tell('error', 'NAME_MISSING', line, `${who} : le nom ou le prénom manque. La ligne est rejetée.`);
    if (!family || !first || usage === undefined) {
        desk.batch.held.push({ kind: 'pupil', sourceId });
        return;
    }
    const exit = cleanText(fields.DATE_SORTIE || fields.DATE_SORTIE_ETAB || '');
    const exitDay = readDay(exit);
    if (exit !== '' && exitDay === undefined)
        desk.tell('warn', 'DATE_INVALID', line, `${who} : la date de sortie n’existe pas. L’élève est gardé comme présent.`);
    desk.batch.pupils.push({
        file: desk.file,
        line,
        sourceId,
        schoolKey: files.uai,
        familyName: family,
        usageName: usage === '' || usage === family ? null : usage,
        firstName: first,
        birthDate: desk.birthDate(who, cleanText(fields.DATE_NAISS ?? ''), line),
        sex: readSex(fields.CODE_SEXE ?? ''),
        ine: desk.ine(who, fields.ID_NATIONAL || fields.INE_RNIE || fields.INE_BEA || '', line),
        division: null,
        present: !hasLeft(exitDay, files.exportDay),
    });
}
function addDivision(desk, fields, line) {
    const pupilId = cleanText(fields['@ELEVE_ID'] ?? '');
    // Divisions of one pupil come as one text, parted by line feeds, which no code holds.
    const divisions = (fields.DIVISIONS ?? '')
        .split('\n')
        .map(cleanCode)
        .filter((code) => code !== '');
    const division = divisions.at(-1);
    if (pupilId === '' || division === undefined)
        return;
    if (new Set(divisions).size > 1)
        desk.tell('warn', 'DIVISION_SEVERAL', line, `Élève ${pupilId} : il a plusieurs divisions ; la dernière (${division}) est gardée.`);
    desk.batch.divisions.push({ pupilId, division: division.slice(0, 40) });
}
function addGuardian(desk, uai, fields, line) {
    const sourceId = cleanText(fields['@PERSONNE_ID'] ?? '');
    if (sourceId === '' || sourceId.length > 40) {
        desk.tell('error', 'KEY_MISSING', line, 'Un responsable n’a pas de PERSONNE_ID. La ligne est rejetée.');
        return;
    }
    const who = `Responsable ${sourceId}`;
    const civility = readCivility(fields.LC_CIVILITE || fields.LL_CIVILITE || fields.CODE_CIVILITE || '');
    const family = desk.personName(who, fields.NOM_DE_FAMILLE || fields.NOM || '', line);
    const usage = desk.personName(who, fields.NOM_USAGE ?? '', line);
    const first = desk.personName(who, (fields.PRENOM ?? '').replace(/^[\s.-]+$/, ''), line);
    // A body (child welfare) is entered as a person without civility, its name in the place of a family name.
    const organisation = first === '' && civility === null;
    if (family === '' || (first === '' && !organisation))
        desk.tell('error', 'NAME_MISSING', line, `${who} : le nom ou le prénom manque. La ligne est rejetée.`);
    if (!family || first === undefined || (first === '' && !organisation) || usage === undefined) {
        desk.batch.held.push({ kind: 'guardian', sourceId });
        return;
    }
    const mail = cleanText(fields.MEL ?? '');
    const readMail = mail === '' ? undefined : parseMailAddress(mail);
    if (mail !== '' && readMail === undefined)
        desk.tell('warn', 'MAIL_INVALID', line, `${who} : l’adresse mail n’a pas la bonne forme. Elle n’est pas gardée.`);
    if (fields['+repeated'] !== undefined)
        desk.tell('warn', 'UNKNOWN_ELEMENT', line, `${who} : « ${fields['+repeated']} » est écrit deux fois ; le premier est gardé.`);
    desk.batch.guardians.push({
        file: desk.file,
        line,
        sourceId,
        schoolKey: uai,
        civility,
        familyName: family,
        usageName: usage === '' || usage === family ? null : usage,
        firstName: first,
        mail: readMail ?? null,
        phone: desk.phone(who, [fields.TEL_PORTABLE ?? '', fields.TEL_PERSONNEL ?? '', fields.TEL_PROFESSIONNEL ?? ''], line),
        organisation,
    });
}
function addLink(desk, kinships, fields, line) {
    const pupilId = cleanText(fields.ELEVE_ID ?? '');
    const guardianId = cleanText(fields.PERSONNE_ID ?? '');
    if (pupilId === '' || guardianId === '') {
        desk.tell('error', 'KEY_MISSING', line, 'Un lien n’a pas d’ELEVE_ID ou pas de PERSONNE_ID. La ligne est rejetée.');
        if (pupilId !== '')
            desk.batch.held.push({ kind: 'links', sourceId: pupilId });
        return;
    }
    const who = `Lien de l’élève ${pupilId} avec le responsable ${guardianId}`;
    const kinship = readKinship(fields.CODE_PARENTE ?? '', kinships);
    if (kinship.generation === 'unknown')
        desk.tell('warn', 'LINK_CODE_UNKNOWN', line, `${who} : le code de parenté « ${kinship.code.slice(0, 10)} » n’est pas connu. Il est gardé tel quel.`);
    const niveau = fields.NIVEAU_RESPONSABILITE ?? '';
    const respLegal = fields.RESP_LEGAL ?? '';
    if ((niveau !== '' && respLegal !== '') || (niveau !== '' && kinship.generation === 'old'))
        desk.tell('warn', 'LINK_MIXED_GENERATION', line, `${who} : il mêle les codes d’avant et d’après 2018 ; les nouveaux comptent.`);
    const level = niveau === '' ? levelOfRespLegal(respLegal) : levelOfNiveau(niveau);
    if (level === undefined)
        desk.tell('warn', 'LINK_SHAPE', line, `${who} : le niveau de responsabilité manque ou n’est pas connu. C’est un simple contact, sans compte.`);
    desk.batch.links.push({
        file: desk.file,
        line,
        pupilId,
        guardianId,
        kinship: kinship.code.slice(0, 10),
        level: level ?? 'contact',
        entitling: entitles({ level: level ?? 'contact', kinship: kinship.code }),
        raw: `${cleanText(fields.CODE_PARENTE ?? '').slice(0, 10)}$${cleanText(niveau || respLegal).slice(0, 10)}`,
    });
}
