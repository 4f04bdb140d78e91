// ONDE (first degree): pupils and guardians of one school in two tables without any identifier. Keys are made from what
// identifies a row; a guardian finds his former key again by his name and a pupil (`keepKnownKeys`). Nothing is guessed: a child
// named on a guardian's row that no pupil, or two, answer to is told and left aside.
import { createHash } from 'node:crypto';
import { foldName } from '../kernel/text.js';
import { FileDesk, type ReadingContext, takeRows } from './reading.js';
import type { RosterBatch } from './roster.js';
import { guardianOf, pupilOf } from './row-people.js';
import { cleanCode, cleanText, readDay } from './rules.js';
import { askColumns, cellReader, columnsOf, headingKey, type Row, type Table } from './table.js';

const pupilColumns = {
  family: ['nomeleve', 'nomdefamilleeleve', 'nomdeleleve'],
  usage: ['nomdusageeleve', 'nomusageeleve'],
  first: ['prenomeleve', 'prenomdeleleve'],
  birth: ['datenaissance', 'datedenaissance', 'datedenaissanceeleve', 'neele'],
  sex: ['sexe'],
  ine: ['ine'],
  division: ['libelleclasse', 'classe', 'classes'],
} as const;

const guardianColumns = {
  civility: ['civiliteresponsable'],
  usage: ['nomusageresponsable', 'nomdusageresponsable'],
  family: ['nomresponsable', 'nomdefamilleresponsable'],
  first: ['prenomresponsable'],
  address: ['adresseresponsable'],
  postcode: ['cpresponsable', 'codepostalresponsable'],
  mail: ['courriel'],
  home: ['telephonedomicile'],
  work: ['telephonetravail'],
  mobile: ['telephoneportable'],
} as const;

const childHeadings: Readonly<Record<string, keyof Child>> = {
  nomdusageenfant: 'usage',
  nomusageenfant: 'usage',
  nomdefamilleenfant: 'family',
  nomfamilleenfant: 'family',
  nomenfant: 'family',
  prenomenfant: 'first',
  classesenfants: 'division',
  classeenfant: 'division',
  datedenaissanceeleve: 'birth',
  datenaissanceeleve: 'birth',
  datedenaissanceenfant: 'birth',
};

type Child = { usage: string; family: string; first: string; division: string; birth: string };
type Known = { readonly sourceId: string; readonly division: string; readonly birth: string };

export function kindOfOnde(table: Table): 'pupils' | 'guardians' | undefined {
  const columns = columnsOf(table);
  const has = (keys: readonly string[]) => keys.some((key) => columns.has(key));
  if (has(guardianColumns.family) && has(guardianColumns.first) && has(['prenomenfant'])) return 'guardians';
  const hasKey = has(['identifiant', 'identifianteleve', 'identifiantdeleleve', 'externalid']);
  return has(pupilColumns.family) && has(pupilColumns.first) && !hasKey ? 'pupils' : undefined;
}

export type OndeFiles = { readonly uai: string; readonly pupils: Table; readonly guardians: Table | undefined };

export async function* readOnde(files: OndeFiles, context: ReadingContext): AsyncGenerator<RosterBatch> {
  const known = new Map<string, Known[]>();
  yield* readPupils(files, new FileDesk(0, files.pupils.file.name, context), known);
  if (files.guardians !== undefined)
    yield* readGuardians(files.guardians, files.uai, new FileDesk(1, files.guardians.file.name, context), known);
}

/** A key of 26 signs for what identifies a row. */
const keyOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 26);

const nameKey = (family: string, first: string): string => `${foldName(family)}|${foldName(first)}`;

function readPupils(files: OndeFiles, desk: FileDesk, known: Map<string, Known[]>): AsyncGenerator<RosterBatch> {
  const { has, read } = cellReader(files.pupils, pupilColumns);
  askColumns(files.pupils, has('birth') ? [] : ['Date naissance']);
  return takeRows(files.pupils, desk, (row) => {
    const cell = (meaning: keyof typeof pupilColumns) => cleanText(read(row, meaning));
    const [family, usage, first, birth] = [cell('family'), cell('usage'), cell('first'), cell('birth')];
    const ine = cell('ine').toUpperCase();
    const sourceId =
      ine === ''
        ? keyOf('pupil', foldName(family), foldName(usage), foldName(first), readDay(birth) ?? birth)
        : keyOf('ine', ine);
    const division = cleanCode(read(row, 'division')).trim();
    const kept = pupilOf(desk, row.line, {
      who: 'Un élève',
      ...{ sourceId, schoolKey: files.uai, family, usage, first, birth, division, ine },
      sex: cell('sex'),
    });
    if (!kept) return;
    const one = { sourceId, division: foldName(division), birth: readDay(birth) ?? '' };
    for (const name of new Set([family, usage].filter((text) => text !== '').map((text) => nameKey(text, first)))) {
      const namesakes = known.get(name) ?? [];
      namesakes.push(one);
      known.set(name, namesakes);
    }
  });
}

