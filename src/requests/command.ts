// `requests list`, `requests show`, `requests decide`: the operator decides what the schools did not.
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { never } from '../kernel/outcome.js';
import type { GuardianIdentity } from '../people/rules.js';
import { settleRequests } from './actions.js';
import { decideAsOperator, listForOperator, type OperatorRefusal, readForOperator } from './deciding-actions.js';
import { type RequestDecision, reasonLength } from './rules.js';

const usage = `Usage :
  requests list
      les demandes que personne n'a encore décidées, les plus anciennes d'abord
  requests show NUMÉRO
      les noms des deux côtés, les écoles et leurs réponses
  requests decide NUMÉRO --accept|--refuse --reason "UNE PHRASE"
      décide à la place des écoles : après 30 jours, ou quand aucune école n'a de fiche
`;

/** Returns the exit code: 0 done, 1 refused, 2 asked wrongly. */
export async function requestsCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const asked = read(argv);
  if ('mistake' in asked) {
    io.err(`${asked.mistake}\n${usage}`);
    return 2;
  }
  switch (asked.act) {
    case 'list':
      return await list(deps, io);
    case 'show':
      return await show(deps, io, asked.reference);
    case 'decide':
      return await decide(deps, io, asked);
  }
}

const dayOf = (deps: Deps, at: Date): string =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: deps.config.timeZone }).format(at);

async function list(deps: Deps, io: Io): Promise<number> {
  await settleRequests(deps);
  const requests = await listForOperator(deps);
  if (requests.length === 0) io.out('Aucune demande n’attend.\n');
  for (const { reference, createdAt, missing, schools, mayDecide, schoolsUntil } of requests) {
    const waits = missing.length === 0 ? 'aucune école à demander' : `attend ${missing.join(', ')}`;
    const answered = `${schools.length - missing.length} réponse(s) sur ${schools.length}`;
    const next = mayDecide ? 'à décider' : `à décider après le ${dayOf(deps, schoolsUntil)}`;
    io.out(`${reference}  reçue le ${dayOf(deps, createdAt)}  ${answered}, ${waits}  ${next}\n`);
  }
  return 0;
}

const nameOf = ({ civility, firstName, familyName, usageName }: GuardianIdentity): string =>
  [civility, firstName, familyName, usageName === null ? null : `(nom d’usage ${usageName})`]
    .filter((part) => part !== null)
    .join(' ');

async function show(deps: Deps, io: Io, reference: string): Promise<number> {
  const request = await readForOperator(deps, reference);
  if (request === undefined) return unknown(io, reference);
  io.out(`${reference}, reçue le ${dayOf(deps, request.createdAt)}, ${stateWords[request.state]}\n`);
  for (const [title, records] of [
    ['Le compte gardé', request.kept],
    ['Le compte qui va fermer', request.absorbed],
  ] as const) {
    io.out(`${title} :\n`);
    if (records.length === 0) io.out('  aucune fiche\n');
    for (const record of records) io.out(`  ${nameOf(record)}, école ${record.schoolUai}\n`);
  }
  io.out('Les écoles :\n');
  if (request.schools.length === 0) io.out('  aucune\n');
  for (const { name, decision, reason } of request.schools)
    io.out(`  ${name} : ${decision === null ? 'pas de réponse' : `${decisionWords[decision]}, « ${reason} »`}\n`);
  return 0;
}

const stateWords = {
  open: 'en attente',
  accepted: 'acceptée, le parent confirme',
  refused: 'refusée',
  withdrawn: 'retirée par le parent',
  void: 'arrêtée, un compte a changé',
  done: 'faite',
} as const;
const decisionWords: Readonly<Record<RequestDecision, string>> = { accepted: 'accepte', refused: 'refuse' };

function unknown(io: Io, reference: string): number {
  io.err(`Il n’y a pas de demande ${reference}.\n`);
  return 1;
}

type Decide = { readonly reference: string; readonly decision: RequestDecision; readonly reason: string };

async function decide(deps: Deps, io: Io, { reference, decision, reason }: Decide): Promise<number> {
  const outcome = await decideAsOperator(deps, 'command', reference, { decision, reason });
  if (outcome.ok) {
    io.out(`La demande ${reference} est ${decision === 'accepted' ? 'acceptée : le parent confirme' : 'refusée'}.\n`);
    return 0;
  }
  if (outcome.why.kind === 'no_request') return unknown(io, reference);
  io.err(`${refusedWords(deps, outcome.why)} Rien n’a changé.\n`);
  return 1;
}

function refusedWords(deps: Deps, why: OperatorRefusal): string {
  switch (why.kind) {
    case 'no_request':
    case 'over':
      return 'Cette demande est décidée, retirée ou arrêtée.';
    case 'reason_missing':
      return `--reason : il faut une phrase de ${reasonLength.min} à ${reasonLength.max} signes.`;
    case 'not_allowed':
      throw new Error('a command may decide anything');
    case 'too_early':
      return `Les écoles ont jusqu’au ${dayOf(deps, why.from)}.`;
    default:
      return never(why);
  }
}

type Asked =
  | { readonly mistake: string }
  | { readonly act: 'list' }
  | { readonly act: 'show'; readonly reference: string }
  | ({ readonly act: 'decide' } & Decide);

function read(argv: readonly string[]): Asked {
  let parsed: { values: { accept?: boolean; refuse?: boolean; reason?: string }; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...argv],
      options: { accept: { type: 'boolean' }, refuse: { type: 'boolean' }, reason: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
  const [act, given, ...more] = parsed.positionals;
  const reference = (given ?? '').trim().toUpperCase();
  if (act === 'list' && given === undefined) return { act };
  if (more.length > 0 || (act !== 'show' && act !== 'decide') || reference === '')
    return { mistake: 'Dites « requests list », « requests show NUMÉRO » ou « requests decide NUMÉRO ».' };
  if (act === 'show') return { act, reference };
  const { accept = false, refuse = false, reason = '' } = parsed.values;
  if (accept === refuse) return { mistake: 'Dites --accept ou --refuse.' };
  return { act, reference, decision: accept ? 'accepted' : 'refused', reason };
}
