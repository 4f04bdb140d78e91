// A school breaks a grouping: it looks at both sides, then takes its own records out into a new account with a letter.
import { createHash } from 'node:crypto';
import { composeIdentifier, identifierDigits } from '../accounts/rules.js';
import { inTransaction } from '../audit/actions.js';
import { canonicalJson } from '../audit/chain.js';
import { lockAccounts } from '../db/accounts.js';
import { readAttachedRecords, writeBreak } from '../db/breaks.js';
import { type Child, childrenOf, childrenOnceBroken } from '../db/children.js';
import { readAccountFacts } from '../db/grouping.js';
import type { Db } from '../db/open.js';
import { type GuardianCard, readGuardians } from '../db/people.js';
import { violates } from '../db/refusals.js';
import { cancelMailTokens, dropPendingMail } from '../db/signin.js';
import { recordsToUndo } from '../db/undoing.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeReference, composeUuid } from '../kernel/reference.js';
import { insertLetter, type OneLetter, prepareLetter } from '../letters/one-letter.js';
import { discardUnlessAlive } from '../letters/prepare.js';
import { queueMail } from '../mail/queue.js';
import { tellVoid } from '../requests/telling-actions.js';
import { holdsRight } from '../staff/rights.js';
import { type Acting, staffActor } from '../staff/rules.js';
import { type BreakImpossible, type BreakReasonKind, decideBreak } from './rules.js';

/** What this school may see of the account before and after: its own records and pupils, and nothing else. */
export type BreakPreview = {
  readonly identifier: string;
  readonly leavingGuardians: readonly GuardianCard[];
  readonly leaving: readonly Child[];
  readonly staying: readonly Child[];
  /** The grouping that this undoes. */
  readonly groupingId: number | null;
  /** Of all that is shown: the confirmation carries it back. */
  readonly digest: string;
};

export type BreakRefusal = BreakImpossible | 'no_account' | 'not_allowed' | 'changed' | 'letter_not_drawn';

type Choice = {
  readonly school: string;
  readonly accountId: number;
  readonly guardianIds: readonly number[];
  /** The reference of a grouping to undo: the records are those that it brought, whichever were named. */
  readonly undoes?: string | undefined;
};

/** What a break of these records would do. `no_account` also stands for an account that holds nothing of this school. */
export async function previewBreak(deps: Deps, choice: Choice): Promise<Outcome<BreakPreview, BreakRefusal>> {
  return await look(deps.db, { ...choice, reason: 'not asked yet' });
}

export type BreakOrder = Choice & {
  readonly digest: string;
  readonly reasonKind: BreakReasonKind;
  readonly reason: string;
  /** Whose second factor is fresh: the caller has checked it. His role is checked again where the break is written. */
  readonly staff: Acting;
};

export type Broken = {
  readonly breakId: number;
  readonly reference: string;
  readonly newAccountId: number;
  readonly newIdentifier: string;
  /** Of the letter that `takeDeskLetter` serves once; undefined while no child of it has a birth date. */
  readonly letterNumber: string | undefined;
};

const identifierTries = 5;

/**
 * Breaks: the chosen attachments move to a new account, whose letter was drawn before the commit. Nothing happens
 * when what was shown has changed since. Two breaks of one record: the second finds it gone.
 */
export async function breakGrouping(deps: Deps, order: BreakOrder): Promise<Outcome<Broken, BreakRefusal>> {
  for (let attempt = 1; ; attempt += 1) {
    const preview = await look(deps.db, order);
    if (!preview.ok) return preview;
    if (preview.value.digest !== order.digest) return refused('changed');
    const identifier = newIdentifier(deps, preview.value.leavingGuardians, attempt);
    const letter = await drawLetter(deps, order.school, identifier, preview.value.leaving);
    if (letter === 'not_drawn') return refused('letter_not_drawn');
    try {
      const broken = await commit(deps, order, identifier, letter);
      if (broken.ok) await letter?.file.publish();
      else await letter?.file.discard();
      return broken;
    } catch (error) {
      if (letter !== undefined) await discardUnlessAlive(deps, letter.number, letter.file);
      if (attempt >= identifierTries || !violates(error, 'account_identifier_unique')) throw error;
    }
  }
}

