// Tokens for programs: how long they live, how often they may ask, what is said of each. Pure.
import { isNetworkScope, isSchoolScope, type Scope } from '../staff/scope-rules.js';

export const tokenDays = { usual: 90, most: 365 } as const;
export const longestTokenName = 60;
/** Live tokens of one place: more than that is a sign that nobody looks at the list. */
export const mostTokens = 20;
/** Minutes for which who made a token may read it. */
export const shownMinutes = 10;

/** Requests of one token in a minute. */
export const requestsPerMinute = 120;

/** What one token does at most in a day: it cannot be asked for a security code. */
export const perDay = {
  apply_register: 5,
  break_grouping: 20,
  suspend: 50,
  reinstate: 50,
  answer_request: 50,
  set_school: 20,
  make_letter: 3000,
  /** Letters that a second person of the school said yes to. */
  make_approved_letter: 3000,
  export_accounts: 5,
  protect: 50,
  lift_objection: 20,
  reset_factor: 5,
  /** Each compares the whole register with itself. */
  read_duplicates: 200,
} as const;
export type CountedAct = keyof typeof perDay;

/** The most of one day. Where the network asks a second person for many letters, a token makes no more than that without one. */
export const mostOfDay = (act: CountedAct, approvalAbove: number | null, scale: number): number =>
  act === 'make_letter' ? Math.min(perDay[act] * scale, approvalAbove ?? Infinity) : perDay[act] * scale;

export type Token = {
  readonly id: number;
  /** Null: of the network. */
  readonly schoolUai: string | null;
  readonly staffId: number;
  readonly madeBy: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly madeAt: Date;
  readonly endsAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  /** Who made it may no longer make one here. */
  readonly orphaned: boolean;
};

export type TokenState = 'live' | 'ended' | 'revoked' | 'orphaned';

export function tokenState(token: Pick<Token, 'endsAt' | 'revokedAt' | 'orphaned'>, now: Date): TokenState {
  if (token.revokedAt !== null) return 'revoked';
  if (token.endsAt.getTime() <= now.getTime()) return 'ended';
  return token.orphaned ? 'orphaned' : 'live';
}

/** The scopes that a token of this place may have; undefined when one of them is none. */
export function readScopes(schoolUai: string | null, given: readonly string[]): readonly Scope[] | undefined {
  const known: (text: string) => text is Scope = schoolUai === null ? isNetworkScope : isSchoolScope;
  const scopes = [...new Set(given)].filter(known);
  return scopes.length === new Set(given).size && scopes.length > 0 ? scopes : undefined;
}

/** Days of life as typed; undefined for what cannot be. */
export function readDays(typed: string): number | undefined {
  if (typed === '') return tokenDays.usual;
  const days = /^[0-9]{1,3}$/.test(typed) ? Number(typed) : 0;
  return days >= 1 && days <= tokenDays.most ? days : undefined;
}
