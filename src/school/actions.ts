// What a member of staff reads: the first page, the list, a card. Every reading is of one school, and noted in its journal.
import { canonicalIdentifier } from '../accounts/rules.js';
import { countApprovals } from '../approvals/actions.js';
import { type CardMove, cardLetters, cardMoves, cardPupils, cardRecords, findCardAccount } from '../db/desk-card.js';
import { countAccounts, type DeskSearch, divisionsOf, listAccounts } from '../db/desk-list.js';
import { countWaitingRequests, requestsOfAccount } from '../db/desk-requests.js';
import {
  countFailedBatches,
  countLettersDead,
  countRecent,
  progressByDivision,
  recentMoves,
  registerNow,
} from '../db/desk-today.js';
import { findFactorReset } from '../db/factor-resets.js';
import { hasFactor } from '../db/factors.js';
import { disownedAtSchool } from '../db/holds.js';
import { readNetworkSettings } from '../db/network-settings.js';
import { openObjections } from '../db/objections.js';
import { type SuspensionOfAccount, suspensionsAtSchool } from '../db/suspensions.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { addDays, civilDateOf } from '../kernel/civil-date.js';
import { countLetters } from '../letters/recipients.js';
import { endOfLetter } from '../letters/rules.js';
import { usualImportDays } from '../network-settings/rules.js';
import { sessionLimits } from '../signin/rules.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { readYear } from '../statistics/actions.js';
import { type CardEvent, everything, type ListQuery, pageSize, pagesOf, type SecondFactorAtDesk } from './rules.js';

const week = 7 * 86_400_000;
const movesShown = 12;

export async function readToday(deps: Deps, desk: Desk) {
  const { schoolUai } = desk;
  const day = civilDateOf(deps.now(), deps.config.timeZone);
  const since = new Date(deps.now().getTime() - week);
  const counts = await countAccounts(deps.db, searchOf(desk, everything));
  const register = await registerNow(deps.db, schoolUai);
  const letters = await countLetters(deps.db, { school: schoolUai, reissue: false }, day);
  const { helpPhone, helpHours, importDays } = await readNetworkSettings(deps.db);
  const { timeZone, networkName } = deps.config;
  const dueOn =
    register.appliedAt === null
      ? null
      : addDays(civilDateOf(register.appliedAt, timeZone), importDays ?? usualImportDays);
  return {
    day,
    counts,
    register: { ...register, dueOn },
    failedBatches: await countFailedBatches(deps.db, schoolUai, since),
    year: { weeks: await readYear(deps, schoolUai), accounts: counts.all },
    help: { networkName, phone: helpPhone, hours: helpHours },
    lettersToMake: letters.letters,
    withoutBirthDate: letters.skipped.no_birth_date ?? 0,
    lettersDead: await countLettersDead(deps.db, schoolUai, new Date(deps.now().getTime() - 13 * week)),
    approvals: may(desk.role, 'answer_approval') ? await countApprovals(deps, desk) : 0,
    recent: await countRecent(deps.db, schoolUai, since),
    divisions: await progressByDivision(deps.db, schoolUai),
    requests: await countWaitingRequests(deps.db, schoolUai, deps.now()),
    moves: await recentMoves(deps.db, schoolUai, since, movesShown),
    objections: await openObjections(deps.db, schoolUai),
    disowned: may(desk.role, 'restore_child') ? await disownedAtSchool(deps.db, schoolUai) : [],
  };
}

/** What parents said is not theirs, and waits for the school. */
export async function readSignals(deps: Deps, desk: Desk) {
  await noteReading(deps, desk, 'objections');
  return {
    objections: await openObjections(deps.db, desk.schoolUai),
    disowned: await disownedAtSchool(deps.db, desk.schoolUai),
  };
}

/** A page beyond the last one is the last one. */
export async function readList(deps: Deps, desk: Desk, query: ListQuery) {
  const { filter, sort, descending } = query;
  const asked = searchOf(desk, query);
  const counts = await countAccounts(deps.db, asked);
  const page = Math.min(query.page, pagesOf(counts[filter]));
  await noteReading(deps, desk, 'list');
  return {
    query: { ...query, page },
    counts,
    divisions: await divisionsOf(deps.db, desk.schoolUai),
    accounts: await listAccounts(deps.db, asked, {
      filter,
      sort,
      descending,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    }),
  };
}

