// Both accounts of a grouping as the rule sees them and as the check page shows them, under one digest.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/chain.js';
import { type Child, childrenOfAccounts } from '../db/children.js';
import { type AccountFacts, readAccountFacts, readSides } from '../db/grouping.js';
import type { Db } from '../db/open.js';

/** One account on the check page. */
export type ShownAccount = { readonly identifier: string; readonly children: readonly Child[] };
export type ShownPair = {
  readonly kept: ShownAccount;
  readonly absorbed: ShownAccount;
  /** Of all that the page shows: a confirmation carries it back. */
  readonly digest: string;
};
export type Pair = Awaited<ReturnType<typeof loadPair>>;

export async function loadPair(db: Db, keptId: number, absorbedId: number) {
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
