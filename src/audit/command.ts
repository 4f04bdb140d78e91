// `audit verify`: is every change still told, in order and unaltered?
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { translator } from '../i18n/translator.js';
import { checkAudit } from './checking.js';
import { brokenWords } from './words.js';

export async function auditCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  if (argv.length !== 1 || argv[0] !== 'verify') {
    io.err('Usage : audit verify\n');
    return 2;
  }
  const report = await checkAudit(deps);
  if (!report.intact) {
    io.err(`La chaîne du journal est rompue : ${brokenWords(report.why, report.brokenAt)}\n`);
    return 1;
  }
  io.out(`La chaîne du journal est intacte : ${report.events} événement${report.events > 1 ? 's' : ''}.\n`);
  const { removed } = report;
  if (removed !== undefined) {
    const day = translator('fr', deps.config.timeZone).dayOf(removed.through);
    io.out(
      `Elle commence après le maillon ${removed.events} : ce qui précède, jusqu’au ${day}, a été effacé à son terme.\n`,
    );
  }
  return 0;
}
