// Letters made many at once at a desk: what is asked, and how the address of the page says it. Pure.
import { type LetterSituation, letterSituations, situationWords } from '../letters/rules.js';

export type BatchState = 'making' | 'ready' | 'failed';

/** What the queue carries. */
export type BatchJob = { readonly batchId: number };

/** Begun so often without an end, it is given up. */
export const mostTries = 3;

/** Recipients that can be ticked one by one: those of a class, not of a school. */
export const mostTicked = 200;

export type BatchQuery = {
  /** Undefined: the whole school. */
  readonly division: string | undefined;
  readonly situation: LetterSituation;
  /** Undefined: not chosen one by one in the list of accounts. */
  readonly accounts: readonly number[] | undefined;
  /** Also accounts whose letter still works. */
  readonly reissue: boolean;
};

/** Which letters of a batch a page shows: a class, nearly always whole, or one page of all. */
export type BatchShown = { readonly division: string | undefined; readonly page: number };
export const lettersPerPage = 50;
/** Of one class as of all: a form carries so many boxes and no more. */
export const perPage = (division: string | undefined): number => (division === undefined ? lettersPerPage : mostTicked);

/** Ids as boxes give them (`compte`, many times, none with `liste`) or as an address keeps them (`comptes`, with points). */
function readIds({ compte, comptes, liste }: Readonly<Record<string, unknown>>): number[] | undefined {
  if (compte === undefined && comptes === undefined && liste === undefined) return undefined;
  const ticked = [compte, typeof comptes === 'string' ? comptes.split('.') : []].flat();
  const ids = ticked.flatMap((one) => (typeof one === 'string' && /^[1-9][0-9]{0,14}$/.test(one) ? [Number(one)] : []));
  return [...new Set(ids)].sort((one, other) => one - other).slice(0, mostTicked);
}

export function readBatchQuery(query: Readonly<Record<string, unknown>>): BatchQuery {
  const { classe, valables, situation } = query;
  const division = typeof classe === 'string' ? classe.slice(0, 100) : '';
  return {
    division: division === '' ? undefined : division,
    situation: letterSituations.find((one) => situationWords[one] === situation) ?? 'unopened',
    accounts: readIds(query),
    reissue: valables === 'oui',
  };
}

export function writeBatchQuery({ division, situation, accounts, reissue }: BatchQuery): Record<string, string> {
  return {
    ...(division === undefined ? {} : { classe: division }),
    ...(situation === 'unopened' ? {} : { situation: situationWords[situation] }),
    ...(accounts === undefined ? {} : { comptes: accounts.join('.') }),
    ...(reissue ? { valables: 'oui' } : {}),
  };
}

/** Few enough, and asked for more narrowly than a whole school: ticked one by one. */
export const areTicked = ({ division, situation, accounts }: BatchQuery, letters: number): boolean =>
  (division !== undefined || situation !== 'unopened' || accounts !== undefined) &&
  letters > 0 &&
  letters <= mostTicked;

/** A letter of a batch, with its school's own names. */
export type BatchLetter = {
  readonly id: number;
  readonly batchId: number;
  readonly number: string;
  readonly accountId: number;
  readonly identifier: string;
  readonly guardian: string;
  readonly pupils: string;
  readonly division: string | null;
  readonly handed: boolean | null;
  readonly used: boolean;
  readonly over: boolean;
};

export type BatchClass = { readonly division: string; readonly letters: number; readonly handed: number };
