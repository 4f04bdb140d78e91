// What an import tells: figures, rejected rows, warnings, and the French sentences of what only the whole delivery shows.
import type { Endings, PlanFigures } from '../db/roster-figures.js';
import type { PlannedSchool } from '../db/roster-plan.js';
import type { StagedFault } from '../db/staging-checks.js';
import { translator } from '../i18n/translator.js';
import { never } from '../kernel/outcome.js';
import { type RegisterSource, sourceWords } from '../people/rules.js';
import type { Finding, Findings } from './findings.js';
import type { RosterHead } from './roster.js';
import { isOlder, tooManyEndings } from './rules.js';

export type Told = {
  readonly file: string | null;
  readonly line: number | null;
  readonly reason: string;
  readonly code: string;
};

type Figures = PlanFigures['pupils'];

/** The object that `import --json` prints, and that a desk keeps. */
export type ImportReport = {
  /** What the files were recognised as; absent in older reports, and where they were not. */
  readonly source?: RegisterSource;
  /** Of a school's own upload: of whom all this is, to be compared. */
  readonly digest?: string;
  readonly schools: readonly string[];
  readonly pupils: Figures;
  readonly guardians: Figures;
  readonly links: Figures;
  /** `childless`: accounts that have no pupil left in these schools. */
  readonly accounts: { readonly created: number; readonly childless: number };
  /** What somebody has to accept, or has accepted, for these files to be loaded: a large drop, an older export. */
  readonly asked: readonly Told[];
  readonly rejected: readonly Told[];
  readonly warnings: readonly Told[];
};

const none: Figures = { added: 0, changed: 0, ended: 0, unchanged: 0 };
const noFigures: PlanFigures = { pupils: none, guardians: none, links: none, accounts: 0, childless: 0 };

export function makeReport(
  schools: readonly string[],
  figures: PlanFigures | undefined,
  findings: Findings,
  rejected: readonly Finding[],
  asked: readonly Finding[] = [],
  source?: RegisterSource,
): ImportReport {
  const { pupils, guardians, links, accounts, childless } = figures ?? noFigures;
  return {
    ...(source === undefined ? {} : { source }),
    schools,
    pupils,
    guardians,
    links,
    accounts: { created: accounts, childless },
    asked: asked.map(tell),
    rejected: [...findings.rejected(), ...rejected].map(tell),
    warnings: findings.warnings().map(tell),
  };
}

export function tell(finding: Finding): Told {
  return { file: finding.file, line: finding.line, reason: finding.sentence, code: finding.code };
}

/** True when two reports tell of the same changes: the same file against the same register. */
export function isSame(one: ImportReport, other: ImportReport): boolean {
  const facts = ({ digest, schools, pupils, guardians, links, accounts, asked }: ImportReport) =>
    JSON.stringify([
      digest,
      schools,
      [pupils, guardians, links].map(({ added, changed, ended, unchanged }) => [added, changed, ended, unchanged]),
      [accounts.created, accounts.childless],
      asked.map(({ code }) => code),
    ]);
  return facts(one) === facts(other);
}

/** True when applying would write nothing at all. */
export function changesNothing(figures: PlanFigures): boolean {
  return (
    figures.accounts === 0 &&
    [figures.pupils, figures.guardians, figures.links].every((one) => one.added + one.changed + one.ended === 0)
  );
}

