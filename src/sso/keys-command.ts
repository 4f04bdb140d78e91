// `keys rotate`: new keys for what applications read. The key file is another matter: `keys make`, before the first start.
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { certifier } from '../saml/keys.js';
import { publishedBeforeHours, rotateKeys } from './signing-keys.js';

const usage = `Usage : keys rotate oidc|saml|events [--at-once]
      fait de nouvelles clés de signature : publiées tout de suite, elles signent dans 24 heures (saml : 14 jours) ; les
      anciennes restent publiées 24 heures de plus. --at-once : elles signent tout de suite (une clé est connue d’un autre)
`;

const purposes = ['oidc', 'saml', 'events'] as const;

/** Returns the exit code: 0 done, 2 asked wrongly. */
export async function keysCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const asked = read(argv);
  if (asked === undefined) {
    io.err(usage);
    return 2;
  }
  const { purpose, atOnce } = asked;
  const kids = await rotateKeys(deps, purpose, purpose === 'saml' ? { atOnce, certify: certifier(deps) } : { atOnce });
  const when = atOnce
    ? 'Elles signent dès maintenant.'
    : `Elles signeront dans ${publishedBeforeHours[purpose]} heures.`;
  io.out(`Nouvelles clés publiées : ${kids.join(', ')}. ${when}\n`);
  return 0;
}

function read(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { 'at-once': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [act, named, ...rest] = positionals;
    const purpose = purposes.find((one) => one === named);
    if (act !== 'rotate' || purpose === undefined || rest.length > 0) return undefined;
    return { purpose, atOnce: values['at-once'] };
  } catch {
    return undefined;
  }
}
