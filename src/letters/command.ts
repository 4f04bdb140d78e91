// `letters`: the operator has a school's letters drawn into one PDF.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { canonicalIdentifier } from '../accounts/rules.js';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { never } from '../kernel/outcome.js';
import { tidyText } from '../kernel/text.js';
import { issueLetters, type LettersIssued, type LettersRefusal } from './actions.js';
import { letterFormats } from './formats.js';
import type { PaperChoice } from './prepare.js';
import { type LetterSituation, letterSituations, type NoLetter, situationWords } from './rules.js';
import { personName } from './text.js';

const usage = `Usage :
  letters --school UAI [--division CLASSE] [--situation S] [--account IDENTIFIANT] [--reissue] [--format FORMAT] --out FICHIER.pdf [--json]
      une lettre par compte jamais activé ou en sommeil qui n'a pas de lettre valable de cette école
      --division   seulement les comptes d'un élève de cette classe
      --situation  seulement : jamais-ouvert, perimee, non-remise (les lettres sont refaites), nouveaux (aucune lettre encore)
      --account    seulement ce compte ; la seule façon d'écrire à un compte actif (mot de passe perdu)
      --reissue    aussi ceux qui ont une lettre valable : elle ne marchera plus
      --format     a4 (sinon), a5, ou a5x2 : deux par page, à couper ; la moitié gauche posée sur la droite est dans l'ordre
      --json       imprime un seul objet JSON
`;

/** Returns the exit code: 0 done (also when there was nobody to write to), 1 refused, 2 asked wrongly. */
export async function lettersCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const asked = read(argv);
  if ('mistake' in asked) {
    io.err(`${asked.mistake}\n${usage}`);
    return 2;
  }
  const out = resolve(io.cwd, asked.out);
  const outcome = await issueLetters(deps, { ...asked, out, actor: { type: 'command' } });
  if (!outcome.ok) {
    io.err(`${whyNot(outcome.why, asked)}\n`);
    return 1;
  }
  if (asked.json) io.out(`${JSON.stringify(report(asked.school, outcome.value))}\n`);
  else for (const line of inWords(outcome.value)) io.out(`${line}\n`);
  const { file } = outcome.value;
  if (file !== undefined && file !== out)
    io.err(`${out} a été pris entre-temps par un autre fichier : les lettres sont dans ${file}.\n`);
  return 0;
}

type Asked = {
  readonly school: string;
  readonly division: string | undefined;
  readonly situation: LetterSituation;
  readonly identifier: string | undefined;
  readonly reissue: boolean;
  readonly paper: PaperChoice;
  readonly out: string;
  readonly json: boolean;
};

function read(argv: readonly string[]): Asked | { readonly mistake: string } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const parse = () =>
    parseArgs({
      args: [...argv],
      options: {
        school: text,
        division: text,
        situation: text,
        account: text,
        reissue: flag,
        format: text,
        out: text,
        json: flag,
      },
    });
  let values: ReturnType<typeof parse>['values'];
  try {
    ({ values } = parse());
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
  const { account, reissue, json } = values;
  const division = values.division === undefined ? undefined : tidyText(values.division);
  const school = (values.school ?? '').trim().toUpperCase();
  if (school === '') return { mistake: '--school : dites le code UAI de l’école.' };
  if (values.out === undefined || values.out === '') return { mistake: '--out : dites où écrire le PDF.' };
  const identifier = account === undefined ? undefined : canonicalIdentifier(account);
  const on = letterFormats.find((one) => one === (values.format ?? 'a4'));
  if (on === undefined) return { mistake: `--format : ${letterFormats.join(', ')}.` };
  const situation = letterSituations.find((one) => situationWords[one] === (values.situation ?? ''));
  if (situation === undefined) return { mistake: `--situation : « ${values.situation} » n’existe pas.` };
  return { school, division, situation, identifier, reissue, paper: { on }, out: values.out, json };
}

