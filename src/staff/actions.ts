// The enrolment of a person's two factors, from the link that he was given.
import { inTransaction } from '../audit/actions.js';
import { insertPasskey } from '../db/passkeys.js';
import { endSessionsOfStaff } from '../db/sessions.js';
import * as staffDb from '../db/staff.js';
import { isPasskeyKnown } from '../db/staff-factors.js';
import { postsOf } from '../db/staff-roles.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { isCommonPassword } from '../signin/common-passwords.js';
import { parseSecurityCode } from '../signin/factor-rules.js';
import { type MadePasskey, offerPasskey, readMadePasskey } from '../signin/passkeys.js';
import { sealSecret } from '../signin/seal.js';
import { type PasswordFault, passwordFault, passwordText } from '../signin/secret-rules.js';
import type { Browser, OpenedSession } from '../signin/sessions.js';
import { forgiveIdentifier } from '../signin/throttle.js';
import { offeredSecret, type SecretToScan, secretToScan, stepOfCode } from '../signin/totp.js';
import { hashEnrolmentToken } from './inviting.js';
import { writeRecoveryCodes } from './recovery.js';
import { mailKey } from './rules.js';
import { openStaffSession, staffSealLabel } from './second-factor.js';

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

/** The options, for the browser, under which a key is made for this link. */
export async function offerEnrolmentPasskey(deps: Deps, token: string, { staffId, mail }: Enrolment): Promise<string> {
  return await offerPasskey(deps, { holder: { staffId }, identifier: mail, purpose: passkeyPurpose(token) });
}

const passkeyPurpose = (token: string): string => `staff_enrolment:${token}`;

/** The second factor that the person chose. */
export type SecondChosen =
  | { readonly kind: 'application'; readonly code: string }
  | { readonly kind: 'passkey'; readonly name: string; readonly passkey: string };

export type EnrolmentRefusal =
  | { readonly kind: 'dead_link' }
  | { readonly kind: 'mend'; readonly password: PasswordFault | undefined; readonly second: 'wrong' | undefined };

type ReadSecond =
  | { readonly kind: 'application'; readonly secret: Uint8Array; readonly step: number }
  | { readonly kind: 'passkey'; readonly name: string; readonly made: MadePasskey };

async function readChosen(deps: Deps, token: string, staffId: number, second: SecondChosen) {
  if (second.kind === 'application') {
    const secret = offeredTo(deps, token);
    const step = stepOfCode(secret, parseSecurityCode(second.code) ?? '', deps.now());
    return step === undefined ? undefined : ({ kind: 'application', secret, step } satisfies ReadSecond);
  }
  const made = await readMadePasskey(deps, { staffId }, passkeyPurpose(token), second.passkey);
  if (made === undefined || (await isPasskeyKnown(deps.db, made.credentialId))) return undefined;
  return { kind: 'passkey', name: second.name, made } satisfies ReadSecond;
}

/**
 * Sets both factors and consumes the link: from then on the person signs in with them, and is signed in already, having
 * just proved both. Whoever has a passkey alone gets recovery codes at once.
 */
export async function enrolStaff(
  deps: Deps,
  given: { readonly token: string; readonly password: string; readonly second: SecondChosen },
  browser: Browser,
): Promise<Outcome<OpenedSession, EnrolmentRefusal>> {
  const found = await openEnrolment(deps, given.token);
  if (found === undefined) return refused({ kind: 'dead_link' });
  const { staffId, mail, name } = found;
  const posts = await postsOf(deps.db, staffId, deps.now());
  const words = [name, ...mail.split('@', 1), ...posts.map((post) => post.schoolName)];
  const password = passwordFault(given.password, { words, birthDates: [] }, isCommonPassword);
  const second = await readChosen(deps, given.token, staffId, given.second);
  if (password !== undefined || second === undefined)
    return refused({ kind: 'mend', password, second: second === undefined ? 'wrong' : undefined });
  const passwordHash = await deps.hash.make(passwordText(given.password));
  const application = second.kind === 'application' ? sealed(deps, staffId, second) : undefined;
  const now = deps.now();
  return await inTransaction<Outcome<OpenedSession, EnrolmentRefusal>>(deps, async (tx, record) => {
    const tokenHash = hashEnrolmentToken(deps, given.token);
    if (!(await staffDb.enrol(tx, { tokenHash, staffId, passwordHash, application, now })))
      return refused({ kind: 'dead_link' });
    await endSessionsOfStaff(tx, staffId, 'replaced', now);
    await forgiveIdentifier(deps, tx, mailKey(mail), 'staff');
    const opened = await openStaffSession(deps, tx, staffId, browser);
    const actor = { type: 'staff', staffId, sessionId: opened.id, address: browser.address } as const;
    record({ actor, kind: 'staff_enrolled', data: { staffId } });
    if (second.kind === 'passkey') {
      const written = { ...second.made, holder: { staffId }, name: second.name, now };
      if (!(await insertPasskey(tx, written))) throw new Error('one key was made for two persons at once');
      await writeRecoveryCodes(deps, tx, record, { staffId, actor });
    }
    return done(opened);
  });
}

const sealed = (
  deps: Deps,
  staffId: number,
  { secret, step }: { readonly secret: Uint8Array; readonly step: number },
) => ({
  secret: sealSecret(deps.keys.seal, staffSealLabel, staffId, secret, deps.random(12)),
  step,
});
