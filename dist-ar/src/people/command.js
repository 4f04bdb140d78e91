// `school add`: the operator makes a school by hand, before its first import.
import { parseArgs } from 'node:util';
import { done, refused } from '../kernel/outcome.js';
import { tidyText } from '../kernel/text.js';
import { uaiFault } from '../roster/rules.js';
import { addSchool } from './actions.js';
import { isSchoolKind, schoolKinds } from './rules.js';
const usage = `Usage :
  school add --uai UAI --name NOM --kind ${schoolKinds.join('|')} [--phone TÉLÉPHONE] [--address "LIGNE 1, LIGNE 2"]
             [--town COMMUNE] [--hours "du lundi au vendredi, de 8 h à 17 h"]
`;
const text = { type: 'string' };
const options = { uai: text, name: text, kind: text, phone: text, address: text, town: text, hours: text };
function read(argv) {
    let values;
    try {
        const parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
        if (parsed.positionals.join(' ') !== 'add')
            return refused(['Dites « school add ».']);
        values = parsed.values;
    }
    catch (error) {
        return refused([error instanceof Error ? error.message : String(error)]);
    }
    const given = (name) => tidyText(values[name] ?? '');
    const uai = given('uai').toUpperCase();
    const kind = given('kind');
    const mistakes = [];
    if (uaiFault(uai) === 'unusable')
        mistakes.push(`--uai : il faut un code UAI (7 chiffres et une lettre), pas « ${uai} ».`);
    if (given('name') === '')
        mistakes.push('--name : il faut le nom de l’école.');
    if (!isSchoolKind(kind))
        mistakes.push(`--kind : il faut ${schoolKinds.join(', ')}, pas « ${kind} ».`);
    if (mistakes.length > 0 || !isSchoolKind(kind))
        return refused(mistakes);
    return done({
        uai,
        name: given('name'),
        kind,
        phone: given('phone'),
        addressLines: (values.address ?? '')
            .split(',')
            .map(tidyText)
            .filter((line) => line !== '')
            .join('\n'),
        town: given('town'),
        openingHours: given('hours'),
    });
}
export async function schoolCommand(deps, argv, io) {
    const asked = read(argv);
    if (!asked.ok) {
        io.err(`${asked.why.join('\n')}\n${usage}`);
        return 2;
    }
    const school = asked.value;
    const outcome = await addSchool(deps, school);
    if (!outcome.ok) {
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
