// One run of `tidy`, as its kinds of work see it.
import type { Page } from '../db/retention.js';
import type { Deps } from '../deps.js';
import type { Cutoffs, Kept } from './rules.js';

/** What a kind of work needs: its clock was read once, so that all kinds speak of the same day. */
export type Tidying = {
  readonly deps: Deps;
  readonly now: Date;
  readonly cutoffs: Cutoffs;
  readonly kept: Kept;
  readonly dryRun: boolean;
  readonly atOnce: number;
};

/** Goes through pages of ids; `act` changes one lot and returns how many it really changed. */
export async function byPages(
  tidying: Tidying,
  find: (page: Page) => Promise<number[]>,
  act: (ids: readonly number[]) => Promise<number>,
): Promise<number> {
  const { atOnce: limit, dryRun } = tidying;
  let count = 0;
  for (let after = 0; ; ) {
    const ids = await find({ after, limit });
    if (ids.length > 0) count += dryRun ? ids.length : await act(ids);
    const last = ids.at(-1);
    if (last === undefined || ids.length < limit) return count;
    after = last;
  }
}
