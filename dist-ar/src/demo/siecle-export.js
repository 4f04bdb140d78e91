/** The files of one school, in ISO-8859-15 as SIECLE writes them. Ids are the school's own and never change. */
export function siecleExport(school, families) {
    const base = Number(school.uai.slice(0, 7)) % 1000;
    const pupils = [];
    const structures = [];
    const persons = [];
    const links = [];
    families.forEach((family, rank) => {
        const written = family.guardians.map((guardian, place) => ({
            id: base * 100_000 + rank * 10 + place,
            guardian,
        }));
        const used = new Set();
        family.children.forEach((child, place) => {
            if (child.school.uai !== school.uai)
                return;
            const id = base * 10_000 + rank * 10 + place;
            pupils.push(element(`ELEVE ELEVE_ID="${id}" ELENOET="${1000 + rank}"`, {
                NOM_DE_FAMILLE: child.familyName,
                PRENOM: child.firstName,
                DATE_NAISS: child.birthDate,
                DOUBLEMENT: '0',
                CODE_SEXE: child.sex === 'M' ? '1' : '2',
                CODE_REGIME: '2',
                CODE_STATUT: 'ST',
                ADHESION_TRANSPORT: '0',
            }));
            structures.push(`<STRUCTURES_ELEVE ELEVE_ID="${id}"><STRUCTURE><CODE_STRUCTURE>${child.division}</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>`);
            for (const { id: guardianId, guardian } of written) {
                if (guardian.of !== undefined && !guardian.of.includes(child.firstName))
                    continue;
                used.add(guardianId);
                links.push(element('RESPONSABLE_ELEVE', {
                    ELEVE_ID: String(id),
                    PERSONNE_ID: String(guardianId),
                    NIVEAU_RESPONSABILITE: String(guardian.level ?? 1),
                    CODE_PARENTE: guardian.kinship,
                    PAIE_FRAIS_SCOLAIRES: guardianId === written[0]?.id ? '1' : '0',
                }));
            }
        });
        for (const { id, guardian } of written)
            if (used.has(id))
                persons.push(person(school, id, guardian));
    });
    return {
        pupils: file('BEE_ELEVES', '4.0', school, {
            ELEVES: pupils,
            OPTIONS: [],
            STRUCTURES: structures,
            BOURSES: [],
            ADRESSES: [],
        }),
        guardians: file('BEE_RESPONSABLES', '2.1', school, { PERSONNES: persons, RESPONSABLES: links, ADRESSES: [] }),
    };
}
function person(school, id, guardian) {
    const here = guardian.usageNameAt?.[school.uai];
    return element(`PERSONNE PERSONNE_ID="${id}"`, {
        LC_CIVILITE: guardian.civility,
        LL_CIVILITE: guardian.civility === undefined ? undefined : guardian.civility === 'M.' ? 'MONSIEUR' : 'MADAME',
        NOM_DE_FAMILLE: guardian.familyName,
        NOM_USAGE: here === undefined ? guardian.usageName : (here ?? undefined),
        PRENOM: guardian.firstName,
        TEL_PORTABLE: guardian.phone,
        ACCEPTE_SMS: '0',
        MEL: guardian.mail,
        COMMUNICATION_ADRESSE: '0',
    });
}
function element(tag, fields) {
    const written = Object.entries(fields)
        .filter(([, text]) => text !== undefined)
        .map(([name, text]) => `  <${name}>${escapeXml(text ?? '')}</${name}>\n`);
    return `<${tag}>\n${written.join('')}</${tag.split(' ')[0]}>`;
}
function escapeXml(text) {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
function file(root, version, school, blocks) {
    const data = Object.entries(blocks).map(([name, records]) => `<${name}>\n${records.map((one) => `${one}\n`).join('')}</${name}>\n`);
    const text = `<?xml version="1.0" encoding="ISO-8859-15"?>
<${root} VERSION="${version}">
<PARAMETRES>
  <UAJ>${school.uai}</UAJ>
  <ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE>
  <DATE_EXPORT>04/09/2026</DATE_EXPORT>
  <HORODATAGE>04/09/2026 09:${root === 'BEE_ELEVES' ? '10' : '12'}:00</HORODATAGE>
</PARAMETRES>
<DONNEES>
${data.join('')}</DONNEES>
</${root}>
`;
    return inLatin9(text);
}
const latin9 = new Map([...'€ŠšŽžŒœŸ'].map((sign, index) => [
    sign,
    String.fromCharCode([0xa4, 0xa6, 0xa8, 0xb4, 0xb8, 0xbc, 0xbd, 0xbe][index] ?? 0),
]));
function inLatin9(text) {
    return Buffer.from(text.replace(/[€ŠšŽžŒœŸ]/g, (sign) => latin9.get(sign) ?? '?'), 'latin1');
}
