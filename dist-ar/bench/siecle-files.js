// Generates a large school as SIECLE would export it, with every block of a real file, the useless ones included.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
const uai = '0330001X';
const surnames = [
    'MARTIN',
    'BENALI',
    'NGUYEN',
    'DIALLO',
    'PETIT',
    'DA SILVA',
    'ROUSSEAU',
    'LEFÈVRE',
    'YILDIZ',
    'KOVALENKO',
    'GARCIA',
    'TRAORÉ',
    'MOREAU',
    'POPESCU',
    'HADDAD',
    'WANG',
];
const endings = ['', 'EL', 'ET', 'ON', 'IER', 'AUX', 'ESCU', 'OVA', 'EZ', 'OU', 'IN', 'ARD', 'EAU', 'AC', 'INI', 'AS'];
const firstNames = [
    'Camille',
    'Yanis',
    'Inès',
    'Léo',
    'Aïssatou',
    'Hugo',
    'Zoé',
    'Mehmet',
    'Chloé',
    'Noé',
    'Fatoumata',
    'João',
    'Élodie',
    'Karim',
    'Ana',
    'Théo',
];
/** A number that looks drawn, and is the same at every run. */
const scatter = (index, count) => (Math.imul(index + 1, 2_654_435_761) >>> 8) % count;
const pick = (list, index) => list[scatter(index, list.length)] ?? '';
const surname = (index) => `${pick(surnames, index)}${pick(endings, index * 31 + 7)}`;
function field(name, text) {
    return `        <${name}>${text}</${name}>\n`;
}
function pupil(index) {
    const id = 600_000 + index;
    return [
        `      <ELEVE ELEVE_ID="${id}" ELENOET="${index % 100_000}">\n`,
        field('ID_NATIONAL', `${String(100_000_000 + index)}AB`),
        field('INE_RNIE', `${String(100_000_000 + index)}AB`),
        field('ELENOET', index % 100_000),
        field('ID_ELEVE_ETAB', `${String(index % 100_000).padStart(5, '0')}330001`),
        field('NOM_DE_FAMILLE', surname(index)),
        field('PRENOM', pick(firstNames, index * 3)),
        field('PRENOM2', pick(firstNames, index * 5 + 1)),
        field('DATE_NAISS', `${String((index % 28) + 1).padStart(2, '0')}/0${(index % 9) + 1}/${2009 + (index % 7)}`),
        field('DOUBLEMENT', 0) +
            field('CODE_PAYS', 100) +
            field('ACCEPTE_SMS', 0) +
            field('DATE_MODIFICATION', '27/08/2026'),
        field('CODE_REGIME', 2) +
            field('DATE_ENTREE', '01/09/2025') +
            field('CODE_SEXE', (index % 2) + 1) +
            field('CODE_PAYS_NAT', 100),
        field('CODE_STATUT', 'ST') + field('CODE_MEF', '10110001110') + field('CODE_DEPARTEMENT_NAISS', '033'),
        field('CODE_COMMUNE_INSEE_NAISS', '33063') +
            field('ADHESION_TRANSPORT', 0) +
            field('CODE_PROVENANCE', 1) +
            field('ADRESSE_ID', index),
        '        <SCOLARITE_AN_DERNIER>\n',
        field('CODE_STRUCTURE', '6 1') +
            field('CODE_RNE', uai) +
            field('CODE_MEF', '10010012110') +
            field('CODE_NATURE', 340) +
            field('SIGLE', 'CLG'),
        field('DENOM_PRINC', 'COLLEGE') +
            field('DENOM_COMPL', 'JEAN MOULIN') +
            field('LIGNE1_ADRESSE', '12 rue des Tilleuls') +
            field('MEL', 'ce.0330001X@example.org'),
        '        </SCOLARITE_AN_DERNIER>\n      </ELEVE>\n',
    ].join('');
}
function options(index) {
    const one = (number) => `        <OPTIONS_ELEVE>\n          <NUM_OPTION>${number}</NUM_OPTION>\n          <CODE_MODALITE_ELECT>${number < 4 ? 'S' : 'O'}</CODE_MODALITE_ELECT>\n          <CODE_MATIERE>0${30_100 + number * 100}</CODE_MATIERE>\n        </OPTIONS_ELEVE>\n`;
    return `      <OPTION ELEVE_ID="${600_000 + index}" ELENOET="${index % 100_000}">\n${[1, 2, 3, 4, 5].map(one).join('')}      </OPTION>\n`;
}
function structures(index) {
    const one = (code, type) => `        <STRUCTURE>\n          <CODE_STRUCTURE>${code}</CODE_STRUCTURE>\n          <TYPE_STRUCTURE>${type}</TYPE_STRUCTURE>\n        </STRUCTURE>\n`;
    return `      <STRUCTURES_ELEVE ELEVE_ID="${600_000 + index}" ELENOET="${index % 100_000}">\n${one(`${3 + (index % 4)} ${index % 9}`, 'D')}${one(`GR${index % 50}`, 'G')}      </STRUCTURES_ELEVE>\n`;
}
function address(index) {
    return [
        `      <ADRESSE ADRESSE_ID="${index}">\n`,
        field('LIGNE1_ADRESSE', `${(index % 180) + 1} RUE DES TILLEULS`) +
            field('LIGNE2_ADRESSE', 'RESIDENCE DES PRES') +
            field('LIGNE3_ADRESSE', '') +
            field('LIGNE4_ADRESSE', ''),
        field('COMMUNE_ETRANGERE', '') +
            field('CODE_POSTAL', 33_000) +
            field('CODE_PAYS', 100) +
            field('CODE_COMMUNE_INSEE', 33_063) +
            field('LL_PAYS', 'FRANCE'),
        `${field('CODE_DEPARTEMENT', '033') + field('LIBELLE_POSTAL', 'BORDEAUX')}      </ADRESSE>\n`,
    ].join('');
}
function guardian(index) {
    const mother = index % 2 === 0;
    return [
        `      <PERSONNE PERSONNE_ID="${200_000 + index}">\n`,
        field('LC_CIVILITE', mother ? 'MME' : 'M.') + field('LL_CIVILITE', mother ? 'MADAME' : 'MONSIEUR'),
        field('NOM_DE_FAMILLE', surname(mother ? index * 17 : Math.floor(index / 2))) +
            (index % 30 === 0 ? field('NOM_USAGE', surname(Math.floor(index / 2))) : ''),
        field('PRENOM', pick(firstNames, index * 11)) +
            field('TEL_PERSONNEL', '+33536490000') +
            field('TEL_PORTABLE', `+336399800${String(index % 100).padStart(2, '0')}`),
        field('ACCEPTE_SMS', 1) + field('TEL_PROFESSIONNEL', '') + field('MEL', `parent${index}@example.org`),
        field('COMMUNICATION_ADRESSE', 1) +
            field('ADRESSE_ID', index) +
            field('CODE_PROFESSION', 75) +
            '      </PERSONNE>\n',
    ].join('');
}
function link(index) {
    const mother = index % 2 === 0;
    return [
        '      <RESPONSABLE_ELEVE>\n',
        field('ELEVE_ID', 600_000 + Math.floor(index / 2)) +
            field('PERSONNE_ID', 200_000 + index) +
            field('NIVEAU_RESPONSABILITE', 1),
        field('CODE_PARENTE', mother ? 10 : 20) +
            field('PAIE_FRAIS_SCOLAIRES', mother ? 1 : 0) +
            field('PERCOIT_LES_AIDES', String(mother)),
        `${field('HEBERGE_ELEVE', 'true') + field('A_CONTACTER_EN_PRIORITE', String(mother))}      </RESPONSABLE_ELEVE>\n`,
    ].join('');
}
/** Writes pupils and guardians of about this size in all. Each pupil has two guardians. */
export async function generateSiecle(folder, megabytes) {
    const perPupil = [pupil(0), options(0), structures(0), address(0)].join('').length +
        2 * [guardian(0), link(0), address(0)].join('').length;
    const count = Math.round((megabytes * 1e6) / perPupil);
    const files = [join(folder, 'ElevesAvecAdresses.xml'), join(folder, 'ResponsablesAvecAdresses.xml')];
    await write(files[0] ?? '', 'BEE_ELEVES', [
        ['ELEVES', pupil, count],
        ['OPTIONS', options, count],
        ['STRUCTURES', structures, count],
        ['ADRESSES', address, count],
    ]);
    await write(files[1] ?? '', 'BEE_RESPONSABLES', [
        ['PERSONNES', guardian, count * 2],
        ['RESPONSABLES', link, count * 2],
        ['ADRESSES', address, count * 2],
    ]);
    let bytes = 0;
    for (const file of files)
        bytes += (await stat(file)).size;
    return { files, bytes, pupils: count };
}
async function write(path, root, blocks) {
    const out = createWriteStream(path, { encoding: 'latin1' });
    const put = async (text) => {
        if (!out.write(text))
            await once(out, 'drain');
    };
    await put(`<?xml version="1.0" encoding="ISO-8859-15"?>\n<${root} VERSION="4.0">\n  <PARAMETRES>\n    <UAJ>${uai}</UAJ>\n    <ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE>\n    <DATE_EXPORT>04/09/2026</DATE_EXPORT>\n    <HORODATAGE>04/09/2026 09:10:00</HORODATAGE>\n  </PARAMETRES>\n  <DONNEES>\n`);
    for (const [block, record, count] of blocks) {
        await put(`    <${block}>\n`);
        for (let index = 0; index < count; index += 1)
            await put(record(index));
        await put(`    </${block}>\n`);
    }
    await put(`  </DONNEES>\n</${root}>\n`);
    out.end();
    await once(out, 'finish');
}
