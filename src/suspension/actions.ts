// A school suspends an account that it no longer trusts, and reinstates it: with a reason, both times.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { findProvedMail } from '../db/mails.js';
import { endSessionsOfAccount } from '../db/sessions.js';
import { cancelMailTokens, dropPendingMail } from '../db/signin.js';
import {
  readSuspensionFacts,
  reinstateAccount,
  reinstateChildren,
  suspendAccount,
  suspendChildren,
} from '../db/suspensions.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import type { SecurityAct } from '../mail/rules.js';
import { holdsRight } from '../staff/rights.js';
import { type ActingAt, staffActor } from '../staff/rules.js';
import { type CannotReinstate, type CannotSuspend, decideReinstatement, decideSuspension } from './rules.js';

type Asked = { readonly accountId: number; readonly reason: string };
type NotHere = 'not_here' | 'not_allowed';

export async function suspend(
  deps: Deps,
  desk: ActingAt,
  asked: Asked,
): Promise<Outcome<void, CannotSuspend | NotHere>> {
  const { accountId } = asked;
  const { schoolUai } = desk;
  return await inTransaction<Outcome<void, CannotSuspend | NotHere>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if (!(await holdsRight(deps, tx, desk, 'suspend'))) return refused('not_allowed');
    const facts = await readSuspensionFacts(tx, schoolUai, accountId);
    if (facts === undefined) return refused('not_here');
    const decided = decideSuspension(facts);
    if (!decided.ok) return decided;
    const now = deps.now();
    const write = { ...asked, schoolUai, staffId: desk.staffId, eventId: composeUuid(deps.random(16)), now };
    const to = await findProvedMail(tx, accountId);
    const whole = decided.value.kind === 'account';
    const suspensionId =
      decided.value.kind === 'account'
        ? await suspendAccount(tx, write, decided.value.formerState)
        : await suspendChildren(tx, write);
    if (whole) {
      await cancelMailTokens(tx, accountId, ['confirm_mail', 'reset_password'], now);
      await dropPendingMail(tx, accountId);
    }
    const data = { accountId, suspensionId, school: schoolUai, reach: decided.value.kind };
    record({ kind: 'account_suspended', actor: staffActor(desk), data });
    const what: SecurityAct = whole ? 'account_suspended' : 'children_suspended';
    if (to !== undefined)
      await queueMail(tx, deps, {
        kind: 'security_notice',
        accountId,
        what,
        at: now.toISOString(),
        to,
        school: schoolUai,
      });
    return done(undefined);
  });
}

export async function reinstate(
  deps: Deps,
  desk: ActingAt,
  asked: Asked,
): Promise<Outcome<void, CannotReinstate | NotHere>> {
  const { accountId } = asked;
  const { schoolUai } = desk;
  return await inTransaction<Outcome<void, CannotReinstate | NotHere>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if (!(await holdsRight(deps, tx, desk, 'suspend'))) return refused('not_allowed');
    const facts = await readSuspensionFacts(tx, schoolUai, accountId);
    if (facts === undefined) return refused('not_here');
    const decided = decideReinstatement(facts, schoolUai);
    if (!decided.ok) return decided;
    const now = deps.now();
    const write = { ...asked, schoolUai, staffId: desk.staffId, eventId: composeUuid(deps.random(16)), now };
    const { value } = decided;
    if (value.kind === 'account') await reinstateAccount(tx, { ...write, ...value });
    const shown =
      value.kind === 'children' || value.childrenToo
        ? await reinstateChildren(tx, { ...write, eventId: composeUuid(deps.random(16)) })
        : [];
    const ended = value.kind === 'account' ? [value.suspensionId, ...shown] : shown;
    const data = { accountId, suspensionIds: ended, school: schoolUai, reach: value.kind };
    record({ kind: 'account_reinstated', actor: staffActor(desk), data });
    const at = now.toISOString();
    const notice = { kind: 'security_notice', accountId, what: 'account_reinstated', at, school: schoolUai } as const;
    await queueMail(tx, deps, notice);
    return done(undefined);
  });
}

/** Whoever is signed in to this account signs in again: a telephone lost, a computer of the public library left open. */
export async function endSessions(
  deps: Deps,
  desk: ActingAt,
  accountId: number,
): Promise<Outcome<{ readonly sessions: number }, NotHere>> {
  const { schoolUai } = desk;
  return await inTransaction<Outcome<{ readonly sessions: number }, NotHere>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if (!(await holdsRight(deps, tx, desk, 'end_sessions'))) return refused('not_allowed');
    if ((await readSuspensionFacts(tx, schoolUai, accountId)) === undefined) return refused('not_here');
    const sessions = await endSessionsOfAccount(tx, accountId, 'ended_by_school', deps.now());
    if (sessions > 0) {
      const data = { accountId, school: schoolUai, sessions };
      record({ kind: 'sessions_ended_by_school', actor: staffActor(desk), data });
    }
    return done({ sessions });
  });
}
