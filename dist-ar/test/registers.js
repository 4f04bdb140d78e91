// A school's register as a test imagines it, imported through the real importer.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importRoster } from '../src/roster/actions.js';
const file = (root, uai, content) => `<?xml version="1.0" encoding="UTF-8"?>
<${root} VERSION="2.1"><PARAMETRES><UAJ>${uai}</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE><DATE_EXPORT>01/09/2026</DATE_EXPORT><HORODATAGE>01/09/2026 08:00:00</HORODATAGE></PARAMETRES><DONNEES>${content}</DONNEES></${root}>`;
/** Imports the whole register of one school; drops are accepted, for tests shrink registers as they please. */
export async function importRegister(deps, register) {
    const folder = await mkdtemp(join(tmpdir(), 'fratrie-register-'));
    try {
        const pupils = register.pupils.map(({ id, firstName }) => `<ELEVE ELEVE_ID="${id}"><NOM_DE_FAMILLE>ENFANT</NOM_DE_FAMILLE><PRENOM>${firstName}</PRENOM><DATE_NAISS>21/04/2014</DATE_NAISS></ELEVE>`);
        const guardians = register.guardians.map(({ id, firstName, familyName }) => `<PERSONNE PERSONNE_ID="${id}"><LC_CIVILITE>MME</LC_CIVILITE><NOM_DE_FAMILLE>${familyName}</NOM_DE_FAMILLE><PRENOM>${firstName}</PRENOM></PERSONNE>`);
        const links = register.links.map(([pupil, guardian]) => `<RESPONSABLE_ELEVE><ELEVE_ID>${pupil}</ELEVE_ID><PERSONNE_ID>${guardian}</PERSONNE_ID><NIVEAU_RESPONSABILITE>1</NIVEAU_RESPONSABILITE><CODE_PARENTE>10</CODE_PARENTE></RESPONSABLE_ELEVE>`);
        await writeFile(join(folder, 'eleves.xml'), file('BEE_ELEVES', register.uai, `<ELEVES>${pupils.join('')}</ELEVES>`));
        await writeFile(join(folder, 'responsables.xml'), file('BEE_RESPONSABLES', register.uai, `<PERSONNES>${guardians.join('')}</PERSONNES><RESPONSABLES>${links.join('')}</RESPONSABLES>`));
        const imported = await importRoster(deps, {
            paths: [folder],
            format: 'siecle',
            school: register.uai,
            dryRun: false,
            acceptDrop: true,
            acceptOlder: true,
            operator: { type: 'command' },
        });
        assert.ok(imported.ok, JSON.stringify(imported));
        return imported.value;
    }
    finally {
        await rm(folder, { recursive: true });
    }
}
