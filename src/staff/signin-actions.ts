// How a member of staff comes in: password and security code together, one answer for all that is wrong.
import { inTransaction } from '../audit/actions.js';
import { writeSessionSchool } from '../db/sessions.js';
import { findFactorsOfMail, findStaffPerson, writeStaffPassword } from '../db/staff.js';
import { isOperator, postsOf } from '../db/staff-roles.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { rememberDevice } from '../signin/device.js';
import { parseRecoveryCode } from '../signin/factor-rules.js';
import type { StaffSession } from '../signin/rules.js';
import { lengthOfPassword, longestPassword, passwordText } from '../signin/secret-rules.js';
import type { Browser, OpenedSession } from '../signin/sessions.js';
import { giveTryBack, reserveTry, type TooManyTries, whileTrying } from '../signin/throttle.js';
import { type Desk, mailKey, type Operator, type Post, postAtWork } from './rules.js';
import { openStaffSession, recoveryUsed, spendTyped, stepTyped } from './second-factor.js';
import { beginStaffStep } from './second-step.js';

export type StaffProofRefusal = { readonly kind: 'wrong' } | TooManyTries;

type StaffBrowser = Browser & {
  /** The value of its device cookie. */
  readonly device: string | undefined;
};

const triesOf = (mail: string, browser: Omit<StaffBrowser, 'agent'>) =>
  ({ identifier: mailKey(mail), address: browser.address, device: browser.device, site: 'staff' }) as const;

export type StaffSignedIn = OpenedSession & { /** For the browser's device cookie. */ readonly device: string };

/** Whoever left the code empty and has a passkey is asked for it after the right password: no session yet. */
export type StaffSignIn =
  | ({ readonly kind: 'session' } & StaffSignedIn)
  | { readonly kind: 'second_step'; readonly token: string };

/** Signs in; the session works for the person's only school, or for none until one is chosen. */
export async function signInStaff(
  deps: Deps,
  typed: { readonly mail: string; readonly password: string; readonly code: string },
  browser: StaffBrowser,
): Promise<Outcome<StaffSignIn, StaffProofRefusal>> {
  if (lengthOfPassword(typed.password) > longestPassword) return refused({ kind: 'wrong' });
  const reserved = await reserveTry(deps, triesOf(typed.mail, browser));
  if (!reserved.ok) {
    deps.log.warn({ kind: reserved.why.kind, address: browser.address }, 'staff sign-in refused');
    return reserved;
  }
  const staff = await findFactorsOfMail(deps.db, typed.mail.trim());
  const password = passwordText(typed.password);
  const phc = staff?.passwordHash ?? null;
  const matched = await whileTrying(deps, reserved.value, async () => {
    if (phc !== null) return await deps.hash.matches(phc, password);
    await deps.hash.pretend(password);
    return false;
  });
  const step = stepTyped(deps, staff, typed.code);
  const known = staff !== undefined && phc !== null && matched;
  if (known && typed.code === '' && staff.passkey) {
    // Half of a proof: what was typed in vain goes on counting.
    await giveTryBack(deps, { subjects: reserved.value.subjects });
    return done({ kind: 'second_step', token: await beginStaffStep(deps, staff.id) });
  }
  const proved = known && (step !== undefined || parseRecoveryCode(typed.code) !== undefined);
  const rehashed = proved && deps.hash.outdated(phc) ? await deps.hash.make(password) : undefined;
  const opened = proved
    ? await inTransaction(deps, async (tx, record) => {
        const byCode = await spendTyped(deps, tx, staff.id, step, typed.code);
        if (byCode === undefined) return undefined;
        if (rehashed !== undefined) await writeStaffPassword(tx, staff.id, phc, rehashed);
        const session = await openStaffSession(deps, tx, staff.id, browser);
        if (byCode === 'recovery') record(recoveryUsed(staff.id, session.id, browser.address));
        return session;
      })
    : undefined;
  if (opened === undefined) {
    deps.log.warn({ kind: 'wrong', staff: staff?.id, address: browser.address }, 'staff sign-in refused');
    return refused({ kind: 'wrong' });
  }
  await giveTryBack(deps, reserved.value);
  deps.log.info({ staff: staff?.id, session: opened.id, address: browser.address }, 'staff signed in');
  return done({ kind: 'session', ...opened, device: rememberDevice(deps, browser.device, mailKey(typed.mail)) });
}

export type AtWork =
  | { readonly kind: 'at_work'; readonly desk: Desk }
  /** Several schools, none chosen yet. */
  | { readonly kind: 'choose'; readonly name: string; readonly posts: readonly Post[] }
  | { readonly kind: 'no_role' };

/** Who is at work for which school, with the rights of this very moment. */
export async function findDesk(deps: Deps, session: StaffSession, address: string): Promise<AtWork> {
  const person = await findStaffPerson(deps.db, session.staffId);
  const posts = await postsOf(deps.db, session.staffId, deps.now());
  if (person === undefined || posts.length === 0) return { kind: 'no_role' };
  const elsewhere = posts.length > 1 || (await isOperator(deps.db, session.staffId, deps.now()));
  const name = person.name === '' ? person.mail : person.name;
  const post = postAtWork(posts, session.schoolUai);
  if (post === undefined) return { kind: 'choose', name, posts };
  const { id: sessionId, staffId } = session;
  return { kind: 'at_work', desk: { ...post, staffId, sessionId, address, name, severalSchools: elsewhere } };
}

/** Undefined when the person is no operator now. */
export async function findOperator(deps: Deps, session: StaffSession, address: string): Promise<Operator | undefined> {
  const { id: sessionId, staffId } = session;
  if (!(await isOperator(deps.db, staffId, deps.now()))) return undefined;
  const person = await findStaffPerson(deps.db, staffId);
  if (person === undefined) return undefined;
  const atSchools = (await postsOf(deps.db, staffId, deps.now())).length > 0;
  return { staffId, sessionId, address, name: person.name === '' ? person.mail : person.name, atSchools };
}

/** The name of whoever is signed in, or his mail. */
export async function readOwnName(deps: Deps, session: StaffSession): Promise<string> {
  const person = await findStaffPerson(deps.db, session.staffId);
  return person === undefined ? '' : person.name || person.mail;
}

/** The person's schools, to choose another. */
export async function findPosts(deps: Deps, session: StaffSession): Promise<readonly Post[]> {
  return await postsOf(deps.db, session.staffId, deps.now());
}

/** The school a session works for from now on; refused when the person has no role there. */
export async function chooseSchool(
  deps: Deps,
  session: StaffSession,
  schoolUai: string,
): Promise<Outcome<void, 'no_role'>> {
  return await inTransaction(deps, async (tx) => {
    const posts = await postsOf(tx, session.staffId, deps.now());
    if (!posts.some((post) => post.schoolUai === schoolUai)) return refused('no_role');
    await writeSessionSchool(tx, session.id, schoolUai);
    return done(undefined);
  });
}