export const searchOf = (desk: Desk, { search, division, mail, level }: ListQuery): DeskSearch => ({
  schoolUai: desk.schoolUai,
  search,
  identifier: canonicalIdentifier(search),
  division,
  mail,
  level,
});

/** What a session of a parent that lives at this instant has behind it at most. */
export function aliveAt(now: Date) {
  const { idleMinutes, wholeHours } = sessionLimits.parent;
  return {
    seenSince: new Date(now.getTime() - idleMinutes * 60_000),
    openedSince: new Date(now.getTime() - wholeHours * 3_600_000),
  };
}

/** Undefined for an account that holds no record of this school, as for one that does not exist. */
export async function readCard(deps: Deps, desk: Desk, accountId: number) {
  const { db } = deps;
  const { schoolUai } = desk;
  const account = await findCardAccount(db, schoolUai, accountId, aliveAt(deps.now()));
  if (account === undefined) return undefined;
  const today = civilDateOf(deps.now(), deps.config.timeZone);
  const records = await cardRecords(db, schoolUai, accountId);
  const letters = await cardLetters(db, schoolUai, accountId);
  const moves = await cardMoves(db, schoolUai, accountId);
  const suspensions = await suspensionsAtSchool(db, schoolUai, accountId);
  await noteReading(deps, desk, 'card', { accountId });
  return {
    ...account,
    records: records.map((record) => ({ ...record, gone: record.goneAt !== null })),
    pupils: (await cardPupils(db, schoolUai, accountId)).map((pupil) =>
      account.state === 'suspended' ? { ...pupil, heldFor: pupil.heldFor ?? ('suspension' as const) } : pupil,
    ),
    letters: letters.map((letter) => ({ ...letter, end: endOfLetter(letter, today) })),
    events: eventsOf(account, letters, moves, suspensions),
    requests: await requestsOfAccount(db, schoolUai, accountId, deps.now()),
    objections: await openObjections(db, schoolUai, accountId),
    secondFactor: await secondFactorOf(db, accountId, schoolUai),
  };
}

async function secondFactorOf(db: Deps['db'], accountId: number, schoolUai: string): Promise<SecondFactorAtDesk> {
  if (!(await hasFactor(db, accountId))) return 'none';
  const reset = await findFactorReset(db, accountId);
  return reset === undefined ? 'on' : { dueAt: reset.dueAt, ours: reset.schoolUai === schoolUai };
}

type Letters = Awaited<ReturnType<typeof cardLetters>>;

/** Latest first. */
function eventsOf(
  account: { readonly activatedAt: Date | null },
  letters: Letters,
  moves: readonly CardMove[],
  suspensions: readonly SuspensionOfAccount[],
): CardEvent[] {
  const events: CardEvent[] = moves.map((move) => {
    const { firstName, familyName, usageName } = move;
    const name = firstName === null || familyName === null ? undefined : { firstName, familyName, usageName };
    return { at: move.at, kind: move.kind, name, reference: move.reference ?? undefined, undoable: move.undoable };
  });
  const bare = (at: Date | null, kind: CardEvent['kind'], reference?: string): void => {
    if (at !== null) events.push({ at, kind, name: undefined, reference });
  };
  bare(account.activatedAt, 'activated');
  for (const letter of letters) {
    bare(letter.issuedAt, 'letter_made', letter.number);
    bare(letter.usedAt, 'letter_used', letter.number);
  }
  for (const { at, reason, endedAt, endReason } of suspensions) {
    events.push({ at, kind: 'suspended', name: undefined, reference: undefined, reason });
    if (endedAt !== null)
      events.push({
        at: endedAt,
        kind: 'reinstated',
        name: undefined,
        reference: undefined,
        ...(endReason === null ? {} : { reason: endReason }),
      });
  }
  return events.sort((one, other) => other.at.getTime() - one.at.getTime());
}
