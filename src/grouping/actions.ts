// The grouping in its three steps: prove the other account, look at what will happen, confirm once.
import { createHash } from 'node:crypto';
import { inTransaction } from '../audit/actions.js';
import { canonicalJson } from '../audit/chain.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import { type Child, childrenOfAccounts } from '../db/children.js';
import {
  type AccountFacts,
  cancelIntent,
  findGrouping,
  findIntent,
  type GroupingDone,
  readAccountFacts,
  readSides,
  replaceIntent,
  writeGrouping,
} from '../db/grouping.js';
import type { Db } from '../db/open.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeReference, composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import { turnSession } from '../signin/sessions.js';
import { decideGrouping, type GroupingImpossible, type GroupingProof, intentMinutes } from './rules.js';

type Parent = { readonly accountId: number; readonly sessionId: number; readonly address: string };

/** What was proved of the other account, by its password, its letter's code or its letter's token. */
export type OtherAccount = {
  readonly accountId: number;
  readonly proof: GroupingProof;
  /** The account's proof version when its secret was checked. */
  readonly proofVersion: number;
};

export type BeginRefusal = GroupingImpossible | 'needs_school' | 'recovery_letter' | 'changed';

/** One account on the check page. */
export type ShownAccount = { readonly identifier: string; readonly children: readonly Child[] };
export type ShownGrouping = {
  readonly kept: ShownAccount;
  readonly absorbed: ShownAccount;
  /** Of all that the page shows: a confirmation carries it back. */
  readonly digest: string;
  readonly expiresAt: Date;
};

export type StepRefusal = 'no_intent' | 'expired' | 'changed' | 'needs_school' | GroupingImpossible;

export type Begun = {
  /** The session's new token, when its current one was given: a proof changes it. */
  readonly token: string | undefined;
};

/** Step 1, after the proof: decides, and opens an intent bound to this session. A new one replaces the former. */
export async function beginGrouping(
  deps: Deps,
  parent: Parent & { readonly token?: string | undefined },
  other: OtherAccount,
): Promise<Outcome<Begun, BeginRefusal>> {
  return await inTransaction(deps, async (tx) => {
    await lockAccounts(tx, [parent.accountId, other.accountId]);
    const loaded = await load(tx, parent.accountId, other.accountId);
    const decision = decideGrouping(loaded.sides.kept, loaded.sides.absorbed);
    if (decision.kind === 'impossible') return refused(decision.why);
    if (other.proofVersion !== loaded.absorbed.proofVersion) return refused('changed');
    // An active account is proved by its password; its recovery letter must first be used to set a new one.
    if (other.proof !== 'password' && loaded.absorbed.state !== 'to_activate') return refused('recovery_letter');
    if (decision.kind === 'request') {
      deps.log.info(
        { kept: parent.accountId, absorbed: other.accountId, reasons: decision.reasons },
        'grouping needs the school',
      );
      return refused('needs_school');
    }
    const now = deps.now();
    const expiresAt = new Date(now.getTime() + intentMinutes * 60_000);
    await replaceIntent(tx, { sessionId: parent.sessionId, ...loaded, proof: other.proof, now, expiresAt });
    const token = parent.token === undefined ? undefined : await turnSession(deps, tx, parent.sessionId, parent.token);
    return done({ token });
  });
}

/** Step 2: what the session's live intent would do, as of now. */
export async function showGrouping(deps: Deps, parent: Parent): Promise<Outcome<ShownGrouping, StepRefusal>> {
  const intent = await findIntent(deps.db, parent.sessionId);
  if (intent === undefined || intent.usedAt !== null || intent.keptId !== parent.accountId) return refused('no_intent');
  if (intent.expiresAt <= deps.now()) return refused('expired');
  const loaded = await load(deps.db, intent.keptId, intent.absorbedId);
  if (!proofHolds(intent, loaded)) return refused('changed');
  const decision = decideGrouping(loaded.sides.kept, loaded.sides.absorbed);
  if (decision.kind === 'impossible') return refused(decision.why);
  if (decision.kind === 'request') return refused('needs_school');
  return done({ ...loaded.shown, expiresAt: intent.expiresAt });
}

export type Confirmed = { readonly kind: 'done'; readonly grouping: GroupingDone } | { readonly kind: 'shown_again' };

/**
 * Step 3: does what was shown, or nothing. `digest` is what the page carried: when the accounts' children changed
 * since, the answer is `shown_again`. Confirmed twice (double click, reload, lost answer) it is done once and gives
 * the same receipt.
 */
