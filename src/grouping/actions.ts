// The grouping in its three steps: prove the other account, look at what will happen, confirm once.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import {
  type AccountFacts,
  cancelIntent,
  findGrouping,
  findIntent,
  type GroupingDone,
  replaceIntent,
} from '../db/grouping.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { type OpeningRefusal, openRequest } from '../requests/opening-actions.js';
import { turnSession } from '../signin/sessions.js';
import { carryOut, type Parent } from './carry-out.js';
import { loadPair, type ShownPair } from './load.js';
import { decideGrouping, type GroupingImpossible, type GroupingProof, intentMinutes } from './rules.js';

/** What was proved of the other account, by its password, its letter's code or its letter's token. */
export type OtherAccount = {
  readonly accountId: number;
  readonly proof: GroupingProof;
  /** The account's proof version when its secret was checked. */
  readonly proofVersion: number;
};

export type BeginRefusal = GroupingImpossible | OpeningRefusal | 'recovery_letter' | 'changed';

export type ShownGrouping = ShownPair & { readonly expiresAt: Date };

export type StepRefusal = 'no_intent' | 'expired' | 'changed' | GroupingImpossible;

export type Begun = {
  /** The session's new token, when its current one was given: a proof changes it. */
  readonly token: string | undefined;
  /** The school must decide: the request that now waits, made just now or before. */
  readonly request?: { readonly reference: string; readonly already: boolean };
};

/**
 * Step 1, after the proof: decides, and opens an intent bound to this session (a new one replaces the former), or a
 * request when only the school can tell.
 */
export async function beginGrouping(
  deps: Deps,
  parent: Parent & { readonly token?: string | undefined },
  other: OtherAccount,
): Promise<Outcome<Begun, BeginRefusal>> {
  return await inTransaction<Outcome<Begun, BeginRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [parent.accountId, other.accountId]);
    const loaded = await loadPair(tx, parent.accountId, other.accountId);
    const decision = decideGrouping(loaded.sides.kept, loaded.sides.absorbed);
    if (decision.kind === 'impossible') return refused(decision.why);
    if (other.proofVersion !== loaded.absorbed.proofVersion) return refused('changed');
    // An active account is proved by its password; its recovery letter must first be used to set a new one.
    if (other.proof !== 'password' && loaded.absorbed.state !== 'to_activate') return refused('recovery_letter');
    const turned = async () =>
      parent.token === undefined ? undefined : await turnSession(deps, tx, parent.sessionId, parent.token);
    if (decision.kind === 'request') {
      const opened = await openRequest(tx, deps, record, { parent, pair: loaded, proof: other.proof });
      return opened.ok ? done({ token: await turned(), request: opened.value }) : opened;
    }
    const now = deps.now();
    const expiresAt = new Date(now.getTime() + intentMinutes * 60_000);
    await replaceIntent(tx, { sessionId: parent.sessionId, ...loaded, proof: other.proof, now, expiresAt });
    return done({ token: await turned() });
  });
}

/** Step 2: what the session's live intent would do, as of now. */
export async function showGrouping(deps: Deps, parent: Parent): Promise<Outcome<ShownGrouping, StepRefusal>> {
  const intent = await findIntent(deps.db, parent.sessionId);
  if (intent === undefined || intent.usedAt !== null || intent.keptId !== parent.accountId) return refused('no_intent');
  if (intent.expiresAt <= deps.now()) return refused('expired');
  const loaded = await loadPair(deps.db, intent.keptId, intent.absorbedId);
  if (!proofHolds(intent, loaded)) return refused('changed');
  const decision = decideGrouping(loaded.sides.kept, loaded.sides.absorbed);
  if (decision.kind === 'impossible') return refused(decision.why);
  // What the rules could decide at step 1 they can no more: the next step 1 makes a request of it.
  if (decision.kind === 'request') return refused('changed');
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
    const pair = await loadPair(tx, intent.keptId, intent.absorbedId);
    if (!proofHolds(intent, pair)) return refused('changed');
    const decision = decideGrouping(pair.sides.kept, pair.sides.absorbed);
    if (decision.kind === 'impossible') return refused(decision.why);
    if (decision.kind === 'request') return refused('changed');
    if (pair.shown.digest !== digest) return done({ kind: 'shown_again' });

    const grouping = await carryOut(tx, deps, record, { parent, pair, intentId: intent.id, proof: intent.proof });
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
