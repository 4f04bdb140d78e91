// Lays the demo network's export files in a folder, for the real importer to read.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoFamilies, threeLetters, twoLetters, twoSpellings } from './families.js';
import { type DemoSchool, demoSchools } from './network.js';
import { siecleExport } from './siecle-export.js';

export type DemoFiles = {
  /** Each school with its own export files: one import a school. */
  readonly schools: readonly (DemoSchool & { readonly files: readonly string[] })[];
  readonly files: readonly string[];
  /** Two letters of one parent, which the rules group; two of another, whose names a school must look at; three of one. */
  readonly grouped: readonly ShownLetter[];
  readonly asked: readonly ShownLetter[];
  readonly inARow: readonly ShownLetter[];
};

/** A letter that the visitor is given: whose, from which school (UAI), and a child with the birth date to type. */
export type ShownLetter = {
  readonly firstName: string;
  readonly familyName: string;
  readonly school: string;
  readonly child: string;
  readonly birthDate: string;
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
  return {
    schools,
    files: schools.flatMap((school) => school.files),
    grouped: twoLetters.map(shownLetter),
    asked: twoSpellings.map(shownLetter),
    inARow: threeLetters.map(shownLetter),
  };
}

type Named = { readonly firstName: string; readonly familyName: string };

function shownLetter({ school, child, ...parent }: Named & { school: DemoSchool; child: string }): ShownLetter {
  const isParent = (one: Partial<Named>) => one.firstName === parent.firstName && one.familyName === parent.familyName;
  const family = demoFamilies.find(({ guardians }) => guardians.some(isParent));
  const found = family?.children.find((one) => one.school.uai === school.uai && one.firstName === child);
  if (found === undefined) throw new Error(`the demo has no child ${child}`);
  return { ...parent, school: school.uai, child, birthDate: found.birthDate };
}
