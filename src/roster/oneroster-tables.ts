// The tables of a OneRoster delivery: which is which, what must be there, and what is read in several of them.
import { DeliveryRefused } from './findings.js';
import { cleanText } from './rules.js';
import type { Row, Table } from './table.js';

const needed = {
  orgs: ['sourcedId', 'name', 'type', 'identifier'],
  users: ['sourcedId', 'givenName', 'familyName', 'agentSourcedIds'],
} as const;

/** The tables of a delivery by the name that OneRoster gives them. */
export type OneRosterTables = ReadonlyMap<string, Table>;

const fileNames = ['manifest', 'orgs', 'users', 'roles', 'classes', 'enrollments', 'demographics'] as const;

/** A table of OneRoster that no import reads (marks, courses): its rows need not be kept. */
export function isOneRosterAside(table: Table): boolean {
  const [name] = oneRosterTables([table])?.keys() ?? [];
  return name !== undefined && !fileNames.some((one) => one === name);
}

/** Told by the headings, which programs write as the standard does; the name of the file tells which one it is. */
export function oneRosterTables(tables: readonly Table[]): OneRosterTables | undefined {
  const named = new Map<string, Table>();
  for (const table of tables) {
    const isManifest = table.header[0] === 'propertyName';
    if (!isManifest && !table.header.includes('sourcedId')) continue;
    const name = /([A-Za-z]+)\.csv$/i.exec(table.file.name)?.[1]?.toLowerCase() ?? '';
    named.set(isManifest ? 'manifest' : name, table);
  }
  return named.size === 0 ? undefined : named;
}

export type Read = (row: Row, column: string) => string;

export function reader(table: Table): Read {
  const places = new Map(table.header.map((heading, at) => [heading, at]));
  return (row, column) => cleanText(row.cells[places.get(column) ?? -1] ?? '');
}

export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Everything that a complete delivery must have, and nothing that says that it is not one. All that is wrong, at once. */
export function checkOneRoster(tables: OneRosterTables): void {
  const manifest = tables.get('manifest');
  const faults: string[] = [];
  if (manifest !== undefined)
    for (const { cells } of manifest.rows()) {
      const [name = '', value = ''] = cells.map((cell) => cell.trim());
      const file = /^file\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
      if (file === undefined || !fileNames.some((one) => one === file)) continue;
      if (value === 'delta')
        throw new DeliveryRefused(
          'DELTA_UNSUPPORTED',
          manifest.file.name,
          null,
          `« ${file}.csv » est un export partiel (delta), que Fratrie ne lit pas. Faites un export complet (bulk).`,
        );
      if (value === 'bulk' && !tables.has(file)) faults.push(`« ${file}.csv » est annoncé mais manque`);
    }
  for (const name of ['orgs', 'users'] as const) {
    const table = tables.get(name);
    if (table === undefined) faults.push(`« ${name}.csv » manque`);
    else {
      const missing = needed[name].filter((column) => !table.header.includes(column));
      if (missing.length > 0) faults.push(`« ${name}.csv » n’a pas ${missing.join(', ')}`);
    }
  }
  const users = tables.get('users');
  if (users !== undefined && !users.header.includes('role') && !tables.has('roles'))
    faults.push('ni « users.csv » ni « roles.csv » ne disent le rôle de chacun');
  const unique = [...new Set(faults)];
  if (unique.length > 0)
    throw new DeliveryRefused(
      'FILE_MISSING',
      null,
      null,
      `Ces fichiers OneRoster ne peuvent pas être lus : ${unique.join(' ; ')}.`,
    );
}

/** Codes of schools (UAI) that the delivery names, by the key of their organisation. */
export function schoolsOfOneRoster(tables: OneRosterTables): Map<string, string> {
  const orgs = tables.get('orgs');
  const found = new Map<string, string>();
  if (orgs === undefined) return found;
  const read = reader(orgs);
  for (const row of orgs.rows()) {
    const uai = read(row, 'identifier').toUpperCase();
    if (/^\d{7}[A-Z]$/.test(uai)) found.set(read(row, 'sourcedId'), uai);
  }
  return found;
}

export const isThere = (status: string): boolean => !['tobedeleted', 'inactive'].includes(status.toLowerCase());

export function column(tables: OneRosterTables, name: string, heading: string): Map<string, string> {
  const table = tables.get(name);
  const values = new Map<string, string>();
  if (table === undefined) return values;
  const read = reader(table);
  for (const row of table.rows()) values.set(read(row, 'sourcedId'), read(row, heading));
  return values;
}

/** The homeroom of each pupil: other classes are lessons. */
export function readDivisions(tables: OneRosterTables): Map<string, string> {
  const [classes, enrollments] = [tables.get('classes'), tables.get('enrollments')];
  const divisions = new Map<string, string>();
  if (classes === undefined || enrollments === undefined) return divisions;
  const readClass = reader(classes);
  const homerooms = new Map<string, string>();
  for (const row of classes.rows())
    if (readClass(row, 'classType').toLowerCase() === 'homeroom')
      homerooms.set(readClass(row, 'sourcedId'), readClass(row, 'title'));
  const read = reader(enrollments);
  for (const row of enrollments.rows()) {
    const title = homerooms.get(read(row, 'classSourcedId'));
    if (title !== undefined && read(row, 'role') === 'student' && isThere(read(row, 'status')))
      divisions.set(read(row, 'userSourcedId'), title);
  }
  return divisions;
}
