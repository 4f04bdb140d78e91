// May this school stop this account, and how far? Facts in, decision out.
import type { AccountState } from '../accounts/rules.js';
import { done, type Outcome, refused } from '../kernel/outcome.js';

/** The states in which an account can be suspended, and to which it comes back. */
export type SuspendableState = 'to_activate' | 'active' | 'asleep';

export type SuspensionFacts = {
  readonly state: AccountState;
  /** The account holds records of other schools. */
  readonly foreignRecords: boolean;
  /** Children of this school are hidden there by a suspension. */
  readonly childrenHidden: boolean;
  /** The suspension of the account itself, when it is suspended; without a school, the operator's. */
  readonly whole: {
    readonly id: number;
    readonly school: string | null;
    readonly formerState: SuspendableState;
  } | null;
  /** A grouping of it was objected to from its own mailbox, and no school has looked yet. */
  readonly objected: boolean;
};

export type SuspensionReach =
  | { readonly kind: 'account'; readonly formerState: SuspendableState }
  | { readonly kind: 'children' };

export type CannotSuspend = 'suspended_already' | 'frozen' | 'closed';

/** An account that holds other schools' records goes on: the school hides its own children there. */
export function decideSuspension(facts: SuspensionFacts): Outcome<SuspensionReach, CannotSuspend> {
  const { state } = facts;
  if (state === 'suspended' || facts.childrenHidden) return refused('suspended_already');
  if (state === 'closed' || state === 'frozen') return refused(state);
  return done(facts.foreignRecords ? { kind: 'children' } : { kind: 'account', formerState: state });
}

export type Reinstatement =
  | { readonly kind: 'account'; readonly suspensionId: number; readonly state: SuspendableState | 'frozen' }
  | { readonly kind: 'children' };

export type CannotReinstate = 'not_suspended' | 'suspended_by_another';

/** Who suspended reinstates; what happened meanwhile is not forgotten. */
export function decideReinstatement(
  facts: SuspensionFacts,
  schoolUai: string,
): Outcome<Reinstatement, CannotReinstate> {
  const { whole } = facts;
  if (facts.childrenHidden) return done({ kind: 'children' });
  if (facts.state !== 'suspended' || whole === null) return refused('not_suspended');
  if (whole.school !== schoolUai) return refused('suspended_by_another');
  const state = whole.formerState === 'active' && facts.objected ? 'frozen' : whole.formerState;
  return done({ kind: 'account', suspensionId: whole.id, state });
}
