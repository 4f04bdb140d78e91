// The operator stops a whole account, and opens it again: with a reason, both times. For what no single school can decide.
import { canonicalIdentifier } from '../accounts/rules.js';
import { inTransaction } from '../audit/actions.js';
import { findAccountByIdentifier, lockAccounts } from '../db/accounts.js';
import { findProvedMail } from '../db/mails.js';
import { cancelMailTokens, dropPendingMail } from '../db/signin.js';
import { listStopped, readStopFacts, reinstateAccount, suspendAccount } from '../db/suspensions.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import { actorFor } from '../staff/rights.js';
import type { Operator } from '../staff/rules.js';
import { type CannotReinstate, type CannotSuspend, decideReopening, decideStop } from './rules.js';

const shownStopped = 200;

type By = 'command' | Operator;
type Asked = { readonly identifier: string; readonly reason: string };
type Refused = 'no_account' | 'not_allowed';

export type StopRefusal = CannotSuspend | Refused;
export type ReopenRefusal = CannotReinstate | Refused;

const staffIdOf = (by: By): number | null => (by === 'command' ? null : by.staffId);

/** The account opens nothing, signs nobody in anywhere, and its owner is told. */
export async function stopAccount(deps: Deps, by: By, asked: Asked): Promise<Outcome<void, StopRefusal>> {
  const found = await findAccountByIdentifier(deps.db, canonicalIdentifier(asked.identifier));
  if (found === undefined) return refused('no_account');
  const accountId = found.id;
  return await inTransaction<Outcome<void, StopRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const actor = await actorFor(deps, tx, by, 'stop_account');
    if (actor === undefined) return refused('not_allowed');
    const facts = await readStopFacts(tx, accountId);
    if (facts === undefined) return refused('no_account');
    const decided = decideStop(facts.state);
    if (!decided.ok) return decided;
    const now = deps.now();
    const to = await findProvedMail(tx, accountId);
    const write = { accountId, schoolUai: null, staffId: staffIdOf(by), reason: asked.reason };
    const eventId = composeUuid(deps.random(16));
    const suspensionId = await suspendAccount(tx, { ...write, eventId, now }, decided.value);
    await cancelMailTokens(tx, accountId, ['confirm_mail', 'reset_password'], now);
    await dropPendingMail(tx, accountId);
    record({ kind: 'account_stopped', actor, data: { accountId, suspensionId } });
    const notice = { kind: 'security_notice', accountId, what: 'account_stopped', at: now.toISOString() } as const;
    if (to !== undefined) await queueMail(tx, deps, { ...notice, to });
    return done(undefined);
  });
}

/** The account is again what it was, or frozen when a grouping of it was objected to meanwhile. */
export async function reopenAccount(deps: Deps, by: By, asked: Asked): Promise<Outcome<void, ReopenRefusal>> {
  const found = await findAccountByIdentifier(deps.db, canonicalIdentifier(asked.identifier));
  if (found === undefined) return refused('no_account');
  const accountId = found.id;
  return await inTransaction<Outcome<void, ReopenRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    const actor = await actorFor(deps, tx, by, 'stop_account');
    if (actor === undefined) return refused('not_allowed');
    const facts = await readStopFacts(tx, accountId);
    if (facts === undefined) return refused('no_account');
    const decided = decideReopening(facts);
    if (!decided.ok) return decided;
    const now = deps.now();
    const eventId = composeUuid(deps.random(16));
    const write = { accountId, schoolUai: null, staffId: staffIdOf(by), reason: asked.reason, eventId, now };
    await reinstateAccount(tx, { ...write, ...decided.value });
    record({ kind: 'account_reopened', actor, data: { accountId, suspensionId: decided.value.suspensionId } });
    await queueMail(tx, deps, { kind: 'security_notice', accountId, what: 'account_reopened', at: now.toISOString() });
    return done(undefined);
  });
}

export const readStopped = async (deps: Deps) => await listStopped(deps.db, shownStopped);
