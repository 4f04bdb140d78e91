// What is held about a person, in one shape: read by its owner as a page, as a file for people, as a file for programs.
// The shape is described in docs/own-data.md; a change that a program could notice raises the version.

export const ownDataFormats = ['json', 'html'] as const;
export type OwnDataFormat = (typeof ownDataFormats)[number];

export const ownDataVersion = 1;

/** How a value is read: an instant and a day in the reader's way, a word of a closed list in his language. */
export type ValueKind = 'text' | 'phone' | 'moment' | 'day' | 'word' | 'code';

export const ownDataFields = {
  identifier: 'code',
  state: 'word',
  mail: 'text',
  mailConfirmedAt: 'moment',
  pendingMail: 'text',
  language: 'text',
  createdAt: 'moment',
  activatedAt: 'moment',
  passwordSetAt: 'moment',
  school: 'text',
  civility: 'text',
  firstName: 'text',
  familyName: 'text',
  usageName: 'text',
  phone: 'phone',
  birthDate: 'day',
  division: 'text',
  kinship: 'word',
  level: 'word',
  since: 'moment',
  until: 'moment',
  cause: 'word',
  name: 'text',
  number: 'code',
  purpose: 'word',
  issuedAt: 'moment',
  lastDay: 'day',
  usedAt: 'moment',
  replacedAt: 'moment',
  diedAt: 'moment',
  expiresAt: 'moment',
  seenAt: 'moment',
  endedAt: 'moment',
  address: 'code',
  agent: 'text',
  kind: 'word',
  what: 'word',
  at: 'moment',
  reference: 'code',
  closedIdentifier: 'code',
  proof: 'word',
  decidedAt: 'moment',
  liftedAt: 'moment',
  field: 'word',
  wanted: 'text',
  answeredAt: 'moment',
  reason: 'text',
  subject: 'code',
} as const satisfies Readonly<Record<string, ValueKind>>;
export type OwnDataField = keyof typeof ownDataFields;

export const ownDataSections = [
  'account',
  'records',
  'children',
  'disowned',
  'attachments',
  'letters',
  'activations',
  'sessions',
  'factors',
  'codes',
  'resets',
  'links',
  'mails',
  'groupings',
  'intents',
  'requests',
  'breaks',
  'objections',
  'corrections',
  'clients',
  'clientSessions',
  'told',
  'events',
] as const;
export type OwnDataSection = (typeof ownDataSections)[number];

/** One thing held: instants as ISO 8601 in UTC, days as YYYY-MM-DD; a value that is not there is null. */
export type OwnDataEntry = Readonly<Partial<Record<OwnDataField, string | null>>>;
export type OwnDataSet = Readonly<Record<OwnDataSection, readonly OwnDataEntry[]>>;

export type OwnDataFile = {
  readonly format: 'fratrie-own-data';
  readonly version: typeof ownDataVersion;
  readonly madeAt: string;
  readonly network: string;
  readonly data: OwnDataSet;
};
