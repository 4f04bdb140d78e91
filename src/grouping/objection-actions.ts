// « Ce n'est pas moi »: whoever reads a confirmed mailbox of either account stops a grouping that he did not make, until a
// school has looked.
import { inTransaction } from '../audit/actions.js';
import type { Actor } from '../audit/events.js';
import { lockAccounts } from '../db/accounts.js';
import { findProvedMail } from '../db/mails.js';
import {
  type FoundObjection,
  findHolder,
  findObjection,
  openObjections,
  writeLift,
  writeObjection,
} from '../db/objections.js';
import { cancelMailTokens, dropPendingMail } from '../db/signin.js';
import type { Deps } from '../deps.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';
import { composeUuid } from '../kernel/reference.js';
import { queueMail } from '../mail/queue.js';
import { hashMailToken } from '../mail/tokens.js';
import { holdsRight } from '../staff/rights.js';
import { type Desk, staffActor } from '../staff/rules.js';
import { reasonLength } from './rules.js';

async function find(deps: Deps, db: Deps['db'], token: string | undefined): Promise<FoundObjection | undefined> {
  if (token === undefined || token.length > 64) return undefined;
  return await findObjection(db, hashMailToken(deps.keys, 'object_grouping', token), deps.now());
}

/** What a link of a notice is about; undefined when it is unknown or older than thirty days. Looking changes nothing. */
export async function readObjection(deps: Deps, token: string | undefined): Promise<FoundObjection | undefined> {
  return await find(deps, deps.db, token);
}

/**
 * From the kept side the kept account is frozen and its sessions end; from the other the children that came are hidden.
 * An account that was itself grouped since is not frozen in the place of another: its own notice has a link of its own.
 */
export async function objectToGrouping(
  deps: Deps,
  token: string | undefined,
  address: string,
): Promise<Outcome<FoundObjection, 'dead'>> {
  const found = await find(deps, deps.db, token);
  if (found === undefined) return refused('dead');
  if (found.objected) return done(found);
  const { groupingId, side } = found;
  return await inTransaction<Outcome<FoundObjection, 'dead'>>(deps, async (tx, record) => {
    const holder = await findHolder(tx, found.keptId);
    await lockAccounts(tx, [holder]);
    // Another grouping may have closed it while this one waited for the lock.
    if ((await findHolder(tx, found.keptId)) !== holder) return refused('dead');
    if (side === 'kept' && holder !== found.keptId) return refused('dead');
    const now = deps.now();
    const eventId = composeUuid(deps.random(16));
    const made = await writeObjection(tx, { groupingId, side, accountId: holder, eventId, now });
    if (made === undefined) return done({ ...found, objected: true });
    if (side === 'kept') {
      await cancelMailTokens(tx, holder, ['confirm_mail', 'reset_password'], now);
      await dropPendingMail(tx, holder);
    }
    const actor: Actor = { type: 'mailbox', address };
    record({ actor, kind: 'grouping_objected', data: { objectionId: made.id, groupingId, side, accountId: holder } });
    const to = await findProvedMail(tx, holder);
    const what = side === 'kept' ? 'account_frozen' : 'children_hidden';
    if (to !== undefined)
      await queueMail(tx, deps, { kind: 'security_notice', accountId: holder, what, at: now.toISOString(), to });
    return done({ ...found, objected: true });
  });
}

export type LiftRefusal = 'not_here' | 'not_allowed' | 'reason_missing';

/** A school that holds a moved record has looked: what the objection did to its records ends. */
export async function liftObjection(
  deps: Deps,
  desk: Desk,
  asked: { readonly accountId: number; readonly objectionId: number; readonly reason: string },
): Promise<Outcome<void, LiftRefusal>> {
  const { schoolUai, staffId } = desk;
  const { accountId, objectionId, reason } = asked;
  if ([...reason].length < reasonLength.min) return refused('reason_missing');
  return await inTransaction<Outcome<void, LiftRefusal>>(deps, async (tx, record) => {
    await lockAccounts(tx, [accountId]);
    if (!(await holdsRight(deps, tx, desk, 'lift_objection'))) return refused('not_allowed');
    const here = await openObjections(tx, schoolUai, accountId);
    if (!here.some((one) => one.id === objectionId)) return refused('not_here');
    const now = deps.now();
    const eventId = composeUuid(deps.random(16));
    await writeLift(tx, { objectionId, schoolUai, staffId, reason, eventId, now });
    const actor = staffActor(desk);
    record({ actor, kind: 'objection_lifted', data: { objectionId, accountId, school: schoolUai } });
    return done(undefined);
  });
}
