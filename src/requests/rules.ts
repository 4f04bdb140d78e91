// A grouping that rules could not decide: who must decide it, what its answers make of it, what makes it void.
import type { AccountState } from '../accounts/rules.js';
import type { GroupingProof, Side } from '../grouping/rules.js';

export type RequestState = 'open' | 'accepted' | 'refused' | 'withdrawn' | 'void' | 'done';
export type RequestDecision = 'accepted' | 'refused';

/** Why a request ended without an answer. */
export type VoidCause =
  /** A secret, the mail or the state of the account to be closed changed: what was proved is no longer so. */
  | 'proof_fell'
  /** The account that would have been kept is closed. */
  | 'account_closed'
  /** Either account is part of another grouping: the records in question are others. */
  | 'grouped'
  /** A school took records out of either account. */
  | 'broken'
  /** Something else must be decided than what was accepted. */
  | 'new_doubt'
  /** Accepted, and never confirmed. */
  | 'expired';

/** Days that the schools have; after them the operator may decide. */
export const schoolDays = 30;
/** The usual days before a school that does not answer is first reminded. */
export const firstReminderDays = 3;

/** After how many days a school is reminded, when the first is after `first`: 3, 7 and 14; none for 0. */
export const reminderDays = (first: number): readonly number[] =>
  first === 0 ? [] : [first, 2 * first + 1, 4 * first + 2];

/** Days that the parent has to confirm what was accepted. */
export const confirmDays = 90;
/** Requests that one account may open in a day: each writes to another person's mailbox and to a school's list. */
export const requestsADay = 5;
/** Minutes that a password proved for the confirmation of a request counts. */
export const confirmMinutes = 10;
/** Why a school or the operator decided: a sentence, never shown to a parent. */
export const reasonLength = { min: 5, max: 500 } as const;

export const isLive = (state: RequestState): boolean => state === 'open' || state === 'accepted';

/**
 * The schools that must accept: each that holds a record of the account to be closed, and each with a flag on a record of
 * either account, or a record that somebody contests. Empty when a break left that account without records: the operator decides then.
 */
export function decidingSchools(kept: Side, absorbed: Side): readonly string[] {
  const flagged = [...kept.records, ...absorbed.records].filter((record) => record.protected || record.contested);
  return [...new Set([...absorbed.records, ...flagged].map((record) => record.schoolUai))].sort();
}

/**
 * The schools that a parent's page may name: those that he can see by what he proved. A password shows the schools of all
 * children of that account; a letter names one school, which is known here only when there is no other.
 */
export function schoolsToTell(proof: GroupingProof, ofChildrenSeen: readonly string[]): readonly string[] {
  const schools = [...new Set(ofChildrenSeen)].sort();
  return proof === 'password' || schools.length === 1 ? schools : [];
}

/** What the answers given so far make of a request: one refusal ends it, all must accept. */
export function outcomeOf(answers: readonly (RequestDecision | null)[]): 'open' | RequestDecision {
  if (answers.includes('refused')) return 'refused';
  return answers.length > 0 && answers.every((answer) => answer === 'accepted') ? 'accepted' : 'open';
}

export const schoolsAnswerBy = (createdAt: Date): Date => new Date(createdAt.getTime() + schoolDays * 86_400_000);
export const confirmableUntil = (decidedAt: Date): Date => new Date(decidedAt.getTime() + confirmDays * 86_400_000);

/** The operator decides when the schools have had their time, or when there is none to ask. */
export function operatorMayDecide(request: { readonly createdAt: Date; readonly schools: number }, now: Date): boolean {
  return request.schools === 0 || now >= schoolsAnswerBy(request.createdAt);
}

/** What of a live request and its accounts, as they are now, says whether it still stands. */
export type Standing = {
  readonly state: RequestState;
  readonly expiresAt: Date | null;
  /** Of the account to be closed: when it was proved, and now. */
  readonly absorbedProofVersion: number;
  readonly absorbedProofNow: number;
  readonly absorbedState: AccountState;
  readonly keptState: AccountState;
};

/**
 * Why a request no longer stands, whatever its row says. Groupings and breaks end the requests that they touch in their
 * own statement; all else that can void one is seen here. The account kept may change its password or its mail: its
 * owner proves it again when he confirms.
 */
export function fallOf(request: Standing, now: Date): VoidCause | undefined {
  if (!isLive(request.state)) return undefined;
  if (request.keptState === 'closed') return 'account_closed';
  const mayBeClosed = request.absorbedState === 'active' || request.absorbedState === 'to_activate';
  if (!mayBeClosed || request.absorbedProofNow !== request.absorbedProofVersion) return 'proof_fell';
  return request.state === 'accepted' && request.expiresAt !== null && request.expiresAt <= now ? 'expired' : undefined;
}

/**
 * Does what was accepted still cover what must be decided? Doubts that went away do not matter; a new one, or a school
 * that was never asked, does.
 */
export function covers(
  accepted: { readonly doubts: readonly string[]; readonly schools: readonly string[] },
  now: { readonly doubts: readonly string[]; readonly schools: readonly string[] },
): boolean {
  return (
    now.doubts.every((doubt) => accepted.doubts.includes(doubt)) &&
    now.schools.every((school) => accepted.schools.includes(school))
  );
}

/** A decision's reason in words, tidied; undefined when it is too short or too long. */
export function readReason(typed: string): string | undefined {
  const reason = typed.trim();
  return reason.length < reasonLength.min || reason.length > reasonLength.max ? undefined : reason;
}
