// `school add`, `school set`: the operator makes a school by hand, before its first import.
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { tidyText } from '../kernel/text.js';
import { uaiFault } from '../roster/rules.js';
import { isSchoolKind, type NewSchool, schoolKinds } from './rules.js';
import { addSchool, describeSchool } from './school-actions.js';

const usage = `Usage :
  school add --uai UAI --name NOM --kind ${schoolKinds.join('|')} [--phone TÉLÉPHONE] [--address "LIGNE 1, LIGNE 2"]
             [--town COMMUNE] [--hours "du lundi au vendredi, de 8 h à 17 h"]
  school set --uai UAI [--name …] [--kind …] [--phone …] [--address …] [--town …] [--hours …]
      ce qui n’est pas dit reste
`;

const text = { type: 'string' } as const;
const options = { uai: text, name: text, kind: text, phone: text, address: text, town: text, hours: text };

type Asked = {
  readonly act: 'add' | 'set';
  readonly school: NewSchool;
  readonly given: Partial<Omit<NewSchool, 'uai'>>;
};

function read(argv: readonly string[]): Outcome<Asked, readonly string[]> {
  let values: Partial<Record<keyof typeof options, string>>;
  let act: 'add' | 'set';
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
    const said = parsed.positionals.join(' ');
    if (said !== 'add' && said !== 'set') return refused(['Dites « school add » ou « school set ».']);
    act = said;
    values = parsed.values;
  } catch (error) {
    return refused([error instanceof Error ? error.message : String(error)]);
  }
  const given = (name: keyof typeof options) => tidyText(values[name] ?? '');
  const uai = given('uai').toUpperCase();
  const kind = given('kind');
  const mistakes: string[] = [];
  if (uaiFault(uai) === 'unusable')
    mistakes.push(`--uai : il faut un code UAI (7 chiffres et une lettre), pas « ${uai} ».`);
  const must = (name: 'name' | 'kind') => act === 'add' || values[name] !== undefined;
  if (must('name') && given('name') === '') mistakes.push('--name : il faut le nom de l’école.');
  if (must('kind') && !isSchoolKind(kind))
    mistakes.push(`--kind : il faut ${schoolKinds.join(', ')}, pas « ${kind} ».`);
  if (mistakes.length > 0) return refused(mistakes);
  const school: NewSchool = {
    uai,
    name: given('name'),
    kind: isSchoolKind(kind) ? kind : 'other',
    phone: given('phone'),
    addressLines: (values.address ?? '')
      .split(',')
      .map(tidyText)
      .filter((line) => line !== '')
      .join('\n'),
    town: given('town'),
    openingHours: given('hours'),
  };
  const said: readonly (readonly [keyof typeof options, keyof Omit<NewSchool, 'uai'>])[] = [
    ['name', 'name'],
    ['kind', 'kind'],
    ['phone', 'phone'],
    ['address', 'addressLines'],
    ['town', 'town'],
    ['hours', 'openingHours'],
  ];
  const facts = said.filter(([option]) => values[option] !== undefined).map(([, fact]) => [fact, school[fact]]);
  return done({ act, school, given: Object.fromEntries(facts) });
}

export async function schoolCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const asked = read(argv);
  if (!asked.ok) {
    io.err(`${asked.why.join('\n')}\n${usage}`);
    return 2;
  }
  const { act, school, given } = asked.value;
  if (act === 'set') {
    const described = await describeSchool(deps, school.uai, given);
    if (described.ok) io.out(`École décrite : ${described.value.name} (${school.uai}).\n`);
    else io.err(`L’école ${school.uai} n’existe pas ici. Rien n’a changé.\n`);
    return described.ok ? 0 : 1;
  }
  const outcome = await addSchool(deps, school);
  if (!outcome.ok) {
    if (outcome.why.kind !== 'there') throw new Error('a command may add a school');
    io.err(`L’école ${school.uai} existe déjà : ${outcome.why.name}. Rien n’a changé.\n`);
    return 1;
  }
  // The same codes as an import takes: pseudo-schools have such ones.
  const fault = uaiFault(school.uai);
  if (fault === 'shape')
    io.err(`Attention : ${school.uai} n’a pas la forme d’un code UAI (7 chiffres et une lettre). Vérifiez le code.\n`);
  if (fault === 'check_letter')
    io.err(`Attention : la dernière lettre de ${school.uai} ne correspond pas à ses chiffres. Vérifiez le code.\n`);
  io.out(`École ajoutée : ${school.name} (${school.uai}).\n`);
  return 0;
}
