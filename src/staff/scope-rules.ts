// What a token may be for: each scope is some acts of the table of rights, and a token may do what its scopes and the role of
// who made it both allow.
import type { Act, NetworkAct, SchoolAct } from './rights-rules.js';

type Allowed<A extends Act> = {
  /** For the page where it is chosen and docs/rights.md. */
  readonly does: string;
  readonly acts: readonly A[];
};

export const schoolScopes = {
  'accounts:read': { does: 'lire la liste des comptes et leurs fiches', acts: ['read_desk'] },
  'accounts:write': {
    does: 'suspendre un accès, le rétablir, fermer ses connexions',
    acts: ['prepare_suspension', 'suspend', 'end_sessions'],
  },
  'accounts:export': {
    does: 'prendre la liste des comptes en un fichier',
    acts: ['prepare_export', 'export_accounts'],
  },
  'factors:reset': {
    does: 'demander le retrait d’une deuxième sécurité perdue, l’arrêter',
    acts: ['prepare_factor_reset', 'reset_factor'],
  },
  'protections:read': { does: 'lire les protections des fiches', acts: ['read_protection'] },
  'protections:write': {
    does: 'lire les protections, protéger une fiche, lever sa protection',
    acts: ['read_protection', 'protect'],
  },
  'objections:write': {
    does: 'lever un gel ou un masquage, montrer de nouveau un enfant masqué',
    acts: ['lift_objection', 'restore_child'],
  },
  'corrections:write': { does: 'répondre à une correction', acts: ['answer_correction'] },
  'duplicates:read': { does: 'lire les doublons du fichier', acts: ['read_duplicates'] },
  'duplicates:write': {
    does: 'lire les doublons, dire si deux fiches sont une même personne',
    acts: ['read_duplicates', 'answer_duplicate'],
  },
  'imports:write': { does: 'envoyer l’export de l’école, l’appliquer', acts: ['load_register', 'apply_register'] },
  'letters:write': {
    does: 'faire des lettres, les prendre, noter celles qui sont remises',
    acts: ['read_letter', 'make_letter', 'make_letters', 'hand_letters'],
  },
  'groupings:break': { does: 'casser un regroupement, le défaire', acts: ['prepare_break', 'break_grouping'] },
  'requests:read': { does: 'lire les demandes posées à l’école', acts: ['read_requests'] },
  'requests:decide': { does: 'accepter ou refuser une demande', acts: ['read_requests', 'answer_request'] },
  'statistics:read': { does: 'lire les statistiques', acts: ['read_statistics'] },
  'journal:read': { does: 'lire le journal de l’école', acts: ['read_journal'] },
  'settings:write': { does: 'lire et changer les réglages de l’école', acts: ['read_settings', 'set_school'] },
  'services:write': { does: 'ouvrir et fermer des services', acts: ['manage_services'] },
} as const satisfies Readonly<Record<string, Allowed<SchoolAct>>>;

export const networkScopes = {
  'network:read': { does: 'lire les écoles et l’état du réseau', acts: ['read_network'] },
  'schools:write': { does: 'ajouter une école, la décrire', acts: ['manage_schools'] },
  'services:write': { does: 'ouvrir et fermer des services', acts: ['open_services'] },
  'network:write': { does: 'changer les réglages du réseau', acts: ['set_network'] },
} as const satisfies Readonly<Record<string, Allowed<NetworkAct>>>;

export type SchoolScope = keyof typeof schoolScopes;
export type NetworkScope = keyof typeof networkScopes;
export type Scope = SchoolScope | NetworkScope;

/** One name may stand for acts of a school and of the network: the role of its maker says which of them he may do. */
function actsOf(scope: Scope): readonly Act[] {
  return [
    ...(isSchoolScope(scope) ? schoolScopes[scope].acts : []),
    ...(isNetworkScope(scope) ? networkScopes[scope].acts : []),
  ];
}

export const isSchoolScope = (text: string): text is SchoolScope => Object.hasOwn(schoolScopes, text);
export const isNetworkScope = (text: string): text is NetworkScope => Object.hasOwn(networkScopes, text);

/** The scopes of a place, in the order in which they are shown. */
export const scopesOf = (schoolUai: string | null): readonly Scope[] =>
  schoolUai === null ? (Object.keys(networkScopes) as NetworkScope[]) : (Object.keys(schoolScopes) as SchoolScope[]);

export const scopeWords = (scope: Scope): string =>
  isSchoolScope(scope) ? schoolScopes[scope].does : networkScopes[scope].does;

/** The first scope that allows an act: what a program that lacks it is told to ask for. */
export function scopeFor(act: Act): Scope | undefined {
  return [...scopesOf('a school'), ...scopesOf(null)].find((scope) => actsOf(scope).includes(act));
}

/** A scope that is no longer known allows nothing. */
export function scopesAllow(scopes: readonly string[], act: Act): boolean {
  return scopes.some((scope) => (isSchoolScope(scope) || isNetworkScope(scope)) && actsOf(scope).includes(act));
}
