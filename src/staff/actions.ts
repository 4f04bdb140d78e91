// The enrolment of a person's two factors, from the link that he was given.
import { inTransaction } from '../audit/actions.js';
import { endSessionsOfStaff } from '../db/sessions.js';
import * as staffDb from '../db/staff.js';
import { postsOf } from '../db/staff-roles.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { isCommonPassword } from '../signin/common-passwords.js';
import { parseSecurityCode } from '../signin/factor-rules.js';
import { type PasswordFault, passwordFault, passwordText } from '../signin/rules.js';
import { sealSecret } from '../signin/seal.js';
import { type Browser, type OpenedSession, openSession } from '../signin/sessions.js';
import { forgiveIdentifier } from '../signin/throttle.js';
import { offeredSecret, type SecretToScan, secretToScan, stepOfCode } from '../signin/totp.js';
import { hashEnrolmentToken } from './inviting.js';
import { mailKey } from './rules.js';

export type Enrolment = {
  readonly staffId: number;
  readonly mail: string;
  readonly name: string;
  readonly scan: SecretToScan;
};

// The secret that an enrolment link offers, the same each time that it is opened.
const offeredTo = (deps: Deps, token: string): Buffer => offeredSecret(deps.keys.token, `enrol_staff_totp:${token}`);

/** What an enrolment link offers. Opening it consumes nothing and writes nothing. */
export async function openEnrolment(deps: Deps, token: string): Promise<Enrolment | undefined> {
  if (token.length > 64) return undefined;
  const found = await staffDb.findEnrolment(deps.db, hashEnrolmentToken(deps, token), deps.now());
  if (found === undefined) return undefined;
  const secret = offeredTo(deps, token);
  return { ...found, scan: secretToScan(secret, found.mail, deps.config.networkName) };
}

export type EnrolmentRefusal =
  | { readonly kind: 'dead_link' }
  | { readonly kind: 'mend'; readonly password: PasswordFault | undefined; readonly code: 'wrong' | undefined };

/**
 * Sets both factors and consumes the link: from then on the person signs in with them, and is signed in already, having
 * just proved both.
 */
export async function enrolStaff(
  deps: Deps,
  given: { readonly token: string; readonly password: string; readonly code: string },
  browser: Browser,
): Promise<Outcome<OpenedSession, EnrolmentRefusal>> {
  const found = await openEnrolment(deps, given.token);
  if (found === undefined) return refused({ kind: 'dead_link' });
  const { staffId, mail, name } = found;
  const posts = await postsOf(deps.db, staffId, deps.now());
  const words = [name, ...mail.split('@', 1), ...posts.map((post) => post.schoolName)];
  const password = passwordFault(given.password, { words, birthDates: [] }, isCommonPassword);
  const secret = offeredTo(deps, given.token);
  const step = stepOfCode(secret, parseSecurityCode(given.code) ?? '', deps.now());
  if (password !== undefined || step === undefined)
    return refused({ kind: 'mend', password, code: step === undefined ? 'wrong' : undefined });
  const passwordHash = await deps.hash.make(passwordText(given.password));
  const totpSecret = sealSecret(deps.keys.seal, 'staff_totp', staffId, secret, deps.random(12));
  const now = deps.now();
  return await inTransaction<Outcome<OpenedSession, EnrolmentRefusal>>(deps, async (tx, record) => {
    const tokenHash = hashEnrolmentToken(deps, given.token);
    const enrolled = await staffDb.enrol(tx, { tokenHash, staffId, passwordHash, totpSecret, step, now });
    if (!enrolled) return refused({ kind: 'dead_link' });
    await endSessionsOfStaff(tx, staffId, 'replaced', now);
    await forgiveIdentifier(deps, tx, mailKey(mail), 'staff');
    const schoolUai = posts.length === 1 ? (posts[0]?.schoolUai ?? null) : null;
    const opened = await openSession(deps, tx, { staffId, schoolUai }, browser);
    const actor = { type: 'staff', staffId, sessionId: opened.id, address: browser.address } as const;
    record({ actor, kind: 'staff_enrolled', data: { staffId } });
    return done(opened);
  });
}