export async function confirmGrouping(
  deps: Deps,
  parent: Parent,
  digest: string,
): Promise<Outcome<Confirmed, StepRefusal>> {
  return await inTransaction<Outcome<Confirmed, StepRefusal>>(deps, async (tx, record) => {
    const found = await findIntent(tx, parent.sessionId);
    if (found === undefined || found.keptId !== parent.accountId) return refused('no_intent');
    await lockAccounts(tx, [found.keptId, found.absorbedId]);
    // Read again behind the locks: the statement that waited saw the world of before.
    const intent = await findIntent(tx, parent.sessionId);
    if (intent === undefined || intent.id !== found.id) return refused('no_intent');
    if (intent.usedAt !== null) {
      const before = await findGrouping(tx, intent.keptId, intent.absorbedId);
      return before === undefined ? refused('no_intent') : done({ kind: 'done', grouping: before });
    }
    const now = deps.now();
    if (intent.expiresAt <= now) return refused('expired');
    const { kept, absorbed, sides, shown, children } = await load(tx, intent.keptId, intent.absorbedId);
    if (!proofHolds(intent, { kept, absorbed })) return refused('changed');
    const decision = decideGrouping(sides.kept, sides.absorbed);
    if (decision.kind === 'impossible') return refused(decision.why);
    if (decision.kind === 'request') return refused('needs_school');
    if (shown.digest !== digest) return done({ kind: 'shown_again' });

    const guardianIds = sides.absorbed.records.map((one) => one.guardianId);
    const pupilIds = children.filter((child) => child.accountId === absorbed.id).map((child) => child.pupilId);
    const moved = { keptId: kept.id, absorbedId: absorbed.id, guardianIds, pupilIds };
    const groupingId = await writeGrouping(tx, {
      intentId: intent.id,
      sessionId: parent.sessionId,
      keptId: kept.id,
      absorbedId: absorbed.id,
      proof: intent.proof,
      reference: composeReference('G', deps.random(8)),
      eventId: composeUuid(deps.random(16)),
      payload: moved,
      now,
    });
    if (groupingId === undefined) return refused('no_intent');
    for (const [side, to] of [['kept', kept.confirmedMail] as const, ['absorbed', absorbed.confirmedMail] as const])
      if (to !== null) await queueMail(tx, deps, { kind: 'grouping_notice', groupingId, side, to });
    const actor: Actor = { type: 'parent', ...parent };
    record({ kind: 'accounts_grouped', actor, data: { groupingId, proof: intent.proof, ...moved } });
    const grouping = await findGrouping(tx, kept.id, absorbed.id);
    return grouping === undefined ? refused('no_intent') : done({ kind: 'done', grouping });
  });
}

/** « Non, annuler »: the proof is thrown away. */
export async function cancelGrouping(deps: Deps, parent: Parent): Promise<void> {
  await inTransaction(deps, (tx) => cancelIntent(tx, parent.sessionId, deps.now()));
}

/** The receipt of this session's last grouping. */
export async function lastGrouping(deps: Deps, parent: Parent): Promise<GroupingDone | undefined> {
  const intent = await findIntent(deps.db, parent.sessionId);
  if (intent === undefined || intent.usedAt === null || intent.keptId !== parent.accountId) return undefined;
  return await findGrouping(deps.db, intent.keptId, intent.absorbedId);
}

function proofHolds(
  intent: { readonly keptProofVersion: number; readonly absorbedProofVersion: number },
  now: { readonly kept: AccountFacts; readonly absorbed: AccountFacts },
): boolean {
  return intent.keptProofVersion === now.kept.proofVersion && intent.absorbedProofVersion === now.absorbed.proofVersion;
}

async function load(db: Db, keptId: number, absorbedId: number) {
  const facts = await readAccountFacts(db, [keptId, absorbedId]);
  const kept = facts.get(keptId);
  const absorbed = facts.get(absorbedId);
  if (kept === undefined || absorbed === undefined) throw new Error('an account of a grouping does not exist');
  const bySide = await readSides(db, [kept, absorbed]);
  const children = await childrenOfAccounts(db, [keptId, absorbedId]);
  const show = (account: AccountFacts): ShownAccount => ({
    identifier: account.identifier,
    children: children.filter((child) => child.accountId === account.id),
  });
  const shown = { kept: show(kept), absorbed: show(absorbed) };
  const sides = { kept: getSide(bySide, keptId), absorbed: getSide(bySide, absorbedId) };
  return { kept, absorbed, sides, children, shown: { ...shown, digest: digestOf(shown) } };
}

function getSide<T>(sides: ReadonlyMap<number, T>, id: number): T {
  const side = sides.get(id);
  if (side === undefined) throw new Error('a side of a grouping was not loaded');
  return side;
}

/** Of everything the check page prints, in the order it prints it. */
function digestOf(shown: { readonly kept: ShownAccount; readonly absorbed: ShownAccount }): string {
  const print = (account: ShownAccount) => ({
    identifier: account.identifier,
    children: account.children.map((child) => [
      child.linkId,
      child.firstName,
      child.familyName,
      child.usageName,
      child.division,
      child.schoolUai,
      child.schoolName,
    ]),
  });
  const printed = canonicalJson({ kept: print(shown.kept), absorbed: print(shown.absorbed) });
  return createHash('sha256').update(printed).digest('base64url');
}