async function commit(
  deps: Deps,
  order: BreakOrder,
  identifier: string,
  letter: OneLetter | undefined,
): Promise<Outcome<Broken, BreakRefusal>> {
  return await inTransaction<Outcome<Broken, BreakRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [order.accountId]);
    const seen = await look(tx, order);
    if (!seen.ok) return seen;
    if (seen.value.digest !== order.digest) return refused('changed');
    const { school, staff, reasonKind } = order;
    if (!(await holdsRight(deps, tx, { ...staff, schoolUai: school }, 'break_grouping'))) return refused('not_allowed');
    const guardianIds = seen.value.leavingGuardians.map((guardian) => guardian.guardianId);
    // Applications are told of those whom the account saw: a hidden one goes too, and is named to nobody.
    const seenThere = await childrenOf(tx, order.accountId);
    const pupilIds = seenThere.filter((one) => guardianIds.includes(one.guardianId)).map((one) => one.pupilId);
    const reference = composeReference('S', deps.random(8));
    const now = deps.now();
    const { breakId, accountId, voidRequestIds } = await writeBreak(tx, {
      reference,
      schoolUai: school,
      fromAccountId: order.accountId,
      identifier,
      guardianIds,
      staffId: staff.staffId,
      reasonKind,
      reason: order.reason.trim(),
      groupingId: seen.value.groupingId,
      eventId: composeUuid(deps.random(16)),
      payload: { fromAccountId: order.accountId, guardianIds, pupilIds },
      now,
    });
    // Whoever brought the records together may be a stranger: what he began by mail is over.
    await cancelMailTokens(tx, order.accountId, ['confirm_mail', 'reset_password'], now);
    await dropPendingMail(tx, order.accountId);
    const actor = staffActor(staff);
    if (letter !== undefined) {
      const letterId = await insertLetter(tx, letter, accountId, staff.staffId);
      record({ kind: 'letters_issued', actor, data: { school, letterIds: [letterId], purpose: 'activation' } });
    }
    const to = (await readAccountFacts(tx, [order.accountId])).get(order.accountId)?.confirmedMail ?? null;
    if (to !== null) await queueMail(tx, deps, { kind: 'break_notice', breakId, to });
    const { groupingId } = seen.value;
    const accounts = { fromAccountId: order.accountId, toAccountId: accountId };
    const data = { breakId, school, ...accounts, guardianIds, reasonKind, groupingId };
    record({ kind: 'account_broken', actor, data });
    for (const requestId of voidRequestIds) {
      await tellVoid(tx, deps, requestId);
      record({ kind: 'request_ended', actor, data: { requestId, state: 'void', cause: 'broken' } });
    }
    const letterNumber = letter?.number;
    return done({ breakId, reference, newAccountId: accountId, newIdentifier: identifier, letterNumber });
  });
}

async function look(
  db: Db,
  choice: Choice & { readonly reason: string },
): Promise<Outcome<BreakPreview, BreakRefusal>> {
  const account = (await readAccountFacts(db, [choice.accountId])).get(choice.accountId);
  const attached = await readAttachedRecords(db, choice.accountId);
  if (account === undefined || !attached.some((one) => one.schoolUai === choice.school)) return refused('no_account');
  const brought =
    choice.undoes === undefined ? undefined : await recordsToUndo(db, choice.school, choice.accountId, choice.undoes);
  const named = choice.undoes === undefined ? choice.guardianIds : (brought?.guardianIds ?? []);
  const chosen = [...new Set(named)].sort((one, other) => one - other);
  const why = decideBreak({
    state: account.state,
    schoolUai: choice.school,
    attached,
    chosen,
    reason: choice.reason,
  });
  if (why !== undefined) return refused(why);
  const isOwn = (child: Child) => child.schoolUai === choice.school;
  const own = (await childrenOf(db, choice.accountId)).filter(isOwn);
  // Those that « ce n'est pas moi » hides go too, and are on the letter.
  const freed = (await childrenOnceBroken(db, choice.accountId)).filter(isOwn);
  const shown = {
    identifier: account.identifier,
    leavingGuardians: await readGuardians(db, chosen),
    leaving: freed.filter((child) => chosen.includes(child.guardianId)),
    staying: own.filter((child) => !chosen.includes(child.guardianId)),
    groupingId: brought?.groupingId ?? null,
  };
  return done({ ...shown, digest: createHash('sha256').update(canonicalJson(shown)).digest('base64url') });
}

function newIdentifier(deps: Deps, guardians: readonly GuardianCard[], attempt: number): string {
  const [first] = guardians;
  const person = { firstName: first?.firstName ?? '', usedName: first?.usageName ?? first?.familyName ?? '' };
  return composeIdentifier(person, identifierDigits(attempt === 1 ? 4 : 6, deps.random(4)));
}

/** The new account's letter, on disk and not yet alive; undefined when it must wait for a birth date. */
async function drawLetter(
  deps: Deps,
  school: string,
  identifier: string,
  children: readonly Child[],
): Promise<OneLetter | undefined | 'not_drawn'> {
  const made = await prepareLetter(deps, { school, identifier, children, purpose: 'activation' });
  if (made.ok) return made.value;
  if (made.why.kind === 'no_child' || made.why.kind === 'no_birth_date') return undefined;
  deps.log.error({ school, why: made.why.kind }, 'letter of a break not drawn');
  return 'not_drawn';
}
