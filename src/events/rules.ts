// What applications are told when accounts change, in which words, and how often it is tried.
import type { AccountState, OutboxKind } from '../accounts/rules.js';

export type EventKind = 'account-grouped' | 'account-ungrouped' | 'account-disabled' | 'account-changed';

/** A record of a school's register, as the register names it. */
export type RegisterKey = {
  readonly source: string;
  readonly scope: string;
  readonly id: string;
  readonly school: string;
};

/** What was committed, with the accounts that it concerns, the one that goes on first. */
export type Change = {
  readonly kind: OutboxKind;
  readonly accountIds: readonly number[];
  readonly guardianIds: readonly number[];
  readonly pupilIds: readonly number[];
  /** The only application that is told, also when it has no name of the account any more. */
  readonly clientId?: number;
};

const numbers = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'number') : [];

/** Reads the row of the outbox that a grouping, a break, a closing, a hold or a withdrawal wrote. */
export function changeOf(row: {
  readonly kind: OutboxKind;
  readonly accountId: number;
  readonly payload: unknown;
}): Change {
  const payload =
    typeof row.payload === 'object' && row.payload !== null ? (row.payload as Record<string, unknown>) : {};
  const others = [payload.absorbedId, payload.newAccountId, ...newAccounts(payload.newAccounts)];
  return {
    kind: row.kind,
    accountIds: [row.accountId, ...others.filter((one) => typeof one === 'number')],
    guardianIds: numbers(payload.guardianIds),
    pupilIds: numbers(payload.pupilIds),
    ...(typeof payload.clientId === 'number' ? { clientId: payload.clientId } : {}),
  };
}

const newAccounts = (list: unknown): readonly unknown[] =>
  Array.isArray(list) ? list.map((one: { readonly accountId?: unknown }) => one.accountId) : [];

/** What one application is sent: its own names of the accounts, and the records if its line lets it know children. */
export type EventBody = {
  readonly kind: EventKind;
  /** Whom it is about: of a grouping the account that is kept, of a break the one that records left. */
  readonly subject: string;
  /** Of a grouping: the account that closed, as this application knew it; null when it did not. */
  readonly closedSubject: string | null;
  readonly reason: 'closed' | 'frozen' | 'suspended' | 'asleep' | 'withdrawn' | null;
  /** What moved. */
  readonly guardians: readonly RegisterKey[];
  readonly pupils: readonly RegisterKey[];
  /** All that the subject sees now; nothing while it opens nothing. Events written before this was told have none. */
  readonly sees?: RecordKeys;
};
export type RecordKeys = { readonly guardians: readonly RegisterKey[]; readonly pupils: readonly RegisterKey[] };

const nothing: RecordKeys = { guardians: [], pupils: [] };

/**
 * What an application is told of a change; undefined when it knows none of the accounts. `subjects` are its own names,
 * in the order of the change's accounts. A grouping of an account that it knows needs a name of the account that is kept:
 * the caller has given one. `sees` is read after the change: it may hold what later ones made, and each of them is told too.
 */
export function bodyFor(
  change: Change,
  state: AccountState,
  subjects: readonly (string | undefined)[],
  moved: RecordKeys,
  sees: RecordKeys,
): EventBody | undefined {
  const [subject, other] = subjects;
  if (subject === undefined) return undefined;
  const told = { subject, closedSubject: null, reason: null, ...moved, sees: isOpen(state) ? sees : nothing };
  switch (change.kind) {
    case 'account_grouped':
      return { ...told, kind: 'account-grouped', closedSubject: other ?? null };
    case 'account_broken':
      return { ...told, kind: 'account-ungrouped' };
    case 'account_closed':
      return { ...told, kind: 'account-disabled', reason: 'closed' };
    case 'client_withdrawn':
      return { ...told, kind: 'account-disabled', reason: 'withdrawn', sees: nothing };
    case 'account_changed':
    case 'client_returned':
      // Its end has a row of its own, which says into what it went.
      if (state === 'closed') return undefined;
      return isOpen(state)
        ? { ...told, kind: 'account-changed' }
        : { ...told, kind: 'account-disabled', reason: state };
  }
}

const isOpen = (state: AccountState): state is 'active' | 'to_activate' =>
  state === 'active' || state === 'to_activate';

const minute = 60_000;
/** How long a delivery is tried before it is parked. */
export const tryingDays = 3;
const pauses = [5_000, 30_000, 2 * minute, 10 * minute, 30 * minute, 60 * minute, 120 * minute, 240 * minute];

/** When to try again after the `tries`-th try failed, or never again by itself. */
export function nextTry(tries: number, since: Date, now: Date): Date | 'park' {
  if (now.getTime() - since.getTime() >= tryingDays * 24 * 60 * minute) return 'park';
  const pause = pauses[Math.min(tries, pauses.length) - 1] ?? pauses[0] ?? minute;
  return new Date(now.getTime() + pause);
}

/** After this, an application that did not answer is asked again, by a few events. */
export const pauseAfterSilence = 20_000;

/** A 2xx says that it is taken. A 4xx refuses this one event; all else says that the application is not well. */
export type Verdict = 'taken' | 'refused' | 'ill';
export const verdictOf = (status: number): Verdict =>
  status >= 200 && status < 300 ? 'taken' : status >= 400 && status < 500 && status !== 429 ? 'refused' : 'ill';

export type DeliveryState = 'done' | 'waiting' | 'parked';

/** What became of one event for one application. */
export type DeliveryLine = {
  readonly id: number;
  readonly clientName: string;
  readonly kind: EventKind;
  readonly at: Date;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly lastTriedAt: Date | null;
  readonly nextAt: Date | null;
  readonly lastAnswer: string | null;
  readonly doneAt: Date | null;
};
