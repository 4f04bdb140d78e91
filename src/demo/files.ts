// Lays the demo network's export files in a folder, for the real importer to read.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoFamilies, shownParent } from './families.js';
import { type DemoSchool, demoSchools } from './network.js';
import { siecleExport } from './siecle-export.js';

export type DemoFiles = {
  /** Each school with its own export files: one import a school. */
  readonly schools: readonly (DemoSchool & { readonly files: readonly string[] })[];
  readonly files: readonly string[];
  /** Has a letter from each of these two schools. */
  readonly parentWithTwoLetters: {
    readonly firstName: string;
    readonly familyName: string;
    readonly schools: readonly string[];
    /** His children with their birth dates, which activation asks for. */
    readonly children: readonly { readonly firstName: string; readonly school: string; readonly birthDate: string }[];
  };
};

export async function writeDemoFiles(folder: string): Promise<DemoFiles> {
  await mkdir(folder, { recursive: true });
  const schools = await Promise.all(
    demoSchools.map(async (school) => {
      const { pupils, guardians } = siecleExport(school, demoFamilies);
      const files = [
        join(folder, `ElevesSansAdresses-${school.uai}.xml`),
        join(folder, `ResponsablesAvecAdresses-${school.uai}.xml`),
      ];
      await writeFile(files[0] ?? '', pupils);
      await writeFile(files[1] ?? '', guardians);
      return { ...school, files };
    }),
  );
  const family = demoFamilies.find(({ guardians }) =>
    guardians.some(
      (guardian) => guardian.familyName === shownParent.familyName && guardian.firstName === shownParent.firstName,
    ),
  );
  return {
    schools,
    files: schools.flatMap((school) => school.files),
    parentWithTwoLetters: {
      firstName: shownParent.firstName,
      familyName: shownParent.familyName,
      schools: shownParent.schools.map((school) => school.uai),
      children: (family?.children ?? []).map(({ firstName, school, birthDate }) => ({
        firstName,
        school: school.uai,
        birthDate,
      })),
    },
  };
}
