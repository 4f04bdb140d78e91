// A break as one desk does it: the card, the preview of the records chosen, the result, found again after a double click.
import { findBreak, findBreakOfRecords } from '../db/breaks.js';
import { stepsOfGrouping } from '../db/undoing.js';
import type { Deps } from '../deps.js';
import { type BreakOrder, breakGrouping, previewBreak } from '../grouping/break-actions.js';
import type { Desk } from '../staff/rules.js';
import { readCard } from './actions.js';

/** The account and what a break of these records would do. Undefined when one of them is not this school's, here, now. */
export async function readBreak(deps: Deps, desk: Desk, accountId: number, chosen: readonly number[]) {
  const account = await readCard(deps, desk, accountId);
  if (account === undefined) return undefined;
  if (chosen.length === 0) return { account, result: undefined };
  const preview = await previewBreak(deps, { school: desk.schoolUai, accountId, guardianIds: chosen });
  return preview.ok ? { account, result: preview.value } : undefined;
}

/**
 * What a grouping brought and what undoing it would do; no result when nothing of it is left there. Undefined when it
 * brought no record of this school to this account.
 */
export async function readUndo(deps: Deps, desk: Desk, accountId: number, reference: string) {
  const account = await readCard(deps, desk, accountId);
  if (account === undefined) return undefined;
  const steps = await stepsOfGrouping(deps.db, desk.schoolUai, accountId, reference);
  if (steps.length === 0) return undefined;
  const asked = { school: desk.schoolUai, accountId, guardianIds: [], undoes: reference };
  const preview = await previewBreak(deps, asked);
  return { account, steps, result: preview.ok ? preview.value : undefined };
}

export type BreakAsked = Pick<BreakOrder, 'accountId' | 'guardianIds' | 'digest' | 'reasonKind' | 'reason' | 'undoes'>;

export async function makeBreak(deps: Deps, desk: Desk, asked: BreakAsked) {
  return await breakGrouping(deps, { ...asked, school: desk.schoolUai, staff: desk });
}

/** The break that took exactly these records out of this account, if it was made: a second click finds the first. */
export async function findMadeBreak(deps: Deps, desk: Desk, accountId: number, guardianIds: readonly number[]) {
  return await findBreakOfRecords(deps.db, desk.schoolUai, accountId, guardianIds);
}

/** The result of a break of this school: its new account, and its letter while this person may fetch it. */
export async function readBreakDone(deps: Deps, desk: Desk, newAccountId: number, reference: string) {
  const made = await findBreak(deps.db, desk.schoolUai, newAccountId, reference);
  const account = made === undefined ? undefined : await readCard(deps, desk, newAccountId);
  if (account === undefined) return undefined;
  const letter = account.letters.find((one) => one.end === undefined && one.madeBy === desk.staffId);
  return { account, reference, letter };
}
