// The end of an account, asked by its owner or come with his last right: the one place where an account closes into no
// other one.
import { inTransaction, type RecordEvent } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import { childrenOf } from '../db/children.js';
import {
  type ClosingFacts,
  type ClosingRecord,
  isSessionOpen,
  readClosingFacts,
  type Successor,
  writeClosing,
} from '../db/closing.js';
import type { Tx } from '../db/open.js';
import { violates } from '../db/refusals.js';
import { lockSchools } from '../db/roster-plan.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import { tellVoid } from '../requests/telling-actions.js';
import {
  type ClosingCause,
  type ClosingImpossible,
  composeIdentifier,
  decideClosing,
  identifierDigits,
} from './rules.js';

export type ClosingOrder = {
  readonly accountId: number;
  readonly cause: ClosingCause;
  /** An owner's session must still be open: the caller has checked that its proof is fresh. */
  readonly actor: Actor;
};

export type ClosingRefusal = ClosingImpossible | 'no_account' | 'session_ended' | 'changed';

export type Closed = {
  /** Where the records went on: accounts to activate, without a letter until their school makes one. */
  readonly successors: readonly Successor[];
};

const identifierTries = 5;

/**
 * Closes an account for ever. An owner's records go to new accounts, one for each school; an account closed because it
 * has no right left releases its records: a new right will make a new account. Both are told to the confirmed mail.
 */
export async function closeAccount(deps: Deps, order: ClosingOrder): Promise<Outcome<Closed, ClosingRefusal>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(deps, (tx, record) => closeIn(deps, tx, record, order, attempt));
    } catch (error) {
      if (attempt >= identifierTries || !violates(error, 'account_identifier_unique')) throw error;
    }
  }
}

async function closeIn(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  { accountId, cause, actor }: ClosingOrder,
  attempt: number,
): Promise<Outcome<Closed, ClosingRefusal>> {
  const locked = cause === 'no_right' ? await lockRegisters(tx, accountId) : undefined;
  await lockAccounts(tx, [accountId]);
  const facts = await readClosingFacts(tx, accountId);
  if (facts === undefined) return refused('no_account');
  if (locked !== undefined && facts.records.some((one) => !locked.has(one.schoolUai))) return refused('changed');
  const why = decideClosing({ state: facts.state, cause, entitled: facts.records.some((one) => one.entitled) });
  if (why !== undefined) return refused(why);
  if (actor.type === 'parent' && actor.sessionId !== null && !(await isSessionOpen(tx, actor.sessionId, accountId)))
    return refused('session_ended');

  const guardianIds = facts.records.map((one) => one.guardianId);
  const now = deps.now();
  const { successors, voidRequestIds } = await writeClosing(tx, {
    accountId,
    successors: cause === 'no_right' ? [] : nameSuccessors(deps, facts, attempt),
    eventId: composeUuid(deps.random(16)),
    payload: { accountId, guardianIds, pupilIds: (await childrenOf(tx, accountId)).map((child) => child.pupilId) },
    now,
  });
  record({
    kind: 'account_closed',
    actor,
    data: { accountId, cause, guardianIds, newAccountIds: successors.map((one) => one.accountId) },
  });
  for (const requestId of voidRequestIds) {
    await tellVoid(tx, deps, requestId);
    record({ kind: 'request_ended', actor, data: { requestId, state: 'void', cause: 'account_closed' } });
  }
  if (facts.confirmedMail !== null)
    await queueMail(tx, deps, {
      kind: 'security_notice',
      accountId,
      what: 'account_closed',
      at: now.toISOString(),
      to: facts.confirmedMail,
    });
  return done({ successors });
}

/** Keeps imports of these schools waiting: one that has read a record's account must find it there when it commits. */
async function lockRegisters(tx: Tx, accountId: number): Promise<ReadonlySet<string>> {
  const facts = await readClosingFacts(tx, accountId);
  const schools = new Set(facts?.records.map((one) => one.schoolUai));
  await lockSchools(tx, [...schools]);
  return schools;
}

/** One new identifier for each school, after the name that this school writes. */
function nameSuccessors(deps: Deps, { records }: ClosingFacts, attempt: number) {
  const firstOf = new Map<string, ClosingRecord>();
  for (const one of records) if (!firstOf.has(one.schoolUai)) firstOf.set(one.schoolUai, one);
  const taken = new Set<string>();
  return [...firstOf].map(([schoolUai, person]) => {
    let identifier = composeIdentifier(person, identifierDigits(attempt === 1 ? 4 : 6, deps.random(4)));
    while (taken.has(identifier)) identifier = composeIdentifier(person, identifierDigits(6, deps.random(4)));
    taken.add(identifier);
    return { schoolUai, identifier };
  });
}
