// Fratrie's own tables: pupils, and guardians with the keys of their pupils. Columns are documented in docs/import-csv.md, and
// given as templates at the desk.
import { FileDesk, type ReadingContext, takeRows } from './reading.js';
import type { RosterBatch } from './roster.js';
import { guardianOf, pupilOf } from './row-people.js';
import { cleanCode, cleanText, entitles } from './rules.js';
import { askColumns, cellReader, columnsOf, type Row, type Table } from './table.js';

const pupilColumns = {
  key: ['identifiantdeleleve', 'identifianteleve', 'identifiant', 'externalid', 'id', 'ideleve'],
  family: ['nomdefamille', 'nom', 'nomeleve', 'nomdeleleve', 'lastname'],
  usage: ['nomdusage', 'nomusage', 'nomdusageeleve'],
  first: ['prenom', 'prenomeleve', 'prenomdeleleve', 'firstname'],
  birth: ['datedenaissance', 'datenaissance', 'datenaiss', 'neele', 'birthdate'],
  division: ['classe', 'classes', 'class', 'division', 'libelleclasse'],
  ine: ['ine', 'numeronational'],
  sex: ['sexe', 'sex'],
} as const;

const guardianColumns = {
  key: ['identifiantduresponsable', 'identifiantresponsable', 'identifiant', 'externalid', 'id', 'idresponsable'],
  civility: ['civilite', 'civiliteresponsable'],
  family: ['nomdefamille', 'nom', 'nomresponsable', 'lastname'],
  usage: ['nomdusage', 'nomusage', 'nomusageresponsable'],
  first: ['prenom', 'prenomresponsable', 'firstname'],
  mail: ['mail', 'email', 'courriel', 'adressemail'],
  mobile: ['telephoneportable', 'portable', 'mobile'],
  home: ['telephone', 'telephonedomicile', 'phone'],
  work: ['telephonetravail', 'phonework'],
  legal: ['responsablelegal', 'legal'],
  kinship: ['lien', 'parente', 'liendeparente'],
} as const;

const childKeys = [
  'identifiantdeleleve',
  'identifianteleve',
  'identifiantenfant',
  'idenfant',
  'childid',
  'childexternalid',
];

const kinshipCodes: Readonly<Record<string, string>> = {
  mère: '10',
  mere: '10',
  père: '20',
  pere: '20',
  'grand-parent': '38',
  tuteur: '50',
  tutrice: '50',
};

const ofGuardians = [
  ...guardianColumns.legal,
  ...['identifiantduresponsable', 'identifiantresponsable', 'idresponsable'],
  ...['identifiantenfant', 'idenfant', 'childid', 'childexternalid'],
];

/** Guardians are told by a column that only they have; pupils by one of theirs. */
export function kindOfCsv(table: Table): 'pupils' | 'guardians' | undefined {
  const columns = columnsOf(table);
  const has = (keys: readonly string[]) => keys.some((key) => columns.has(key));
  if (!has(pupilColumns.first) || !has(pupilColumns.family)) return undefined;
  if (has(ofGuardians)) return 'guardians';
  return has([...pupilColumns.birth, ...pupilColumns.division, ...pupilColumns.ine]) ? 'pupils' : undefined;
}

export type CsvFiles = { readonly uai: string; readonly pupils: Table; readonly guardians: Table | undefined };

export async function* readCsvRoster(files: CsvFiles, context: ReadingContext): AsyncGenerator<RosterBatch> {
  yield* readPupils(files, new FileDesk(0, files.pupils.file.name, context));
  if (files.guardians !== undefined)
    yield* readGuardians(files.guardians, files.uai, new FileDesk(1, files.guardians.file.name, context));
}

function readPupils({ uai, pupils }: CsvFiles, desk: FileDesk): AsyncGenerator<RosterBatch> {
  const { has, read } = cellReader(pupils, pupilColumns);
  const labels = { key: 'Identifiant', family: 'Nom', first: 'Prénom', birth: 'Date de naissance' } as const;
  askColumns(
    pupils,
    (['key', 'family', 'first', 'birth'] as const).filter((one) => !has(one)).map((one) => labels[one]),
  );
  return takeRows(pupils, desk, (row) => {
    const sourceId = keyOf(desk, row, read(row, 'key'), 'Un élève');
    if (sourceId === undefined) return;
    pupilOf(desk, row.line, {
      sourceId,
      schoolKey: uai,
      family: read(row, 'family'),
      usage: read(row, 'usage'),
      first: read(row, 'first'),
      birth: read(row, 'birth'),
      division: cleanCode(read(row, 'division')).trim(),
      ine: read(row, 'ine'),
      sex: read(row, 'sex'),
    });
  });
}

