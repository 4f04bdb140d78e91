// What a school's journal tells: what its staff did and read, to whom and why.

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
] as const;
export type ReadPage = (typeof readPages)[number];

/** One reading covers so many minutes: going back and forth between two pages is no news. */
export const readingMinutes = 10;

/** What a journal shows: acts with their reasons, or readings. */
export type JournalQuery = {
  readonly what: 'acts' | 'readings';
  /** A member of staff; null for all. */
  readonly staffId: number | null;
  /** From 1. */
  readonly page: number;
};

export const journalPageSize = 50;

export function readJournalQuery(query: Readonly<Record<string, unknown>>): JournalQuery {
  const number = (name: string, longest: number): number | null => {
    const value = query[name];
    return typeof value === 'string' && new RegExp(`^[1-9][0-9]{0,${longest}}$`).test(value) ? Number(value) : null;
  };
  return {
    what: query.quoi === 'lectures' ? 'readings' : 'acts',
    staffId: number('qui', 14),
    page: number('page', 5) ?? 1,
  };
}

export function writeJournalQuery({ what, staffId, page }: JournalQuery): Record<string, string> {
  return {
    ...(what === 'readings' ? { quoi: 'lectures' } : {}),
    ...(staffId === null ? {} : { qui: String(staffId) }),
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
};