/** What `--json` prints: counts, and what the school has to mend. Never a name, a code or an address. */
function report(school: string, issued: LettersIssued): Record<string, unknown> {
  return {
    school,
    letters: issued.letters,
    activation: issued.purposes.activation,
    recovery: issued.purposes.recovery,
    replaced: issued.replaced,
    pages: issued.pages,
    file: issued.file ?? null,
    skipped: issued.skipped,
    incomplete: issued.incomplete.map(({ identifier }) => identifier),
    notes: issued.notes.map((note) => ({
      letter: note.number,
      kind: note.kind,
      ...(note.kind === 'signs_replaced' ? { signs: note.signs } : {}),
    })),
  };
}

const count = (number: number, one: string, many: string): string => `${number} ${number < 2 ? one : many}`;

function inWords(issued: LettersIssued): string[] {
  const { letters, replaced, pages, file, purposes, incomplete } = issued;
  const lines =
    file === undefined
      ? ['Aucune lettre à faire.']
      : [
          `${count(letters, 'lettre faite', 'lettres faites')}, ${count(pages, 'page', 'pages')} : ${file}`,
          'Imprimez ce fichier d’un seul côté, puis effacez-le : il contient les codes.',
        ];
  if (purposes.recovery > 0) lines.push('Le mot de passe du compte marche jusqu’à ce que la lettre serve.');
  if (replaced > 0)
    lines.push(`${count(replaced, 'ancienne lettre ne marche', 'anciennes lettres ne marchent')} plus.`);
  for (const [why, number] of Object.entries(issued.skipped) as [NoLetter, number][])
    lines.push(`Sans lettre, ${skippedWords[why]} : ${count(number, 'compte', 'comptes')}.`);
  for (const { identifier, children } of incomplete)
    lines.push(`  à compléter : ${children.map(personName).join(', ')} (compte ${identifier})`);
  for (const note of issued.notes)
    lines.push(
      note.kind === 'two_pages'
        ? `Attention : la lettre ${note.number} tient sur deux pages.`
        : `Attention : dans la lettre ${note.number}, un signe ne peut pas être imprimé (${note.signs.join(' ')}) ; un autre le remplace.`,
    );
  return lines;
}

const skippedWords: Readonly<Record<NoLetter, string>> = {
  no_child: 'aucun enfant dans cette école',
  no_birth_date: 'aucun enfant avec une date de naissance',
  has_live_letter: 'une lettre est encore valable (--reissue la remplace)',
  active: 'déjà activé (--account pour un mot de passe perdu)',
  frozen: 'gelé par son titulaire',
  suspended: 'suspendu',
  closed: 'fermé',
};

function whyNot(why: LettersRefusal, asked: Asked): string {
  switch (why.kind) {
    case 'unknown_school':
      return `L’école ${asked.school} n’existe pas. Créez-la avec « school add », ou chargez un fichier qui la nomme.`;
    case 'not_allowed':
    case 'needs_approval':
      return `Cette personne ne peut pas faire de lettres pour l’école ${asked.school}.`;
    case 'unknown_division':
      return `Aucun compte de l’école ${asked.school} n’a un enfant en ${asked.division}. La classe s’écrit comme dans la base de l’école.`;
    case 'unknown_account':
      return `Aucun compte ${asked.identifier} dans l’école ${asked.school}.`;
    case 'no_letter':
      return `Pas de lettre pour ${asked.identifier} : ${skippedWords[why.why]}.`;
    case 'file_exists':
      return `${why.path} existe déjà, peut-être avec des lettres valables : rien n’a été fait. Donnez un autre nom, ou effacez-le.`;
    case 'cannot_write':
      return `${why.path} ne peut pas être écrit (${why.detail}) : rien n’a été fait.`;
    case 'drawing_failed':
      return `Les lettres n’ont pas pu être dessinées (${why.detail}) : rien n’a été fait.`;
    case 'changing':
      return 'Les comptes changent pendant le travail (import en cours ?) : rien n’a été fait. Réessayez plus tard.';
    default:
      return never(why);
  }
}
