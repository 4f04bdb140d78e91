// What a school's journal tells: what its staff did and read, to whom and why.

/** The pages of the desk whose reading is kept. */
export const readPages = ['list', 'card', 'requests', 'request', 'export', 'duplicates', 'protection'] as const;
export type ReadPage = (typeof readPages)[number];

/** One reading covers so many minutes: going back and forth between two pages is no news. */
export const readingMinutes = 10;
