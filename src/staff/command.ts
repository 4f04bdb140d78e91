// `staff add`, `staff remove`, `staff renew`: the operator says who works for a school.
import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import type { Deps } from '../deps.js';
import { parseMailAddress } from '../kernel/mail-address.js';
import { never } from '../kernel/outcome.js';
import { uaiFault } from '../roster/rules.js';
import { href } from '../routes.js';
import type { Invited, RoleGiven } from './inviting.js';
import type { Role } from './rights-rules.js';
import { addStaff, removeStaff, renewStaff, type StaffAsked } from './role-actions.js';
import { isStaffRole, staffRoles } from './rules.js';

const usage = `Usage :
  staff add --school UAI --mail ADRESSE [--name "Prénom NOM"] [--role head|secretary|reader]
      donne un rôle dans une école (défaut : secretary) et imprime, une seule fois, le lien d'inscription
  staff remove --school UAI --mail ADRESSE
      retire ce rôle ; sans autre rôle, la personne perd son mot de passe et son code de sécurité
  staff add --network --mail ADRESSE [--name "Prénom NOM"]     et     staff remove --network --mail ADRESSE
      la même chose pour un opérateur du réseau (pages /reseau)
  staff renew --mail ADRESSE
      mot de passe ou téléphone perdu : efface les deux et imprime un nouveau lien ; les rôles restent
`;

const roleNames: Record<Role, string> = {
  head: 'direction',
  secretary: 'secrétariat',
  reader: 'lecture seule',
  operator: 'opérateur du réseau',
};

/** « l'école 0330001X », « le réseau » */
const placeOf = (school: string | null) => (school === null ? 'le réseau' : `l'école ${school}`);

/** Returns the exit code: 0 done, 1 refused, 2 asked wrongly. */
export async function staffCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const asked = read(argv);
  if ('mistake' in asked) {
    io.err(`${asked.mistake}\n${usage}`);
    return 2;
  }
  if (asked.act === 'remove') {
    const outcome = await removeStaff(deps, asked);
    if (!outcome.ok) {
      io.err(`${asked.mail} n'a pas de rôle dans ${placeOf(asked.school)}.\n`);
      return 1;
    }
    io.out(`${asked.mail} n'a plus de rôle dans ${placeOf(asked.school)}.\n`);
    if (outcome.value.left) io.out('C’était son dernier rôle : ses accès sont effacés.\n');
    return 0;
  }
  if (asked.act === 'renew') {
    const outcome = await renewStaff(deps, asked.mail);
    if (!outcome.ok) {
      io.err(`${asked.mail} n'a pas de compte d'école.\n`);
      return 1;
    }
    io.out(`Le mot de passe et le code de sécurité de ${asked.mail} sont effacés.\n`);
    for (const line of linkLines(deps, outcome.value)) io.out(`${line}\n`);
    return 0;
  }
  const outcome = await addStaff(deps, asked);
  if (!outcome.ok) {
    io.err(`L'école ${asked.school} n'existe pas. Créez-la avec « school add ».\n`);
    return 1;
  }
  for (const line of told(deps, asked, outcome.value)) io.out(`${line}\n`);
  return 0;
}

function told(deps: Deps, asked: StaffAsked, added: RoleGiven): string[] {
  const role = roleNames[asked.role] + (asked.school === null ? '' : `, école ${asked.school}`);
  const lines = [firstLine(asked.mail, role, added)];
  if (added.invited === undefined) {
    lines.push(
      'Cette personne est déjà inscrite : elle garde son mot de passe et son code de sécurité. Pas de nouveau lien.',
    );
    return lines;
  }
  if (added.renewed)
    lines.push('Une école lui avait donné son accès : son mot de passe et son code de sécurité sont effacés.');
  lines.push(...linkLines(deps, added.invited));
  if (!added.made) lines.push('Un lien donné avant celui-ci ne marche plus.');
  return lines;
}

function linkLines(deps: Deps, { enrolmentToken: token, expiresAt }: Invited): string[] {
  const { publicUrl, timeZone } = deps.config;
  const last = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(expiresAt);
  return [
    `Lien d'inscription, à donner à cette personne seule, valable jusqu'au ${last}, une seule fois :`,
    `${publicUrl}${href('staffEnrolment', { token })}`,
  ];
}

function firstLine(mail: string, role: string, added: RoleGiven): string {
  if (added.made) return `Compte créé pour ${mail} (${role}).`;
  switch (added.change) {
    case 'added':
      return `${mail} a déjà un compte d'école : il reste le seul, avec un rôle de plus (${role}).`;
    case 'changed':
      return `${mail} avait un autre rôle dans cette école : il est remplacé (${role}).`;
    case 'unchanged':
      return `${mail} a déjà ce rôle (${role}).`;
    default:
      return never(added.change);
  }
}

type Asked = { readonly mistake: string } | (StaffAsked & { readonly act: 'add' | 'remove' | 'renew' });

function read(argv: readonly string[]): Asked {
  const option = { type: 'string' } as const;
  let parsed: {
    values: Partial<Record<'school' | 'mail' | 'name' | 'role', string>> & { network?: boolean };
    positionals: string[];
  };
  try {
    parsed = parseArgs({
      args: [...argv],
      options: { network: { type: 'boolean' }, school: option, mail: option, name: option, role: option },
      allowPositionals: true,
    });
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const act = positionals[0];
  if (positionals.length !== 1 || (act !== 'add' && act !== 'remove' && act !== 'renew'))
    return { mistake: 'Dites « staff add », « staff remove » ou « staff renew ».' };
  const school = (values.school ?? '').trim().toUpperCase();
  const { network = false } = values;
  if (network && (school !== '' || values.role !== undefined))
    return { mistake: '--network : un opérateur n’a ni école ni autre rôle.' };
  if (!network && act !== 'renew' && uaiFault(school) === 'unusable')
    return { mistake: `--school : il faut un code UAI (7 chiffres et une lettre), pas « ${values.school ?? ''} ».` };
  const mail = parseMailAddress(values.mail ?? '');
  if (mail === undefined) return { mistake: `--mail : « ${values.mail ?? ''} » n'est pas une adresse mail.` };
  const role = values.role ?? 'secretary';
  if (!isStaffRole(role)) return { mistake: `--role : « ${role} » n'existe pas ; il y a ${staffRoles.join(', ')}.` };
  const person: Pick<StaffAsked, 'mail' | 'name'> & { act: typeof act } = {
    act,
    mail,
    name: (values.name ?? '').trim(),
  };
  return network ? { ...person, school: null, role: 'operator' } : { ...person, school, role };
}
