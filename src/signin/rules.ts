// Sessions and tries: how long a session lives, how many wrong secrets are borne, and what that leaves to a guesser.

/** How a session ended, or why it is refused. */
export type SessionEndCause = 'signed_out' | 'password_changed' | 'recovered' | 'closed' | 'replaced';
export type SessionDeath = 'idle' | 'too_old' | 'ended';

export type ParentSession = {
  readonly kind: 'parent';
  readonly id: number;
  readonly accountId: number;
  readonly identifier: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  /** When the password (or the letter) was last proved in this session. */
  readonly provedAt: Date;
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
};

export type Session = ParentSession | StaffSession;

const minute = 60_000;

export const sessionLimits = {
  parent: { idleMinutes: 30, wholeHours: 12 },
  staff: { idleMinutes: 60, wholeHours: 12 },
} as const;

/** A proof of a secret counts as fresh for this long. */
export const freshProofMinutes = 5;

/** Why a session that the database still holds is over at `now`, or undefined while it lives. */
export function sessionDeath(
  session: Pick<Session, 'kind' | 'createdAt' | 'seenAt'>,
  now: Date,
): SessionDeath | undefined {
  const limits = sessionLimits[session.kind];
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
