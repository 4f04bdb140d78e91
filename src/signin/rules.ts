// Sessions and tries: how long a session lives, how many wrong secrets are borne, and what that leaves to a guesser.
import type { Locale } from '../kernel/locale.js';
import type { ProofMethod, SessionDeath } from './session-rules.js';

export type ParentSession = {
  readonly kind: 'parent';
  readonly id: number;
  readonly accountId: number;
  readonly identifier: string;
  /** That its owner chose, on this browser or another; null until he did. */
  readonly language: Locale | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
  /** When the password (or the letter) was last proved in this session. */
  readonly provedAt: Date;
  readonly methods: readonly ProofMethod[];
};

export type StaffSession = {
  readonly kind: 'staff';
  readonly id: number;
  readonly staffId: number;
  /** The school the person works for in this session. */
  readonly schoolUai: string | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
  /** When the second factor was last proved in this session. */
  readonly provedAt: Date;
  /** What its person may prove it with. */
  readonly factors: OwnFactors;
  /** How long it lives, as the network set; without it, as usual. */
  readonly limits?: SessionLimits;
};

export type SessionLimits = { readonly idleMinutes: number; readonly wholeHours: number };

export type OwnFactors = { readonly application: boolean; readonly passkey: boolean };

export type Session = ParentSession | StaffSession;

const minute = 60_000;

export const sessionLimits = {
  parent: { idleMinutes: 30, wholeHours: 12 },
  staff: { idleMinutes: 60, wholeHours: 12 },
} as const;

/** What operators set for staff: shorter than usual, never longer. */
export function staffLimits(set: {
  readonly staffIdleMinutes: number | null;
  readonly staffHours: number | null;
}): SessionLimits {
  const { idleMinutes, wholeHours } = sessionLimits.staff;
  return {
    idleMinutes: Math.min(set.staffIdleMinutes ?? idleMinutes, idleMinutes),
    wholeHours: Math.min(set.staffHours ?? wholeHours, wholeHours),
  };
}

/** Browsers in which one parent may be signed in; one more ends the one used least lately. */
export const sessionsAtOnce = 10;

/** A proof of a secret counts as fresh for this long. */
export const freshProofMinutes = 5;

/** Why a session that the database still holds is over at `now`, or undefined while it lives. */
export function sessionDeath(
  session: Pick<Session, 'kind' | 'createdAt' | 'seenAt'>,
  now: Date,
  limits: SessionLimits = sessionLimits[session.kind],
): SessionDeath | undefined {
  if (now.getTime() - session.createdAt.getTime() >= limits.wholeHours * 60 * minute) return 'too_old';
  if (now.getTime() - session.seenAt.getTime() >= limits.idleMinutes * minute) return 'idle';
  return undefined;
}

/** The last use is written at most once a minute: a page costs a read, not a write. */
export function mustWriteSeen(session: Pick<Session, 'seenAt'>, now: Date): boolean {
  return now.getTime() - session.seenAt.getTime() >= minute;
}

/** True while the last proof is young enough for an act that asks for one (password, mail, grouping, break). */
export function isProofFresh(session: Pick<Session, 'provedAt'>, now: Date): boolean {
  return now.getTime() - session.provedAt.getTime() < freshProofMinutes * minute;
}

// --- Wrong tries -----------------------------------------------------------------------------------------------

/** How many wrong secrets one subject may give before it waits, and when it is shut until something else happens. */
export type TryLimit = {
  readonly tries: number;
  readonly windowMinutes: number;
  readonly waitMinutes: number;
  /** Wrong ones in a row, over any time, after which waiting no longer helps. */
  readonly inARow: number;
};

const never = 2_000_000_000;

/**
 * Counted per typed identifier (known or not), per browser that has signed in before, per network address and for the
 * whole installation. A browser that has signed in before has its own count alone, so that strangers who try in vain
 * shut nobody out.
 */
