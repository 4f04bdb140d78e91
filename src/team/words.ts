// The desk's French for a team.
import type { Role } from '../staff/rights-rules.js';
import { roleWords } from '../staff/words.js';

/** What each role may do, in one line: for whoever chooses it. */
const roleDetails: Readonly<Record<Role, string>> = {
  head: 'Tout ce que fait le secrétariat ; donne et retire les rôles de l’équipe',
  secretary: 'Lettres, demandes, regroupements à casser',
  reader: 'Regarde les comptes, ne change rien',
  operator: 'Les écoles, leurs équipes et les réglages du réseau ; aucun compte de parent',
};

export const roleOptions = (roles: readonly Role[]) =>
  roles.map((value) => ({ value, label: roleWords[value], detail: roleDetails[value] }));

export const refusalWords = {
  no_such_member: 'Cette personne ne fait plus partie de l’équipe.',
  oneself: 'Personne ne change son propre rôle. Demandez à une autre personne de la direction, ou au réseau.',
  invited_elsewhere:
    'Cette personne est déjà invitée par une autre école ou par le réseau et n’a pas encore créé son accès. Attendez qu’elle l’ait fait, puis ajoutez-la.',
  vouched_elsewhere: 'Cette personne a déjà un accès par une autre école. Le réseau peut l’ajouter.',
  unknown_school: 'Cette école n’existe plus.',
  no_link_here: 'Ce lien ne se fait pas ici : demandez-le au réseau.',
} as const;
