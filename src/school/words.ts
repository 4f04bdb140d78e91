// The desk's French for the domain's codes. The desk is not translated: its words stand here and in its pages.
import type { HoldCause } from '../accounts/rules.js';
import type { OrderState } from '../approvals/rules.js';
import type { LetterEnd } from '../letters/rules.js';
import type { LinkLevel, SchoolKind } from '../people/rules.js';
import type { Likeness } from '../requests/likeness-rules.js';
import type { StateKind } from '../web/facts.js';
import type { CardEvent, DeskFilter, DeskState, ListQuery } from './rules.js';

/** « votre collège » */
export const yourSchool: Readonly<Record<SchoolKind, string>> = {
  primary: 'votre école',
  college: 'votre collège',
  lycee: 'votre lycée',
  other: 'votre établissement',
};

export const stateWords: Readonly<Record<DeskState, readonly [StateKind, string]>> = {
  never_activated: ['to-activate', 'Jamais activé'],
  active: ['active', 'Actif'],
  no_mail: ['no-mail', 'Mail non confirmé'],
  grouped: ['grouped', 'Regroupé'],
  asleep: ['asleep', 'En sommeil'],
  frozen: ['frozen', 'Gelé'],
  suspended: ['suspended', 'Suspendu'],
  closed: ['closed', 'Fermé'],
};

export const filterLabels: Readonly<Record<DeskFilter, string>> = {
  all: 'Tous',
  active: 'Actifs',
  never_activated: 'Jamais activés',
  no_mail: 'Mail non confirmé',
  grouped: 'Regroupés',
  restricted: 'Élèves masqués',
  soon_asleep: 'Bientôt en sommeil',
  asleep: 'En sommeil',
  stopped: 'Gelés ou suspendus',
};

export const levelLabels: Readonly<Record<LinkLevel, string>> = {
  legal: 'Responsable légal',
  in_charge: 'En charge',
  contact: 'Contact',
};

// SIECLE's two-digit codes; older ones are brought to them at import.
const kinships: Readonly<Record<string, string>> = {
  '10': 'mère',
  '20': 'père',
  '37': 'frère ou sœur',
  '38': 'grand-parent',
  '39': 'autre membre de la famille',
  '41': 'éducateur',
  '42': 'assistant familial',
  '43': 'garde d’enfant',
  '50': 'tuteur',
  '51': 'aide sociale à l’enfance',
  '70': 'élève lui-même',
};

export const kinshipWord = (code: string): string => kinships[code] ?? 'autre lien';

export const holdWords: Readonly<Record<HoldCause, string>> = {
  not_my_child: 'masqué : le parent a dit « ce n’est pas mon enfant »',
  freeze: 'masqué : un parent a signalé un regroupement',
  suspension: 'masqué : suspension',
  protection: 'masqué : protection',
};

export const letterEndWords: Readonly<Record<LetterEnd, string>> = {
  used: 'Utilisée',
  replaced: 'Remplacée par une autre',
  dead: 'Annulée',
  expired: 'Trop ancienne',
};

/** Why a file is not made yet. */
export const exportApprovalWords: Readonly<Record<Exclude<OrderState, 'not_needed' | 'accepted'>, string>> = {
  none: 'Pour autant de comptes en 24 heures, une deuxième personne de l’école doit être d’accord. Demandez-le-lui.',
  used: 'Cet accord a déjà servi. Demandez-en un autre.',
  refused: 'Une deuxième personne a refusé ce fichier.',
  waiting: 'Ce fichier attend l’accord d’une deuxième personne. Voyez « Accords ».',
};

/** What a second person reads of a file: « 812 comptes, classe 5e B ». What was searched may be a name: it is not told. */
export function exportWords(count: number, { division, filter, level, mail, search }: ListQuery): string {
  return [
    `${count} ${count > 1 ? 'comptes' : 'compte'}`,
    division === '' ? 'toutes les classes' : `classe ${division}`,
    ...(filter === 'all' ? [] : [filterLabels[filter].toLocaleLowerCase('fr')]),
    ...(level === null ? [] : [levelLabels[level].toLocaleLowerCase('fr')]),
    ...(mail === null ? [] : [mail ? 'mail confirmé' : 'mail non confirmé']),
    ...(search === '' ? [] : ['trouvés par un nom']),
  ].join(', ');
}

/** Proposals on a request: evidence, for somebody who knows the family. */
export const likenessWords: Readonly<Record<Likeness, string>> = {
  same_names: 'Les noms sont les mêmes des deux côtés.',
  usage_name: 'Nom d’usage ou nom de naissance : l’un est le nom de naissance, l’autre le nom d’usage.',
  family_one_letter: 'Nom de famille : une lettre change. Une faute de frappe ?',
  family_two_swapped: 'Nom de famille : deux lettres sont inversées. Une faute de frappe ?',
  family_differs: 'Les noms de famille sont différents.',
  first_one_letter: 'Prénom : une lettre change. Une faute de frappe ?',
  first_two_swapped: 'Prénom : deux lettres sont inversées. Une faute de frappe ?',
  first_longer: 'Prénom : l’un est plus long que l’autre. Un prénom composé ?',
  first_differs: 'Les prénoms sont différents.',
  names_exchanged: 'Le prénom et le nom de famille sont échangés.',
  civility_differs: 'L’un est « Mme », l’autre « M. ».',
};

export const breakReasons = [
  { value: 'same_name', label: 'Deux personnes ont le même nom' },
  { value: 'asked_by_parent', label: 'Le parent le demande' },
  { value: 'school_error', label: 'Erreur de l’école' },
  { value: 'other', label: 'Autre' },
] as const;

/** The lines of a card's history. */
export const eventWords: Readonly<Record<CardEvent['kind'], string>> = {
  attached: 'Fiche rattachée à ce compte',
  grouped: 'Comptes mis ensemble par le parent',
  separated: 'Fiche séparée, nouveau compte',
  left_by_break: 'Fiche partie vers un nouveau compte',
  closed_by_parent: 'Le parent a fermé son compte : nouveau compte, sans lettre',
  suspended: 'Accès suspendu',
  reinstated: 'Accès rétabli',
  activated: 'Compte activé',
  letter_made: 'Lettre faite',
  letter_used: 'Lettre utilisée',
};
