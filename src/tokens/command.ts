// `token add|list|revoke`: what a head or an operator does on a page, for automation.
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { civilDateOf } from '../kernel/civil-date.js';
import { parseMailAddress } from '../kernel/mail-address.js';
import { uaiFault } from '../roster/rules.js';
import { type Scope, scopesOf, scopeWords } from '../staff/scope-rules.js';
import { orderEnd, orderToken, readTokens } from './actions.js';
import { longestTokenName, readDays, readScopes, tokenDays, tokenState } from './rules.js';
import { tokenWords } from './words.js';

const scopeLines = (school: string | null): string =>
  scopesOf(school)
    .map((scope) => `      ${scope.padEnd(18)}${scopeWords(scope)}`)
    .join('\n');

const usage = `Usage :
  token add --school UAI|--network --mail ADRESSE --name NOM --scope DROIT,DROIT… [--days JOURS]
      fait un jeton pour un programme, au nom d’une direction (ou d’un opérateur), et l’imprime, une seule fois
      jours : ${tokenDays.usual} sans rien dire, ${tokenDays.most} au plus
  token list --school UAI|--network
  token revoke NUMÉRO
Droits, dans une école :
${scopeLines('école')}
Droits, dans le réseau :
${scopeLines(null)}
`;

type Asked =
  | { readonly mistake: string }
  | { readonly act: 'list'; readonly school: string | null }
  | { readonly act: 'revoke'; readonly id: number }
  | {
      readonly act: 'add';
      readonly school: string | null;
      readonly mail: string;
      readonly name: string;
      readonly scopes: readonly Scope[];
      readonly days: number;
    };

/** Returns the exit code: 0 done, 1 refused, 2 asked wrongly. */
export async function tokenCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const asked = read(argv);
  if ('mistake' in asked) {
    io.err(`${asked.mistake}\n${usage}`);
    return 2;
  }
  if (asked.act === 'list') return await list(deps, asked.school, io);
  if (asked.act === 'revoke') {
    const ended = await orderEnd(deps, asked.id);
    if (ended.ok) io.out(`Le jeton ${asked.id} n’ouvre plus rien.\n`);
    else io.err(`Il n’y a pas de jeton ${asked.id}, ou il a déjà pris fin.\n`);
    return ended.ok ? 0 : 1;
  }
  const made = await orderToken(deps, asked);
  if (!made.ok) {
    const why =
      made.why === 'unknown_school'
        ? `L’école ${asked.school} n’existe pas.`
        : `${asked.mail} n’a pas le rôle de ${asked.school === null ? 'l’opérateur' : 'la direction dans cette école'}.`;
    io.err(`${why}\n`);
    return 1;
  }
  const { id, secret, endsAt } = made.value;
  io.out(`Jeton ${id}, valable jusqu’au ${dayOf(deps, endsAt)}. Il n’est écrit qu’ici :\n${secret}\n`);
  return 0;
}

const dayOf = (deps: Deps, at: Date): string => civilDateOf(at, deps.config.timeZone);

async function list(deps: Deps, school: string | null, io: Io): Promise<number> {
  for (const token of await readTokens(deps, { school })) {
    const used = token.lastUsedAt === null ? 'jamais utilisé' : `utilisé le ${dayOf(deps, token.lastUsedAt)}`;
    const [, state] = tokenWords[tokenState(token, deps.now())];
    const cells = [token.id, token.name, state, `fin ${dayOf(deps, token.endsAt)}`, used, token.madeBy];
    io.out(`${[...cells, token.scopes.join(',')].join('  ')}\n`);
  }
  return 0;
}

function read(argv: readonly string[]): Asked {
  const option = { type: 'string' } as const;
  let parsed: {
    values: Partial<Record<'school' | 'mail' | 'name' | 'scope' | 'days', string>> & { network?: boolean };
    positionals: string[];
  };
  try {
    parsed = parseArgs({
      args: [...argv],
      options: {
        network: { type: 'boolean' },
        school: option,
        mail: option,
        name: option,
        scope: option,
        days: option,
      },
      allowPositionals: true,
    });
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
  const [act, number, ...more] = parsed.positionals;
  const { network = false, ...values } = parsed.values;
  if (act === 'revoke' && more.length === 0)
    return /^[1-9][0-9]{0,14}$/.test(number ?? '')
      ? { act, id: Number(number) }
      : { mistake: 'token revoke : il faut le numéro du jeton (token list).' };
  if ((act !== 'add' && act !== 'list') || number !== undefined)
    return { mistake: 'Dites « token add », « token list » ou « token revoke ».' };
  const uai = (values.school ?? '').trim().toUpperCase();
  if (network === (uai !== '')) return { mistake: 'Dites --school UAI ou --network.' };
  if (!network && uaiFault(uai) === 'unusable') return { mistake: `--school : « ${uai} » n’est pas un code UAI.` };
  const school = network ? null : uai;
  if (act === 'list') return { act, school };
  const mail = parseMailAddress(values.mail ?? '');
  if (mail === undefined) return { mistake: `--mail : « ${values.mail ?? ''} » n'est pas une adresse mail.` };
  const name = (values.name ?? '').trim();
  if (name === '' || name.length > longestTokenName) return { mistake: '--name : dites quel programme s’en sert.' };
  const given = (values.scope ?? '').split(',').map((one) => one.trim());
  const scopes = readScopes(school, given);
  if (scopes === undefined) return { mistake: `--scope : « ${values.scope ?? ''} » ne va pas.` };
  const days = readDays(values.days ?? '');
  if (days === undefined) return { mistake: `--days : un nombre de 1 à ${tokenDays.most}.` };
  return { act, school, mail, name, scopes, days };
}
