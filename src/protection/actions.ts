// A school flags a record of its own, and ends the flag. Nothing of it is told to a parent, by mail or on a page: whoever
// reads it could be the danger. The audit names the record and never the account, so that no history leads to it.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { endProtection, protectionsOfAccount, type ShownProtection, writeProtection } from '../db/protections.js';
import type { Deps } from '../deps.js';
import { noteReading } from '../journal/reading-actions.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { holdsRight } from '../staff/rights.js';
import { type ActingAt, type Desk, staffActor } from '../staff/rules.js';
import type { Flagged, ProtectionKind } from './rules.js';

export async function readProtections(deps: Deps, desk: Desk, accountId: number): Promise<readonly ShownProtection[]> {
  await noteReading(deps, desk, 'protection', { accountId });
  return await protectionsOfAccount(deps.db, desk.schoolUai, accountId);
}

export type ProtectionAsked = {
  readonly accountId: number;
  readonly flagged: Flagged;
  readonly reasonKind: ProtectionKind;
  readonly reason: string;
  readonly hides: boolean;
};

export async function protect(
  deps: Deps,
  desk: ActingAt,
  asked: ProtectionAsked,
): Promise<Outcome<void, 'not_here' | 'not_allowed'>> {
  const { schoolUai: school, staffId } = desk;
  return await inTransaction<Outcome<void, 'not_here' | 'not_allowed'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [asked.accountId]);
    if (!(await holdsRight(deps, tx, desk, 'protect'))) return refused('not_allowed');
    const eventId = composeUuid(deps.random(16));
    const hides = asked.hides && asked.flagged.kind === 'guardian';
    const write = { ...asked, hides, schoolUai: school, staffId, eventId, now: deps.now() };
    const protectionId = await writeProtection(tx, write);
    if (protectionId === undefined) return refused('not_here');
    record({ actor: staffActor(desk), kind: 'record_protected', data: { school, protectionId, hides } });
    return done(undefined);
  });
}

export async function unprotect(
  deps: Deps,
  desk: ActingAt,
  asked: { readonly accountId: number; readonly protectionId: number; readonly reason: string },
): Promise<Outcome<void, 'not_here' | 'not_allowed'>> {
  const { schoolUai: school, staffId } = desk;
  return await inTransaction<Outcome<void, 'not_here' | 'not_allowed'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [asked.accountId]);
    if (!(await holdsRight(deps, tx, desk, 'protect'))) return refused('not_allowed');
    const eventId = composeUuid(deps.random(16));
    const ended = await endProtection(tx, { ...asked, schoolUai: school, staffId, eventId, now: deps.now() });
    if (!ended) return refused('not_here');
    const { protectionId } = asked;
    record({ actor: staffActor(desk), kind: 'protection_ended', data: { school, protectionId } });
    return done(undefined);
  });
}
