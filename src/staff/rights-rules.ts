// The one table of rights: which role may do which act. The shell asks it at every request, each action asks it again in
// its transaction, and docs/rights.md is written from it. An address gets its acts in src/staff/route-rights.ts.
import type { StaffRole } from './rules.js';

export type NetworkRole = 'operator';
export type Role = StaffRole | NetworkRole;

/** Anybody, whoever is signed in as staff, or who holds one of these roles now. */
type Who = 'anybody' | 'signed_in' | readonly Role[];

export type Right = {
  /** For docs/rights.md, in French like the desk. */
  readonly does: string;
  readonly who: Who;
  /** Whether a second factor less than five minutes old is asked: always, or in the case that is told. */
  readonly fresh?: 'always' | { readonly when: string };
  /** Its pages weigh what several schools hold, and choose what is shown: the database is not held to one school. */
  readonly acrossSchools?: true;
};

const everybodyThere = ['head', 'secretary', 'reader'] as const;
const whoWorks = ['head', 'secretary'] as const;

export const rights = {
  come_in: { who: 'anybody', does: 'se connecter, créer son accès, se déconnecter' },
  own_access: { who: 'signed_in', does: 'tenir son propre accès et choisir son école' },
  read_desk: { who: everybodyThere, does: 'lire les comptes, les demandes et les signalements de l’école' },
  prepare_export: { who: whoWorks, does: 'voir combien de comptes un fichier aura' },
  export_accounts: { who: whoWorks, does: 'prendre la liste des comptes en un fichier', fresh: 'always' },
  read_letter: { who: whoWorks, does: 'préparer une lettre et prendre celle que l’on a faite' },
  make_letter: {
    who: whoWorks,
    does: 'faire une lettre pour un compte',
    fresh: { when: 'si le compte est déjà en usage' },
  },
  prepare_break: { who: whoWorks, does: 'préparer la séparation d’un compte et en lire le résultat' },
  break_grouping: { who: whoWorks, does: 'casser un regroupement, le défaire', fresh: 'always' },
  read_settings: { who: ['head'], does: 'lire les réglages de l’école, voir une lettre d’essai' },
  set_school: { who: ['head'], does: 'changer le nom, le téléphone, les liens et les mots de la lettre de l’école' },
  prepare_entitlement: {
    who: ['head'],
    does: 'voir ce que changerait un autre choix des responsables qui ont un compte',
    acrossSchools: true,
  },
  set_entitlement: {
    who: ['head'],
    does: 'choisir quels responsables ont un compte et voient l’élève',
    fresh: 'always',
    acrossSchools: true,
  },
  manage_services: { who: ['head'], does: 'ouvrir et fermer les services du catalogue dans son école' },
  read_journal: { who: whoWorks, does: 'lire le journal de l’école' },
  export_journal: { who: ['head'], does: 'prendre le journal en un fichier', fresh: 'always' },
  read_statistics: { who: everybodyThere, does: 'lire les statistiques, les prendre en un fichier' },
  read_duplicates: { who: everybodyThere, does: 'lire les doublons du fichier' },
  answer_duplicate: { who: whoWorks, does: 'dire si deux fiches sont une même personne ou un même élève' },
  read_protection: { who: whoWorks, does: 'lire les protections des fiches' },
  protect: { who: whoWorks, does: 'protéger une fiche, lever sa protection', fresh: 'always' },
  prepare_suspension: { who: whoWorks, does: 'préparer la suspension d’un accès ou son rétablissement' },
  suspend: { who: whoWorks, does: 'suspendre l’accès d’un compte, le rétablir', fresh: 'always' },
  end_sessions: { who: whoWorks, does: 'fermer les connexions en cours d’un compte' },
  read_requests: { who: everybodyThere, does: 'lire les demandes posées à l’école', acrossSchools: true },
  answer_request: { who: whoWorks, does: 'accepter ou refuser une demande', fresh: 'always', acrossSchools: true },
  lift_objection: { who: whoWorks, does: 'lever un gel ou un masquage après vérification', fresh: 'always' },
  restore_child: { who: whoWorks, does: 'montrer de nouveau un enfant masqué par « ce n’est pas mon enfant »' },
  make_letters: { who: whoWorks, does: 'faire les lettres d’une classe ou de l’école', fresh: 'always' },
  hand_letters: { who: whoWorks, does: 'noter les lettres remises et prendre la liste des destinataires' },
  load_register: { who: whoWorks, does: 'envoyer l’export de l’école, voir ce qu’il ferait, l’abandonner' },
  apply_register: { who: whoWorks, does: 'appliquer l’export de l’école', fresh: 'always' },
  answer_correction: { who: whoWorks, does: 'répondre à une correction' },
  prepare_factor_reset: { who: whoWorks, does: 'préparer le retrait d’une deuxième sécurité perdue' },
  reset_factor: { who: whoWorks, does: 'demander le retrait d’une deuxième sécurité perdue', fresh: 'always' },
  answer_approval: { who: whoWorks, does: 'donner ou refuser son accord à une autre personne', fresh: 'always' },
  read_team: { who: ['head'], does: 'voir qui travaille pour l’école et avec quels droits' },
  manage_team: {
    who: ['head'],
    does: 'donner, changer ou retirer un rôle dans son école, avec une date de fin',
    fresh: 'always',
  },
  read_tokens: { who: ['head'], does: 'voir les jetons des programmes de l’école' },
  manage_tokens: { who: ['head'], does: 'faire et retirer un jeton pour un programme de l’école', fresh: 'always' },

  read_network: { who: ['operator'], does: 'lire l’état du réseau, ses écoles, leurs équipes et ses opérateurs' },
  read_network_requests: {
    who: ['operator'],
    does: 'lire les demandes de tout le réseau, avec les noms des deux côtés',
  },
  stop_account: {
    who: ['operator'],
    does: 'arrêter un compte en entier, le rouvrir',
    fresh: 'always',
  },
  verify_audit: { who: ['operator'], does: 'faire relire toute la chaîne du journal' },
  decide_request: {
    who: ['operator'],
    does: 'décider une demande à la place d’écoles qui ne répondent pas',
    fresh: 'always',
  },
  manage_schools: {
    who: ['operator'],
    does: 'ajouter une école, la décrire',
  },
  open_services: { who: ['operator'], does: 'ouvrir et fermer les services du catalogue dans une école' },
  manage_network_tokens: {
    who: ['operator'],
    does: 'faire et retirer un jeton pour un programme du réseau',
    fresh: 'always',
  },
  manage_clients: {
    who: ['operator'],
    does: 'inscrire une application, la changer, renouveler ses secrets, la retirer',
    fresh: 'always',
  },
  preview_client: {
    who: ['operator'],
    does: 'chercher un compte et voir ce qu’une application en recevrait',
  },
  retry_deliveries: { who: ['operator'], does: 'faire essayer de nouveau ce que les applications n’ont pas reçu' },
  manage_catalogue: {
    who: ['operator'],
    does: 'ajouter un service au catalogue, le changer, l’ordonner, le retirer',
    fresh: 'always',
  },
  set_network: { who: ['operator'], does: 'changer les réglages et l’apparence du réseau', fresh: 'always' },
  manage_staff: {
    who: ['operator'],
    does: 'donner, changer ou retirer un rôle dans une école ou dans le réseau ; refaire un accès perdu',
    fresh: 'always',
  },
} as const satisfies Readonly<Record<string, Right>>;

export type Act = keyof typeof rights;
type ActsOf<W> = { [A in Act]: (typeof rights)[A]['who'] extends W ? A : never }[Act];
export type DoorAct = ActsOf<'anybody'>;
export type OwnAct = ActsOf<'signed_in'>;
export type SchoolAct = ActsOf<readonly StaffRole[]>;
export type NetworkAct = ActsOf<readonly NetworkRole[]>;

export const rightOf = (act: Act): Right => rights[act];

/** True when this role may do this act; what anybody may do needs no role. */
export function may(role: Role, act: Act): boolean {
  const { who } = rightOf(act);
  return typeof who === 'string' || who.includes(role);
}

export const seesWhole = (act: Act): boolean => rightOf(act).acrossSchools === true;

/** True when the act always asks for a second factor just proved. */
export const asksFresh = (act: Act): boolean => rightOf(act).fresh === 'always';
