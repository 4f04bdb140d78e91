// A parent who lost his second factor stands at the desk: it goes after the hours that the network set, unless its owner says no.
import { inTransaction } from '../audit/actions.js';
import { lockAccounts } from '../db/accounts.js';
import { findCardAccount } from '../db/desk-card.js';
import { findFactorReset, insertFactorReset, stopFactorReset } from '../db/factor-resets.js';
import { hasFactor } from '../db/factors.js';
import { readNetworkSettings } from '../db/network-settings.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { queueMail } from '../mail/queue.js';
import { resetHoursWith } from '../signin/factor-rules.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { aliveAt } from './actions.js';

export type ResetRefusal = 'not_here' | 'not_allowed' | 'not_active' | 'no_factor' | 'asked_already';

/** Hours that a removal waits, as the network set. */
export async function readResetHours(deps: Deps): Promise<number> {
  return resetHoursWith(await readNetworkSettings(deps.db));
}

export async function askFactorReset(
  deps: Deps,
  desk: Desk,
  asked: { readonly accountId: number; readonly reason: string },
): Promise<Outcome<void, ResetRefusal>> {
  const { schoolUai, staffId } = desk;
  const { accountId, reason } = asked;
  return await inTransaction<Outcome<void, ResetRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if (!(await holdsRight(deps, tx, desk, 'reset_factor'))) return refused('not_allowed');
    const account = await findCardAccount(tx, schoolUai, accountId, aliveAt(deps.now()));
    if (account === undefined) return refused('not_here');
    if (account.state !== 'active') return refused('not_active');
    if (!(await hasFactor(tx, accountId))) return refused('no_factor');
    const askedAt = deps.now();
    const dueAt = new Date(askedAt.getTime() + resetHoursWith(await readNetworkSettings(tx)) * 3_600_000);
    const resetId = await insertFactorReset(tx, { accountId, schoolUai, askedBy: staffId, reason, askedAt, dueAt });
    if (resetId === undefined) return refused('asked_already');
    const actor = staffActor(desk);
    record({ actor, kind: 'factor_reset_asked', data: { accountId, resetId, school: schoolUai } });
    const at = askedAt.toISOString();
    await queueMail(tx, deps, { kind: 'security_notice', accountId, what: 'factor_reset_asked', at, resetId });
    return done(undefined);
  });
}

/** The school takes its own asking back: the second factor stays. That of another school is not its to stop. */
export async function stopAskedReset(
  deps: Deps,
  desk: Desk,
  accountId: number,
): Promise<Outcome<void, 'not_asked' | 'not_allowed'>> {
  const { schoolUai } = desk;
  return await inTransaction<Outcome<void, 'not_asked' | 'not_allowed'>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if (!(await holdsRight(deps, tx, desk, 'reset_factor'))) return refused('not_allowed');
    const here = await findCardAccount(tx, schoolUai, accountId, aliveAt(deps.now()));
    const found = here && (await findFactorReset(tx, accountId));
    if (found?.schoolUai !== schoolUai) return refused('not_asked');
    if (!(await stopFactorReset(tx, found.id, deps.now()))) return refused('not_asked');
    const data = { accountId, resetId: found.id, school: schoolUai };
    record({ actor: staffActor(desk), kind: 'factor_reset_stopped', data });
    const at = deps.now().toISOString();
    await queueMail(tx, deps, { kind: 'security_notice', accountId, what: 'factor_reset_stopped', at });
    return done(undefined);
  });
}
