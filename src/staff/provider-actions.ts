// Coming in by the académie's provider of identities, linking it to one's access, and taking the link away.
import { inTransaction } from '../audit/actions.js';
import { endSessionsOfStaff } from '../db/sessions.js';
import { lockFreshSession } from '../db/staff-access.js';
import {
  endStaffIdentity,
  findStaffOfIdentity,
  hasStaffIdentity,
  insertStaffIdentity,
} from '../db/staff-identities.js';
import type { Deps } from '../deps.js';
import { type CameBack, type Elsewhere, takeAnswer } from '../federation/actions.js';
import type { StaffProvider } from '../federation/rules.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { rememberDevice } from '../signin/device.js';
import type { StaffSession } from '../signin/rules.js';
import { actorOf } from './access-actions.js';
import { mailKey } from './rules.js';
import { openStaffSession } from './second-factor.js';
import { beginStaffStep } from './second-step.js';
import type { StaffSignIn } from './signin-actions.js';
import { tellStaff } from './telling.js';

export type StaffCameBack = CameBack<StaffSession>;
export type ProviderFinished = { readonly kind: 'linked' } | (StaffSignIn & { readonly back: string });
/** `failed`: not this browser, too late, refused there, or an answer that does not hold. */
export type ProviderRefusal = 'failed' | 'unknown' | 'taken';

export async function finishProvider(
  deps: Deps,
  elsewhere: Elsewhere & { readonly federation: StaffProvider },
  came: StaffCameBack,
): Promise<Outcome<ProviderFinished, ProviderRefusal>> {
  const answer = await takeAnswer(deps, elsewhere, came);
  if (!answer.ok) return refused('failed');
  const { step, identity, justNow, methods } = answer.value;
  const { session, browser } = came;
  if (step.sessionId !== null) {
    // The session that asked is the one that links, and its person is at the keyboard there too.
    if (session === undefined || session.id !== step.sessionId || !justNow) return refused('failed');
    return await link(deps, identity, session, browser.address);
  }
  const staff = await findStaffOfIdentity(deps.db, identity);
  if (staff === undefined) return refused('unknown');
  const { staffId, mail } = staff;
  const { back } = step;
  const second = justNow && methods.some((method) => elsewhere.federation.factors.includes(method));
  if (!second) return done({ kind: 'second_step', token: await beginStaffStep(deps, staffId), back });
  const opened = await inTransaction(deps, async (tx) => await openStaffSession(deps, tx, staffId, browser));
  deps.log.info({ staff: staffId, session: opened.id, address: browser.address }, 'staff signed in by the provider');
  return done({ kind: 'session', ...opened, device: rememberDevice(deps, came.device, mailKey(mail)), back });
}

async function link(
  deps: Deps,
  identity: { readonly issuer: string; readonly subject: string },
  session: StaffSession,
  address: string,
): Promise<Outcome<ProviderFinished, ProviderRefusal>> {
  const { staffId } = session;
  return await inTransaction<Outcome<ProviderFinished, ProviderRefusal>>(deps, async (tx, record) => {
    const now = deps.now();
    if (!(await lockFreshSession(tx, session.id, now))) return refused('failed');
    const owner = await findStaffOfIdentity(tx, identity);
    if (owner !== undefined && owner.staffId !== staffId) return refused('taken');
    // One that takes the place of another: whoever came in by that one is out.
    const replaces = owner === undefined && (await hasStaffIdentity(tx, staffId, identity.issuer));
    if (!(await insertStaffIdentity(tx, { ...identity, staffId, now }))) return refused('taken');
    if (replaces) await endSessionsOfStaff(tx, staffId, 'ended_by_owner', now, session.id);
    const data = { staffId, issuer: identity.issuer };
    record({ actor: actorOf(session, address), kind: 'staff_identity_linked', data });
    await tellStaff(deps, tx, staffId, 'identity_linked');
    return done({ kind: 'linked' });
  });
}

export async function isStaffLinked(deps: Deps, { issuer }: StaffProvider, staffId: number): Promise<boolean> {
  return await hasStaffIdentity(deps.db, staffId, issuer);
}

/** Whoever came in by that identity is out: the session that unlinks it alone goes on. */
export async function unlinkStaff(
  deps: Deps,
  { issuer }: StaffProvider,
  session: StaffSession,
  address: string,
): Promise<void> {
  const { staffId } = session;
  await inTransaction(deps, async (tx, record) => {
    const now = deps.now();
    if (!(await endStaffIdentity(tx, staffId, issuer, now))) return;
    await endSessionsOfStaff(tx, staffId, 'ended_by_owner', now, session.id);
    record({ actor: actorOf(session, address), kind: 'staff_identity_unlinked', data: { staffId, issuer } });
    await tellStaff(deps, tx, staffId, 'identity_unlinked');
  });
}