function readGuardians(table: Table, uai: string, desk: FileDesk): AsyncGenerator<RosterBatch> {
  const { has, read } = cellReader(table, guardianColumns);
  const columns = columnsOf(table);
  const labels = { key: 'Identifiant', family: 'Nom', first: 'Prénom', legal: 'Responsable légal' } as const;
  askColumns(
    table,
    (['key', 'family', 'first', 'legal'] as const).filter((one) => !has(one)).map((one) => labels[one]),
  );
  const children = childKeys.flatMap((key) => columns.get(key) ?? []);
  return takeRows(table, desk, (row) => {
    const sourceId = keyOf(desk, row, read(row, 'key'), 'Un responsable');
    if (sourceId === undefined) return;
    const kept = guardianOf(desk, row.line, {
      sourceId,
      schoolKey: uai,
      civility: read(row, 'civility'),
      family: read(row, 'family'),
      usage: read(row, 'usage'),
      first: read(row, 'first'),
      mail: read(row, 'mail'),
      phones: [read(row, 'mobile'), read(row, 'home'), read(row, 'work')],
    });
    if (!kept) return;
    const who = `Responsable ${sourceId}`;
    const legal = readYes(read(row, 'legal'));
    if (legal === undefined)
      desk.tell(
        'warn',
        'LINK_SHAPE',
        row.line,
        `${who} : « Responsable légal » doit être oui ou non. C’est un simple contact, sans compte.`,
      );
    const written = cleanText(read(row, 'kinship')).toLowerCase();
    const kinship = /^\d{2}$/.test(written) ? written : (kinshipCodes[written] ?? '');
    const level = legal === true ? 'legal' : 'contact';
    const pupils = new Set(children.map((at) => cleanText(row.cells[at] ?? '')).filter((key) => key !== ''));
    for (const pupilId of pupils)
      desk.batch.links.push({
        file: desk.file,
        line: row.line,
        pupilId: pupilId.slice(0, 40),
        guardianId: sourceId,
        kinship,
        level,
        entitling: entitles({ level, kinship }),
        raw: `${written.slice(0, 10)}$${read(row, 'legal').slice(0, 10)}`,
      });
  });
}

function keyOf(desk: FileDesk, row: Row, text: string, who: string): string | undefined {
  const key = cleanText(text);
  if (key !== '' && key.length <= 40) return key;
  const why = key === '' ? 'n’a pas d’identifiant' : 'a un identifiant de plus de 40 signes';
  desk.tell('error', 'KEY_MISSING', row.line, `${who} ${why}. La ligne est rejetée.`);
  return undefined;
}

/** « oui », « O », « X », « vrai », « 1 »; the same for no; undefined for anything else. */
function readYes(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (['oui', 'o', 'x', 'vrai', 'true', '1'].includes(word)) return true;
  return ['non', 'n', '', 'faux', 'false', '0'].includes(word) ? false : undefined;
}

/** The templates, with one row as an example. */
export const csvTemplates = {
  eleves: [
    ['Identifiant', 'Nom', 'Prénom', 'Nom d’usage', 'Date de naissance', 'Classe', 'INE', 'Sexe'],
    ['E1', 'EXEMPLE', 'Léa', '', '21/04/2015', 'CM1', '', 'F'],
  ],
  responsables: [
    [
      'Identifiant',
      'Civilité',
      'Nom',
      'Prénom',
      'Nom d’usage',
      'Mail',
      'Téléphone',
      'Responsable légal',
      'Lien',
      'Identifiant de l’élève',
      'Identifiant de l’élève',
      'Identifiant de l’élève',
    ],
    ['R1', 'Mme', 'EXEMPLE', 'Anne', '', '', '', 'oui', 'mère', 'E1', '', ''],
  ],
} as const;

/** A template sent as it was taken: its rows are its example, and nothing else. */
export function isTemplate(table: Table, kind: keyof typeof csvTemplates): boolean {
  const [, ...example] = csvTemplates[kind].map((cells) => cells.join('\t').trimEnd());
  let rows = 0;
  for (const { cells } of table.rows()) {
    if (
      !example.includes(
        cells
          .map((cell) => cell.trim())
          .join('\t')
          .trimEnd(),
      )
    )
      return false;
    rows += 1;
  }
  return rows > 0;
}