export const tryLimits = {
  identifier: { tries: 10, windowMinutes: 15, waitMinutes: 15, inARow: 100 },
  device: { tries: 10, windowMinutes: 15, waitMinutes: 15, inARow: 100 },
  session: { tries: 10, windowMinutes: 15, waitMinutes: 15, inARow: never },
  address: { tries: 100, windowMinutes: 15, waitMinutes: 15, inARow: never },
  /** Nothing is guessed, but each is kept or told: requests of applications, ways to another provider, names taken back. */
  sign_on: { tries: 1000, windowMinutes: 15, waitMinutes: 15, inARow: never },
  way_out: { tries: 300, windowMinutes: 15, waitMinutes: 15, inARow: never },
  withdrawal: { tries: 20, windowMinutes: 60, waitMinutes: 60, inARow: never },
  /** Messages asked again, not secrets. */
  mail: { tries: 3, windowMinutes: 60, waitMinutes: 60, inARow: never },
  mail_from: { tries: 30, windowMinutes: 60, waitMinutes: 60, inARow: never },
  mail_all: { tries: 3000, windowMinutes: 60, waitMinutes: 15, inARow: never },
  /** Of one part of the installation. */
  installation: { tries: 190, windowMinutes: 15, waitMinutes: 5, inARow: never },
} as const satisfies Record<string, TryLimit>;

export type TrySubject = keyof typeof tryLimits;

/** More tries, the same waits: for load tests alone (FRATRIE_THROTTLE_SCALE). */
export function scaledLimit(limit: TryLimit, scale: number): TryLimit {
  const inARow = Math.min(limit.inARow * scale, never);
  return scale === 1 ? limit : { ...limit, tries: limit.tries * scale, inARow };
}

/**
 * The installation's count has parts, by identifier: one row that every sign-in writes would make them wait for each
 * other.
 */
export const installationParts = 16;

/** Wrong tries that a limit lets through in `days` at most: a window may be spent at once, then the wait begins. */
export function mostTries(limit: TryLimit, days: number): number {
  const bursts = Math.ceil((days * 24 * 60) / Math.min(limit.windowMinutes, limit.waitMinutes));
  return Math.min(limit.tries * bursts, limit.inARow);
}

/** What is left to those who guess, together and from any number of addresses, while a letter of `days` lives. */
export type GuessingCeiling = {
  /** Tries on one account whose owner does not come meanwhile: then only his own browser or a letter goes on. */
  readonly onOneAccount: number;
  /** Tries on one account whose owner signs in with a new browser each time that it is shut. */
  readonly onOneForgivenAccount: number;
  readonly fromOneNetworkADay: number;
  readonly onAllAccountsADay: number;
  readonly onAllAccounts: number;
  /** Upper bound of the chance that one letter code of anybody is found. */
  readonly chanceOfACode: number;
};

/** Each try names one account, which holds at most `letters` live letters of 55 random bits. */
export function guessingCeiling(days: number, letters: number): GuessingCeiling {
  const { identifier, address, installation } = tryLimits;
  const onAllAccounts = mostTries(installation, days) * installationParts;
  return {
    onOneAccount: mostTries(identifier, days),
    onOneForgivenAccount: mostTries({ ...identifier, inARow: never }, days),
    fromOneNetworkADay: mostTries(address, 1),
    onAllAccountsADay: mostTries(installation, 1) * installationParts,
    onAllAccounts,
    chanceOfACode: (onAllAccounts * letters) / 2 ** 55,
  };
}

/** The network that an address stands for: itself, or the /64 of IPv6 (one customer has a whole one). */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.toLowerCase().split('::') ?? [];
  const groups = head.split(':').filter((group) => group !== '');
  if (tail !== undefined) {
    const end = tail.split(':').filter((group) => group !== '');
    while (groups.length + end.length < 8) groups.push('0');
    groups.push(...end);
  }
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
