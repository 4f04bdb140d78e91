// `look show|set`: what operators choose in the browser, for automation.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { readLive, setLook } from './actions.js';
import { longestName, readColour } from './rules.js';
import { readLogo } from './svg.js';
import { colourWords } from './words.js';

const usage = `Usage :
  look show
  look set [--name NOM] [--colour "#6b1c4f"] [--logo FICHIER.svg | --no-logo]   ce qui n’est pas dit reste ; "" remet comme au début
`;
const text = { type: 'string' } as const;
const options = { name: text, colour: text, logo: text, 'no-logo': { type: 'boolean' } } as const;

export async function lookCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const misuse = (why: string) => {
    io.err(`${why}\n${usage}`);
    return 2;
  };
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return misuse(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [act, ...more] = positionals;
  const held = await readLive(deps);
  if (act === 'show' && more.length === 0) {
    const logo = held.logo === null ? '(celui de Fratrie)' : `${held.logo.length} octets`;
    io.out(
      `nom  ${held.name || deps.config.networkName}\ncouleur  ${held.colour ?? '(celle de Fratrie)'}\nlogo  ${logo}\n`,
    );
    return 0;
  }
  if (act !== 'set' || more.length > 0 || Object.keys(values).length === 0)
    return misuse('Dites show, ou ce qui change.');
  const name = (values.name ?? held.name).trim();
  if ([...name].length > longestName) return misuse(`--name : ${longestName} signes au plus.`);
  const colour = values.colour === undefined ? { ok: true as const, value: held.colour } : readColour(values.colour);
  if (!colour.ok) return misuse(`--colour : ${colourWords(colour.why)}`);
  let logo = values['no-logo'] === true ? null : held.logo;
  if (values.logo !== undefined) {
    const read = readLogo(await readFile(resolve(io.cwd, values.logo)));
    if (!read.ok) return misuse(read.why);
    logo = read.value;
  }
  await setLook(deps, { name, colour: colour.value, logo });
  io.out('L’apparence est changée.\n');
  return 0;
}

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options, allowPositionals: true });
