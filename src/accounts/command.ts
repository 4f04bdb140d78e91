// `account group|close|end-sessions|show`: the operator's emergencies, and tests. An account is named by its identifier.
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import { findAccountByIdentifier } from '../db/accounts.js';
import { childrenOf } from '../db/children.js';
import type { Deps } from '../deps.js';
import { groupByOrder, type OrderRefusal } from '../requests/ordered-grouping-actions.js';
import { readReason } from '../requests/rules.js';
import { type ReopenRefusal, reopenAccount, type StopRefusal, stopAccount } from '../suspension/operator-actions.js';
import type { ClosingRefusal } from './closing.js';
import { closeByOrder, endSessionsByOrder, showByOrder } from './order-actions.js';
import { canonicalIdentifier } from './rules.js';

const usage = `Usage :
  account group --keep IDENTIFIANT --absorb IDENTIFIANT --reason "UNE PHRASE" [--request D-…]
  account close IDENTIFIANT
  account end-sessions IDENTIFIANT
  account stop IDENTIFIANT --reason "UNE PHRASE"
  account reopen IDENTIFIANT --reason "UNE PHRASE"
  account show IDENTIFIANT --json
En production, « group » veut une demande acceptée (--request).
`;

const text = { type: 'string' } as const;
const options = { keep: text, absorb: text, reason: text, request: text, json: { type: 'boolean' } } as const;

type Refusal = OrderRefusal | ClosingRefusal | StopRefusal | ReopenRefusal;

const refusals: Readonly<Record<Refusal, string>> = {
  no_account: 'Aucun compte n’a cet identifiant.',
  request_needed: 'En production, il faut une demande acceptée : --request.',
  request_not_accepted: 'Cette demande n’est pas acceptée, plus valable, ou concerne d’autres comptes.',
  same_account: 'C’est le même compte.',
  kept_not_active: 'Le compte à garder n’est pas ouvert.',
  absorbed_closed: 'Le compte à regrouper est fermé.',
  absorbed_frozen: 'Le compte à regrouper est gelé.',
  absorbed_suspended: 'Le compte à regrouper est suspendu.',
  absorbed_asleep: 'Le compte à regrouper est en sommeil.',
  closed_already: 'Ce compte est déjà fermé.',
  not_active: 'Ce compte n’est pas ouvert.',
  not_allowed: 'Cela n’est pas permis.',
  suspended_already: 'Ce compte est déjà arrêté.',
  frozen: 'Ce compte est gelé : il n’ouvre rien.',
  closed: 'Ce compte est fermé.',
  not_suspended: 'Ce compte n’est pas arrêté.',
  suspended_by_another: 'Une école a suspendu ce compte : elle le rétablit elle-même.',
  has_a_right: 'Ce compte a encore un droit.',
  session_ended: 'Cette connexion est finie.',
  changed: 'Le compte a changé entre-temps : recommencez.',
};

export async function accountCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const misuse = (why: string) => {
    io.err(`${why}\n${usage}`);
    return 2;
  };
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return misuse(error instanceof Error ? error.message : String(error));
  }
  const [act, identifier, ...more] = parsed.positionals;
  const { keep, absorb, reason: typed = '', request, json } = parsed.values;
  const no = (why: Refusal) => {
    io.err(`${refusals[why]} Rien n’a changé.\n`);
    return 1;
  };
  if (act === 'group' && identifier === undefined && keep !== undefined && absorb !== undefined) {
    const reason = readReason(typed);
    if (reason === undefined) return misuse('--reason : une phrase de 5 à 500 signes.');
    const grouped = await groupByOrder(deps, { keep, absorb, reason, request });
    if (!grouped.ok) return no(grouped.why);
    io.out(`${JSON.stringify({ reference: grouped.value.reference, closed: grouped.value.absorbedIdentifier })}\n`);
    return 0;
  }
  if (identifier === undefined || more.length > 0) return misuse('Nommez un compte, et un seul.');
  if (act === 'close') {
    const closed = await closeByOrder(deps, identifier);
    if (!closed.ok) return no(closed.why);
    io.out(`Compte fermé ; ${closed.value.successors.length} compte(s) à activer le remplacent.\n`);
    return 0;
  }
  if (act === 'end-sessions') {
    const ended = await endSessionsByOrder(deps, identifier);
    if (!ended.ok) return no(ended.why);
    io.out(`Connexions fermées : ${ended.value}.\n`);
    return 0;
  }
  if (act === 'stop' || act === 'reopen') {
    const reason = readReason(typed);
    if (reason === undefined) return misuse('--reason : une phrase de 5 à 500 signes.');
    const outcome = await (act === 'stop' ? stopAccount : reopenAccount)(deps, 'command', { identifier, reason });
    if (!outcome.ok) return no(outcome.why);
    io.out(act === 'stop' ? 'Compte arrêté.\n' : 'Compte rouvert.\n');
    return 0;
  }
  if (act === 'show' && json === true) return await show(deps, identifier, io);
  return misuse('Dites group, close, end-sessions, stop, reopen, ou show avec --json.');
}

async function show(deps: Deps, identifier: string, io: Io): Promise<number> {
  const shown = await showByOrder(deps, identifier);
  const account = await findAccountByIdentifier(deps.db, canonicalIdentifier(identifier));
  if (shown === undefined || account === undefined) {
    io.err(`${refusals.no_account}\n`);
    return 1;
  }
  const children = (await childrenOf(deps.db, account.id)).map(({ schoolUai: school, pupilId, division, level }) => ({
    school,
    pupil: pupilId,
    division,
    level,
  }));
  io.out(`${JSON.stringify({ ...shown, children })}\n`);
  return 0;
}
