// Why sessions end, and what they were opened with.

/** Why a session that the database still holds is over. */
export type SessionDeath = 'idle' | 'too_old' | 'ended';

/** How a session ended. */
export type SessionEndCause =
  | 'signed_out'
  | 'password_changed'
  | 'recovered'
  | 'reset'
  | 'frozen'
  | 'ended_by_owner'
  | 'ended_by_school'
  | 'ended_by_command'
  | 'suspended'
  | 'closed'
  | 'replaced'
  | 'grouping'
  | 'asleep';

/** In the words of RFC 8176: a password; a code that serves once; a key that signs; two of them. */
export type ProofMethod = 'pwd' | 'otp' | 'pop' | 'mfa';

/** What an account was opened with, once its second factor was given too. */
export function withFactor(
  first: readonly ProofMethod[],
  used: 'application' | 'recovery_code' | 'passkey' | undefined,
): readonly ProofMethod[] {
  return used === undefined ? first : [...first, used === 'passkey' ? 'pop' : 'otp', 'mfa'];
}
