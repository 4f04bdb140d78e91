// Lays the demo network's export files in a folder, for the real importer to read.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoFamilies, twoLetters, twoSpellings } from './families.js';
import { demoSchools } from './network.js';
import { siecleExport } from './siecle-export.js';
export async function writeDemoFiles(folder) {
    await mkdir(folder, { recursive: true });
    const schools = await Promise.all(demoSchools.map(async (school) => {
        const { pupils, guardians } = siecleExport(school, demoFamilies);
        const files = [
            join(folder, `ElevesSansAdresses-${school.uai}.xml`),
            join(folder, `ResponsablesAvecAdresses-${school.uai}.xml`),
        ];
        await writeFile(files[0] ?? '', pupils);
        await writeFile(files[1] ?? '', guardians);
        return { ...school, files };
    }));
    return {
        schools,
        files: schools.flatMap((school) => school.files),
        grouped: twoLetters.map(shownLetter),
        asked: twoSpellings.map(shownLetter),
    };
}
function shownLetter({ school, child, ...parent }) {
    const isParent = (one) => one.firstName === parent.firstName && one.familyName === parent.familyName;
    const family = demoFamilies.find(({ guardians }) => guardians.some(isParent));
    const found = family?.children.find((one) => one.school.uai === school.uai && one.firstName === child);
    if (found === undefined)
        throw new Error(`the demo has no child ${child}`);
    return { ...parent, school: school.uai, child, birthDate: found.birthDate };
}
