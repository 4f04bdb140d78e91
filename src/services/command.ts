// `services import|list|open|close`: the operator keeps the catalogue and says where each service is open.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import { readCatalogue, readOpenings } from '../db/services.js';
import type { Deps } from '../deps.js';
import { type CivilDate, civilDateOf, parseCivilDate } from '../kernel/civil-date.js';
import { closeService, importCatalogue, type OpeningRefusal, openService } from './actions.js';
import { readCatalogueFile } from './catalogue-file.js';

const usage = `Usage :
  services import FICHIER.json      remplace le catalogue
  services list [--school UAI]      le catalogue, ou ce qu’une école a ouvert
  services open NOM --school UAI [--from JOUR] [--until JOUR] [--due JOUR]
  services close NOM --school UAI
Un jour s’écrit 2026-10-15.
`;

const text = { type: 'string' } as const;
const options = { school: text, from: text, until: text, due: text };

export async function servicesCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const misuse = (why: string) => {
    io.err(`${why}\n${usage}`);
    return 2;
  };
  let parsed: { values: Partial<Record<keyof typeof options, string>>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return misuse(error instanceof Error ? error.message : String(error));
  }
  const [act, name = '', ...more] = parsed.positionals;
  const { school: typed = '', from, until, due } = parsed.values;
  const school = typed.toUpperCase();
  if (more.length > 0) return misuse(`« ${more[0]} » est de trop.`);
  if (act === 'import') return await importFile(deps, name, io);
  if (act === 'list') return await list(deps, school, io);
  if (name === '' || school === '') return misuse('Dites quel service, et dans quelle école (--school).');
  if (act === 'close') return answer(io, await closeService(deps, name, school), `${name} est fermé à ${school}.`);
  if (act !== 'open') return misuse('Dites import, list, open ou close.');
  const days = [from, until, due].map((day) => (day === undefined ? null : parseCivilDate(day)));
  if (days.includes(undefined)) return misuse('Un jour n’existe pas, ou n’est pas écrit comme 2026-10-15.');
  const [opensOn, closesOn, dueOn] = days as (CivilDate | null)[];
  const first = opensOn ?? civilDateOf(deps.now(), deps.config.timeZone);
  const inOrder = [first, dueOn, closesOn].filter((day) => typeof day === 'string');
  if (inOrder.toSorted().join() !== inOrder.join()) return misuse('Il faut : --from, puis --due, puis --until.');
  const opening = { slug: name, schoolUai: school, opensOn: first, closesOn: closesOn ?? null, dueOn: dueOn ?? null };
  return answer(io, await openService(deps, opening), `${name} est ouvert à ${school} à partir du ${first}.`);
}

const refusals: Readonly<Record<OpeningRefusal, string>> = {
  no_service: 'Ce service n’est pas au catalogue.',
  no_school: 'Cette école n’existe pas ici.',
  wrong_kind: 'Ce service n’est pas pour ce genre d’école.',
  not_allowed: 'Une commande peut toujours le faire.',
  not_open: 'Ce service n’est pas ouvert dans cette école.',
};

function answer(io: Io, outcome: Awaited<ReturnType<typeof openService>>, sentence: string): number {
  if (outcome.ok) io.out(`${sentence}\n`);
  else io.err(`${refusals[outcome.why]} Rien n’a changé.\n`);
  return outcome.ok ? 0 : 1;
}

async function importFile(deps: Deps, file: string, io: Io): Promise<number> {
  let content: string;
  try {
    content = await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    io.err(`Ce fichier ne peut pas être lu : ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const read = readCatalogueFile(content);
  if (!read.ok) {
    io.err(`${read.why.join('\n')}\nRien n’a changé.\n`);
    return 1;
  }
  await importCatalogue(deps, read.value);
  io.out(`Le catalogue a ${read.value.length} services.\n`);
  return 0;
}

async function list(deps: Deps, school: string, io: Io): Promise<number> {
  if (school === '') {
    for (const { slug, names, address } of await readCatalogue(deps.db))
      io.out(`${slug}  ${names.fr}  ${address ?? '(pas d’adresse)'}\n`);
    return 0;
  }
  for (const { slug, names, opensOn, closesOn, dueOn } of await readOpenings(deps.db, [school])) {
    const days = [`du ${opensOn}`, closesOn && `au ${closesOn}`, dueOn && `à faire avant le ${dueOn}`];
    io.out(`${slug}  ${names.fr}  ${days.filter(Boolean).join(' ')}\n`);
  }
  return 0;
}
