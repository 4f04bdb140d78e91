// Which act each address of the desk is for, read and posted to. An address without a line does not compile, and an
// address cannot be served but through its line (src/staff/site.ts).
import type { RouteName, Routes } from '../routes.js';
import type { Act } from './rights-rules.js';

/** The addresses of staff: of a school and of the network. */
export type StaffRoute = {
  [Name in RouteName]: Routes[Name] extends `/ecole${string}` | `/reseau${string}` ? Name : never;
}[RouteName];

type Line = { readonly get?: Act; readonly post?: Act };

export const routeRights = {
  staffSignIn: { get: 'come_in', post: 'come_in' },
  staffSecondStep: { get: 'come_in', post: 'come_in' },
  staffProvider: { get: 'come_in' },
  staffProviderReturn: { get: 'come_in' },
  staffSignOut: { post: 'come_in' },
  staffEnrolment: { get: 'come_in' },
  staffEnrolmentForm: { get: 'come_in', post: 'come_in' },
  staffAccess: { get: 'own_access', post: 'own_access' },
  staffProof: { get: 'own_access', post: 'own_access' },
  staffPasskey: { get: 'own_access', post: 'own_access' },
  staffApplication: { get: 'own_access', post: 'own_access' },
  staffFactorEnd: { get: 'own_access', post: 'own_access' },
  staffIdentity: { get: 'own_access', post: 'own_access' },
  staffIdentityGo: { get: 'own_access' },
  staffIdentityEnd: { post: 'own_access' },
  staffSessionEnd: { post: 'own_access' },
  staffSessionsEnd: { post: 'own_access' },
  schoolChoice: { get: 'own_access', post: 'own_access' },

  school: { get: 'read_desk' },
  schoolAccounts: { get: 'read_desk' },
  schoolAccountsExport: { get: 'prepare_export', post: 'export_accounts' },
  schoolAccountsFile: { get: 'export_accounts' },
  schoolAccount: { get: 'read_desk' },
  schoolRestoreChild: { post: 'restore_child' },
  schoolServices: { get: 'manage_services' },
  schoolService: { get: 'manage_services', post: 'manage_services' },
  schoolServiceEnd: { get: 'manage_services', post: 'manage_services' },
  schoolSettings: { get: 'read_settings', post: 'set_school' },
  schoolEntitlement: { get: 'prepare_entitlement', post: 'set_entitlement' },
  schoolLetterSample: { get: 'read_settings' },
  schoolJournal: { get: 'read_journal', post: 'export_journal' },
  schoolJournalFile: { get: 'export_journal' },
  schoolStatistics: { get: 'read_statistics' },
  schoolStatisticsFile: { get: 'read_statistics' },
  schoolDuplicates: { get: 'read_duplicates', post: 'answer_duplicate' },
  schoolToMend: { get: 'read_duplicates' },
  schoolRequests: { get: 'read_requests' },
  schoolRequest: { get: 'read_requests', post: 'answer_request' },
  schoolLetters: { get: 'read_letter', post: 'make_letters' },
  schoolLettersPreview: { get: 'read_letter' },
  schoolLetterBatch: { get: 'read_letter', post: 'hand_letters' },
  schoolLetterBatchState: { get: 'read_letter' },
  schoolLetterBatchFile: { post: 'read_letter' },
  schoolLetterBatchList: { get: 'hand_letters' },
  schoolImports: { get: 'read_desk', post: 'load_register' },
  schoolImport: { get: 'read_desk', post: 'load_register' },
  schoolImportState: { get: 'read_desk' },
  schoolImportTemplate: { get: 'load_register' },
  schoolImportReport: { get: 'read_desk' },
  schoolCorrections: { get: 'read_desk' },
  schoolCorrection: { post: 'answer_correction' },
  schoolObjection: { get: 'read_desk', post: 'lift_objection' },
  schoolFactor: { get: 'prepare_factor_reset', post: 'reset_factor' },
  schoolLetter: { get: 'read_letter', post: 'make_letter' },
  schoolLetterMade: { get: 'read_letter' },
  schoolLetterFile: { post: 'read_letter' },
  schoolBreak: { get: 'prepare_break', post: 'break_grouping' },
  schoolBreakDone: { get: 'prepare_break' },
  schoolApprovals: { get: 'read_desk' },
  schoolApproval: { get: 'read_desk', post: 'answer_approval' },
  schoolTeam: { get: 'read_team', post: 'manage_team' },
  schoolMember: { get: 'read_team', post: 'manage_team' },
  schoolMemberEnd: { get: 'read_team', post: 'manage_team' },
  schoolMemberLink: { get: 'read_team', post: 'manage_team' },
  schoolTokens: { get: 'read_tokens', post: 'manage_tokens' },
  schoolToken: { get: 'read_tokens', post: 'manage_tokens' },
  schoolUndo: { get: 'prepare_break', post: 'break_grouping' },
  schoolSuspension: { get: 'prepare_suspension', post: 'suspend' },
  schoolProtection: { get: 'read_protection', post: 'protect' },
  schoolSessions: { post: 'end_sessions' },

  network: { get: 'read_network' },
  networkNewSchool: { get: 'read_network', post: 'manage_schools' },
  networkSchool: { get: 'read_network', post: 'manage_schools' },
  networkService: { get: 'read_network', post: 'open_services' },
  networkClients: { get: 'read_network' },
  networkNewClient: { get: 'read_network', post: 'manage_clients' },
  networkClient: { get: 'read_network' },
  networkClientChange: { get: 'read_network', post: 'manage_clients' },
  networkClientSecret: { get: 'manage_clients' },
  networkClientRenewal: { get: 'read_network', post: 'manage_clients' },
  networkClientEnd: { get: 'read_network', post: 'manage_clients' },
  networkRequests: { get: 'read_network_requests' },
  networkRequest: { get: 'read_network_requests', post: 'decide_request' },
  networkClientPreview: { get: 'preview_client' },
  networkDeliveries: { get: 'read_network', post: 'retry_deliveries' },
  networkDelivery: { get: 'read_network', post: 'retry_deliveries' },
  networkLogouts: { get: 'read_network' },
  networkAudit: { get: 'read_network', post: 'verify_audit' },
  networkCatalogue: { get: 'read_network', post: 'manage_catalogue' },
  networkNewCatalogueService: { get: 'read_network', post: 'manage_catalogue' },
  networkCatalogueService: { get: 'read_network', post: 'manage_catalogue' },
  networkCatalogueEnd: { get: 'read_network', post: 'manage_catalogue' },
  networkState: { get: 'read_network' },
  networkSettings: { get: 'read_network', post: 'set_network' },
  networkTokens: { get: 'read_network', post: 'manage_network_tokens' },
  networkToken: { get: 'read_network', post: 'manage_network_tokens' },
  networkTeam: { get: 'read_network', post: 'manage_staff' },
  networkMember: { get: 'read_network', post: 'manage_staff' },
  networkMemberEnd: { get: 'read_network', post: 'manage_staff' },
  networkMemberLink: { get: 'read_network', post: 'manage_staff' },
  networkSchoolTeam: { get: 'read_network', post: 'manage_staff' },
  networkSchoolMember: { get: 'read_network', post: 'manage_staff' },
  networkSchoolMemberEnd: { get: 'read_network', post: 'manage_staff' },
  networkSchoolMemberLink: { get: 'read_network', post: 'manage_staff' },
} as const satisfies Readonly<Record<StaffRoute, Line>>;

export type Method = 'get' | 'post';

/** The addresses that have a line of this method for one of these acts. */
export type RoutesFor<M extends Method, A extends Act> = {
  [Name in StaffRoute]: (typeof routeRights)[Name] extends Readonly<Record<M, A>> ? Name : never;
}[StaffRoute];

export const actOf = (name: StaffRoute, method: Method): Act | undefined => (routeRights[name] as Line)[method];
