// `state`: what the page « État » says, for whoever watches the installation from outside.
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { translator } from '../i18n/translator.js';
import { isTidyLate } from './rules.js';
import { readState } from './state-actions.js';
import { version } from './version.js';

const usage = 'Usage : state [--json]\n';

export async function stateCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  if (argv.some((one) => one !== '--json')) {
    io.err(usage);
    return 2;
  }
  const state = { version, ...(await readState(deps)) };
  if (argv.includes('--json')) {
    io.out(`${JSON.stringify(state)}\n`);
    return 0;
  }
  const { moment } = translator('fr', deps.config.timeZone);
  const { migrations, jobs, audit, tidied } = state;
  const tidying = tidied === null ? 'jamais' : moment(tidied.endedAt);
  const lines = {
    Version: version,
    Adresse: state.address,
    Base: state.database === 'postgres' ? 'PostgreSQL' : 'embarquée (PGlite)',
    Schéma: `${migrations.count} étapes, la dernière : ${migrations.last}`,
    'Travaux en attente': String(jobs.waiting),
    'Travaux abandonnés': String(jobs.failed),
    'Plus ancien mail en attente': jobs.oldestMailAt === null ? 'aucun' : `promis le ${moment(jobs.oldestMailAt)}`,
    'Dernier rangement': isTidyLate(tidied?.endedAt, deps.now()) ? `${tidying} : lancez « tidy » chaque nuit` : tidying,
    'Événements du journal': String(audit.seq),
  };
  const widest = Math.max(...Object.keys(lines).map((name) => name.length));
  for (const [name, value] of Object.entries(lines)) io.out(`${name.padEnd(widest)}  ${value}\n`);
  return 0;
}
