// What lives how long, which scope asks for what, and what becomes of a request that waits for its parent.
import type { ParentSession } from '../signin/rules.js';

const minute = 60;
const hour = 60 * minute;

/** In seconds. Nothing outlives the portal's session, which ends twelve hours after the sign-in at the latest. */
export const lifetimes = {
  AuthorizationCode: minute,
  AccessToken: 15 * minute,
  RefreshToken: 12 * hour,
  IdToken: 10 * minute,
  Grant: 12 * hour,
  Interaction: hour,
  PushedAuthorizationRequest: minute,
  Session: hour,
} as const;

/** Which of the claims that its line allows a client gets, by the scopes that it asks. */
export const claimsByScope: Readonly<Record<string, string[]>> = {
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  profile: ['name', 'given_name', 'family_name'],
  email: ['email', 'email_verified'],
  children: ['children', 'schools'],
  ent: ['ENTPersonProfils', 'FrEduVecteur', 'FrEduCtRefId'],
};

/** A request of a client that waits: why the library stopped, when the parent came, in which session. */
export type Waiting = {
  readonly prompt: string;
  readonly reasons: readonly string[];
  readonly askedAt: Date;
};

export type EntryStep =
  /** He signs in, and comes back. */
  | 'sign_in'
  /** He gives his password again, and comes back. */
  | 'prove_again'
  /** On, to the client. */
  | 'go_on'
  /** He took its name of him back: a page asks whether it may know him again. */
  | 'ask_return'
  /** No school opened it: a page. */
  | 'not_opened'
  /** The client wants somebody else, or more than a password: it is told. */
  | 'tell_login_required'
  | 'tell_level';

/** What comes next for a parent who stands at the door of a client. */
export function entryStep(
  { prompt, reasons, askedAt }: Waiting,
  session: Pick<ParentSession, 'provedAt'> | undefined,
): EntryStep {
  if (session === undefined) return 'sign_in';
  if (prompt === 'return') return 'ask_return';
  if (prompt === 'admission') return 'not_opened';
  if (reasons.includes('essential_acr') || reasons.includes('essential_acrs')) return 'tell_level';
  if (reasons.includes('id_token_hint') || reasons.includes('claims_id_token_sub_value')) return 'tell_login_required';
  const again = reasons.includes('login_prompt') || reasons.includes('max_age');
  return again && session.provedAt < askedAt ? 'prove_again' : 'go_on';
}
