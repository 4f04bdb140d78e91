// What an operator sees of the network.
import type { RegisterSource, SchoolKind } from '../people/rules.js';

export type SchoolOfNetwork = {
  readonly uai: string;
  readonly name: string;
  readonly kind: SchoolKind;
  readonly town: string;
  readonly registerSource: RegisterSource | null;
  /** Accounts that hold a record of this school, and how many of them their owners opened. */
  readonly accounts: number;
  readonly activated: number;
  /** People who work there. */
  readonly staff: number;
};

export const kindWords: Readonly<Record<SchoolKind, string>> = {
  primary: 'École',
  college: 'Collège',
  lycee: 'Lycée',
  other: 'Autre établissement',
};

const nightLeftOut = 2 * 86_400_000;

/** Whether a night went by without `tidy`, which warns, puts to sleep, closes and removes. */
export const isTidyLate = (last: Date | undefined, now: Date): boolean =>
  last === undefined || now.getTime() - last.getTime() > nightLeftOut;
