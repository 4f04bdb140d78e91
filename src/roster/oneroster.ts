// OneRoster 1.1 and 1.2 (CSV, complete deliveries): the pupils of one school, their guardians, and the links that agents make.
// OneRoster says of nobody that he is a legal guardian: guardians are contacts, and the school says who has an account.
import {
  column,
  isThere,
  listOf,
  type OneRosterTables,
  type Read,
  readDivisions,
  reader,
  schoolsOfOneRoster,
} from './oneroster-tables.js';
import { FileDesk, type ReadingContext } from './reading.js';
import { emptyBatch, type RosterBatch } from './roster.js';
import { guardianOf, pupilOf } from './row-people.js';
import type { Row, Table } from './table.js';

type Person = {
  readonly row: Row;
  readonly read: Read;
  readonly agents: readonly string[];
  readonly pupil: boolean;
  readonly guardian: boolean;
};

const guardianRoles = new Set(['parent', 'guardian', 'relative']);

export async function* readOneRoster(
  tables: OneRosterTables,
  uai: string,
  fileNumber: (table: Table) => number,
  context: ReadingContext,
): AsyncGenerator<RosterBatch> {
  const users = tables.get('users');
  if (users === undefined) return;
  const desk = new FileDesk(fileNumber(users), users.file.name, context);
  const orgs = new Set([...schoolsOfOneRoster(tables)].filter(([, code]) => code === uai).map(([key]) => key));
  const people = readPeople(tables, users, orgs, desk);
  const births = column(tables, 'demographics', 'birthDate');
  const sexes = column(tables, 'demographics', 'sex');
  const divisions = readDivisions(tables);
  desk.tell(
    'warn',
    'LEVEL_UNSAID',
    null,
    'OneRoster ne dit pas qui est responsable légal : chaque parent est un simple contact. L’école dit dans ses réglages si les contacts ont un compte.',
  );
  for (const [sourceId, { row, read, pupil }] of people) {
    if (pupil)
      pupilOf(desk, row.line, {
        ...{ sourceId, schoolKey: uai, usage: '', ine: '' },
        family: read(row, 'familyName'),
        first: read(row, 'givenName'),
        birth: births.get(sourceId) ?? '',
        sex: sexes.get(sourceId) ?? '',
        division: divisions.get(sourceId) ?? '',
      });
    if (desk.batch.pupils.length >= 1000) {
      yield desk.batch;
      desk.batch = emptyBatch();
    }
  }
  const linked = linksOf(people);
  for (const { pupilId, guardianId } of linked) {
    const person = people.get(guardianId);
    if (person === undefined) continue;
    desk.batch.links.push({
      ...{ file: desk.file, line: person.row.line, pupilId, guardianId, kinship: '' },
      ...{ level: 'contact' as const, entitling: false, raw: '' },
    });
  }
  // Of the others, whose children are at other schools, this school keeps nothing.
  for (const guardianId of new Set(linked.map((link) => link.guardianId))) {
    const person = people.get(guardianId);
    if (person === undefined) continue;
    const { row, read } = person;
    guardianOf(desk, row.line, {
      ...{ sourceId: guardianId, schoolKey: uai, civility: '', usage: '' },
      family: read(row, 'familyName'),
      first: read(row, 'givenName'),
      mail: read(row, 'email'),
      phones: [read(row, 'sms'), read(row, 'phone')],
    });
  }
  yield desk.batch;
}

/** Who is a pupil of this school, and who is somebody's guardian; a person may be a teacher too. */
function readPeople(
  tables: OneRosterTables,
  users: Table,
  orgs: ReadonlySet<string>,
  desk: FileDesk,
): Map<string, Person> {
  const read = reader(users);
  const roles = new Map<string, { readonly role: string; readonly orgs: readonly string[] }[]>();
  // Pushed: one person of a hostile file may have every row, and a copy for each would take its square of time.
  const add = (key: string, role: string, at: readonly string[]) => {
    const own = roles.get(key) ?? [];
    own.push({ role: role.toLowerCase(), orgs: at });
    roles.set(key, own);
  };
  const rolesTable = tables.get('roles');
  if (rolesTable !== undefined) {
    const readRole = reader(rolesTable);
    for (const row of rolesTable.rows())
      if (isThere(readRole(row, 'status')))
        add(readRole(row, 'userSourcedId'), readRole(row, 'role'), [readRole(row, 'orgSourcedId')]);
  }
  const people = new Map<string, Person>();
  for (const row of users.rows()) {
    const sourceId = read(row, 'sourcedId');
    if (sourceId === '' || sourceId.length > 40)
      desk.tell(
        'error',
        'KEY_MISSING',
        row.line,
        'Une personne n’a pas de sourcedId, ou un trop long. Elle est rejetée.',
      );
    else if (people.has(sourceId))
      desk.tell(
        'error',
        'KEY_DUPLICATE',
        row.line,
        `${sourceId} : cet identifiant est déjà pris plus haut. La ligne est rejetée.`,
      );
    if (sourceId === '' || sourceId.length > 40 || people.has(sourceId) || !isThere(read(row, 'status'))) continue;
    if (read(row, 'role') !== '') add(sourceId, read(row, 'role'), listOf(read(row, 'orgSourcedIds')));
    const own = roles.get(sourceId) ?? [];
    people.set(sourceId, {
      row,
      read,
      agents: listOf(read(row, 'agentSourcedIds')),
      pupil: own.some((one) => one.role === 'student' && one.orgs.some((org) => orgs.has(org))),
      guardian: own.some((one) => guardianRoles.has(one.role)),
    });
  }
  return people;
}

/** Agents stand on the pupil, on the guardian, or on both: a link is kept between a pupil and a guardian, once. */
function linksOf(people: ReadonlyMap<string, Person>): { readonly pupilId: string; readonly guardianId: string }[] {
  const links = new Map<string, { pupilId: string; guardianId: string }>();
  for (const [key, person] of people)
    for (const agent of person.agents) {
      const other = people.get(agent);
      if (other === undefined) continue;
      const pair =
        person.pupil && other.guardian
          ? { pupilId: key, guardianId: agent }
          : other.pupil && person.guardian
            ? { pupilId: agent, guardianId: key }
            : undefined;
      if (pair !== undefined) links.set(`${pair.pupilId} ${pair.guardianId}`, pair);
    }
  return [...links.values()];
}