export function faultFinding(fault: StagedFault, file: string | null): Finding {
  const at = { file, line: fault.line, code: fault.code };
  const who = { school: 'Établissement', pupil: 'Élève', guardian: 'Responsable', link: 'Lien de l’élève' }[fault.what];
  const row = fault.other === null ? `${who} ${fault.key}` : `${who} ${fault.key} avec le responsable ${fault.other}`;
  switch (fault.code) {
    case 'KEY_DUPLICATE':
      return {
        ...at,
        severity: 'error',
        sentence: `${row} : cet identifiant est déjà pris plus haut. La ligne est rejetée, la première est gardée.`,
      };
    case 'INE_DUPLICATE':
      return {
        ...at,
        severity: 'error',
        sentence: `${row} : un autre élève porte le même numéro national (INE). Les deux lignes sont rejetées.`,
      };
    case 'LINK_DUPLICATE':
      return {
        ...at,
        severity: 'warn',
        sentence: `${row} : ce lien est écrit plusieurs fois ; le plus fort est gardé.`,
      };
    case 'LINK_DANGLING_PUPIL':
      return {
        ...at,
        severity: 'warn',
        sentence: `${row} : cet élève n’est pas dans les fichiers, ou sa ligne est rejetée. Le lien est laissé de côté.`,
      };
    case 'LINK_DANGLING_GUARDIAN':
      return {
        ...at,
        severity: 'warn',
        sentence: `${row} : ce responsable n’est pas dans les fichiers, ou sa ligne est rejetée. Le lien est laissé de côté.`,
      };
    case 'PUPIL_NO_LEGAL':
      return { ...at, severity: 'warn', sentence: `${row} : il n’a pas de responsable légal. Personne ne le verra.` };
    case 'PUPIL_TOO_MANY_LEGAL':
      return {
        ...at,
        severity: 'warn',
        sentence: `${row} : il a plus de deux responsables légaux. Ils sont tous gardés ; vérifiez-les.`,
      };
    case 'GUARDIAN_NO_LINK':
      return {
        ...at,
        severity: 'warn',
        sentence: `${row} : il n’a de lien avec aucun élève. Il n’aura pas de compte.`,
      };
    default:
      return never(fault.code);
  }
}

/** Whether this import was told to go on in spite of a finding. */
export function isAccepted(
  { code }: Finding,
  order: { readonly acceptDrop: boolean; readonly acceptOlder: boolean },
): boolean {
  return (code === 'OLDER_THAN_LAST' && order.acceptOlder) || (code === 'TOO_MANY_ENDINGS' && order.acceptDrop);
}

/** Why this delivery may not be loaded into these schools, or what somebody must accept first; empty when it may. */
export function schoolRefusals(schools: readonly PlannedSchool[], head: RosterHead, timeZone: string): Finding[] {
  const refusals: Finding[] = [];
  const at = { severity: 'refuse', file: null, line: null } as const;
  for (const school of schools) {
    if (!school.known && head.source !== 'aaf')
      refusals.push({
        ...at,
        code: 'SCHOOL_UNKNOWN',
        sentence: `L’établissement ${school.uai} n’est pas connu de Fratrie.`,
      });
    if (school.registerSource !== null && school.registerSource !== head.source)
      refusals.push({
        ...at,
        code: 'SOURCE_MISMATCH',
        sentence: `La base de l’établissement ${school.uai} vient de ${sourceWords[school.registerSource]}. Un fichier ${sourceWords[head.source]} doublerait chaque parent : il est refusé.`,
      });
    if (
      head.exportedAt !== null &&
      school.registerExportedAt !== null &&
      isOlder(head.exportedAt, school.registerExportedAt, timeZone)
    )
      refusals.push({
        ...at,
        severity: 'ask',
        code: 'OLDER_THAN_LAST',
        sentence: `Pour l’établissement ${school.uai}, cet export date du ${day(head.exportedAt, timeZone)} ; un export plus récent, du ${day(school.registerExportedAt, timeZone)}, est déjà chargé.`,
      });
  }
  return refusals;
}

const day = (instant: Date, timeZone: string): string =>
  translator('fr', timeZone).moment(instant).replaceAll('\u00a0', ' ');

const endedWords: Readonly<Record<Endings['kind'], readonly [string, string]>> = {
  pupil: ['élève', 'élèves'],
  guardian: ['responsable', 'responsables'],
  link: ['lien', 'liens'],
};

/** One refusal for each school that would lose more than a tenth of its pupils, its guardians or its links. */
export function dropRefusals(endings: readonly Endings[]): Finding[] {
  const lost = new Map<string, string[]>();
  for (const { kind, uai, before, ended } of endings) {
    if (!tooManyEndings(before, ended)) continue;
    const [one, many] = endedWords[kind];
    const part = `${ended} ${ended > 1 ? many : one} sur ${before}`;
    lost.set(uai, [...(lost.get(uai) ?? []), part]);
  }
  return [...lost].map(([uai, parts]) => ({
    severity: 'ask',
    code: 'TOO_MANY_ENDINGS',
    file: null,
    line: null,
    sentence: `Établissement ${uai} : ces fichiers feraient partir ${parts.join(', ')}, plus de 10 %. Vérifiez qu’ils sont entiers.`,
  }));
}
