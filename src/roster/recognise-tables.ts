// Tells what a delivery of tables is by their headings, refuses what does not belong together, and opens its reader.
import { isTemplate, kindOfCsv, readCsvRoster } from './csv-roster.js';
import type { Delivery } from './delivery.js';
import { DeliveryRefused, guardiansAbsent } from './findings.js';
import { tooMany } from './limits.js';
import { kindOfOnde, readOnde } from './onde.js';
import { readOneRoster } from './oneroster.js';
import { checkOneRoster, isOneRosterAside, oneRosterTables, schoolsOfOneRoster } from './oneroster-tables.js';
import type { ReadingContext } from './reading.js';
import type { Roster } from './roster.js';
import { readTable, type Table } from './table.js';
import type { XmlFile } from './xml.js';

type Wanted = { readonly format: string | undefined; readonly school: string | undefined };

export async function recogniseTables(
  { tables: files, mostTables }: Pick<Delivery, 'tables' | 'mostTables'>,
  wanted: Wanted,
  context: ReadingContext,
): Promise<Roster> {
  const tables: Table[] = [];
  let whole = 0;
  for (const file of files) {
    const table = await readNamed(file);
    if (table !== undefined) {
      tables.push(isOneRosterAside(table) ? { ...table, rows: () => [] } : table);
      if (!isOneRosterAside(table)) whole += 1;
      if (whole > mostTables) throw tooMany('tableaux', mostTables);
    } else
      context.findings.add({
        ...{ severity: 'inform', code: 'FILE_IGNORED', file: file.name, line: null },
        sentence: `Le fichier « ${file.name} » n’est pas un tableau que Fratrie connaît : il n’est pas lu.`,
      });
  }
  if (tables.length === 0)
    throw new DeliveryRefused(
      'NOTHING_TO_IMPORT',
      null,
      null,
      'Il n’y a aucun tableau connu dans ce que vous avez donné.',
    );
  const oneRoster = oneRosterTables(tables);
  const kinds = tables.map((table) => [kindOfOnde(table), kindOfCsv(table)] as const);
  const source =
    oneRoster !== undefined
      ? 'oneroster'
      : kinds.some(([onde]) => onde === 'guardians') || kinds.every(([onde]) => onde !== undefined)
        ? 'onde'
        : 'csv';
  if (wanted.format !== undefined && wanted.format !== source)
    throw new DeliveryRefused(
      'ROOT_UNKNOWN',
      tables[0]?.file.name ?? null,
      null,
      `Vous avez demandé le format ${wanted.format}, mais ces fichiers sont au format ${source}.`,
    );
  if (oneRoster !== undefined) return openOneRoster(tables, oneRoster, wanted.school, context);
  if (wanted.school === undefined)
    throw new DeliveryRefused(
      'SCHOOL_MISMATCH',
      tables[0]?.file.name ?? null,
      null,
      'Ce tableau ne dit pas de quelle école il vient. Dites-le : --school UAI.',
    );
  const kindOf = (at: number) => kinds[at]?.[source === 'onde' ? 0 : 1];
  const unknown = tables.find((_, at) => kindOf(at) === undefined);
  if (unknown !== undefined)
    throw new DeliveryRefused(
      'ROOT_UNKNOWN',
      unknown.file.name,
      unknown.headerLine,
      `Les titres des colonnes de « ${unknown.file.name} » ne sont pas connus. Prenez les modèles, ou l’export d’ONDE tel qu’il est.`,
    );
  const [pupils, guardians] = (['pupils', 'guardians'] as const).map((kind) => only(tables, kind, kindOf));
  if (pupils === undefined)
    throw new DeliveryRefused(
      'FILE_MISSING',
      guardians?.file.name ?? null,
      null,
      'Il manque le fichier des élèves : sans lui, les noms des élèves ne sont pas connus. Envoyez les deux ensemble.',
    );
  for (const [table, kind] of [
    [pupils, 'eleves'],
    [guardians, 'responsables'],
  ] as const)
    if (source === 'csv' && table !== undefined && isTemplate(table, kind))
      throw new DeliveryRefused(
        'NOTHING_TO_IMPORT',
        table.file.name,
        null,
        `Ce fichier est le modèle : « ${table.file.name} » n’a que l’exemple. Remplacez l’exemple par vos ${kind === 'eleves' ? 'élèves' : 'responsables'}.`,
      );
  if (guardians === undefined) context.findings.add(guardiansAbsent(pupils.file.name));
  const read = { uai: wanted.school, pupils, guardians };
  return {
    head: { source, exportedAt: null, uai: wanted.school },
    batches: source === 'onde' ? readOnde(read, context) : readCsvRoster(read, context),
    hasGuardians: () => guardians !== undefined,
    fileName: (file) => [pupils, guardians][file]?.file.name ?? null,
  };
}

/** Text that lies beside tables (a licence, a note) is none: it has to be named as one, or to have headings that we know. */
async function readNamed(file: XmlFile): Promise<Table | undefined> {
  if (/\.csv$/i.test(file.name)) return await readTable(file);
  try {
    const table = await readTable(file);
    const known =
      oneRosterTables([table]) !== undefined || kindOfOnde(table) !== undefined || kindOfCsv(table) !== undefined;
    return known ? table : undefined;
  } catch (error) {
    if (error instanceof DeliveryRefused) return undefined;
    throw error;
  }
}

function only(
  tables: readonly Table[],
  kind: 'pupils' | 'guardians',
  kindOf: (at: number) => string | undefined,
): Table | undefined {
  const [first, second] = tables.filter((_, at) => kindOf(at) === kind);
  if (second !== undefined)
    throw new DeliveryRefused(
      'FORMAT_MIXED',
      second.file.name,
      null,
      `« ${first?.file.name} » et « ${second.file.name} » sont tous les deux des fichiers ${kind === 'pupils' ? 'd’élèves' : 'de responsables'}. Envoyez-en un seul.`,
    );
  return first;
}

function openOneRoster(
  tables: readonly Table[],
  named: ReadonlyMap<string, Table>,
  school: string | undefined,
  context: ReadingContext,
): Roster {
  checkOneRoster(named);
  const schools = [...new Set(schoolsOfOneRoster(named).values())];
  const [first] = schools;
  const uai = school ?? (schools.length === 1 ? first : undefined);
  if (uai === undefined || !schools.includes(uai))
    throw new DeliveryRefused(
      'SCHOOL_MISMATCH',
      named.get('orgs')?.file.name ?? null,
      null,
      schools.length === 0
        ? 'Aucune école de « orgs.csv » ne dit son code UAI (colonne identifier).'
        : uai === undefined
          ? `Ces fichiers ont plusieurs écoles (${schools.slice(0, 5).join(', ')}). Dites laquelle : --school UAI.`
          : `Ces fichiers ne contiennent pas l’établissement ${uai}.`,
    );
  return {
    head: { source: 'oneroster', exportedAt: null, uai },
    batches: readOneRoster(named, uai, (table) => tables.indexOf(table), context),
    hasGuardians: () => true,
    fileName: (file) => tables[file]?.file.name ?? null,
  };
}
