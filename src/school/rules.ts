// What a school's desk asks of the list of its accounts, and how an account is summed up there in one word.
import type { AccountState } from '../accounts/rules.js';
import { type LinkLevel, linkLevels } from '../people/rules.js';

/** The chips above the list. */
export const deskFilters = [
  'all',
  'active',
  'never_activated',
  'no_mail',
  'grouped',
  'restricted',
  'soon_asleep',
  'asleep',
  'stopped',
] as const;
export type DeskFilter = (typeof deskFilters)[number];

export const pageSize = 50;
const longestSearch = 100;

/** The columns by which a list can be sorted. */
export const listSorts = ['name', 'identifier', 'division', 'state', 'activated'] as const;
export type ListSort = (typeof listSorts)[number];

/** A list as asked in its address. */
export type ListQuery = {
  readonly search: string;
  readonly division: string;
  readonly filter: DeskFilter;
  /** Whether its owner proved a mail address; null for both. */
  readonly mail: boolean | null;
  /** What kind of guardian one of its records is to a pupil; null for all. */
  readonly level: LinkLevel | null;
  readonly sort: ListSort;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
};

export const everything: ListQuery = {
  search: '',
  division: '',
  filter: 'all',
  mail: null,
  level: null,
  sort: 'name',
  descending: false,
  page: 1,
};

/** Reads the address's query; anything unknown is as if it had not been said. */
export function readListQuery(query: Readonly<Record<string, unknown>>): ListQuery {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? value.normalize('NFC').trim().slice(0, longestSearch) : '';
  };
  const page = /^[1-9][0-9]{0,5}$/.test(text('page')) ? Number(text('page')) : 1;
  const filter = deskFilters.find((one) => filterWords[one] === text('etat')) ?? 'all';
  const mail = { oui: true, non: false }[text('mail')] ?? null;
  const level = linkLevels.find((one) => levelWords[one] === text('lien')) ?? null;
  const descending = text('tri').startsWith('-');
  const sort = listSorts.find((one) => sortWords[one] === text('tri').slice(descending ? 1 : 0)) ?? 'name';
  return { search: text('q'), division: text('classe'), filter, mail, level, sort, descending, page };
}

/** How each kind of link is written in the address. */
export const levelWords: Readonly<Record<LinkLevel, string>> = {
  legal: 'legal',
  in_charge: 'en-charge',
  contact: 'contact',
};
const sortWords: Readonly<Record<ListSort, string>> = {
  name: '',
  identifier: 'identifiant',
  division: 'classe',
  state: 'etat',
  activated: 'activation',
};

/** How each filter is written in the address. */
export const filterWords: Readonly<Record<DeskFilter, string>> = {
  all: '',
  active: 'actif',
  never_activated: 'jamais-active',
  no_mail: 'mail-manquant',
  grouped: 'regroupe',
  restricted: 'masque',
  soon_asleep: 'bientot-en-sommeil',
  asleep: 'en-sommeil',
  stopped: 'arrete',
};

/** The query of a list, for an address: what is usual is left out. */
export function writeListQuery(query: ListQuery): Record<string, string> {
  const written: Record<string, string> = {};
  if (query.search !== '') written.q = query.search;
  if (query.division !== '') written.classe = query.division;
  if (query.filter !== 'all') written.etat = filterWords[query.filter];
  if (query.mail !== null) written.mail = query.mail ? 'oui' : 'non';
  if (query.level !== null) written.lien = levelWords[query.level];
  if (query.sort !== 'name' || query.descending) written.tri = `${query.descending ? '-' : ''}${sortWords[query.sort]}`;
  if (query.page !== 1) written.page = String(query.page);
  return written;
}

export const pagesOf = (count: number): number => Math.max(1, Math.ceil(count / pageSize));

/**
 * A school knows that there is one, not which: it may ask to remove it, which is done after `dueAt`. Only that school stops
 * its own asking.
 */
export type SecondFactorAtDesk = 'none' | 'on' | { readonly dueAt: Date; readonly ours: boolean };

/** What a school may know of an account beside its own records. Never with which school, child or closed identifier. */
export type AccountAtDesk = {
  readonly state: AccountState;
  readonly mailConfirmed: boolean;
  readonly grouped: boolean;
  /** This school hides its own children there, because it no longer trusts the account. */
  readonly suspendedHere: boolean;
};

/** The one word of the list: what staff can act on comes before what is well. */
export type DeskState =
  | 'never_activated'
  | 'active'
  | 'no_mail'
  | 'grouped'
  | 'asleep'
  | 'frozen'
  | 'suspended'
  | 'closed';

export function deskState(account: AccountAtDesk): DeskState {
  // Whether the account itself is suspended, or the children of this school alone, tells of other schools: one word.
  if (account.suspendedHere) return 'suspended';
  if (account.state === 'to_activate') return 'never_activated';
  if (account.state !== 'active') return account.state;
  if (!account.mailConfirmed) return 'no_mail';
  return account.grouped ? 'grouped' : 'active';
}

export const isSuspended = (account: AccountAtDesk): boolean => deskState(account) === 'suspended';

/** Grouped, or of two records here: what else could be separated is not for this school to know. */
export const isSeparable = (account: { readonly grouped: boolean; readonly records: readonly unknown[] }): boolean =>
  account.grouped || account.records.length > 1;

export type Named = { readonly firstName: string; readonly familyName: string; readonly usageName: string | null };

const family = (person: Named): string => (person.usageName ?? person.familyName).toLocaleUpperCase('fr');

/** « BENALI Nadia », as lists are sorted. */
export const listedName = (person: Named): string => `${family(person)} ${person.firstName}`;

/** « Nadia BENALI », as one speaks of a person. */
export const spokenName = (person: Named): string => `${person.firstName} ${family(person)}`;

/** One line of an account's history, as its school may read it. */
export type CardEvent = {
  readonly at: Date;
  readonly kind:
    | 'attached'
    | 'grouped'
    | 'separated'
    | 'left_by_break'
    | 'closed_by_parent'
    | 'suspended'
    | 'reinstated'
    | 'activated'
    | 'letter_made'
    | 'letter_used';
  /** The record it is about. */
  readonly name: Named | undefined;
  /** Of a grouping, a break or a letter. */
  readonly reference: string | undefined;
  /** A grouping whose records of this school can be taken back. */
  readonly undoable?: boolean;
  /** Why, as a member of staff wrote it. */
  readonly reason?: string;
};