function readGuardians(
  table: Table,
  uai: string,
  desk: FileDesk,
  known: ReadonlyMap<string, readonly Known[]>,
): AsyncGenerator<RosterBatch> {
  const { read } = cellReader(table, guardianColumns);
  const children = childColumns(table);
  // Two rows of one name are one person only where a mail or an address says so.
  const seen = new Set<string>();
  desk.tell(
    'warn',
    'LEVEL_UNSAID',
    null,
    'ONDE ne dit pas qui est responsable légal ni de quel lien : chaque personne de ce fichier est prise pour un responsable légal. Vérifiez avant d’appliquer.',
  );
  let over = false;
  return takeRows(table, desk, (row) => {
    // Bodies (child welfare) follow in a second part with a heading of its own.
    over ||= headingKey(row.cells[0] ?? '') === 'intitule';
    if (over) return;
    const cell = (meaning: keyof typeof guardianColumns) => cleanText(read(row, meaning));
    const names = [cell('family'), cell('usage'), cell('first')].map(foldName);
    const place = cell('mail').toLowerCase() || foldName(`${cell('address')} ${cell('postcode')}`);
    const named = children.map((columns) => childOf(row, columns)).filter(({ family, first }) => family + first !== '');
    const sourceId =
      place === ''
        ? keyOf('guardian', ...names, ...named.map((one) => nameKey(one.family || one.usage, one.first)).sort())
        : keyOf('guardian', ...names, place);
    if (!seen.has(sourceId)) {
      const kept = guardianOf(desk, row.line, {
        who: 'Un responsable',
        ...{ sourceId, schoolKey: uai, civility: cell('civility'), mail: cell('mail') },
        ...{ family: cell('family') || cell('usage'), usage: cell('usage'), first: cell('first') },
        phones: [cell('mobile'), cell('home'), cell('work')],
      });
      if (!kept) return;
      seen.add(sourceId);
    }
    for (const child of named) addLink(desk, row, sourceId, child, known);
  });
}

/** Columns of children stand in groups after those of the guardian: a group ends where a heading comes again. */
function childColumns(table: Table): ReadonlyMap<keyof Child, number>[] {
  const groups: Map<keyof Child, number>[] = [];
  for (const [at, heading] of table.header.entries()) {
    const meaning = childHeadings[headingKey(heading)];
    if (meaning === undefined) continue;
    const last = groups.at(-1);
    if (last === undefined || last.has(meaning)) groups.push(new Map([[meaning, at]]));
    else last.set(meaning, at);
  }
  return groups;
}

function childOf(row: Row, columns: ReadonlyMap<keyof Child, number>): Child {
  const cell = (meaning: keyof Child) => cleanText(row.cells[columns.get(meaning) ?? -1] ?? '');
  return {
    usage: cell('usage'),
    family: cell('family'),
    first: cell('first'),
    division: foldName(cell('division')),
    birth: readDay(cell('birth')) ?? '',
  };
}

function addLink(
  desk: FileDesk,
  row: Row,
  guardianId: string,
  child: Child,
  known: ReadonlyMap<string, readonly Known[]>,
): void {
  const names = [child.family, child.usage].filter((text) => text !== '').map((text) => nameKey(text, child.first));
  const named = [...new Set(names.flatMap((name) => known.get(name) ?? []))];
  const born = child.birth === '' ? named : named.filter((one) => one.birth === child.birth);
  const found = born.length > 1 ? born.filter((one) => one.division === child.division) : born;
  const [pupil] = found;
  if (pupil === undefined || found.length > 1) {
    // What the register said of those whom it may be stays as it is.
    for (const { sourceId } of named) desk.batch.held.push({ kind: 'links', sourceId });
    desk.tell(
      'error',
      'LINK_DANGLING_PUPIL',
      row.line,
      found.length > 1
        ? 'Un enfant de cette ligne porte le nom de deux élèves de la même classe. Son lien est laissé de côté.'
        : 'Un enfant de cette ligne n’est pas dans le fichier des élèves, ou pas avec ce nom. Son lien est laissé de côté.',
    );
    return;
  }
  desk.batch.links.push({
    file: desk.file,
    line: row.line,
    pupilId: pupil.sourceId,
    guardianId,
    kinship: '',
    level: 'legal',
    entitling: true,
    raw: '',
  });
}
