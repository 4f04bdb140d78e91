// Tells what a delivery is from the beginning of each file (root element, school, date of export), refuses what does not
// belong together, and opens the reader of its format. The order of the files never matters.
import { basename } from 'node:path/posix';
import { type CivilDate, civilDateOf } from '../kernel/civil-date.js';
import type { RegisterSource } from '../people/rules.js';
import { readAaf } from './aaf.js';
import { isDeltaName } from './aaf-requests.js';
import type { Delivery } from './delivery.js';
import { DeliveryRefused, type Finding, guardiansAbsent } from './findings.js';
import { type Head, readHead } from './head.js';
import type { ReadingContext } from './reading.js';
import { recogniseTables } from './recognise-tables.js';
import type { Roster } from './roster.js';
import { readDay, readTimestamp, uaiFault } from './rules.js';
import { readSiecle, type SiecleFiles, siecleFileName } from './siecle.js';

export type Wanted = {
  readonly format: RegisterSource | undefined;
  readonly school: string | undefined;
  readonly ownRegister?: boolean;
};

const aafRoot = 'ficAlimMENESR';
const siecleRoots = ['BEE_NOMENCLATURES', 'BEE_STRUCTURES', 'BEE_ELEVES', 'BEE_RESPONSABLES'] as const;

/** Opens the reader of a delivery. Throws DeliveryRefused when it is of no known format or holds what cannot go together. */
export async function recognise(delivery: Delivery, wanted: Wanted, context: ReadingContext): Promise<Roster> {
  if (delivery.files.length === 0) return await recogniseTables(delivery, wanted, context);
  for (const { name } of delivery.tables)
    context.findings.add({
      ...{ severity: 'inform', code: 'FILE_IGNORED', file: name, line: null },
      sentence: `Le fichier « ${name} » est un tableau, et non du XML comme les autres : il n’est pas lu.`,
    });
  const heads: Head[] = [];
  for (const file of delivery.files) heads.push(await readHead(file, context.timeZone));
  for (const head of heads)
    if (head.root !== aafRoot && !head.root.startsWith('BEE_'))
      throw new DeliveryRefused(
        'ROOT_UNKNOWN',
        head.file.name,
        1,
        `Le fichier « ${head.file.name} » n’est ni un export SIECLE ni un export AAF : sa balise principale est « ${head.root.slice(0, 60)} ».`,
      );
  const aaf = heads.filter((head) => head.root === aafRoot);
  const other = heads.find((head) => head.root !== aafRoot);
  if (aaf[0] !== undefined && other !== undefined)
    throw new DeliveryRefused(
      'FORMAT_MIXED',
      other.file.name,
      null,
      'Vous avez donné à la fois des fichiers SIECLE et des fichiers AAF. Importez-les séparément.',
    );
  const source = other === undefined ? 'aaf' : 'siecle';
  if (wanted.format !== undefined && wanted.format !== source)
    throw new DeliveryRefused(
      'ROOT_UNKNOWN',
      heads[0]?.file.name ?? null,
      null,
      `Vous avez demandé le format ${wanted.format}, mais ces fichiers sont au format ${source}.`,
    );
  if (source === 'aaf' && wanted.ownRegister === true)
    throw new DeliveryRefused(
      'NOT_OWN_REGISTER',
      aaf[0]?.file.name ?? null,
      null,
      'Ces fichiers AAF sont ceux de toute l’académie : seule la personne qui gère le réseau les charge. Envoyez l’export de votre école.',
    );
  return source === 'aaf' ? openAaf(aaf, context) : openSiecle(heads, wanted.school, context);
}

function openAaf(heads: readonly Head[], context: ReadingContext): Roster {
  const delta = heads.find((head) => isDeltaName(head.file.name));
  if (delta !== undefined)
    throw new DeliveryRefused(
      'DELTA_UNSUPPORTED',
      delta.file.name,
      null,
      `Le fichier « ${delta.file.name} » est une livraison partielle (Delta), que Fratrie ne lit pas encore. Demandez une livraison complète (Complet) à l’académie.`,
    );
  const files = heads.map((head) => head.file);
  // The one date of an AAF delivery is in the names of its files.
  const days = files.map((file) => dayOfName(basename(file.name))).filter((day) => day !== undefined);
  const day = days.sort().at(-1);
  const reading = readAaf(files, day ?? context.today, context);
  return {
    head: {
      source: 'aaf',
      exportedAt: day === undefined ? null : (readTimestamp(day, context.timeZone) ?? null),
      uai: null,
    },
    batches: reading.batches,
    hasGuardians: reading.hasGuardians,
    fileName: (file) => files[file]?.name ?? null,
  };
}

function dayOfName(name: string): CivilDate | undefined {
  const digits = /_(\d{4})(\d{2})(\d{2})\d?_/.exec(name);
  return digits === null ? undefined : readDay(`${digits[1]}-${digits[2]}-${digits[3]}`);
}

