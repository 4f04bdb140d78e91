// The sizes in which a letter is drawn, and in which order letters lie on sheets that are cut. Pure.

/** A whole sheet; half a sheet (A5); two halves on one A4 sheet, to cut at the middle. */
export const letterFormats = ['a4', 'a5', 'a5x2'] as const;
export type LetterFormat = (typeof letterFormats)[number];

/**
 * The order in which letters are drawn: `result[at]` is the place of the letter that comes at `at`. Cut sheets give two
 * piles: the left one put on the right one is the whole, in order.
 */
export function drawingOrder(count: number, format: LetterFormat): number[] {
  const inOrder = Array.from({ length: count }, (_, at) => at);
  if (format !== 'a5x2') return inOrder;
  const sheets = Math.ceil(count / 2);
  return inOrder.map((at) => (at % 2 === 0 ? at / 2 : sheets + (at - 1) / 2));
}

/** What the letters of a school may lie on: drawn, or as a table for its own letters. */
export const papers = [...letterFormats, 'csv', 'ods'] as const;
export type Paper = (typeof papers)[number];

export type PaperFile = 'pdf' | 'csv' | 'ods';
export const fileOf = (paper: Paper): PaperFile => (paper === 'csv' || paper === 'ods' ? paper : 'pdf');
