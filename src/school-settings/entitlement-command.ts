// `entitlement show|set`: which guardians of a school have an account, for automation.
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { linkLevels } from '../people/rules.js';
import { previewEntitlement, readEntitlement, setEntitlement } from './entitlement-actions.js';
import { type EntitlementChange, entitlementWords, isLinkLevel } from './entitlement-rules.js';

const usage = `Usage :
  entitlement show --school UAI
  entitlement set --school UAI --down-to ${linkLevels.join('|')} [--dry-run]
      jusqu’à quel rang de la base un responsable a un compte et voit l’élève ; --dry-run dit seulement ce qui changerait
`;

const text = { type: 'string' } as const;

export async function entitlementCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const [act, ...rest] = argv;
  let values: { school?: string; 'down-to'?: string; 'dry-run'?: boolean };
  try {
    ({ values } = parseArgs({
      args: rest,
      options: { school: text, 'down-to': text, 'dry-run': { type: 'boolean' } },
    }));
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const { school = '', 'down-to': to = '', 'dry-run': dryRun = false } = values;
  const uai = school.toUpperCase();
  const known = act === 'show' || (act === 'set' && isLinkLevel(to));
  if (!known || uai === '') {
    io.err(usage);
    return 2;
  }
  const held = await readEntitlement(deps, uai);
  if (held === undefined) {
    io.err(`L’école ${uai} n’existe pas ici. Rien n’a changé.\n`);
    return 1;
  }
  if (act === 'show' || !isLinkLevel(to)) {
    io.out(`${held}  ${entitlementWords[held]}\n`);
    return 0;
  }
  if (dryRun) {
    const change = await previewEntitlement(deps, uai, to);
    if (change !== undefined) io.out(tell(change, 'Changerait'));
    return 0;
  }
  const set = await setEntitlement(deps, 'command', { schoolUai: uai, to });
  if (!set.ok) throw new Error(`a command may set this: ${set.why}`);
  io.out(held === to ? `${uai} est déjà ainsi.\n` : tell(set.value, 'Changé'));
  return 0;
}

const tell = ({ from, to, gaining, accounts, losing, childless }: EntitlementChange, did: string): string =>
  `${did} : ${from} -> ${to}
  verront un élève de plus : ${gaining} (comptes à faire : ${accounts})
  ne verront plus un élève : ${losing} (comptes sans élève ici : ${childless})
`;