function openSiecle(heads: readonly Head[], school: string | undefined, context: ReadingContext): Roster {
  const one = oneSchool(heads, school, context);
  const [nomenclature, structures, pupils, guardians] = siecleRoots.map((root) => latest(heads, root, context));
  for (const head of heads)
    if (!siecleRoots.some((root) => root === head.root))
      context.findings.add(
        aside(
          head,
          `Le fichier « ${head.file.name} » (${head.root.slice(0, 60)}) ne sert pas à l’import : il n’est pas lu.`,
        ),
      );
  if (pupils === undefined && guardians === undefined)
    throw new DeliveryRefused(
      'NOTHING_TO_IMPORT',
      heads[0]?.file.name ?? null,
      null,
      'Ces fichiers n’ont ni élèves ni responsables : ajoutez les fichiers « ElevesAvecAdresses » (ou SansAdresses) et « ResponsablesAvecAdresses » de SIECLE.',
    );
  if (pupils === undefined)
    throw new DeliveryRefused(
      'FILE_MISSING',
      guardians?.file.name ?? null,
      null,
      'Il manque le fichier des élèves : sans lui, les noms des élèves ne sont pas connus. Ajoutez « ElevesAvecAdresses » ou « ElevesSansAdresses ».',
    );
  if (guardians === undefined) context.findings.add(guardiansAbsent(pupils.file.name));
  checkTogether(pupils, guardians, context);
  const exportedAt = earliest(pupils.exportedAt, guardians?.exportedAt);
  const files: SiecleFiles = {
    uai: one,
    exportDay: exportedAt === undefined ? context.today : civilDateOf(exportedAt, context.timeZone),
    nomenclature: nomenclature?.file,
    structures: structures?.file,
    pupils: pupils.file,
    guardians: guardians?.file,
  };
  return {
    head: { source: 'siecle', exportedAt: exportedAt ?? null, uai: one },
    batches: readSiecle(files, context),
    hasGuardians: () => guardians !== undefined,
    fileName: (file) => siecleFileName(files, file),
  };
}

function oneSchool(heads: readonly Head[], school: string | undefined, context: ReadingContext): string {
  const [head] = heads;
  const unsaid = heads.find((other) => uaiFault(other.uai) === 'unusable');
  if (unsaid !== undefined || head === undefined)
    throw new DeliveryRefused(
      'SCHOOL_MISMATCH',
      unsaid?.file.name ?? null,
      null,
      `Le fichier « ${unsaid?.file.name ?? ''} » ne dit pas de quel établissement il vient (PARAMETRES/UAJ).`,
    );
  const stranger = heads.find((other) => other.uai !== head.uai);
  if (stranger !== undefined)
    throw new DeliveryRefused(
      'SCHOOL_MISMATCH',
      stranger.file.name,
      null,
      `Ces fichiers viennent de deux établissements : ${head.uai} (« ${head.file.name} ») et ${stranger.uai} (« ${stranger.file.name} »). Importez-les séparément.`,
    );
  if (school !== undefined && school !== head.uai)
    throw new DeliveryRefused(
      'SCHOOL_MISMATCH',
      head.file.name,
      null,
      `Ce fichier est celui de l’établissement ${head.uai}, pas de l’établissement ${school}.`,
    );
  const fault = uaiFault(head.uai);
  if (fault !== null)
    context.findings.add({
      severity: 'warn',
      code: 'UAI_CHECK',
      file: head.file.name,
      line: null,
      sentence: `Le code UAI ${head.uai} n’a pas ${fault === 'shape' ? 'la forme attendue (7 chiffres et une lettre)' : 'la bonne lettre de contrôle'}. Il est accepté.`,
    });
  return head.uai;
}

/** The file of this root; of several, the latest export (« avec » and « sans adresses » are the same pupils). */
function latest(heads: readonly Head[], root: string, context: ReadingContext): Head | undefined {
  const [kept, ...others] = heads
    .filter((head) => head.root === root)
    .sort((one, other) => (other.exportedAt?.getTime() ?? 0) - (one.exportedAt?.getTime() ?? 0));
  for (const head of others)
    context.findings.add(
      aside(
        head,
        `Le fichier « ${head.file.name} » dit la même chose que « ${kept?.file.name} », plus récent ou du même moment : il n’est pas lu.`,
        'FILE_DOUBLE',
      ),
    );
  return kept;
}

function aside(head: Head, sentence: string, code: 'FILE_IGNORED' | 'FILE_DOUBLE' = 'FILE_IGNORED'): Finding {
  return { severity: 'inform', code, file: head.file.name, line: null, sentence };
}

const weekAndMore = 7 * 86_400_000;

function checkTogether(pupils: Head, guardians: Head | undefined, context: ReadingContext): void {
  if (guardians === undefined) return;
  if (pupils.year !== '' && guardians.year !== '' && pupils.year !== guardians.year)
    throw new DeliveryRefused(
      'YEAR_MISMATCH',
      guardians.file.name,
      null,
      `Les élèves sont de l’année scolaire ${pupils.year}, les responsables de l’année ${guardians.year}. Exportez les deux de nouveau.`,
    );
  if (pupils.exportedAt === undefined || guardians.exportedAt === undefined) return;
  if (Math.abs(pupils.exportedAt.getTime() - guardians.exportedAt.getTime()) > weekAndMore)
    context.findings.add({
      severity: 'warn',
      code: 'EXPORTS_APART',
      file: guardians.file.name,
      line: null,
      sentence: 'Plus de sept jours séparent l’export des élèves et celui des responsables.',
    });
}

function earliest(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
