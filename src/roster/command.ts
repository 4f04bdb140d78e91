// `import`: the operator loads a school's export files, or looks first at what they would change.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { type RegisterSource, registerSources, sourceWords } from '../people/rules.js';
import { importRoster } from './actions.js';
import type { Finding } from './findings.js';
import { type ImportReport, type Told, tell } from './report.js';

const usage = `Usage :
  import [--format FORMAT] [--school UAI] [--dry-run] [--json] [--accept-drop] [--accept-older] FICHIER-OU-DOSSIER…
      charge les exports SIECLE, AAF (livraison complète), ONDE, OneRoster ou les modèles CSV : .xml, .csv, .zip ou .tgz
      --format         siecle, aaf, onde, oneroster ou csv ; sans lui, le contenu des fichiers le dit
      --school         seulement cette école ; il le faut pour ONDE et CSV, qui ne disent pas la leur
      --dry-run        dit ce qui changerait, sans rien changer
      --json           imprime un seul objet JSON
      --accept-drop    accepte que plus de 10 % des fiches partent
      --accept-older   accepte un export plus ancien que le dernier chargé
`;

const shown = 50;

/** Returns the exit code: 0 imported (rejected rows are listed), 1 refused and nothing changed, 2 asked wrongly. */
export async function importCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const asked = read(argv);
  if ('mistake' in asked) {
    io.err(`${asked.mistake}\n${usage}`);
    return 2;
  }
  const outcome = await importRoster(deps, {
    ...asked,
    paths: asked.paths.map((path) => resolve(io.cwd, path)),
    operator: { type: 'command' },
  });
  if (outcome.ok) {
    if (asked.json) io.out(`${JSON.stringify(outcome.value)}\n`);
    else for (const line of inWords(outcome.value, asked.dryRun)) io.out(`${line}\n`);
    return 0;
  }
  const { reasons, report } = outcome.why;
  for (const reason of reasons) io.err(`${where(tell(reason))}${reason.sentence}${adviceOn(reason)}\n`);
  io.err('Import refusé : rien n’a changé.\n');
  if (asked.json) io.out(`${JSON.stringify(refusedReport(reasons, report))}\n`);
  else for (const line of listed('Lignes rejetées', report.rejected)) io.out(`${line}\n`);
  return 1;
}

/** What to type next, for whoever works with commands. */
function adviceOn({ code, sentence }: Finding): string {
  switch (code) {
    case 'OLDER_THAN_LAST':
      return ' Pour le charger quand même : --accept-older';
    case 'TOO_MANY_ENDINGS':
      return ' Pour la charger quand même : --accept-drop';
    case 'SCHOOL_UNKNOWN': {
      const uai = /établissement (\w+) n’est pas connu/.exec(sentence)?.[1] ?? 'UAI';
      return ` Ajoutez-le d’abord : npm run -s fratrie -- school add --uai ${uai} --name "…" --kind college`;
    }
    default:
      return '';
  }
}

/** On a refusal the object has the same shape: no figures, and the reasons before the rejected rows. */
function refusedReport(reasons: readonly Finding[], report: ImportReport): ImportReport {
  return { ...report, rejected: [...reasons.map(tell), ...report.rejected] };
}

type Asked =
  | { readonly mistake: string }
  | {
      readonly paths: readonly string[];
      readonly format: RegisterSource | undefined;
      readonly school: string | undefined;
      readonly dryRun: boolean;
      readonly json: boolean;
      readonly acceptDrop: boolean;
      readonly acceptOlder: boolean;
    };

function read(argv: readonly string[]): Asked {
  const flag = { type: 'boolean', default: false } as const;
  let parsed: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        school: { type: 'string' },
        'dry-run': flag,
        json: flag,
        'accept-drop': flag,
        'accept-older': flag,
      },
    });
  try {
    parsed = parse();
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const format = registerSources.find((one) => one === values.format);
  if (positionals.length === 0) return { mistake: 'Nommez au moins un fichier ou un dossier.' };
  if (values.format !== undefined && format === undefined)
    return { mistake: `--format : « ${values.format} » n’existe pas ; il y a ${registerSources.join(', ')}.` };
  return {
    paths: positionals,
    format,
    school: values.school?.trim().toUpperCase(),
    dryRun: values['dry-run'],
    json: values.json,
    acceptDrop: values['accept-drop'],
    acceptOlder: values['accept-older'],
  };
}

function inWords(report: ImportReport, dryRun: boolean): string[] {
  const { pupils, guardians, links, accounts, schools } = report;
  const row = (name: string, { added, changed, ended, unchanged }: ImportReport['pupils']) =>
    `  ${name.padEnd(13)}${[added, changed, ended, unchanged].map((count) => String(count).padStart(10)).join('')}`;
  return [
    dryRun ? 'Essai : rien n’a changé. Voici ce qui changerait.' : 'Import fait.',
    ...(report.source === undefined ? [] : [`Format : ${sourceWords[report.source]}`]),
    schools.length === 0 ? 'Aucun établissement dans ces fichiers.' : `Établissements : ${schools.join(', ')}`,
    `  ${''.padEnd(13)}${['nouveaux', 'changés', 'partis', 'inchangés'].map((name) => name.padStart(10)).join('')}`,
    row('élèves', pupils),
    row('responsables', guardians),
    row('liens', links),
    `Comptes ${dryRun ? 'à créer' : 'créés'} : ${accounts.created}`,
    ...(accounts.childless > 0 ? [`Comptes qui n’ont plus d’élève dans ces écoles : ${accounts.childless}`] : []),
    ...listed('Lignes rejetées', report.rejected),
    ...listed('À vérifier', report.warnings),
  ];
}

function listed(title: string, told: readonly Told[]): string[] {
  if (told.length === 0) return [];
  const rest = told.length - shown;
  return [
    `${title} : ${told.length}`,
    ...told.slice(0, shown).map((one) => `  ${where(one)}${one.reason}`),
    ...(rest > 0 ? [`  … et ${rest} autres (--json les donne toutes).`] : []),
  ];
}

function where(told: Told): string {
  if (told.file === null) return '';
  return told.line === null ? `${told.file} : ` : `${told.file}, ligne ${told.line} : `;
}
