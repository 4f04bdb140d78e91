// Figures that may leave the school (decision 0099): small groups are hidden, and cannot be found again by subtraction.

export type DivisionFigures = {
  readonly division: string;
  readonly accounts: number;
  readonly activated: number;
  readonly mailConfirmed: number;
  readonly grouped: number;
};
export type Measure = Exclude<keyof DivisionFigures, 'division'>;
export const measures = ['accounts', 'activated', 'mailConfirmed', 'grouped'] as const satisfies readonly Measure[];

/** Null: hidden. */
export type ShownFigures = { readonly division: string } & Readonly<Record<Measure, number | null>>;

/** Fewer persons than this are not told, nor that all but so few have, or lack, something. */
export const smallest = 5;

const isSmall = (count: number): boolean => count > 0 && count < smallest;

/**
 * A figure is hidden when it tells of fewer than five persons, itself or by what it leaves of its class. Where one figure
 * alone of a column is hidden, its total would tell it: the smallest of the others is hidden too.
 */
export function hideSmallGroups(rows: readonly DivisionFigures[]): readonly ShownFigures[] {
  const hidden = rows.map(
    (row) =>
      new Set<Measure>(
        measures.filter(
          (measure) => isSmall(row.accounts) || isSmall(row[measure]) || isSmall(row.accounts - row[measure]),
        ),
      ),
  );
  for (const measure of measures) {
    if (hidden.filter((of) => of.has(measure)).length !== 1) continue;
    const others = rows.flatMap((row, at) => (hidden[at]?.has(measure) === true ? [] : [{ at, count: row[measure] }]));
    const [next] = others.sort((one, other) => one.count - other.count);
    if (next !== undefined) hidden[next.at]?.add(measure);
  }
  const show = (row: DivisionFigures, at: number, measure: Measure) =>
    hidden[at]?.has(measure) === true ? null : row[measure];
  return rows.map((row, at) => ({
    division: row.division,
    accounts: show(row, at, 'accounts'),
    activated: show(row, at, 'activated'),
    mailConfirmed: show(row, at, 'mailConfirmed'),
    grouped: show(row, at, 'grouped'),
  }));
}

/** Of the whole school; a small one tells nothing either. */
export function totalOf(rows: readonly DivisionFigures[], total: Omit<DivisionFigures, 'division'>): ShownFigures {
  const [shown] = hideSmallGroups([{ division: '', ...total }]);
  // With one class the total is that class.
  if (shown === undefined || rows.length === 0)
    return { division: '', accounts: null, activated: null, mailConfirmed: null, grouped: null };
  return shown;
}

/** The first of September before this day. */
export function schoolYearOf(day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= '09-01' ? year : year - 1}-09-01`;
}
