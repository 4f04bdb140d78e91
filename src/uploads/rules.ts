// An upload received at a desk: its states, its limits, and what must be confirmed before it is applied. Pure.

/** `reading` and `applying` are worked on behind the pages; the last four have ended. */
export const uploadStates = ['reading', 'ready', 'applying', 'applied', 'refused', 'abandoned', 'failed'] as const;
export type UploadState = (typeof uploadStates)[number];

export const isOpen = (state: UploadState): boolean => state === 'reading' || state === 'ready' || state === 'applying';
export const isWorkedOn = (state: UploadState): boolean => state === 'reading' || state === 'applying';

export const uploadLimits = {
  files: 10,
  /** One file, and all of them together. */
  fileBytes: 100 * 1024 ** 2,
  totalBytes: 200 * 1024 ** 2,
  /** Of one school, in a day. */
  perDay: 30,
} as const;

/** Begun so often without an end, it is given up. */
export const mostTries = 3;

/** What the queue carries: the state of the upload says what is to be done. */
export type UploadJob = { readonly uploadId: number };

export type UploadedFile = { readonly name: string; readonly bytes: number };

/**
 * The name of a file as it is shown: never a path, never a sign that changes the direction of the text. Where it lies on
 * the disk is ours alone.
 */
export function shownName(given: string): string {
  const name = (given.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const signs = [...name];
  return signs.length === 0 ? 'fichier' : signs.slice(-80).join('');
}

/** What a person ticks before an upload that does much is applied; by the code of what was found. */
export const confirmations = { TOO_MANY_ENDINGS: 'drop', OLDER_THAN_LAST: 'older' } as const;
export type Confirmation = (typeof confirmations)[keyof typeof confirmations];

export function confirmationsFor(asked: readonly { readonly code: string }[]): readonly Confirmation[] {
  const wanted = (['TOO_MANY_ENDINGS', 'OLDER_THAN_LAST'] as const).filter((code) =>
    asked.some((one) => one.code === code),
  );
  return wanted.map((code) => confirmations[code]);
}

/** What is listed by name before an import is applied; `childless`: who stays, but sees no pupil here any more. */
export const changeKinds = ['pupil', 'guardian', 'link'] as const;
export type ChangeKind = (typeof changeKinds)[number];
export const changeActions = ['added', 'changed', 'ended', 'childless'] as const;
export type ChangeAction = (typeof changeActions)[number];

/** Fields whose former and new value are shown. */
export const toldFields = [
  'familyName',
  'usageName',
  'firstName',
  'division',
  'level',
  'kinship',
  'entitling',
] as const;
export type ToldField = (typeof toldFields)[number];

/** Fields that are only named: what the register says of somebody is not read by sending a file in which it differs. */
export const namedFields = ['birthDate', 'sex', 'ine', 'civility', 'mail', 'phone', 'organisation'] as const;
export type NamedField = (typeof namedFields)[number];

export const isTold = (field: ToldField | NamedField): field is ToldField => toldFields.some((one) => one === field);

export type ChangedField = {
  readonly field: ToldField | NamedField;
  /** Both null of a field that is only named. */
  readonly before: string | null;
  readonly after: string | null;
};

export type ChangedPerson = {
  readonly familyName: string;
  readonly firstName: string;
  /** Of a pupil, or of the pupil of a link. */
  readonly division: string | null;
  /** Of a link: its pupil, the family name first. */
  readonly pupilName: string | null;
  readonly fields: readonly ChangedField[];
  /** Of a pupil who leaves: how many accounts see him today. */
  readonly accounts: number | null;
  /** Of a guardian who leaves: whether his account sees a pupil of this school afterwards. */
  readonly account: 'none' | 'loses' | 'keeps' | null;
};

/** So many of a list are read at a time: on the page the first ones, by a program one page after the other. */
export const peopleAtOnce = 50;

export type ChangeList = { readonly total: number; readonly people: readonly ChangedPerson[] };
export type ChangeLists = ReadonlyMap<`${ChangeKind} ${ChangeAction}`, ChangeList>;
