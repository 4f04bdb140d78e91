// A second person's approval: asked for an order, given by somebody else of the school, used up by the order itself.
import { createHash } from 'node:crypto';
import { inTransaction, type RecordEvent } from '../audit/actions.js';
import * as approvals from '../db/approvals.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Db, Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeReference } from '../kernel/reference.js';
import { type NetworkSettings, needsApproval } from '../network-settings/rules.js';
import { holdsRight } from '../staff/rights.js';
import { may } from '../staff/rights-rules.js';
import { type Desk, staffActor, staffRoles } from '../staff/rules.js';
import {
  type ApprovableAct,
  type ApprovalDecision,
  type ApprovalRow,
  addedUpHours,
  approvalHours,
  approvalState,
  type OrderState,
} from './rules.js';

const hour = 3_600_000;
const listed = 50;

/** An order that may need a second person. */
export type Order = {
  readonly act: ApprovableAct;
  /** How many letters or accounts. */
  readonly count: number;
  /** Of all that decides what the order does: another order is another question. */
  readonly digest: string;
};

/** Of what an order does and to whom: the accounts are part of it, so that an import makes another order of it. */
export const digestOf = (facts: unknown): string => createHash('sha256').update(JSON.stringify(facts)).digest('hex');

/** What this person, or his programs, ordered here in the last day without a second person: small orders add up. */
async function recentlyOrdered(
  deps: Deps,
  db: Db,
  { schoolUai, staffId }: Desk,
  act: ApprovableAct,
  { approvalAbove }: NetworkSettings,
): Promise<number> {
  if (approvalAbove === null) return 0;
  const since = new Date(deps.now().getTime() - addedUpHours * hour);
  return await approvals.countOrdered(db, { schoolUai, staffId, act, since });
}

/** How this order of this person stands. `not_needed`: the network asks for nobody else for so few. */
export async function orderState(deps: Deps, desk: Desk, { act, count, digest }: Order): Promise<OrderState> {
  const { schoolUai, staffId: askedBy } = desk;
  const settings = await readNetworkSettings(deps.db);
  if (!needsApproval(count + (await recentlyOrdered(deps, deps.db, desk, act, settings)), settings))
    return 'not_needed';
  return approvalState(await approvals.findApproval(deps.db, { schoolUai, act, digest, askedBy }), deps.now());
}

/** Whoever may prepare the order may ask. */
const askedWith = { letters: 'make_letter', export: 'prepare_export' } as const;

/** Asks for a second person. `summary` is what he reads: « 412 lettres, toutes les classes »; no parent, no child. */
export async function askApproval(
  deps: Deps,
  desk: Desk,
  order: Order & { readonly summary: string },
): Promise<Outcome<{ readonly reference: string }, 'not_allowed'>> {
  const { schoolUai, staffId: askedBy } = desk;
  return await inTransaction<Outcome<{ reference: string }, 'not_allowed'>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, askedWith[order.act]))) return refused('not_allowed');
    const askedAt = deps.now();
    const expiresAt = new Date(askedAt.getTime() + approvalHours * hour);
    const reference = composeReference('V', deps.random(8));
    const told = await approvals.insertApproval(tx, { ...order, reference, schoolUai, askedBy, askedAt, expiresAt });
    if (told === reference) {
      const { act, count } = order;
      record({ actor: staffActor(desk), kind: 'approval_asked', data: { school: schoolUai, reference, act, count } });
    }
    return done({ reference: told });
  });
}

/**
 * In the transaction of the order, before it writes anything: false when it needs an approval that it does not have. An
 * approval is used up here, in one statement: of two runs at once one goes on.
 */
export async function passApproval(
  deps: Deps,
  tx: Tx,
  record: RecordEvent,
  desk: Desk,
  { act, count, digest }: Order,
): Promise<boolean> {
  const { schoolUai, staffId: askedBy } = desk;
  const settings = await readNetworkSettings(tx);
  // Two orders of one person wait for each other: the second one counts the first.
  if (settings.approvalAbove !== null) await approvals.lockOrders(tx, askedBy);
  if (!needsApproval(count + (await recentlyOrdered(deps, tx, desk, act, settings)), settings)) return true;
  if (!(await approvals.spendApproval(tx, { schoolUai, act, digest, askedBy, now: deps.now() }))) return false;
  record({ actor: staffActor(desk), kind: 'approval_used', data: { school: schoolUai, act, count } });
  return true;
}

/**
 * Whether this person may make one letter more by himself. Nobody is asked about a single letter: when what one person orders
 * alone is used up, letters are ordered together, with an approval.
 */
export async function mayMakeOneLetter(deps: Deps, db: Db, desk: Desk): Promise<boolean> {
  const settings = await readNetworkSettings(db);
  return !needsApproval(1 + (await recentlyOrdered(deps, db, desk, 'letters', settings)), settings);
}

/** The same in the transaction that makes it. */
export async function passOneLetter(deps: Deps, tx: Tx, desk: Desk): Promise<boolean> {
  if ((await readNetworkSettings(tx)).approvalAbove !== null) await approvals.lockOrders(tx, desk.staffId);
  return await mayMakeOneLetter(deps, tx, desk);
}

export async function readApprovals(deps: Deps, desk: Desk): Promise<readonly ApprovalRow[]> {
  return await approvals.listApprovals(deps.db, desk.schoolUai, deps.now(), listed);
}

/** How many wait for this person: his own questions do not. */
export async function countApprovals(deps: Deps, desk: Desk): Promise<number> {
  return await approvals.countWaitingApprovals(deps.db, desk.schoolUai, desk.staffId, deps.now());
}

export async function readApproval(deps: Deps, desk: Desk, reference: string): Promise<ApprovalRow | undefined> {
  return await approvals.findApprovalOf(deps.db, desk.schoolUai, reference);
}

/** Who may answer this question: not its asker, nor anybody whose role comes from him. */
export async function answerersOf(deps: Deps, desk: Desk, row: Pick<ApprovalRow, 'askedBy'>) {
  const roles = staffRoles.filter((role) => may(role, 'answer_approval'));
  const { schoolUai } = desk;
  return await approvals.answerersOf(deps.db, { schoolUai, askedBy: row.askedBy, now: deps.now(), roles });
}

export async function answerApproval(
  deps: Deps,
  desk: Desk,
  reference: string,
  decision: ApprovalDecision,
): Promise<Outcome<void, 'not_allowed' | 'over'>> {
  const { schoolUai, staffId } = desk;
  return await inTransaction<Outcome<void, 'not_allowed' | 'over'>>(deps, async (tx, record) => {
    if (!(await holdsRight(deps, tx, desk, 'answer_approval'))) return refused('not_allowed');
    const now = deps.now();
    const usableUntil = new Date(now.getTime() + approvalHours * hour);
    const written = await approvals.answerApproval(tx, { schoolUai, reference, decision, staffId, now, usableUntil });
    if (written === undefined) return refused('over');
    record({ actor: staffActor(desk), kind: 'approval_answered', data: { school: schoolUai, reference, decision } });
    return done(undefined);
  });
}
