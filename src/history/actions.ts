// The history of an account, and the receipts of its groupings.
import type { Child } from '../db/children.js';
import { childrenOf } from '../db/children.js';
import { breaksFrom, eventsOfAccount, findReceipt, lastingEvents, type OwnBreak } from '../db/history.js';
import type { Deps } from '../deps.js';
import { servicesTold } from '../events/told-actions.js';
import type { ServiceTold } from '../grouping/services-told.js';
import { type HistoryLine, historyKindOf } from './kinds.js';

const most = 500;

/** Latest first. */
export async function readHistory(deps: Deps, accountId: number): Promise<HistoryLine[]> {
  const [lasting, chained] = await Promise.all([
    lastingEvents(deps.db, accountId),
    eventsOfAccount(deps.db, accountId, most),
  ]);
  const lines: HistoryLine[] = chained.flatMap(({ at, kind, client }) => {
    const told = historyKindOf(kind);
    return told === undefined ? [] : { at, kind: told, about: client ?? undefined };
  });
  for (const { at, kind, reference, about } of lasting)
    lines.push({ at, kind, reference: reference ?? undefined, about: about ?? undefined });
  return lines.sort((one, other) => other.at.getTime() - one.at.getTime());
}

export type Receipt = {
  readonly services: readonly ServiceTold[];
  readonly at: Date;
  readonly reference: string;
  readonly closedIdentifier: string;
  /** Of the children who came then, those that the account sees now: who left is named no more. */
  readonly children: readonly Child[];
  /** What schools took out since, of all that was together then. */
  readonly breaks: readonly OwnBreak[];
  /** All the children that the account sees now. */
  readonly all: readonly Child[];
};

/** The receipt of one grouping, for the account that kept it alone. */
export async function readReceipt(deps: Deps, accountId: number, reference: string): Promise<Receipt | undefined> {
  const found = await findReceipt(deps.db, accountId, reference);
  if (found === undefined) return undefined;
  const [all, breaks] = await Promise.all([
    childrenOf(deps.db, accountId),
    breaksFrom(deps.db, accountId, found.at, 'there_then'),
  ]);
  return {
    services: await servicesTold(deps, found.id),
    at: found.at,
    reference: found.reference,
    closedIdentifier: found.absorbedIdentifier,
    children: all.filter((child) => found.guardianIds.includes(child.guardianId)),
    breaks,
    all,
  };
}

/** For so long the home page says that a school took its pupils out; the history says it for ever. */
const breakToldDays = 30;

/** The last break, while it is news and stands. Never why: that is between the school and its register. */
export async function lastBreak(deps: Deps, accountId: number): Promise<OwnBreak | undefined> {
  const after = new Date(deps.now().getTime() - breakToldDays * 86_400_000);
  const [last] = await breaksFrom(deps.db, accountId, after);
  return last;
}
