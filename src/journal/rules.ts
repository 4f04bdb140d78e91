// What a school's journal tells: what its staff did and read, to whom and why.
import { type CivilDate, parseCivilDate } from '../kernel/civil-date.js';

/** The pages of the desk whose reading is kept. */
export const readPages = [
  'list',
  'card',
  'requests',
  'request',
  'export',
  'duplicates',
  'protection',
  'journal',
  'letters',
  'batch',
  'corrections',
  'import',
  'objections',
] as const;
/** An operator's: what an application would receive. */
export const networkReadPages = ['preview'] as const;
export type ReadPage = (typeof readPages)[number] | (typeof networkReadPages)[number];

/** One reading covers so many minutes: going back and forth between two pages is no news. */
export const readingMinutes = 10;

/** What a journal shows: acts with their reasons, or readings. */
export type JournalQuery = {
  readonly what: 'acts' | 'readings';
  /** A member of staff; null for all. */
  readonly staffId: number | null;
  /** The kind of an act, or the page that was read; null for all. Whatever has no words is shown to nobody. */
  readonly kind: string | null;
  /** The first and the last day; null for no bound. */
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  /** What was done to this account; null for all. */
  readonly accountId: number | null;
  /** From 1. */
  readonly page: number;
};

export const journalPageSize = 50;

export function readJournalQuery(query: Readonly<Record<string, unknown>>): JournalQuery {
  const number = (name: string, longest: number): number | null => {
    const value = query[name];
    return typeof value === 'string' && new RegExp(`^[1-9][0-9]{0,${longest}}$`).test(value) ? Number(value) : null;
  };
  const day = (name: string): CivilDate | null => {
    const value = query[name];
    return (typeof value === 'string' && parseCivilDate(value)) || null;
  };
  const { acte } = query;
  return {
    what: query.quoi === 'lectures' ? 'readings' : 'acts',
    staffId: number('qui', 14),
    kind: typeof acte === 'string' && /^[a-z_]{1,40}$/.test(acte) ? acte : null,
    from: day('du'),
    to: day('au'),
    accountId: number('compte', 14),
    page: number('page', 5) ?? 1,
  };
}

export function writeJournalQuery({
  what,
  staffId,
  kind,
  from,
  to,
  accountId,
  page,
}: JournalQuery): Record<string, string> {
  return {
    ...(what === 'readings' ? { quoi: 'lectures' } : {}),
    ...(staffId === null ? {} : { qui: String(staffId) }),
    ...(kind === null ? {} : { acte: kind }),
    ...(from === null ? {} : { du: from }),
    ...(to === null ? {} : { au: to }),
    ...(accountId === null ? {} : { compte: String(accountId) }),
    ...(page === 1 ? {} : { page: String(page) }),
  };
}

export type JournalLine = {
  readonly at: Date;
  readonly staffId: number;
  readonly staffName: string;
  /** The kind of an event, or the page that was read. */
  readonly kind: string;
  /** Of this school, now: its card can be opened. */
  readonly accountId: number | null;
  /** The person, as this school's own record names him. */
  readonly firstName: string | null;
  readonly familyName: string | null;
  readonly usageName: string | null;
  readonly reference: string | null;
  /** As the member of staff wrote it. */
  readonly reason: string | null;
  /** The service, the classes of letters, the files. */
  readonly about: readonly string[];
  /** How many letters or files. */
  readonly count: number | null;
  /** Of an import: how many pupils and guardians came, changed and left. */
  readonly imported: { readonly pupils: Moved; readonly guardians: Moved } | null;
};

type Moved = { readonly added: number; readonly changed: number; readonly ended: number };
