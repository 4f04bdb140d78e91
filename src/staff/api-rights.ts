// The JSON interface's part of the table of rights: each of its addresses with the act that it is. One that is not here cannot
// be served (src/api/serve.ts), and a token does it when one of its scopes has that act (src/staff/scope-rules.ts).
import type { Act, NetworkAct, SchoolAct } from './rights-rules.js';

export const apiRoot = '/api/v1';

type ApiLine = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `apiRoot`. */
  readonly path: string;
  /** Undefined: open, it tells what everybody may read. */
  readonly act?: Act;
  /** A second act that it is: a token needs a scope for each. */
  readonly also?: Act;
};

export const apiRoutes = {
  describe: { method: 'GET', path: '/openapi.json' },

  listImports: { method: 'GET', path: '/imports', act: 'load_register' },
  uploadImport: { method: 'POST', path: '/imports', act: 'load_register' },
  readImport: { method: 'GET', path: '/imports/:import', act: 'load_register' },
  listImportChanges: { method: 'GET', path: '/imports/:import/changes', act: 'load_register', also: 'read_desk' },
  applyImport: { method: 'POST', path: '/imports/:import/apply', act: 'apply_register' },
  abandonImport: { method: 'POST', path: '/imports/:import/abandon', act: 'load_register' },

  countLetters: { method: 'GET', path: '/letters', act: 'read_letter' },
  listBatches: { method: 'GET', path: '/letters/batches', act: 'read_letter' },
  makeLetters: { method: 'POST', path: '/letters/batches', act: 'make_letters' },
  readBatch: { method: 'GET', path: '/letters/batches/:batch', act: 'read_letter' },
  lettersOfBatch: { method: 'GET', path: '/letters/batches/:batch/letters', act: 'hand_letters' },
  takeBatch: { method: 'POST', path: '/letters/batches/:batch/paper', act: 'read_letter' },
  listUnhanded: { method: 'GET', path: '/letters/unhanded', act: 'hand_letters' },
  handLetters: { method: 'POST', path: '/letters/batches/:batch/handed', act: 'hand_letters' },

  listAccounts: { method: 'GET', path: '/accounts', act: 'read_desk' },
  exportAccounts: { method: 'POST', path: '/accounts/export', act: 'export_accounts' },
  readAccount: { method: 'GET', path: '/accounts/:account', act: 'read_desk' },
  makeLetter: { method: 'POST', path: '/accounts/:account/letters', act: 'make_letter' },
  takeLetter: { method: 'POST', path: '/accounts/:account/letters/:letter/paper', act: 'read_letter' },
  suspendAccount: { method: 'POST', path: '/accounts/:account/suspend', act: 'suspend' },
  reinstateAccount: { method: 'POST', path: '/accounts/:account/reinstate', act: 'suspend' },
  endSessions: { method: 'POST', path: '/accounts/:account/sessions/end', act: 'end_sessions' },
  askFactorReset: { method: 'POST', path: '/accounts/:account/factor-reset', act: 'reset_factor' },
  stopFactorReset: { method: 'DELETE', path: '/accounts/:account/factor-reset', act: 'reset_factor' },
  listProtections: { method: 'GET', path: '/accounts/:account/protections', act: 'read_protection' },
  protectRecord: { method: 'POST', path: '/accounts/:account/protections', act: 'protect' },
  endProtection: { method: 'POST', path: '/accounts/:account/protections/:protection/end', act: 'protect' },
  liftObjection: { method: 'POST', path: '/accounts/:account/objections/:objection/lift', act: 'lift_objection' },
  restoreChild: { method: 'POST', path: '/accounts/:account/pupils/:link/restore', act: 'restore_child' },
  previewBreak: { method: 'GET', path: '/accounts/:account/break', act: 'prepare_break' },
  breakGrouping: { method: 'POST', path: '/accounts/:account/break', act: 'break_grouping' },
  previewUndoing: { method: 'GET', path: '/accounts/:account/groupings/:reference/undo', act: 'prepare_break' },
  undoGrouping: { method: 'POST', path: '/accounts/:account/groupings/:reference/undo', act: 'break_grouping' },

  listObjections: { method: 'GET', path: '/objections', act: 'read_desk' },
  listCorrections: { method: 'GET', path: '/corrections', act: 'read_desk' },
  answerCorrection: { method: 'POST', path: '/corrections/:reference/answer', act: 'answer_correction' },
  listDuplicates: { method: 'GET', path: '/duplicates', act: 'read_duplicates' },
  answerDuplicate: { method: 'PUT', path: '/duplicates/:one/:other', act: 'answer_duplicate' },
  listPupilDuplicates: { method: 'GET', path: '/duplicates/pupils', act: 'read_duplicates' },
  tellPupilsApart: { method: 'PUT', path: '/duplicates/pupils/:one/:other', act: 'answer_duplicate' },

  listRequests: { method: 'GET', path: '/requests', act: 'read_requests' },
  readRequest: { method: 'GET', path: '/requests/:reference', act: 'read_requests' },
  answerRequest: { method: 'POST', path: '/requests/:reference/answer', act: 'answer_request' },

  readStatistics: { method: 'GET', path: '/statistics', act: 'read_statistics' },
  readJournal: { method: 'GET', path: '/journal', act: 'read_journal' },
  readSchool: { method: 'GET', path: '/school', act: 'read_settings' },
  setSchool: { method: 'PATCH', path: '/school', act: 'set_school' },
  listServices: { method: 'GET', path: '/services', act: 'manage_services' },
  openOwnService: { method: 'PUT', path: '/services/:service', act: 'manage_services' },
  closeOwnService: { method: 'DELETE', path: '/services/:service', act: 'manage_services' },

  listSchools: { method: 'GET', path: '/network/schools', act: 'read_network' },
  addSchool: { method: 'POST', path: '/network/schools', act: 'manage_schools' },
  readSchoolOfNetwork: { method: 'GET', path: '/network/schools/:school', act: 'read_network' },
  describeSchool: { method: 'PATCH', path: '/network/schools/:school', act: 'manage_schools' },
  openService: { method: 'PUT', path: '/network/schools/:school/services/:service', act: 'open_services' },
  closeService: { method: 'DELETE', path: '/network/schools/:school/services/:service', act: 'open_services' },
  readNetworkSettings: { method: 'GET', path: '/network/settings', act: 'read_network' },
  setNetworkSettings: { method: 'PATCH', path: '/network/settings', act: 'set_network' },
  readState: { method: 'GET', path: '/network/state', act: 'read_network' },
} as const satisfies Readonly<Record<string, ApiLine>>;

export type ApiRoute = keyof typeof apiRoutes;

/** The addresses whose act is one of these. */
type ApiRoutesFor<A extends Act> = {
  [Name in ApiRoute]: (typeof apiRoutes)[Name] extends { readonly act: A } ? Name : never;
}[ApiRoute];
export type ApiRouteOfSchool = ApiRoutesFor<SchoolAct>;
export type ApiRouteOfNetwork = ApiRoutesFor<NetworkAct>;

export const apiLine = (name: ApiRoute): ApiLine => apiRoutes[name];

/** All that a token must be allowed for an address. */
export const actsOfApi = ({ act, also }: ApiLine): readonly Act[] => [act, also].filter((one) => one !== undefined);
