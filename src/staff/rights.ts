// The right to an act, asked in the transaction that does it: whoever lost his role while he filled the form does nothing.
import type { Actor } from '../audit/events.js';
import type { Tx } from '../db/open.js';
import { holdPost, holdRole } from '../db/staff-roles.js';
import { holdToken } from '../db/tokens.js';
import type { Deps } from '../deps.js';
import { type Act, asksFresh, may, type NetworkAct, type SchoolAct } from './rights-rules.js';
import { type Desk, isProofStanding, type Means, type Operator, staffActor } from './rules.js';
import { scopesAllow } from './scope-rules.js';

/** The person holds a role at this school that may do this, in a session that lives and was proved lately if it must. */
export async function holdsRight(
  deps: Deps,
  tx: Tx,
  who: Means & Pick<Desk, 'staffId' | 'schoolUai'>,
  act: SchoolAct,
): Promise<boolean> {
  return await holds(deps, tx, who, act);
}

/** The same for work that goes on after its person has left: his session may be over, his role may not. */
export async function stillHoldsRight(
  deps: Deps,
  tx: Tx,
  who: Pick<Desk, 'staffId' | 'schoolUai'>,
  act: SchoolAct,
): Promise<boolean> {
  const role = await holdPost(tx, who.staffId, who.schoolUai, deps.now());
  return role !== undefined && may(role, act);
}

async function holds(
  deps: Deps,
  tx: Tx,
  who: Means & { readonly staffId: number; readonly schoolUai: string | null },
  act: Act,
): Promise<boolean> {
  if (who.tokenId !== undefined) {
    // No code can be asked of a program: its scope was given with a fresh one, and src/api counts what it does in a day.
    const held = await holdToken(tx, { ...who, tokenId: who.tokenId }, deps.now());
    return held !== undefined && may(held.role, act) && scopesAllow(held.scopes, act);
  }
  const held = await holdRole(tx, who, deps.now());
  if (held === undefined || !may(held.role, act)) return false;
  return !asksFresh(act) || isProofStanding(held, deps.now());
}

/** Who orders what both a command and a person may do: the person's right is asked in the transaction of the act. */
export type By = 'command' | Operator | Desk;

/** The actor of the audit events, or undefined when the person may not do this (any more). */
export async function actorFor(deps: Deps, tx: Tx, by: By, act: NetworkAct | SchoolAct): Promise<Actor | undefined> {
  if (by === 'command') return { type: 'command' };
  const schoolUai = 'schoolUai' in by ? by.schoolUai : null;
  return (await holds(deps, tx, { ...by, schoolUai }, act)) ? staffActor(by) : undefined;
}
